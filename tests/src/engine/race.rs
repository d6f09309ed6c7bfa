//! What two people do at once: each race is run many times, and after each time the law holds.

use std::time::Duration;

use domain::checklist::{ItemText, Outline, Placement};
use domain::gate::{Seat, Voice};
use domain::ids::{ItemId, PersonId, PhaseId, ReleaseId};
use domain::person::{Email, Role};
use domain::phase::PhaseState;
use domain::release::Part;
use domain::text::{Label, Markdown, Name, Reason, Title};
use futures::join;
use service::account::{invitation, session};
use service::{Actor, Caller, Error, Refusal, Secret, checklist, gate, person, release};
use store::release::participant;

use crate::gate::launch;
use crate::world::{Client, PASSWORD, World, both, standing};

const ROUNDS: usize = 200;

/// The person behind a browser, to call services without the pages.
async fn actor(world: &World, client: &Client) -> Actor {
    for cookie in client.cookies().split("; ") {
        let secret = Secret::received(cookie.split_once('=').unwrap().1);
        let found = session::find_actor(&world.service, &secret, Caller::command()).await;
        if let Some(actor) = found.unwrap() {
            return actor;
        }
    }
    panic!("nobody is signed in");
}

/// Somebody may be refused, for a reason that a person can understand; nothing breaks, and nobody stands
/// in the way of somebody who stands in theirs.
fn require_reason<T>(done: Result<T, Error>) -> bool {
    match done {
        Ok(_) => true,
        Err(Error::Refusal(
            Refusal::Conflict
            | Refusal::Invalid { .. }
            | Refusal::NotAllowed(_)
            | Refusal::NotFound
            | Refusal::NotSignedIn,
        )) => false,
        Err(error) => panic!("{error:?}"),
    }
}

/// Lets either of two begin first, by a little that is another in each round.
async fn stagger(round: usize, first: bool) {
    if (round.is_multiple_of(2)) == first {
        tokio::time::sleep(Duration::from_micros(97 * (round as u64 % 31))).await;
    }
}

async fn version(world: &World, id: PersonId) -> i64 {
    let mut transaction = world.database.read().await.unwrap();
    store::person::find_person(&mut transaction, id).await.unwrap().unwrap().version
}

async fn owners(world: &World, id: ReleaseId) -> usize {
    let mut transaction = world.database.read().await.unwrap();
    let all = participant::list_participants(&mut transaction, id).await.unwrap();
    all.iter().filter(|one| one.part == Part::Owner).count()
}

async fn items(world: &World, id: ReleaseId) -> Vec<domain::checklist::Item> {
    let mut transaction = world.database.read().await.unwrap();
    store::checklist::list_items(&mut transaction, id).await.unwrap()
}

async fn give(world: &World, id: ReleaseId, person: PersonId, part: Part) {
    let mut transaction = world.database.write().await.unwrap();
    participant::save_part(&mut transaction, id, person, part).await.unwrap();
    transaction.commit().await.unwrap();
}

fn item(title: &str) -> ItemText {
    ItemText {
        title: Title::parse(title).unwrap(),
        section: Vec::new(),
        explanation: Markdown::default(),
        required: true,
        critical: false,
        asked: None,
        owner: None,
        due_at: None,
        notes: Markdown::default(),
        evidence: None,
    }
}

