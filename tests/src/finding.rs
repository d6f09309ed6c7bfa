//! `/findings/{id}` and `/releases/{id}/markers`: what must change, and what makes evidence stale.

use jiff::SignedDuration;

use crate::world::{Client, Page, World, both, product_of};

/// Reports a finding and gives its address.
async fn report(client: &Client, release: &str, source: &str, severity: &str) -> String {
    let fields = [("title", "The copy is slow"), ("severity", severity), ("source", source)];
    let page = client.post(&format!("{release}/findings/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

async fn step(client: &Client, finding: &str, fields: &[(&str, &str)]) -> Page {
    let page = client.get(finding).await;
    let version = page
        .body
        .split("name=\"version\" value=\"")
        .nth(1)
        .map_or("1", |rest| rest.split('"').next().unwrap());
    let fields: Vec<_> = [("version", version)].into_iter().chain(fields.iter().copied()).collect();
    client.post(&format!("{finding}/step"), &fields).await
}

/// A run of one step that has passed.
async fn passed(world: &World, client: &Client, runbook: &str) -> String {
    let run = client.run(runbook, "dry_run").await;
    client.post(&format!("{run}/start"), &[]).await;
    world.advance(SignedDuration::from_mins(2));
    let id = client.steps(runbook).await.remove(0);
    client.act(&run, &[("what", "done"), ("step", &id)]).await;
    client.post(&format!("{run}/finish"), &[]).await;
    client.post(&format!("{run}/validate"), &[]).await;
    let version = client.version(&run).await;
    let fields = [("version", &*version), ("passed", "passed"), ("said", "Looked at it")];
    assert_eq!(client.post(&format!("{run}/conclude"), &fields).await.status, 303);
    run
}

async fn source(world: &World, run: &str) -> String {
    format!("run:{}", world.id_at(run).await)
}

both! {
    async fn a_high_finding_keeps_the_gate_closed_until_a_later_run_has_shown_it(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert!(ada.get(&format!("{release}/findings")).await.says("No findings"));
        let runbook = ada.runbook(&release, "1. Copy").await;
        let first = passed(&world, &ada, &runbook).await;
        let finding = report(&ada, &release, &source(&world, &first).await, "high").await;
        assert!(
            ada.get(&format!("{release}/findings")).await.says("One finding keeps the gate closed")
        );
        assert!(ada.get(&first).await.says("The copy is slow high severity"));
        step(&ada, &finding, &[("step", "begin")]).await;
        let early = passed(&world, &ada, &runbook).await;
        world.advance(SignedDuration::from_mins(1));
        step(&ada, &finding, &[("step", "fix")]).await;
        assert!(
            ada.get(&finding)
                .await
                .says("It keeps the gate closed until a later run or drill has shown it.")
        );
        for (run, sentence) in [
            (source(&world, &first).await, "It is the one that showed it"),
            (source(&world, &early).await, "It began before this was fixed, so it proves nothing"),
            ("run:nonsense".to_owned(), "Choose one from the list"),
            (format!("run:{}", uuid::Uuid::now_v7()), "Choose a run or a drill from the list"),
        ] {
            let page = step(&ada, &finding, &[("step", "retest"), ("retest", &run)]).await;
            assert!(page.status == 422 && page.says(sentence), "{sentence}: {}", page.text());
        }
        world.advance(SignedDuration::from_mins(1));
        let planned = ada.run(&runbook, "dry_run").await;
        let page = step(&ada, &finding, &[("step", "retest"), ("retest", &source(&world, &planned).await)]).await;
        assert!(page.says("It began before this was fixed"), "it has not begun at all");
        let late = passed(&world, &ada, &runbook).await;
        let page = step(&ada, &finding, &[("step", "retest"), ("retest", &source(&world, &late).await)]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert!(ada.get(&finding).await.says("Dry run 4 has shown that it is fixed."));
        assert!(
            ada.get(&format!("{release}/findings"))
                .await
                .says("Everything that was found is dealt with")
        );
        step(&ada, &finding, &[("step", "reopen"), ("reason", "It is slow again")]).await;
        assert!(
            ada.get(&format!("{release}/findings")).await.says("One finding keeps the gate closed")
        );
    }

    async fn only_an_approver_who_neither_reported_nor_owns_it_accepts_it_until_a_day(
        world: World,
    ) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let finding = report(&ben, &release, "", "high").await;
        let accept = [("step", "accept"), ("until", "2026-11-25"), ("accepted", "It is only slow")];
        assert_eq!(step(&ada, &finding, &accept).await.status, 403, "an owner is no approver");
        ada.add_participant(&release, "Ben", "approver").await;
        let page = step(&ben, &finding, &accept).await;
        assert!(
            page.status == 422 && page.says("You reported or own this finding"),
            "{}",
            page.text()
        );
        world.member("Abe").await;
        ada.add_participant(&release, "Abe", "approver").await;
        let abe = world.sign_in("Abe").await;
        let past = [("step", "accept"), ("until", "2026-11-20"), ("accepted", "x")];
        assert!(step(&abe, &finding, &past).await.says("Choose a day that is still to come"));
        assert!(
            step(&abe, &finding, &[("step", "accept"), ("until", "soon"), ("accepted", "")])
                .await
                .says("Enter a reason")
        );
        assert_eq!(step(&abe, &finding, &accept).await.status, 303);
        assert!(ada.get(&finding).await.says("Accepted until Wed 25 Nov by Abe: It is only slow."));
        assert!(
            ada.get(&format!("{release}/findings"))
                .await
                .says("Everything that was found is dealt with")
        );
        world.advance(SignedDuration::from_hours(24 * 5));
        let ada = world.sign_in("Ada").await;
        assert!(
            ada.get(&format!("{release}/findings")).await.says("One finding keeps the gate closed"),
            "the day is over"
        );
    }

    async fn whoever_handed_a_finding_over_does_not_accept_it(world: World) {
        let (ada, abe) = (world.member("Ada").await, world.member("Abe").await);
        world.member("Ben").await;
        let release = ada.release().await;
        ada.add_participant(&release, "Abe", "approver").await;
        ada.add_participant(&release, "Ben", "approver").await;
        let people = format!("{release}/people");
        let (of_abe, of_ben) = (ada.choice(&people, "Abe").await, ada.choice(&people, "Ben").await);
        let finding = report(&ada, &release, "", "high").await;
        let edit = |version: &'static str, owner: String| {
            let (abe, finding) = (abe.clone(), finding.clone());
            async move {
                let fields = [
                    ("version", version),
                    ("title", "x"),
                    ("severity", "high"),
                    ("owner", &*owner),
                ];
                let page = abe.post(&format!("{finding}/edit"), &fields).await;
                assert_eq!(page.status, 303, "{}", page.text());
            }
        };
        edit("1", of_abe.clone()).await;
        edit("2", of_ben.clone()).await;
        edit("3", String::new()).await;
        assert!(abe.get(&finding).await.says("Abe handed over the finding of Abe: “x”"));
        let accept = [("step", "accept"), ("until", "2026-11-25"), ("accepted", "It is only slow")];
        for client in [&abe, &world.sign_in("Ben").await] {
            let page = step(client, &finding, &accept).await;
            assert!(page.status == 422 && page.says("or owned it once"), "{}", page.text());
        }
        world.member("Cleo").await;
        ada.add_participant(&release, "Cleo", "approver").await;
        let cleo = world.sign_in("Cleo").await;
        assert_eq!(step(&cleo, &finding, &accept).await.status, 303);
    }

    async fn findings_are_reported_with_what_is_known_and_listed_for_the_product(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page =
            ada.get(&format!("{release}/findings/new?title=Copy%3A+no+space&severity=high")).await;
        assert!(
            page.body.contains("value=\"Copy: no space\"")
                && page.body.contains("value=\"high\" checked"),
            "{}",
            page.body
        );
        let bad = [
            ("title", ""),
            ("severity", "huge"),
            ("source", "run:x"),
            ("due", "soon"),
            ("fix", "kept"),
        ];
        let page = ada.post(&format!("{release}/findings/new"), &bad).await;
        assert!(
            page.status == 422
                && page.says("Enter a title")
                && page.body.contains("value=\"kept\"")
        );
        let finding = report(&ada, &release, "", "low").await;
        let elsewhere = format!("run:{}", uuid::Uuid::now_v7());
        let fields = [("title", "x"), ("severity", "low"), ("source", &*elsewhere)];
        assert_eq!(
            ada.post(&format!("{release}/findings/new"), &fields).await.status,
            404,
            "of no run here"
        );
        let product = product_of(&release);
        let page = ada.get(&format!("{product}/findings")).await;
        assert!(page.says("Spring 2.0") && page.says("The copy is slow"), "{}", page.text());
        let edit = [("version", "1"), ("title", "The copy is very slow"), ("severity", "high")];
        assert_eq!(ada.post(&format!("{finding}/edit"), &edit).await.status, 303);
        assert_eq!(ada.post(&format!("{finding}/edit"), &edit).await.status, 422, "an old version");
        let lower = [("version", "2"), ("title", "x"), ("severity", "low")];
        assert!(
            ada.post(&format!("{finding}/edit"), &lower)
                .await
                .says("It stays high until it is tested again")
        );
        let nobody = [
            ("version", "2"),
            ("title", "x"),
            ("severity", "high"),
            ("owner", "00000000-0000-7000-8000-000000000000"),
        ];
        assert!(
            ada.post(&format!("{finding}/edit"), &nobody)
                .await
                .says("Choose a person from the list")
        );
        assert!(ada.get(&finding).await.says("Low → High"));
    }

    async fn a_run_that_began_before_a_change_is_stale_in_words(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, "1. Copy").await;
        let run = passed(&world, &ada, &runbook).await;
        assert!(!ada.get(&run).await.says("Stale"));
        let bad = ada
            .post(
                &format!("{release}/markers"),
                &[("kind", "schema"), ("words", ""), ("reference", "0143")],
            )
            .await;
        assert!(
            bad.status == 422 && bad.says("Enter a text") && bad.body.contains("value=\"0143\"")
        );
        ada.post(&format!("{release}/markers"), &[("kind", "on_call"), ("words", "Ben is away")])
            .await;
        assert!(!ada.get(&run).await.says("Stale"), "who is on call changes no run");
        world.advance(SignedDuration::from_mins(1));
        let mark = [("kind", "schema"), ("words", "A column was added"), ("reference", "0143")];
        assert_eq!(ada.post(&format!("{release}/markers"), &mark).await.status, 303);
        assert!(
            ada.get(&run)
                .await
                .says("Stale: the schema changed since, on Sat 21 Nov, 10:03: A column was added."),
            "{}",
            ada.get(&run).await.text()
        );
        assert!(ada.get(&format!("{release}/runs")).await.says("Passed, stale"));
        assert!(
            ada.get(&format!("{release}/markers"))
                .await
                .says("Schema, now 0143 : A column was added")
        );
        let fresh = passed(&world, &ada, &runbook).await;
        assert!(!ada.get(&fresh).await.says("Stale"));
        let step = ada.steps(&runbook).await.remove(0);
        let edit = format!("/steps/{step}/edit");
        ada.post(
            &edit,
            &[("version", "1"), ("title", "Copy"), ("check", "rows match"), ("wording", "on")],
        )
        .await;
        assert!(!ada.get(&fresh).await.says("Stale"), "only words");
        ada.post(&edit, &[("version", "2"), ("title", "Copy all")]).await;
        assert!(
            ada.get(&fresh).await.says("Stale: the runbook changed since"),
            "{}",
            ada.get(&fresh).await.text()
        );
    }
}
