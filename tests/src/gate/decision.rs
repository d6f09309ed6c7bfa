//! What a go is for, and what no longer holds after something changed.

use jiff::SignedDuration;

use crate::gate::{Launch, launch};
use crate::world::{Page, World, both, phase, step};

/// Saves the plan of the phase with another number of people.
async fn edit(launch: &Launch, planned: &str) -> Page {
    let page = launch.ada.get(&launch.at("/edit")).await;
    let before = page.body.split("selected").next().unwrap();
    let cohort = before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let version = launch.ada.version(&launch.at("/edit")).await;
    let fields = phase(&cohort, "", &[("version", &version), ("planned", planned)]);
    launch.ada.post(&launch.at("/edit"), &fields).await
}

both! {
    async fn the_gate_of_a_phase_that_went_live_shows_what_was_decided(world: World) {
        let launch = launch(&world).await;
        launch.go().await;
        assert!(launch.gate().await.says("Criterion"), "it can be decided anew until it starts");
        assert_eq!(step(&launch.ada, &launch.phase, "start", "now").await.status, 303);
        // What would be judged today is worse than what was decided.
        launch.ada.import(&launch.release, "- [ ] Something new").await;
        let gate = launch.gate().await;
        assert!(gate.says("Criteria at the decision") && gate.says("2 of 2 voted."), "{}", gate.text());
        assert!(!gate.says("Criterion") && !gate.says("is open."), "{}", gate.text());
    }

    async fn a_vote_is_suggested_to_end_before_the_phase_begins(world: World) {
        let launch = launch(&world).await;
        let until = |page: Page| {
            let (_, rest) = page.body.split_once("id=\"until\"").unwrap();
            rest.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
        };
        let open = launch.at("/gate/open");
        assert_eq!(until(launch.ada.get(&open).await), "2026-11-23T10:00");
        world.advance(SignedDuration::from_hours(24 * 23));
        let ada = world.sign_in("Ada").await;
        assert_eq!(until(ada.get(&open).await), "2026-12-14T17:00", "the phase begins tomorrow");
    }

    async fn whoever_is_asked_to_vote_is_asked_first(world: World) {
        let launch = launch(&world).await;
        assert!(!launch.ben.get(&launch.at("/gate")).await.says("You are asked to vote"));
        launch.open().await;
        let gate = launch.ben.get(&launch.at("/gate")).await;
        let place = |words: &str| gate.body.find(words).unwrap_or_else(|| panic!("{words}: {}", gate.text()));
        assert!(place("You are asked to vote") < place("id=\"votes\""), "{}", gate.text());
        assert!(place("You are asked to vote") < place("1 blocker"), "{}", gate.text());
        launch.vote(&launch.ben, "go", "").await;
        assert!(launch.ben.get(&launch.at("/gate")).await.says("You are asked to vote"), "it may be changed");
        let eve = world.member("Eve").await;
        assert!(!eve.get(&launch.at("/gate")).await.says("You are asked to vote"));
    }

    async fn a_go_is_for_the_plan_that_was_decided(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        let page = edit(&launch, "2000").await;
        assert!(
            page.status == 422 && page.says("A vote on this plan is open. Cancel the vote first"),
            "{}",
            page.text()
        );
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        launch.decide("go").await;
        assert_eq!(edit(&launch, "20").await.status, 303);
        assert!(launch.ada.get(&launch.phase).await.says("Go: it starts on"), "the same plan");
        assert_eq!(edit(&launch, "2000").await.status, 303);
        let page = launch.ada.get(&launch.phase).await;
        assert!(
            page.says("Not yet approved") && page.says("The decision was for another plan"),
            "{}",
            page.text()
        );
        assert!(
            launch.gate().await.says("Nobody has been asked yet."),
            "old votes do not count for it"
        );
    }

    async fn a_moved_phase_is_decided_again(world: World) {
        let launch = launch(&world).await;
        launch.go().await;
        let version = launch.ada.version(&launch.at("/move")).await;
        let fields = [
            ("version", &*version),
            ("starts_on", "2026-12-17"),
            ("bake_days", "2"),
            ("reason", "late"),
            ("confirmed", "on"),
        ];
        let preview = launch.ada.post(&launch.at("/move"), &fields[..4]).await;
        assert!(
            preview.says("The decision to go was for the old dates. It has to be taken again.")
        );
        assert_eq!(launch.ada.post(&launch.at("/move"), &fields).await.status, 303);
        assert!(launch.ada.get(&launch.phase).await.says("Not yet approved"));
    }

    async fn another_time_zone_is_another_moment(world: World) {
        let launch = launch(&world).await;
        launch.go().await;
        let version = launch.ada.version(&format!("{}/edit", launch.release)).await;
        let fields = [
            ("version", &*version),
            ("zone", "America/New_York"),
            ("tier", "standard"),
            ("feature_complete", "2026-11-01"),
        ];
        assert_eq!(
            launch
                .ada
                .post(&format!("{}/edit", launch.release), &crate::world::plan(&fields))
                .await
                .status,
            303
        );
        assert!(
            launch.ada.get(&launch.phase).await.says("The time zone of the release is another one")
        );
    }

    async fn closing_a_gate_shows_nobody_the_votes(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ben, "no_go", "The keys are old").await;
        let version = launch.ada.version(&launch.phase).await;
        let close = [("version", &*version), ("reason", "Not today")];
        assert_eq!(launch.ada.post(&launch.at("/gate/close"), &close).await.status, 303);
        assert!(!launch.gate().await.says("The keys are old"));
        assert!(launch.vote(&launch.ada, "go", "").await.says("The gate is closed."));
    }

    async fn nobody_passes_over_votes_that_nobody_has_seen(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        let page = launch.ada.post(&launch.at("/gate/override"), &[("override", "we must")]).await;
        assert!(
            page.status == 422 && page.says("Votes are still hidden") && page.says("we must"),
            "{}",
            page.text()
        );
    }

    async fn what_a_rolled_back_attempt_measured_does_not_count_for_the_next(world: World) {
        let launch = launch(&world).await;
        launch.go().await;
        step(&launch.ada, &launch.phase, "start", "early").await;
        let page = launch.ada.get(&launch.phase).await;
        let at = page.body.find("href=\"/successes/").unwrap() + 6;
        let success = page.body[at..].split('"').next().unwrap();
        launch.ada.post(&format!("{success}/record"), &[("version", "1"), ("actual", "1")]).await;
        step(&launch.ada, &launch.phase, "roll_back", "Plans were lost").await;
        assert!(launch.ada.get(&launch.phase).await.says("Met"));
        step(&launch.ada, &launch.phase, "plan_again", "Mended").await;
        assert!(launch.ada.get(&launch.phase).await.says("Not measured"));
    }

    async fn after_a_rollback_nobody_is_told_to_expose_people_and_a_new_go_comes_first(
        world: World,
    ) {
        let launch = launch(&world).await;
        let cohort = launch.ada.cohort(&launch.release, "Regions", "500").await;
        launch.ada.phase(&launch.release, &cohort, "2027-01-12").await;
        launch.go().await;
        assert_eq!(step(&launch.ada, &launch.phase, "start", "early").await.status, 303);
        assert_eq!(
            step(&launch.ada, &launch.phase, "roll_back", "Plans were lost").await.status,
            303
        );
        let overview = launch.ada.get(&launch.release).await;
        assert!(
            overview.says("Find out why Phase 1: Pilot was rolled back and record it as a finding"),
            "{}",
            overview.text()
        );
        assert!(
            !overview.says("to everybody") && !overview.says("Start Phase 1"),
            "{}",
            overview.text()
        );
        assert!(launch.ada.get("/").await.says("Find out why Phase 1: Pilot was rolled back"));
        assert!(!launch.ben.get("/").await.says("Find out why"), "an approver does not plan it");
        let early = step(&launch.ada, &launch.phase, "start", "again").await;
        assert!(
            early.says("A phase that is rolled back cannot do this: Start"),
            "{}",
            early.text()
        );
        assert_eq!(step(&launch.ada, &launch.phase, "plan_again", "Mended").await.status, 303);
        let early = step(&launch.ada, &launch.phase, "start", "again").await;
        assert!(early.says("A phase that is planned cannot do this: Start"), "the old go is over");
        assert!(!launch.ada.get(&launch.release).await.says("Start Phase 1"));
        let version = launch.ada.version(&launch.at("/gate/open")).await;
        let open = [("version", &*version), ("until", "2026-11-30T10:00")];
        assert_eq!(launch.ada.post(&launch.at("/gate/open"), &open).await.status, 303);
        assert!(
            step(&launch.ada, &launch.phase, "start", "again")
                .await
                .says("in decision cannot do this: Start")
        );
    }

    async fn a_skipped_phase_is_in_nobodys_way_and_comes_back_only_where_there_is_room(
        world: World,
    ) {
        let launch = launch(&world).await;
        step(&launch.ada, &launch.phase, "skip", "They moved out").await;
        let cohort = launch.ada.cohort(&launch.release, "Others", "5").await;
        let other = launch.ada.phase(&launch.release, &cohort, "2026-12-15").await;
        let version = launch.ada.version(&format!("{other}/move")).await;
        let fields = [
            ("version", &*version),
            ("starts_on", "2026-12-15"),
            ("bake_days", "9"),
            ("reason", "r"),
            ("confirmed", "on"),
        ];
        assert_eq!(launch.ada.post(&format!("{other}/move"), &fields).await.status, 303);
        let back = step(&launch.ada, &launch.phase, "plan_again", "They are back").await;
        assert!(back.status == 422 && back.says("On these days there is"), "{}", back.text());
    }

    async fn a_rollback_was_rehearsed_only_on_a_day_that_is_over(world: World) {
        let launch = launch(&world).await;
        let version = launch.ada.version(&launch.at("/card/edit")).await;
        let card = [("version", &*version), ("minutes", "12"), ("rehearsed_on", "2099-01-01")];
        let page = launch.ada.post(&launch.at("/card/edit"), &card).await;
        assert!(page.status == 422 && page.says("Enter a day that is over"));
    }

    async fn an_old_form_with_an_error_does_not_become_a_new_one(world: World) {
        let launch = launch(&world).await;
        let old = [("version", "1"), ("minutes", "many"), ("trigger", "mine")];
        let page = launch.ada.post(&launch.at("/card/edit"), &old).await;
        assert!(
            page.status == 422 && page.body.contains("name=\"version\" value=\"1\""),
            "{}",
            page.body
        );
        let mended = [("version", "1"), ("minutes", "12"), ("trigger", "mine")];
        let page = launch.ada.post(&launch.at("/card/edit"), &mended).await;
        assert!(page.status == 422 && page.says("This was saved while you were typing"));
    }
}
