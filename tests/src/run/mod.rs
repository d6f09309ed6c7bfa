//! `/runs/{id}`: a rehearsal against the clock, and what comes after.

mod after;
mod cutover;
mod rehearsal;

use jiff::SignedDuration;

use crate::world::{Client, World, both};

const DOCUMENT: &str = "1. Freeze (5 min)\n2. Copy (30 min)\n3. Look (10 min)\n   - Parallel: yes\n4. Switch (5 min)\n";

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// A run of four steps that has started, and their ids.
async fn started(ada: &Client) -> (String, Vec<String>) {
    let release = ada.release().await;
    let runbook = ada.runbook(&release, DOCUMENT).await;
    let run = ada.run(&runbook, "dress_rehearsal").await;
    assert_eq!(ada.post(&format!("{run}/start"), &[]).await.status, 303);
    (run, ada.steps(&runbook).await)
}

/// The address of the release of a run.
async fn run_release(client: &Client, run: &str) -> String {
    let page = client.get(run).await;
    let start = page.body.find("data-release=\"").unwrap() + "data-release=\"".len();
    format!("/releases/{}", &page.body[start..start + 36])
}

async fn done(client: &Client, run: &str, step: &str) {
    let page = client.act(run, &[("what", "done"), ("step", step)]).await;
    assert_eq!(page.status, 303, "{}", page.text());
}

/// Runs through everything, so many minutes for each of the four steps.
async fn through(world: &World, name: &str, run: &str, steps: &[String], took: [i64; 4]) {
    let client = world.sign_in(name).await;
    assert_eq!(client.post(&format!("{run}/start"), &[]).await.status, 303);
    for (step, took) in steps.iter().zip(took) {
        world.advance(minutes(took));
        done(&world.sign_in(name).await, run, step).await;
    }
    let client = world.sign_in(name).await;
    assert_eq!(client.post(&format!("{run}/finish"), &[]).await.status, 303);
}

async fn conclude(client: &Client, run: &str, passed: &str) -> crate::world::Page {
    client.post(&format!("{run}/validate"), &[]).await;
    let version = client.version(run).await;
    let fields = [("version", &*version), ("passed", passed), ("said", "Every check was good")];
    client.post(&format!("{run}/conclude"), &fields).await
}

