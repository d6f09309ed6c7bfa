//! What dry runs, drills and findings say at the gate of a phase, and the evidence pack.

use jiff::SignedDuration;

use crate::world::{Client, World, both};

async fn criterion(client: &Client, phase: &str, name: &str) -> String {
    let text = client.get(&format!("{phase}/gate")).await.text();
    let criteria = text.split("Criteria Edit criteria").nth(1).unwrap_or(&text).to_owned();
    let start =
        criteria.find(&format!(" {name} ")).unwrap_or_else(|| panic!("no {name}: {criteria}"));
    criteria[start..].chars().take(260).collect()
}

/// A release of the standard tier with a phase from six to nine, and a runbook.
async fn gate(ada: &Client) -> (String, String, String) {
    let release = ada.release_with(&[("tier", "standard")]).await;
    let cohort = ada.cohort(&release, "Pilots", "20").await;
    let hours = [("window_from", "06:00"), ("window_to", "09:00")];
    let fields = crate::world::phase(&cohort, "2026-12-15", &hours);
    let page = ada.post(&format!("{release}/phases/new"), &fields).await;
    let phase = page.location().to_owned();
    let runbook = ada.runbook(&release, "1. Copy").await;
    (release, phase, runbook)
}

/// Ends the one step of a run, and says that it worked.
async fn conclude(client: &Client, runbook: &str, run: &str) {
    let id = client.steps(runbook).await.remove(0);
    client.act(run, &[("what", "done"), ("step", &id)]).await;
    client.post(&format!("{run}/finish"), &[]).await;
    client.post(&format!("{run}/validate"), &[]).await;
    let version = client.version(run).await;
    let fields = [("version", &*version), ("passed", "passed"), ("said", "Looked at it")];
    assert_eq!(client.post(&format!("{run}/conclude"), &fields).await.status, 303);
}

/// A run of one step that took so long and passed, signed by Ben.
async fn passed(world: &World, runbook: &str, minutes: i64) -> String {
    let ada = world.sign_in("Ada").await;
    let fields = [("kind", "dress_rehearsal"), ("margin", "10 min"), ("candidate", "2.0")];
    let run = ada.post(&format!("{runbook}/runs/new"), &fields).await.location().to_owned();
    ada.post(&format!("{run}/start"), &[]).await;
    world.advance(SignedDuration::from_mins(minutes));
    let (ada, ben) = (world.sign_in("Ada").await, world.sign_in("Ben").await);
    conclude(&ada, runbook, &run).await;
    assert_eq!(ben.post(&format!("{run}/sign"), &[]).await.status, 303);
    run
}

