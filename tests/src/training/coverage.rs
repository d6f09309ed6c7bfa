//! `/materials/{id}/coverage` and `/releases/{id}/training/coverage`: who has read what, and who should have.

use std::collections::HashMap;

use domain::ids::{MaterialId, PersonId, ReaderId};
use domain::training::Reading;
use domain::training::coverage::Counts;
use jiff::SignedDuration;
use store::training::acknowledgement::{Acknowledgement, By, add_acknowledgement};

use crate::world::{World, both, plan};

fn id(path: &str) -> uuid::Uuid {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

both! {
    async fn it_says_who_has_read_it_and_who_should_have_by_now(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let matrix = format!("{release}/training/coverage");
        assert!(ada.get(&matrix).await.says("Nothing is published yet"));
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        assert!(ada.get(&matrix).await.says("Nobody is named yet"));
        ada.reader(&cohort, "Ben", "ben@example.org").await;
        let jo = ada.reader(&cohort, "Jo", "jo@example.org").await;
        ada.reader(&cohort, "=Kim", "").await;
        ada.phase(&release, &cohort, "2026-12-15").await;
        let coverage = format!("{material}/coverage");
        let link = ada.reader_link(&material, &jo).await;
        world.stranger().post(&link, &[("number", "1")]).await;
        let next = [("body", "Another button."), ("asks", "again"), ("changes", "It moved")];
        ada.write_material(&material, &next).await;
        ada.publish_material(&ben, &material).await;
        ben.post(&format!("{material}/acknowledge"), &[("number", "2")]).await;
        let page = ada.get(&coverage).await;
        assert!(page.says("1 of 3 read, 1 older version, 1 not yet"), "{}", page.text());
        assert!(page.says("before Tue 15 Dec"), "{}", page.text());
        assert!(page.says("Read over time") && page.says("1 of 3, 33 %") && page.body.contains("class=\"chart\""));
        world.advance(SignedDuration::from_hours(24 * 24));
        let ada = world.sign_in("Ada").await;
        for path in [&coverage, &matrix] {
            let page = ada.get(path).await;
            assert!(page.says("1 of 3 read, 1 older version, 1 overdue"), "{}", page.text());
        }
        let table = ada.get(&format!("{coverage}.csv")).await;
        assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
        assert!(table.body.contains("Pilots,'=Kim,,Overdue,,0,"), "{}", table.body);
        assert!(table.body.contains("Pilots,Jo,jo@example.org,Older version,,0,"), "{}", table.body);
        let table = ada.get(&format!("{matrix}.csv")).await;
        assert!(table.body.contains("What is new,Pilots,2026-12-15,3,1,1,0,1"), "{}", table.body);
    }

    async fn who_has_not_read_is_reminded_and_sees_it_at_home(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.phase(&release, &cohort, "2026-12-15").await;
        let reader = ada.reader(&cohort, "Benny", "ben@example.org").await;
        let jo = ada.reader(&cohort, "Jo", "jo@example.org").await;
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        let remind = format!("{material}/reminders");
        let page = ada.post(&remind, &[("whom", "ticked")]).await;
        assert!(page.status == 422 && page.says("Choose who is reminded"));
        let ticked = [("whom", "ticked"), ("reader", &*reader), ("reader", &*jo)];
        let page = ada.post(&remind, &ticked).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let page = ada.get(page.location()).await;
        assert!(page.says("1 reader finds it on their home page. 1 has no account here"), "{}", page.text());
        let home = ben.get("/").await;
        assert!(home.says("Read “What is new” before") && home.says("asked by Ada"), "{}", home.text());
        assert!(home.says("1 task for you"), "it stands there once: {}", home.text());
        let page = ada.post(&remind, &ticked).await;
        assert!(page.status == 422 && page.says("asked less than an hour ago"), "a second press");
        // An hour, in which nobody is signed out for doing nothing.
        for _ in 0..3 {
            world.advance(SignedDuration::from_mins(25));
            ada.get("/").await;
            ben.get("/").await;
        }
        let page = ada.post(&remind, &[("whom", "all"), ("cohort", &*cohort)]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let page = ada.get(&format!("{material}/coverage")).await;
        assert!(page.says("reminded 2 times, last on"), "{}", page.text());
        ben.post(&format!("{material}/acknowledge"), &[("number", "1")]).await;
        assert!(!ben.get("/").await.says("asked by Ada"));
        let page = ada.post(&remind, &[("whom", "all")]).await;
        assert!(page.status == 422 && page.says("Give them their personal links"), "{}", page.text());
        let page = ada.post(&remind, &[("whom", "ticked"), ("reader", &*reader)]).await;
        assert_eq!(page.status, 422, "who has read is not asked");
    }

    async fn the_gate_asks_that_every_critical_user_has_read_what_is_published(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("tier", "standard")]).await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let gate = format!("{phase}/gate");
        assert!(!ada.get(&gate).await.says("critical user"));
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        assert!(ada.get(&gate).await.says("No critical user of Pilots is named."));
        let readers = [
            ada.reader(&cohort, "Jo", "").await,
            ada.reader(&cohort, "Kim", "").await,
        ];
        for (read, reader) in readers.iter().enumerate() {
            let says = format!("{read} of 2 critical users of Pilots have read “What is new”.");
            assert!(ada.get(&gate).await.says(&says), "{says}");
            let link = ada.reader_link(&material, reader).await;
            world.stranger().post(&link, &[("number", "1")]).await;
        }
        let says = "All 2 critical users of Pilots have read what is published for them.";
        assert!(ada.get(&gate).await.says(says));
        let pack = ada.get(&format!("{release}/evidence")).await;
        assert!(pack.says("“What is new”, version 1, was confirmed 2 times"), "{}", pack.text());
    }

    async fn a_closed_release_keeps_its_readings_to_itself(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.reader(&cohort, "Ben", "ben@example.org").await;
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        ada.post(&format!("{material}/reminders"), &[("whom", "all")]).await;
        assert!(ben.get("/").await.says("asked by Ada"));
        let closed = [("restricted", "on"), ("version", "1")];
        assert_eq!(ada.post(&format!("{release}/edit"), &plan(&closed)).await.status, 303);
        assert!(!ben.get("/").await.says("asked by Ada"));
        for path in [format!("{material}/coverage"), format!("{release}/training/coverage.csv")] {
            assert_eq!(ben.get(&path).await.status, 404);
        }
    }

    /// Whatever is confirmed, in which order, by an account or by a link: every acknowledgement is of exactly
    /// one version, and every reader is counted exactly once.
    async fn what_is_counted_is_what_was_confirmed(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let mut readers = Vec::new();
        for (name, email) in [("Al", "ada@example.org"), ("Bo", "ben@example.org"), ("Cy", ""), ("Di", "")] {
            readers.push(ada.reader(&cohort, name, email).await);
        }
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        for (asks, body) in [("again", "Two"), ("small", "Three")] {
            let next = [("body", body), ("asks", asks), ("changes", "Words")];
            ada.write_material(&material, &next).await;
            ada.publish_material(&ben, &material).await;
        }
        let material = MaterialId::new(id(&material));
        let readers: Vec<ReaderId> =
            readers.iter().map(|reader| ReaderId::new(reader.parse().unwrap())).collect();
        let mut people: Vec<Option<PersonId>> = Vec::new();
        let mut transaction = world.database.read().await.unwrap();
        for reader in &readers {
            let found = store::training::reader::find_reader(&mut transaction, *reader).await.unwrap();
            people.push(found.unwrap().person);
        }
        drop(transaction);
        assert_eq!(people.iter().flatten().count(), 2);
        let mut newest: HashMap<ReaderId, i64> = HashMap::new();
        let mut all: HashMap<(By, i64), ()> = HashMap::new();
        // Every few steps come back to the same reader, version and way, in an order that repeats late.
        for step in 0..60_usize {
            let (reader, number) = (step * 7 % 11 % 4, i64::try_from(step * 5 % 13 % 3).unwrap() + 1);
            let by = match people[reader] {
                Some(person) if step % 3 != 0 => By::Person(person),
                _ => By::Reader(readers[reader]),
            };
            let at = world.service.now();
            let mut transaction = world.database.write().await.unwrap();
            let one = Acknowledgement { material, number, by, at };
            let added =
                add_acknowledgement(&mut transaction, uuid::Uuid::now_v7(), &one).await.unwrap();
            assert_eq!(added, all.insert((by, number), ()).is_none(), "{one:?}");
            let best = newest.entry(readers[reader]).or_default();
            *best = number.max(*best);
            let expected: Counts = readers
                .iter()
                .map(|reader| match newest.get(reader) {
                    None => Reading::NotYet,
                    Some(number) if *number < 2 => Reading::Older(*number),
                    Some(number) => Reading::Read(*number),
                })
                .collect();
            let counted =
                store::training::coverage::count_of_material(&mut transaction, material).await.unwrap();
            assert_eq!(counted.iter().map(|(_, counts)| *counts).collect::<Vec<_>>(), [expected], "{step}");
            transaction.commit().await.unwrap();
        }
    }
}