both! {
    async fn the_clock_says_how_late_it_is_when_it_ends_and_until_when_one_can_go_back(
        world: World,
    ) {
        let ada = world.member("Ada").await;
        let (run, steps) = started(&ada).await;
        let page = ada.get(&run).await;
        assert!(page.says("Step 1 of 4 · planned 5 min") && page.says("Freeze"), "{}", page.text());
        assert!(page.says("Projected end 10:40 window ends 13:00"), "{}", page.text());
        assert!(page.says("Latest safe rollback unknown no rehearsal of going back holds"));
        world.advance(minutes(8));
        done(&ada, &run, &steps[0]).await;
        let page = ada.get(&run).await;
        assert!(
            page.says("Against plan 3 min late") && page.says("8:00 3:00 over"),
            "{}",
            page.text()
        );
        assert!(page.says("Step 2 of 4") && page.says("Step 3 of 4"), "two steps at the same time");
        ada.act(&run, &[("what", "rollback_from")]).await;
        world.advance(minutes(20));
        ada.act(&run, &[("what", "rollback_to")]).await;
        let page = ada.get(&run).await;
        assert!(
            page.says("Going back took 20 min ") && page.says("Latest safe rollback 12:30"),
            "{}",
            page.text()
        );
        ada.act(&run, &[("what", "rollback_clear"), ("words", "Pressed by mistake")]).await;
        let page = ada.get(&run).await;
        assert!(
            page.says("Latest safe rollback unknown") && page.says("Pressed by mistake"),
            "{}",
            page.text()
        );
        ada.act(&run, &[("what", "done"), ("step", &steps[3])]).await;
    }

    async fn a_note_is_as_long_as_the_browser_lets_it_be(world: World) {
        let ada = world.member("Ada").await;
        let (run, _) = started(&ada).await;
        let longest = ada.get(&run).await.longest("note");
        for (length, status) in [(longest, 303), (longest + 1, 422)] {
            let note = [("what", "note"), ("words", &*"x".repeat(length))];
            assert_eq!(ada.act(&run, &note).await.status, status, "{length} characters");
        }
    }

    async fn an_action_that_is_sent_twice_counts_once(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let (run, steps) = started(&ada).await;
        let id = uuid::Uuid::now_v7().to_string();
        let note = [("id", &*id), ("what", "note"), ("words", "The banner is up")];
        for client in [&ada, &ada, &ben] {
            assert_eq!(client.post(&format!("{run}/act"), &note).await.status, 303);
        }
        assert_eq!(ada.get(&run).await.text().matches("The banner is up").count(), 1);
        done(&ada, &run, &steps[0]).await;
        done(&ben, &run, &steps[0]).await;
        assert_eq!(
            ada.get(&run).await.text().matches("finished “Freeze”").count(),
            1,
            "two people, one step"
        );
        let failed = [("what", "fail"), ("step", &*steps[0]), ("words", "it did not")];
        let page = ben.act(&run, &failed).await;
        assert!(
            page.status == 422
                && page.says("Somebody else ended this step as done")
                && page.says("it did not"),
            "{}",
            page.text()
        );
        let (other, _) = started(&ada).await;
        assert_eq!(
            ada.post(&format!("{other}/act"), &note).await.status,
            422,
            "it was said in another run"
        );
    }

    async fn a_press_counts_when_it_was_pressed_and_no_clock_of_a_browser_is_believed(
        world: World,
    ) {
        let ada = world.member("Ada").await;
        let (run, steps) = started(&ada).await;
        world.advance(minutes(20));
        let late = [("what", "done"), ("step", &*steps[0]), ("age", "900000")];
        assert_eq!(ada.act(&run, &late).await.status, 303);
        let page = ada.get(&run).await;
        assert!(
            page.says("1. Freeze , done 5 min 5:00"),
            "pressed 15 minutes ago: {}",
            page.text()
        );
        assert!(page.says("Arrived 15 min later."));
        for age in ["86400000000", "-86400000000", "NaN", "99999999999999999999"] {
            let note = [("what", "note"), ("words", "x"), ("age", age)];
            assert_eq!(ada.act(&run, &note).await.status, 303, "{age}");
        }
        let early = [("what", "done"), ("step", &*steps[1]), ("age", "86400000000")];
        ada.act(&run, &early).await;
        assert!(ada.get(&run).await.says("2. Copy , done 30 min 0:00"), "never before it began");
    }

    async fn what_fails_or_is_skipped_needs_a_reason_and_can_be_taken_back(world: World) {
        let ada = world.member("Ada").await;
        let (run, steps) = started(&ada).await;
        let page = ada.act(&run, &[("what", "fail"), ("step", &steps[0])]).await;
        assert!(page.status == 422 && page.says("Enter a reason"));
        ada.act(&run, &[("what", "fail"), ("step", &steps[0]), ("words", "The banner is missing")])
            .await;
        assert!(ada.get(&run).await.says("1. Freeze , failed The banner is missing"));
        assert!(
            ada.act(&run, &[("what", "reopen"), ("step", &steps[0])]).await.says("Enter a reason")
        );
        ada.act(
            &run,
            &[("what", "reopen"), ("step", &steps[0]), ("words", "It is there after all")],
        )
        .await;
        assert!(ada.get(&run).await.says("Step 1 of 4"), "it runs again");
        assert_eq!(ada.act(&run, &[("what", "dance"), ("step", &steps[0])]).await.status, 422);
        assert_eq!(ada.act(&run, &[("what", "done"), ("step", "nonsense")]).await.status, 422);
        let elsewhere = uuid::Uuid::now_v7().to_string();
        assert!(
            ada.act(&run, &[("what", "done"), ("step", &elsewhere)])
                .await
                .says("not part of the run")
        );
    }

    async fn a_substitute_does_the_step_and_the_record_says_so(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let (run, steps) = started(&ada).await;
        let page = ada.get(&run).await;
        let list = page.body.split("id=\"person\"").nth(1).unwrap();
        let end = list.find(">Ben<").unwrap();
        let ben = list[..end].rsplit("value=\"").next().unwrap()[..36].to_owned();
        ada.act(&run, &[("what", "substitute"), ("step", &steps[0]), ("person", &ben)]).await;
        let page = ada.get(&run).await;
        assert!(
            page.says("Step 1 of 4 · Ben") && page.says("Ada handed over “Freeze”: Ben"),
            "{}",
            page.text()
        );
    }

    async fn a_run_without_steps_does_not_start_and_one_with_open_steps_does_not_finish(
        world: World,
    ) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page = ada
            .post(&format!("{release}/runbooks/new"), &[("name", "Empty"), ("margin", "5")])
            .await;
        let empty = ada.run(page.location(), "mock").await;
        let page = ada.post(&format!("{empty}/start"), &[]).await;
        assert!(
            page.status == 422 && page.says("This runbook has no steps yet"),
            "{}",
            page.text()
        );
        let (run, _) = started(&ada).await;
        assert!(ada.post(&format!("{run}/finish"), &[]).await.says("4 steps are open"));
        assert!(ada.post(&format!("{run}/abort"), &[]).await.says("Enter a reason"));
        assert_eq!(
            ada.post(&format!("{run}/abort"), &[("reason", "The disk is full")]).await.status,
            303
        );
        let page = ada.get(&run).await;
        assert!(page.says("Aborted. At step 1, Freeze: The disk is full"), "{}", page.text());
        assert_eq!(
            ada.act(&run, &[("what", "note"), ("words", "one more word")]).await.status,
            303
        );
        assert!(ada.get(&run).await.says("one more word"), "words that arrive late are kept");
        let late = ada.act(&run, &[("what", "rollback_clear"), ("words", "one more")]).await;
        assert!(late.status == 422 && late.says("The run is aborted") && late.says("one more"));
    }

    async fn two_people_who_start_the_same_run_start_it_once(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let runbook = ada.runbook(&release, DOCUMENT).await;
        for _ in 0..3 {
            let run = ada.run(&runbook, "mock").await;
            let start = format!("{run}/start");
            let (one, other) = futures::join!(ada.post(&start, &[]), ben.post(&start, &[]));
            let mut statuses = [one.status, other.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 422], "{} {}", one.text(), other.text());
            let steps = ada.steps(&runbook).await;
            let done = [("what", "done"), ("step", &*steps[0])];
            let (one, other) = futures::join!(ada.act(&run, &done), ben.act(&run, &done));
            assert_eq!((one.status, other.status), (303, 303));
            assert_eq!(ada.get(&run).await.text().matches("finished “Freeze”").count(), 1);
        }
    }

    async fn what_one_pressed_is_never_sent_in_the_name_of_another(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let (run, steps) = started(&ada).await;
        let people = format!("{}/people", run_release(&ada, &run).await);
        let person = ada.choice(&people, "Ben").await;
        let done = [("what", "done"), ("step", &*steps[0]), ("person_of_page", &*person)];
        assert_eq!(ben.act(&run, &done).await.status, 303);
        let other = [("what", "done"), ("step", &*steps[1]), ("person_of_page", &*person)];
        let page = ada.act(&run, &other).await;
        assert!(page.location().starts_with("/sign-in") || page.status == 401, "{}", page.status);
        assert!(ada.get(&run).await.says("Step 2 of 4"));
    }

    async fn what_was_planned_by_mistake_is_taken_back_and_what_happened_stays(world: World) {
        let ada = world.member("Ada").await;
        let (run, _) = started(&ada).await;
        let page = ada.post(&format!("{run}/cancel"), &[]).await;
        assert!(page.status == 422 && page.says("What happened stays"));
        let runbook = ada.get(&run).await;
        let start = runbook.body.find("href=\"/runbooks/").unwrap() + "href=\"".len();
        let runbook = runbook.body[start..].split('"').next().unwrap().to_owned();
        let page = ada.post(&format!("{runbook}/delete"), &[]).await;
        assert!(page.status == 422 && page.says("Somebody has rehearsed it"));
        let planned = ada.run(&runbook, "mock").await;
        assert_eq!(ada.post(&format!("{planned}/cancel"), &[]).await.status, 303);
        assert_eq!(ada.get(&planned).await.status, 404);
        let release = ada.release().await;
        let other = ada.runbook(&release, DOCUMENT).await;
        ada.run(&other, "mock").await;
        assert_eq!(ada.post(&format!("{other}/delete"), &[]).await.status, 303);
        assert!(ada.get(&format!("{release}/runs")).await.says("No runbook yet"));
    }

    async fn a_run_of_two_thousand_steps_is_shown_around_what_runs(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let document: String =
            (1..=2_000).map(|number| format!("{number}. Step {number} (1 min)\n")).collect();
        let runbook = ada.runbook(&release, &document).await;
        let steps = ada.steps(&runbook).await;
        let run = ada.run(&runbook, "mock").await;
        ada.post(&format!("{run}/start"), &[]).await;
        done(&ada, &run, &steps[0]).await;
        done(&ada, &run, &steps[1_500]).await;
        let page = ada.get(&run).await;
        assert!(
            page.says("Steps 1 to 120 of 2000.") && page.says("2 of 2000 ended"),
            "{}",
            &page.text()[..900]
        );
        assert!(ada.get(&format!("{run}?all=on")).await.says("1501. Step 1501 , done"));
    }

    async fn what_is_planned_can_be_changed_until_it_is_concluded(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let runbook = ada.runbook(&release, DOCUMENT).await;
        let run = ada.run(&runbook, "dry_run").await;
        let fields = [
            ("version", "1"),
            ("kind", "mock"),
            ("margin", "10 min"),
            ("candidate", "1.4.1"),
            ("data_share", "80 %"),
            ("data_age", "2"),
            ("data_set", "A copy"),
            ("starts", "2026-11-30T20:00"),
        ];
        assert_eq!(ada.post(&format!("{run}/edit"), &fields).await.status, 303);
        let page = ada.get(&run).await;
        assert!(
            page.says("Mock 1")
                && page.says("Version 1.4.1")
                && page.says("Data A copy, 2 days old, 80 % of production"),
            "{}",
            page.text()
        );
        let page = ben
            .post(
                &format!("{run}/edit"),
                &[("version", "1"), ("kind", "mock"), ("margin", "x"), ("schema", "0142")],
            )
            .await;
        assert!(page.status == 422 && page.body.contains("value=\"0142\""));
        let page = ben
            .post(&format!("{run}/edit"), &[("version", "1"), ("kind", "mock"), ("margin", "5")])
            .await;
        assert!(page.status == 422 && page.says("1.4.1"), "both texts");
    }
}
