//! Who acts, and from where: a person in a session, a token of theirs, or whoever has the machine.

use std::net::{IpAddr, Ipv6Addr};

use domain::access::{Operation, Relation, Scopes, may};
use domain::ids::{PersonId, RequestId, SessionId};
use domain::person::{Email, Person, Role, Standing, Support};
use store::activity::Origin;

use crate::{Secret, new_id};

/// Somebody who asks for something. Everything they may is asked of them in one way, whatever they
/// came by: pages, server functions, the command line and jobs.
#[derive(Clone, Debug)]
pub struct Actor {
    pub person: Person,
    by: By,
    caller: Caller,
}

/// By what somebody acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    /// And whether its person has a second step at sign-in.
    Session(SessionId, bool),
    /// Never more than its person may, and of that only what it is for.
    Token(Scopes),
    /// A command on the machine itself. Whoever can start one can read the database as well.
    Command,
}

impl Actor {
    /// A person who is signed in. Only `account` finds one, by the secret of a session.
    pub(crate) const fn in_session(
        person: Person,
        (session, second_step): (SessionId, bool),
        caller: Caller,
    ) -> Self {
        Self { person, by: By::Session(session, second_step), caller }
    }

    /// Whoever runs a command on the machine: an administrator who is none of the people.
    #[must_use]
    pub fn command() -> Self {
        let person = Person {
            id: PersonId::new(uuid::Uuid::nil()),
            email: Email::operator(),
            name: "The operator of this machine".to_owned(),
            role: Role::Admin,
            support: Support::None,
            active: true,
            shortcuts: false,
            version: 0,
        };
        Self { person, by: By::Command, caller: Caller::command() }
    }

    /// Whoever has the address of a calendar: the eyes of its person, and nothing else.
    pub(crate) fn of_calendar(person: Person) -> Self {
        let scopes = Scopes::of(&[Operation::SeeRelease]);
        Self { person, by: By::Token(scopes), caller: Caller::command() }
    }

    /// The same person, for no more than some operations, as when a token acts for them.
    #[must_use]
    pub fn narrowed_to(self, scopes: Scopes) -> Self {
        let scopes = match self.by {
            By::Token(before) => before.and(scopes),
            By::Session(..) | By::Command => scopes,
        };
        Self { by: By::Token(scopes), ..self }
    }

    /// The same person, whose records have another number than the request that they came by.
    #[must_use]
    pub fn numbered(mut self, request: RequestId) -> Self {
        self.caller.request = request;
        self
    }

    /// The session they are in, if they are in one.
    #[must_use]
    pub const fn session(&self) -> Option<SessionId> {
        match self.by {
            By::Session(session, _) => Some(session),
            By::Token(_) | By::Command => None,
        }
    }

    /// Whether they are in a session that a password alone opens.
    #[must_use]
    pub const fn lacks_second_step(&self) -> bool {
        matches!(self.by, By::Session(_, false))
    }

    /// Whether what they came by is for such operations at all; what the person may is another
    /// question.
    #[must_use]
    pub const fn is_for(&self, operation: Operation) -> bool {
        match self.by {
            By::Session(..) | By::Command => true,
            By::Token(scopes) => scopes.contain(operation),
        }
    }

    /// Whether they may do something, as far as is known without the database: for what a page
    /// offers. What is done asks again.
    #[must_use]
    pub const fn may(&self, relation: Relation, operation: Operation) -> bool {
        self.may_as(self.person.standing(), relation, operation)
    }

    /// The same for what their person is now: every permission is decided here.
    pub(crate) const fn may_as(
        &self,
        standing: Standing,
        relation: Relation,
        operation: Operation,
    ) -> bool {
        self.is_for(operation) && may(standing, relation, operation)
    }

    pub(crate) const fn is_command(&self) -> bool {
        matches!(self.by, By::Command)
    }

    pub(crate) fn origin(&self) -> Origin {
        let person = if self.is_command() { None } else { Some(self.person.id) };
        self.caller.origin(person, self.session())
    }
}

/// Where a request comes from, whoever makes it.
#[derive(Clone, Debug)]
pub struct Caller {
    pub request: RequestId,
    /// The network address, whole: throttling needs it. The trail keeps only [`Caller::network`].
    pub address: Option<IpAddr>,
    /// What the browser calls itself, cut to a readable length.
    pub browser: String,
    /// A page that is open asks for what is new. That is no use of a session: nobody may be there.
    pub by_itself: bool,
    /// The session that the browser has. Whoever comes in by it takes its place.
    pub session: Option<Secret>,
}

impl Caller {
    /// A command that somebody runs on the machine.
    #[must_use]
    pub fn command() -> Self {
        Self {
            request: RequestId::new(new_id()),
            address: None,
            browser: "command line".to_owned(),
            by_itself: false,
            session: None,
        }
    }

    /// The network without the part that names one machine: /24 or /48.
    #[must_use]
    pub fn network(&self) -> String {
        match self.address {
            None => "local".to_owned(),
            Some(IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            Some(IpAddr::V6(address)) => {
                let [a, b, c, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
        }
    }

    pub(crate) fn origin(&self, actor: Option<PersonId>, session: Option<SessionId>) -> Origin {
        Origin { actor, session, network: self.network(), request: self.request }
    }
}

/// What one household or office has: an address of the fourth version, and a whole network of the sixth.
#[must_use]
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}
