//! Calendars: addresses that people give to their calendar, and what it reads there.

use domain::access::Operation;
use domain::account::calendar::{Event, Subscription, of_item, of_release};
use domain::activity::{Action, Object};
use domain::ids::{PersonId, ReleaseId, SubscriptionId};
use domain::limits;
use domain::phase::Phase;
use domain::release::Release;
use store::Transaction;

use crate::access::{See, grant};
use crate::account::session;
use crate::activity::trail;
use crate::{Actor, Error, Refusal, Secret, Service, access, new_id};

/// What a calendar reads.
pub struct Calendar {
    pub name: String,
    pub events: Vec<Event>,
}

/// Makes an address. The secret is shown once; whoever has it reads with the actor's eyes.
///
/// # Errors
/// The actor may not see the release, or has too many addresses.
pub async fn create(
    service: &Service,
    actor: &Actor,
    release: Option<ReleaseId>,
) -> Result<Secret, Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    session::require_fresh(&mut transaction, actor, service.now()).await?;
    if let Some(release) = release {
        grant::<See>(&mut transaction, actor, release).await?;
    }
    let me = actor.person.id;
    if store::account::calendar::list_feeds(&mut transaction, me).await?.len() >= limits::FEEDS {
        let message = format!("You can have {} addresses at most. Revoke one first", limits::FEEDS);
        return Err(Refusal::invalid("feeds", message).into());
    }
    let secret = Secret::new()?;
    let feed = Subscription {
        id: SubscriptionId::new(new_id()),
        person: me,
        release,
        created_at: service.now(),
    };
    store::account::calendar::add_feed(&mut transaction, &feed, secret.hash()).await?;
    let record = trail::record(Action::FeedCreated, Object::Person, me.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// From now on the address does not exist.
///
/// # Errors
/// It is not one of the actor's.
pub async fn revoke(service: &Service, actor: &Actor, id: SubscriptionId) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let me = actor.person.id;
    if !store::account::calendar::delete_feed(&mut transaction, me, id).await? {
        return Err(Refusal::NotFound.into());
    }
    let record = trail::record(Action::FeedRevoked, Object::Person, me.uuid());
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// The actor's addresses with what they are about.
pub async fn list(
    service: &Service,
    actor: &Actor,
) -> Result<Vec<(Subscription, Option<String>)>, Error> {
    let mut transaction = service.database.read().await?;
    access::allow(&mut transaction, actor, Operation::ManageAccount).await?;
    let mut feeds = Vec::new();
    for feed in store::account::calendar::list_feeds(&mut transaction, actor.person.id).await? {
        let name = match feed.release {
            None => None,
            Some(id) => Some(match grant::<See>(&mut transaction, actor, id).await {
                Ok(granted) => named(&granted.release),
                Err(Error::Refusal(Refusal::NotFound)) => {
                    "A release that you cannot see any more".to_owned()
                }
                Err(fault) => return Err(fault),
            }),
        };
        feeds.push((feed, name));
    }
    Ok(feeds)
}

/// What stands behind an address: everything its person may still see, the past included.
///
/// # Errors
/// There is no such address, or its person has no access any more.
pub async fn read(service: &Service, secret: &Secret) -> Result<Calendar, Error> {
    let mut transaction = service.database.read().await?;
    let feed = store::account::calendar::find_feed(&mut transaction, secret.hash())
        .await?
        .ok_or(Refusal::NotFound)?;
    let person = store::person::find_person(&mut transaction, feed.person).await?;
    let person = person.filter(|person| person.active).ok_or(Refusal::NotFound)?;
    let actor = Actor::of_calendar(person);
    if let Some(id) = feed.release {
        let release = grant::<See>(&mut transaction, &actor, id).await?.release;
        let events = everything(&mut transaction, &release).await?;
        return Ok(Calendar { name: named(&release), events });
    }
    let mut events = Vec::new();
    for release in access::list_seen(&mut transaction, &actor, None).await? {
        events.extend(concerning(&mut transaction, &release, actor.person.id).await?);
    }
    Ok(Calendar { name: format!("Holdpoint: {}", actor.person.name), events })
}

async fn everything(transaction: &mut Transaction, release: &Release) -> Result<Vec<Event>, Error> {
    let phases = store::phase::list_phases(transaction, release.id).await?;
    let mut ballots = Vec::new();
    for phase in &phases {
        ballots.extend(store::gate::ballot::find_ballot(transaction, phase.id).await?);
    }
    Ok(of_release(release, &phases, &ballots))
}

/// What concerns one person: releases they have a part in, and phases, votes and items of theirs.
async fn concerning(
    transaction: &mut Transaction,
    release: &Release,
    me: PersonId,
) -> Result<Vec<Event>, Error> {
    let has_part =
        store::release::participant::hold_part(transaction, release.id, me).await?.is_some();
    let mut phases: Vec<Phase> = Vec::new();
    let mut ballots = Vec::new();
    for phase in store::phase::list_phases(transaction, release.id).await? {
        let ballot = store::gate::ballot::find_ballot(transaction, phase.id).await?;
        let asked = ballot.filter(|ballot| ballot.seats.iter().any(|seat| seat.person == me));
        if phase.plan.owner == Some(me) || asked.is_some() || has_part {
            phases.push(phase);
        }
        ballots.extend(asked);
    }
    let mut events = if has_part || !phases.is_empty() {
        of_release(release, &phases, &ballots)
    } else {
        Vec::new()
    };
    let items = store::checklist::list_items(transaction, release.id).await?;
    let name = named(release);
    events.extend(
        items.iter().filter(|item| item.owner == Some(me)).filter_map(|item| of_item(item, &name)),
    );
    Ok(events)
}

fn named(release: &Release) -> String {
    format!("{} {}", release.name, release.label)
}