both! {
    async fn of_two_administrators_who_remove_each_other_one_stays(world: World) {
        let ada = actor(&world, &world.person("Ada", Role::Admin).await).await;
        let ben = actor(&world, &world.person("Ben", Role::Admin).await).await;
        let service = &world.service;
        for round in 0..ROUNDS {
            // One loses the role, the other one the access: both end what an administrator can do.
            let of_ada = (ada.person.id, version(&world, ada.person.id).await);
            let of_ben = (ben.person.id, version(&world, ben.person.id).await);
            let (one, other) = join!(
                async {
                    stagger(round, true).await;
                    person::change_access(service, &ada, of_ben, standing(Role::Member), true).await
                },
                async {
                    stagger(round, false).await;
                    person::change_access(service, &ben, of_ada, standing(Role::Admin), false).await
                },
            );
            let done = [require_reason(one), require_reason(other)];
            let mut transaction = world.database.write().await.unwrap();
            let left = store::person::count_active_admins(&mut transaction).await.unwrap();
            assert_eq!(left, 1, "round {round}: {done:?}");
            for who in [&ada, &ben] {
                let id = who.person.id;
                let now = store::person::find_person(&mut transaction, id).await.unwrap().unwrap();
                let saved = (id, now.version);
                assert!(
                    store::person::save_access(&mut transaction, saved, standing(Role::Admin), true)
                        .await
                        .unwrap()
                );
            }
            transaction.commit().await.unwrap();
        }
    }

    async fn of_two_owners_who_remove_each_other_one_stays(world: World) {
        let browser = world.member("Ada").await;
        let ben = actor(&world, &world.member("Ben").await).await;
        let id = ReleaseId::new(world.id_at(&browser.release().await).await);
        let ada = actor(&world, &browser).await;
        let service = &world.service;
        for round in 0..ROUNDS {
            give(&world, id, ada.person.id, Part::Owner).await;
            give(&world, id, ben.person.id, Part::Owner).await;
            let (one, other) = join!(
                async {
                    stagger(round, true).await;
                    release::remove_participant(service, &ada, id, ben.person.id).await
                },
                async {
                    stagger(round, false).await;
                    release::add_participant(service, &ben, id, ada.person.id, Part::Contributor)
                        .await
                },
            );
            let done = [require_reason(one), require_reason(other)];
            assert_eq!(owners(&world, id).await, 1, "round {round}: {done:?}");
        }
    }

    async fn once_it_is_said_that_a_right_is_gone_nothing_is_written_with_it(world: World) {
        let browser = world.member("Ada").await;
        let ben = actor(&world, &world.member("Ben").await).await;
        let id = ReleaseId::new(world.id_at(&browser.release_with(&[("restricted", "on")]).await).await);
        let ada = actor(&world, &browser).await;
        let service = &world.service;
        let mut written = 0;
        for round in 0..ROUNDS {
            give(&world, id, ben.person.id, Part::Contributor).await;
            let title = format!("Round {round}");
            let (there, write) = join!(
                async {
                    stagger(round, true).await;
                    release::remove_participant(service, &ada, id, ben.person.id).await.unwrap();
                    items(&world, id).await.len()
                },
                async {
                    stagger(round, false).await;
                    checklist::add(service, &ben, id, None, &item(&title)).await
                },
            );
            written += usize::from(require_reason(write));
            assert_eq!(
                items(&world, id).await.len(),
                there,
                "round {round}: written behind the end"
            );
            assert_eq!(there, written, "round {round}");
            let late = checklist::add(service, &ben, id, None, &item("Late")).await;
            assert!(matches!(late, Err(Error::Refusal(Refusal::NotFound))), "{late:?}");
        }
    }

    async fn two_moves_make_no_circle_of_items(world: World) {
        let browser = world.member("Ada").await;
        let address = browser.release().await;
        browser.import(&address, "- [ ] One\n- [ ] Other\n- [ ] Third").await;
        let (ada, id) = (actor(&world, &browser).await, ReleaseId::new(world.id_at(&address).await));
        let ids: Vec<ItemId> = items(&world, id).await.iter().map(|item| item.id).collect();
        let service = &world.service;
        for round in 0..ROUNDS {
            let (one, other) = join!(
                async {
                    stagger(round, true).await;
                    checklist::place(service, &ada, ids[0], Placement::Under(ids[1]), None).await
                },
                async {
                    stagger(round, false).await;
                    checklist::place(service, &ada, ids[1], Placement::Under(ids[0]), None).await
                },
            );
            let done = [require_reason(one), require_reason(other)];
            let there = items(&world, id).await;
            let moved: Vec<ItemId> =
                there.iter().filter(|item| item.parent.is_some()).map(|item| item.id).collect();
            assert_eq!(moved.len(), 1, "round {round}: {done:?}");
            let nodes: Vec<_> = there.iter().map(domain::checklist::Item::node).collect();
            let mut shown: Vec<_> =
                Outline::of(&nodes).lines().iter().map(|line| line.id).collect();
            shown.sort();
            let mut all = ids.clone();
            all.sort();
            assert_eq!(shown, all, "round {round}");
            checklist::place(service, &ada, moved[0], Placement::Out, None).await.unwrap();
        }
    }

    async fn a_gate_is_closed_or_decided_and_never_both(world: World) {
        let launch = launch(&world).await;
        let (ada, ben) = (actor(&world, &launch.ada).await, actor(&world, &launch.ben).await);
        let id = PhaseId::new(world.id_at(&launch.phase).await);
        let service = &world.service;
        let mut decided = 0;
        for round in 0..ROUNDS {
            let seat = |who: &Actor, role| Seat {
                role: Label::parse(role).unwrap(),
                person: who.person.id,
                vote: None,
            };
            let seats = vec![seat(&ada, "Product"), seat(&ben, "Security")];
            let until = world.service.now() + jiff::SignedDuration::from_hours(1);
            let at = (id, phase(&world, id).await.1);
            gate::open(service, &ada, at, (until, seats), None).await.unwrap();
            let go = Voice::parse("go", None).unwrap();
            let (one, other) =
                join!(gate::vote(service, &ada, id, &go), gate::vote(service, &ben, id, &go));
            assert!(require_reason(one) && require_reason(other), "both vote");
            let at = (id, phase(&world, id).await.1);
            let (reason, words) = (Reason::parse("Later").unwrap(), Markdown::parse("No").unwrap());
            let (closed, decision) = join!(
                async {
                    stagger(round, true).await;
                    gate::close(service, &ada, at, Some(&reason)).await
                },
                async {
                    stagger(round, false).await;
                    gate::decide(service, &ada, id, false, &words, &[]).await
                },
            );
            let (closed, decision) = (require_reason(closed), require_reason(decision));
            assert!(closed != decision, "round {round}: closed {closed}, decided {decision}");
            decided += usize::from(decision);
            let mut transaction = world.database.read().await.unwrap();
            let decisions =
                store::gate::decision::list_decisions(&mut transaction, id).await.unwrap();
            let ballot =
                store::gate::ballot::find_ballot(&mut transaction, id).await.unwrap().unwrap();
            assert_eq!(decisions.len(), decided, "round {round}");
            assert!(ballot.closed, "round {round}");
            drop(transaction);
            assert_eq!(phase(&world, id).await.0, PhaseState::Planned, "round {round}");
        }
    }

    async fn an_invitation_lets_one_person_in(world: World) {
        let ada = actor(&world, &world.person("Ada", Role::Admin).await).await;
        let password = domain::account::NewPassword::parse(PASSWORD).unwrap();
        let (name, caller) = (Name::parse("Guest").unwrap(), Caller::command());
        for round in 0..10 {
            let email = Email::parse(&format!("guest-{round}@example.org")).unwrap();
            let secret =
                invitation::invite(&world.service, &ada, email, Role::Member).await.unwrap();
            let accept = || invitation::accept(&world.service, &secret, &name, &password, &caller);
            let (one, other) = join!(accept(), accept());
            assert!(require_reason(one) != require_reason(other), "round {round}");
        }
    }
}

async fn phase(world: &World, id: PhaseId) -> (PhaseState, i64) {
    let mut transaction = world.database.read().await.unwrap();
    let phase = store::phase::find_phase(&mut transaction, id).await.unwrap().unwrap();
    (phase.state, phase.version)
}