both! {
    async fn the_gate_asks_for_a_run_that_passed_is_signed_and_is_fresh(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let (release, phase, runbook) = gate(&ada).await;
        assert!(
            criterion(&ada, &phase, "Dry run").await.contains("was not rehearsed to its end yet")
        );
        passed(&world, &runbook, 40).await;
        let ada = world.sign_in("Ada").await;
        assert!(
            criterion(&ada, &phase, "Dry run")
                .await
                .contains("Dress rehearsal 1 of “Move the claims” passed and is signed off.")
        );
        assert!(
            criterion(&ada, &phase, "Same artifact")
                .await
                .contains("rehearsed 2.0, which is launched")
        );
        assert!(
            criterion(&ada, &phase, "Fits the window").await.contains("a measure, not a forecast")
        );
        let mark = [("kind", "artifact"), ("words", "A late repair"), ("reference", "2.0.1")];
        world.advance(SignedDuration::from_mins(1));
        ada.post(&format!("{release}/markers"), &mark).await;
        let dry = criterion(&ada, &phase, "Dry run").await;
        assert!(
            dry.contains("the artifact changed since, on Sat 21 Nov: A late repair.")
                && dry.contains("Stale"),
            "{dry}"
        );
        assert!(
            criterion(&ada, &phase, "Same artifact")
                .await
                .contains("rehearsed 2.0, and 2.0.1 is launched.")
        );
        let page = ada.get(&format!("{phase}/gate")).await;
        assert!(page.says("Rehearse “Move the claims” again"), "{}", page.text());
    }

    async fn three_runs_and_a_rollback_say_whether_it_fits_and_until_when_one_can_go_back(
        world: World,
    ) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let (release, phase, runbook) = gate(&ada).await;
        let switch = [("kind", "rollback_measured"), ("on", "on"), ("reason", "It moves data")];
        ada.post(&format!("{release}/criteria"), &switch).await;
        assert!(
            criterion(&ada, &phase, "Rollback measured")
                .await
                .contains("The rollback was never rehearsed, so there is no latest safe time.")
        );
        for minutes in [100, 110, 120] {
            passed(&world, &runbook, minutes).await;
        }
        let ada = world.sign_in("Ada").await;
        assert!(
            criterion(&ada, &phase, "Fits the window")
                .await
                .contains("The longest run of “Move the claims” took 2 h; the window is 3 h.")
        );
        let back = ada.run(&runbook, "rollback_rehearsal").await;
        ada.post(&format!("{back}/start"), &[]).await;
        ada.act(&back, &[("what", "rollback_from")]).await;
        world.advance(SignedDuration::from_mins(25));
        ada.act(&back, &[("what", "rollback_to")]).await;
        assert!(
            criterion(&ada, &phase, "Rollback measured").await.contains("never rehearsed"),
            "nobody has looked yet"
        );
        conclude(&ada, &runbook, &back).await;
        let sentence = criterion(&ada, &phase, "Rollback measured").await;
        assert!(sentence.contains("Going back took 25 min in Rollback rehearsal 4. The latest safe time is \
         08:25, with 10 min to decide."), "{sentence}");
    }

    async fn planning_to_go_back_hides_nothing_that_was_never_rehearsed(world: World) {
        let ada = world.member("Ada").await;
        let (_, phase, runbook) = gate(&ada).await;
        ada.run(&runbook, "rollback_rehearsal").await;
        assert!(
            criterion(&ada, &phase, "Dry run")
                .await
                .contains("Unknown “Move the claims” was not rehearsed")
        );
        assert!(criterion(&ada, &phase, "Fits the window").await.contains("Unknown"));
    }

    async fn the_gate_asks_for_the_risks_that_are_feared_and_for_findings(world: World) {
        let ada = world.member("Ada").await;
        let (release, phase, _) = gate(&ada).await;
        ada.post(&format!("{release}/risks"), &[("risk", "outage")]).await;
        let drill = ada.drill(&release, "outage").await;
        ada.move_drill(&drill, "postpone", "The team is away").await;
        let sentence = criterion(&ada, &phase, "Drills").await;
        assert!(
            sentence
                .contains("“Full outage” was never practised. Its drill was postponed once."),
            "{sentence}"
        );
        let finding = [("title", "The copy is slow"), ("severity", "high"), ("source", "")];
        ada.post(&format!("{release}/findings/new"), &finding).await;
        let page = ada.get(&format!("{phase}/gate")).await;
        assert!(
            page.says("“The copy is slow” is open.")
                && page.says("Fix “The copy is slow”, then test it again"),
            "{}",
            page.text()
        );
    }

    async fn the_evidence_pack_says_which_control_has_evidence_and_which_has_none(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let (release, _, runbook) = gate(&ada).await;
        passed(&world, &runbook, 40).await;
        let ada = world.sign_in("Ada").await;
        let page = ada.get(&format!("{release}/evidence")).await;
        assert!(
            page.says("CP-2 Contingency plan Shown by runbooks")
                && page.says("IR-3 Incident response testing No evidence yet."),
            "{}",
            page.text()
        );
        let file = ada.get(&format!("{release}/evidence.md")).await;
        assert!(
            file.body.contains("### CP-4")
                && file.body.contains("passed, took 40 min, version 2.0."),
            "{}",
            file.body
        );
        assert!(
            file.body.contains("Signed off by Ben")
                && file.body.contains("## Decisions\n\n- None.")
        );
    }

    async fn home_says_what_runs_now_and_what_one_has_to_mend(world: World) {
        let ada = world.member("Ada").await;
        let (release, _, runbook) = gate(&ada).await;
        let run = ada.run(&runbook, "mock").await;
        assert!(!ada.get("/").await.says("running now"));
        ada.post(&format!("{run}/start"), &[]).await;
        let form = ada.get(&format!("{release}/findings/new")).await;
        let end = form.body.find(">Ada<").unwrap();
        let me = form.body[..end].rsplit("value=\"").next().unwrap()[..36].to_owned();
        let finding =
            [("title", "The copy is slow"), ("severity", "low"), ("source", ""), ("owner", &*me)];
        assert_eq!(ada.post(&format!("{release}/findings/new"), &finding).await.status, 303);
        let page = ada.get("/").await;
        assert!(
            page.says("Mock 1 Spring 2.0 running now")
                && page.says("The copy is slow Spring 2.0, open"),
            "{}",
            page.text()
        );
    }
}
