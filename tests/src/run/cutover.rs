//! The migration itself.

use jiff::SignedDuration;

use crate::gate::{Launch, launch};
use crate::world::{World, both, step};

/// A runbook of two steps that was rehearsed forwards and back.
const STEPS: &str = "1. Freeze\n2. Copy";

/// The gate asks for nothing that a rehearsal would show.
async fn without_rehearsals(launch: &Launch) {
    for kind in ["dry_run", "same_artifact", "forecast", "rollback_measured"] {
        let fields = [("kind", kind), ("reason", "It is small")];
        let criteria = format!("{}/criteria", launch.release);
        assert_eq!(launch.ada.post(&criteria, &fields).await.status, 303);
    }
}

both! {
    async fn a_cutover_is_for_a_phase_and_begins_after_its_go(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let runbook = ada.runbook(&launch.release, STEPS).await;
        let phase = world.id_at(&launch.phase).await.to_string();
        let plan = async |kind: &str, phase: &str| {
            let fields = [("kind", kind), ("phase", phase), ("window", "3h"), ("margin", "10 min")];
            ada.post(&format!("{runbook}/runs/new"), &fields).await
        };
        for (kind, phase, sentence) in [
            ("cutover", "", "Choose the phase that this cutover is for"),
            ("dry_run", &*phase, "Only a cutover is for a phase"),
            ("cutover", "nonsense", "Choose a phase from the list"),
            ("cutover", &uuid::Uuid::now_v7().to_string(), "Choose a phase from the list"),
        ] {
            let page = plan(kind, phase).await;
            assert!(page.status == 422 && page.says(sentence), "{kind} {phase}: {}", page.text());
        }
        let planned = plan("cutover", &phase).await;
        assert_eq!(planned.status, 303, "{}", planned.text());
        let run = planned.location();
        let early = ada.post(&format!("{run}/start"), &[]).await;
        assert!(early.status == 422 && early.says("A cutover starts after a go at its gate"), "{}", early.text());
        without_rehearsals(&launch).await;
        launch.go().await;
        assert_eq!(ada.post(&format!("{run}/start"), &[]).await.status, 303);
        let page = ada.get(run).await;
        let gate = format!("{}/gate/1", launch.release);
        assert!(page.says("For Phase 1: Pilot") && page.body.contains(&format!("href=\"{gate}\"")));
        assert!(page.says("The next run"), "the forecast stands beside the clock: {}", page.text());
    }

    async fn a_cutover_stays_with_its_phase_and_may_be_written_down_when_that_is_over(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let runbook = ada.runbook(&launch.release, STEPS).await;
        let phase = world.id_at(&launch.phase).await.to_string();
        let cohort = ada.cohort(&launch.release, "Others", "9").await;
        let other = world.id_at(&ada.phase(&launch.release, &cohort, "2027-02-15").await).await.to_string();
        let fields = [("kind", "cutover"), ("phase", &*phase), ("window", "3h"), ("margin", "10 min")];
        let run = ada.post(&format!("{runbook}/runs/new"), &fields).await.location().to_owned();
        let steps = ada.steps(&runbook).await;
        let mut typed = vec![("started".to_owned(), "2026-11-21T08:00".to_owned())];
        for step in &steps {
            typed.push((format!("took-{step}"), "10 min".to_owned()));
            typed.push((format!("how-{step}"), "done".to_owned()));
        }
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (&**name, &**value)).collect();
        let early = ada.post(&format!("{run}/record"), &typed).await;
        assert!(early.status == 422 && early.says("A cutover starts after a go at its gate"), "{}", early.text());
        without_rehearsals(&launch).await;
        launch.go().await;
        step(ada, &launch.phase, "start", "now").await;
        let started = ada.post(&format!("{runbook}/runs/new"), &fields).await.location().to_owned();
        assert_eq!(ada.post(&format!("{started}/start"), &[]).await.status, 303);
        let version = ada.version(&format!("{started}/edit")).await;
        let moved = [fields.as_slice(), &[("version", &*version), ("phase", &other)]].concat();
        let refused = ada.post(&format!("{started}/edit"), &moved).await;
        assert!(refused.status == 422 && refused.says("stays with its phase"), "{}", refused.text());
        step(ada, &launch.phase, "roll_back", "It broke").await;
        let form = ada.get(&format!("{runbook}/runs/new")).await;
        assert!(form.says("Phase 1: Pilot (rolled back)"), "{}", form.text());
        let late = ada.post(&format!("{runbook}/runs/new"), &fields).await;
        assert_eq!(late.status, 303, "{}", late.text());
        let start = ada.post(&format!("{}/start", late.location()), &[]).await;
        assert!(start.status == 422 && start.says("A cutover starts after a go"), "{}", start.text());
        let written = ada.post(&format!("{run}/record"), &typed).await;
        assert_eq!(written.status, 303, "{}", written.text());
        assert!(ada.get(&run).await.says("Written down afterwards"));
    }

    async fn the_launch_room_has_all_of_it_on_one_page(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let back = ada.runbook(&launch.release, "1. Back").await;
        let rehearsed = ada.run(&back, "rollback_rehearsal").await;
        ada.post(&format!("{rehearsed}/start"), &[]).await;
        world.advance(SignedDuration::from_mins(20));
        let step_of = ada.steps(&back).await.remove(0);
        ada.act(&rehearsed, &[("what", "done"), ("step", &step_of)]).await;
        ada.post(&format!("{rehearsed}/finish"), &[]).await;
        ada.post(&format!("{rehearsed}/validate"), &[]).await;
        let version = ada.version(&rehearsed).await;
        let passed = [("version", &*version), ("passed", "passed"), ("said", "It is back")];
        assert_eq!(ada.post(&format!("{rehearsed}/conclude"), &passed).await.status, 303);
        let runbook = ada.runbook(&launch.release, STEPS).await;
        let phase = world.id_at(&launch.phase).await.to_string();
        let fields = [("kind", "cutover"), ("phase", &*phase), ("window", "3h"), ("margin", "10 min")];
        let run = ada.post(&format!("{runbook}/runs/new"), &fields).await.location().to_owned();
        let room = format!("{}/room", launch.phase);
        let before = ada.get(&room).await;
        assert!(before.says("Not yet approved") && before.says("blocker"), "{}", before.text());
        without_rehearsals(&launch).await;
        launch.go().await;
        assert_eq!(step(ada, &launch.phase, "start", "now").await.status, 303);
        assert_eq!(ada.post(&format!("{run}/start"), &[]).await.status, 303);
        let page = ada.get(&room).await;
        for words in [
            "Launch room: Pilot",
            "Step 1 of 2 Freeze",
            "Latest safe rollback",
            "in 2:30:00",
            "2 of 2 voted.",
            "Contacts: at most 2",
            "Trigger t",
            "Approver Ben",
        ] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(page.body.contains("data-left") && page.body.contains("data-clock"));
        assert!(page.says("Pause …") && page.says("Roll back …"));
        let wall = ada.get(&format!("{room}?wall=on")).await;
        let main = wall.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        assert!(wall.says("Step 1 of 2") && !main.contains("<form") && !wall.says("Pause …"), "{main}");
    }

    async fn a_phase_is_stopped_by_a_named_button_and_a_reason(world: World) {
        let launch = launch(&world).await;
        let (ada, ben) = (&launch.ada, &launch.ben);
        let stop = |step: &str| format!("{}/steps/{step}", launch.phase);
        assert_eq!(ada.get(&stop("start")).await.status, 404, "only what stops has such a page");
        assert_eq!(ada.get(&stop("pause")).await.status, 303, "there is nothing to pause yet");
        launch.go().await;
        step(ada, &launch.phase, "start", "now").await;
        let page = ada.get(&stop("roll_back")).await;
        assert!(page.says("Roll back Phase 1: Pilot?") && page.says("The desks hear of it at once"));
        assert_eq!(ben.get(&stop("pause")).await.status, 403, "an approver does not plan");
        let version = ada.version(&stop("pause")).await;
        let refused = ada.post(&stop("pause"), &[("version", &version), ("reason", "")]).await;
        assert!(refused.status == 422 && refused.says("Enter a reason"), "{}", refused.text());
        let fields = [("version", &*version), ("reason", "Contacts rise")];
        assert_eq!(ben.post(&stop("pause"), &fields).await.status, 403);
        let paused = ada.post(&stop("pause"), &fields).await;
        assert_eq!(paused.location(), format!("{}/room", launch.phase));
        assert!(ada.get(paused.location()).await.says("Paused since"));
        let stranger = world.member("Eve").await;
        assert_eq!(stranger.get(&format!("{}/steps/pause", launch.phase)).await.status, 403);
    }
}
