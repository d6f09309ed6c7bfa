//! Who may do what, at every address: the table of [`domain::access`] as it is seen from outside.
//! An address that is not in the table fails the test.

mod enter;
mod row;
mod table;
mod things;
mod upload;

use std::collections::BTreeSet;

use domain::access::{Operation, Relation, Scopes, may};
use domain::person::{Role, Standing, Support};
use domain::release::Part;
use domain::search::Command;
use leptos::server_fn::axum::server_fn_paths;
use service::account::session;
use service::{Caller, Secret};

use self::row::{Needs, Row};
use self::table::{OTHERS, ROWS};
use self::things::{Things, things};
use crate::house::{root, sources};
use crate::world::{Client, Engine, Page, World};

/// Somebody who asks: their role, and their part in the release.
#[derive(Clone, Copy, Debug)]
struct Kind {
    name: &'static str,
    role: Role,
    support: Support,
    part: Option<Part>,
}

const KINDS: [Kind; 11] = [
    Kind { name: "Vera", role: Role::Viewer, support: Support::None, part: None },
    Kind { name: "Vito", role: Role::Viewer, support: Support::None, part: Some(Part::Approver) },
    Kind { name: "Mia", role: Role::Member, support: Support::None, part: None },
    Kind {
        name: "Cora",
        role: Role::Member,
        support: Support::None,
        part: Some(Part::Contributor),
    },
    Kind { name: "Abe", role: Role::Member, support: Support::None, part: Some(Part::Approver) },
    Kind { name: "Olga", role: Role::Member, support: Support::None, part: Some(Part::Owner) },
    Kind { name: "Adam", role: Role::Admin, support: Support::None, part: None },
    Kind { name: "Sven", role: Role::Viewer, support: Support::Agent, part: None },
    Kind { name: "Lena", role: Role::Viewer, support: Support::Lead, part: None },
    Kind {
        name: "Lars",
        role: Role::Member,
        support: Support::Lead,
        part: Some(Part::Contributor),
    },
    Kind { name: "Anja", role: Role::Admin, support: Support::None, part: Some(Part::Owner) },
];

impl Kind {
    const fn standing(self) -> Standing {
        Standing { role: self.role, support: self.support }
    }
}

/// The commands of the palette, each with its address and what it needs.
pub(crate) fn commands() -> Vec<(&'static str, Operation)> {
    let command = |one: Command| (one.address().split('#').next().unwrap(), one.needs());
    Command::ALL.into_iter().map(command).collect()
}

/// Every address that there is.
pub(crate) fn every_path() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.path).chain(OTHERS.iter().map(|(_, path)| *path))
}

/// What the page at an address needs; nothing when there is no such page.
pub(crate) fn page_needs(path: &str) -> Option<Operation> {
    let row = ROWS.iter().find(|row| row.method == "GET" && row.path == path)?;
    match row.needs {
        Needs::May(operation) => Some(operation),
        Needs::Nothing | Needs::Own => None,
    }
}

/// Addresses of what lies in a product and in none of its releases.
const OF_PRODUCTS: [&str; 9] = [
    "/products/",
    "/cohorts/",
    "/desk",
    "/fn/desk",
    "/fragments/",
    "/questions/",
    "/proposals/",
    "/contacts/",
    "/readers/",
];

/// The status that the table of permissions asks for.
fn expected(row: &Row, kind: Kind, restricted: bool) -> Expected {
    let relation =
        if restricted { Relation::Restricted(kind.part) } else { Relation::Open(kind.part) };
    let check = |operation, relation| {
        if may(kind.standing(), relation, operation) {
            Expected::Allowed
        } else {
            Expected::Forbidden
        }
    };
    match row.needs {
        Needs::Nothing => Expected::Allowed,
        Needs::Own => Expected::Hidden,
        Needs::May(
            operation @ (Operation::ManagePeople
            | Operation::Operate
            | Operation::ManageAccount
            | Operation::SeeOrganisation
            | Operation::WriteProduct
            | Operation::CreateRelease),
        ) => check(operation, Relation::None),
        // What lies in a product and in none of its releases.
        Needs::May(operation) if OF_PRODUCTS.iter().any(|start| row.path.starts_with(start)) => {
            check(operation, Relation::None)
        }
        Needs::May(_) if !may(kind.standing(), relation, Operation::SeeRelease) => Expected::Hidden,
        Needs::May(operation) => check(operation, relation),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    Allowed,
    Forbidden,
    Hidden,
}

impl Expected {
    fn of(status: u16) -> Option<Self> {
        match status {
            200 | 204 | 303 | 422 => Some(Self::Allowed),
            403 => Some(Self::Forbidden),
            404 => Some(Self::Hidden),
            _ => None,
        }
    }
}

async fn ask(client: &Client, row: &Row, things: &Things) -> Page {
    let path = &*things.path(row);
    match row.method {
        _ if path.starts_with("/fn/") => client.call(path, &things.arguments(row)).await,
        "GET" if path.ends_with("/live") => client.peek(path).await,
        "GET" => client.get(path).await,
        _ => client.post(path, row.fields).await,
    }
}

/// The addresses that the program answers, read from where they are written down.
fn addresses() -> BTreeSet<(String, String)> {
    // What a machine watches is at an address of its own, where nothing else is: `server::metrics` of these tests.
    let files = sources(&root().join("server/src")).into_iter();
    let files = files.filter(|file| !file.ends_with("metrics/page.rs"));
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let mut found = BTreeSet::new();
    let routes = text.split(".route(").skip(1).map(str::trim_start);
    for route in routes.filter(|route| route.starts_with('"')) {
        let path = route.split('"').nth(1).unwrap().to_owned();
        let mut depth = 1;
        let end = route.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        let handlers = &route[..end.unwrap()];
        for (word, method) in [("get(", "GET"), ("post(", "POST")] {
            if handlers.contains(word) {
                found.insert((method.to_owned(), path.clone()));
            }
        }
    }
    let functions = server_fn_paths().map(|(path, method)| (method.to_string(), path.to_owned()));
    found.extend(functions);
    found
}

#[test]
fn every_address_is_in_the_table_and_nothing_else_is() {
    let rows = ROWS.iter().map(|row| (row.method, row.path)).chain(OTHERS.iter().copied());
    let declared: BTreeSet<(String, String)> =
        rows.map(|(method, path)| (method.to_owned(), path.to_owned())).collect();
    let answered = addresses();
    assert!(answered.len() > 100, "{}", answered.len());
    let missing: Vec<_> = answered.difference(&declared).collect();
    let gone: Vec<_> = declared.difference(&answered).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:?}; gone: {gone:?}");
    assert_eq!(declared.len(), ROWS.len() + OTHERS.len(), "a row stands twice");
}

