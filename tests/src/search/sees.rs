//! Search never returns what the reader may not see: everything there is, for everybody there can be.

use domain::access::{Operation, Relation, may};
use domain::ids::PersonId;
use domain::person::{Role, Standing, Support};
use domain::release::Part;
use uuid::Uuid;

use super::things::{Also, Thing, everything, product, release};
use super::{require_complete, search};
use crate::world::{Client, World, both};

const PARTS: [Option<Part>; 4] =
    [None, Some(Part::Owner), Some(Part::Approver), Some(Part::Contributor)];

/// Whether the table of permissions lets somebody find it.
fn expected(thing: &Thing, standing: Standing, relation: Relation) -> bool {
    let may = |operation| may(standing, relation, operation);
    let there = match thing.release {
        Some(_) => may(Operation::SeeRelease),
        None => may(Operation::SeeOrganisation),
    };
    there
        && match thing.also {
            Also::Nothing => true,
            Also::WriteTraining => may(Operation::WriteTraining),
            Also::UseAnswers => may(Operation::UseDesk) || may(Operation::WriteResponse),
            Also::WriteAnswers => may(Operation::WriteResponse),
            Also::ManagePeople => may(Operation::ManagePeople),
        }
}

/// Makes somebody take part in a release, or not any more.
async fn take_part(world: &World, (release, person): (Uuid, Uuid), part: Option<Part>) {
    let mut transaction = world.database.write().await.unwrap();
    let sql = "DELETE FROM participants WHERE release_id = $1 AND person_id = $2";
    transaction.execute(sql, (release, person)).await.unwrap();
    if let Some(part) = part {
        let sql = "INSERT INTO participants (release_id, person_id, part) VALUES ($1, $2, $3)";
        transaction.execute(sql, (release, person, part.key())).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

/// What is found of one place: each kind by itself, so that nothing is cut off.
async fn found(client: &Client, tag: &str) -> String {
    let mut found = String::new();
    for words in ["zebra", "zebar", "zeb"] {
        found.push_str(&search(client, &format!("{words} {tag}")).await.text());
    }
    found
}

both! {
    async fn everybody_finds_what_the_table_of_permissions_lets_them_see(world: World) {
        let maker = world.member("Maker").await;
        assert_eq!(maker.get("/").await.status, 200);
        let mut transaction = world.database.write().await.unwrap();
        let (by,): (Uuid,) = transaction.one("SELECT id FROM people LIMIT 1", ()).await.unwrap();
        let by = PersonId::new(by);
        let of = product(&mut transaction, "Portal").await;
        let (open, closed) = (
            release(&mut transaction, of, ("Zebra open", false)).await,
            release(&mut transaction, of, ("Zebra closed", true)).await,
        );
        let mut places = Vec::new();
        for (tag, within, restricted) in [
            ("everywhere", None, false),
            ("open", Some(open), false),
            ("closed", Some(closed), true),
        ] {
            let mut things = everything(&mut transaction, (of, within), by, tag).await;
            if within.is_some() {
                let title = format!("Zebra {tag} 2.0");
                things.push(Thing { title, also: Also::Nothing, release: within });
            }
            places.push((tag, within, restricted, things));
        }
        let gone = Uuid::now_v7();
        let sql = "INSERT INTO people (id, email, name, role, password_hash, active, shortcuts, created_at, version)
                   VALUES ($1, 'z@example.org', 'Zebra gone everywhere', 'member', 'x', FALSE, FALSE, 1, 1)";
        transaction.execute(sql, (gone,)).await.unwrap();
        let title = "Zebra gone everywhere".to_owned();
        places[0].3.push(Thing { title, also: Also::ManagePeople, release: None });
        require_complete(&mut transaction).await;
        transaction.commit().await.unwrap();
        let mut wrong = Vec::new();
        let standings = Role::ALL.into_iter().flat_map(|role| Support::ALL.map(|support| (role, support)));
        for (number, (role, support)) in standings.enumerate() {
            let (name, standing) = (format!("P{number}"), Standing { role, support });
            let client = world.supporter(&name, role, support).await;
            let mut transaction = world.database.read().await.unwrap();
            let sql = "SELECT id FROM people WHERE name = $1";
            let (person,): (Uuid,) = transaction.one(sql, (name,)).await.unwrap();
            drop(transaction);
            for part in PARTS {
                for (tag, within, restricted, things) in &places {
                    let relation = match within {
                        None => Relation::None,
                        Some(_) if *restricted => Relation::Restricted(part),
                        Some(_) => Relation::Open(part),
                    };
                    if let Some(release) = within {
                        take_part(&world, (*release, person), part).await;
                    } else if part.is_some() {
                        continue;
                    }
                    let text = found(&client, tag).await;
                    for thing in things {
                        let shown = text.matches(&thing.title).count() > 0;
                        if shown != expected(thing, standing, relation) {
                            wrong.push(format!("{standing:?} {relation:?}: {} {shown}", thing.title));
                        }
                    }
                }
                assert!(search(&client, "hyena").await.says("Nothing found"), "{standing:?}");
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn what_is_hidden_is_not_hinted_at(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release_with(&[("restricted", "on")]).await;
        let all: String = (0..60).map(|number| format!("- [ ] Zebra {number}\n")).collect();
        ada.import(&release, &all).await;
        let ben = world.member("Ben").await;
        let (hidden, nothing) = (search(&ben, "zebra").await, search(&ben, "giraffe").await);
        assert_eq!(hidden.text().replace("zebra", "giraffe"), nothing.text());
        for here in [&*release, &ada.item(&release, "Zebra 7").await] {
            let palette = format!("/search/palette?q=zebra&here={here}");
            assert_eq!(ben.get(&palette).await.text(), "", "{here}");
            assert!(ada.get(&palette).await.says("Zebra 1"));
            let (with, without) = (format!("/search/palette?here={here}"), "/search/palette");
            assert_eq!(ben.get(&with).await.body, ben.get(without).await.body);
        }
    }
}