async fn matrix(engine: Engine, restricted: bool) {
    let mut wrong = Vec::new();
    for kind in KINDS {
        let Some(world) = World::new(engine).await else { return };
        let owner = world.member("Maker").await;
        let things = things(&world, &owner, restricted).await;
        let client = world.supporter(kind.name, kind.role, kind.support).await;
        let release = things.path(&Row::see("/releases/{id}"));
        if let Some(part) = kind.part {
            owner.add_participant(&release, kind.name, part.key()).await;
        }
        for row in ROWS.iter().filter(|row| row.needs != Needs::Nothing) {
            let path = things.path(row);
            let page = ask(&client, row, &things).await;
            let expected = expected(row, kind, restricted);
            if Expected::of(page.status) != Some(expected) {
                wrong.push(format!(
                    "{} {} as {kind:?}: {} instead of {expected:?}",
                    row.method, row.path, page.status
                ));
            }
            if expected == Expected::Hidden && row.method == "GET" {
                let nothing = client.get("/releases/00000000-0000-7000-8000-000000000000").await;
                assert_eq!(page.text(), nothing.text(), "{path} tells that it exists");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn everybody_may_what_the_table_says_in_an_open_release_on_sqlite() {
    matrix(Engine::Sqlite, false).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_in_a_restricted_release_on_sqlite() {
    matrix(Engine::Sqlite, true).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_in_an_open_release_on_postgres() {
    matrix(Engine::Postgres, false).await;
}

#[tokio::test]
async fn everybody_may_what_the_table_says_in_a_restricted_release_on_postgres() {
    matrix(Engine::Postgres, true).await;
}

#[tokio::test]
async fn a_stranger_and_somebody_whose_access_ended_are_asked_to_sign_in_everywhere() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let owner = world.member("Maker").await;
    let things = things(&world, &owner, false).await;
    let admin = world.person("Adam", Role::Admin).await;
    let gone = world.member("Gus").await;
    let people = admin.get("/people").await;
    let end = people.body.find(">Gus<").unwrap();
    let start = people.body[..end].rfind("/people/").unwrap();
    let person = people.body[start..].split('"').next().unwrap();
    let version = admin.version(person).await;
    let ended = [("version", &*version), ("role", "member"), ("support", "none")];
    assert_eq!(admin.post(person, &ended).await.status, 303);
    for client in [world.stranger(), gone] {
        for row in ROWS.iter().filter(|row| row.needs != Needs::Nothing) {
            let page = ask(&client, row, &things).await;
            let asked = page.status == 401 || page.location().starts_with("/sign-in");
            assert!(asked, "{} {}: {} {}", row.method, row.path, page.status, page.location());
        }
    }
}

/// The actor behind a session, for less than its person may: what a token will be.
async fn token(world: &World, client: &Client, scopes: Scopes) -> Client {
    let cookies = client.cookies();
    let sid = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("sid=")).unwrap();
    let secret = Secret::received(sid);
    let found = session::find_actor(&world.service, &secret, Caller::command()).await.unwrap();
    let actor = found.unwrap().narrowed_to(scopes);
    Client::new(world.router.clone().layer(axum::Extension(actor)))
}

#[tokio::test]
async fn a_token_is_refused_at_every_address_that_it_is_not_for() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let owner = world.person("Maker", Role::Admin).await;
    let things = things(&world, &owner, false).await;
    let release = things.path(&Row::see("/releases/{id}"));
    let other = world.person("Olga", Role::Admin).await;
    let nothing = token(&world, &other, Scopes::default()).await;
    owner.add_participant(&release, "Olga", Part::Owner.key()).await;
    let mut wrong = Vec::new();
    for row in ROWS.iter().filter(|row| row.needs != Needs::Nothing) {
        let needs = match row.needs {
            Needs::May(operation) => operation,
            _ => Operation::ManageAccount,
        };
        let rest = Operation::ALL.into_iter().filter(|operation| *operation != needs).collect();
        for client in [&nothing, &token(&world, &other, rest).await] {
            let page = ask(client, row, &things).await;
            if !matches!(page.status, 403 | 404) {
                wrong.push(format!("{} {}: {}", row.method, row.path, page.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all = token(&world, &other, Operation::ALL.into_iter().collect()).await;
    assert_eq!(all.get(&release).await.status, 200, "what it is for, it may");
}
