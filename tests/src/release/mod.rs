//! `/releases/{id}`: plan, state, people, verdict, activity.

mod address;
mod big_bang;
mod outcome;

use domain::person::Role;

use crate::world::{Client, World, both, plan};

async fn edit(client: &Client, release: &str, fields: &[(&str, &str)]) -> crate::world::Page {
    client.post(&format!("{release}/edit"), &plan(fields)).await
}

both! {
    async fn the_zone_is_chosen_from_a_list_and_begins_with_that_of_the_browser(world: World) {
        let ada = world.member("Ada").await;
        ada.product("Portal").await;
        let page = ada.get("/portal/releases/new").await;
        assert!(page.body.contains("data-browser-zone") && page.body.contains("<option value=\"America/Chicago\">"));
        let refused = ada.post("/portal/releases/new", &plan(&[("zone", "Eastern")])).await;
        assert!(refused.status == 422 && !refused.body.contains("data-browser-zone"), "what was typed stays");
        let release = ada.post("/portal/releases/new", &plan(&[])).await;
        let edit = ada.get(&format!("{}/edit", release.location())).await;
        assert!(!edit.body.contains("data-browser-zone"), "a zone that was chosen stays");
    }

    async fn a_new_release_says_what_is_missing(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert_eq!(ada.verdict(&release).await, "Unknown");
        let page = ada.get(&release).await;
        assert!(page.says("T-24") && page.says("1 blocker: Add a checklist"));
    }

    async fn moving_the_launch_needs_a_reason_and_is_kept_as_a_slip(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let moved = ("launch", "2026-12-22");
        let page = edit(&ada, &release, &[moved, ("version", "1")]).await;
        assert_eq!(page.status, 422);
        assert!(
            page.says("Enter a reason for moving the launch") && page.body.contains("2026-12-22")
        );
        edit(&ada, &release, &[moved, ("version", "1"), ("reason", "Archive is late")]).await;
        let page = ada.get(&release).await;
        assert!(
            page.says("Launch date history")
                && page.says("Tue 15 Dec → Tue 22 Dec")
                && page.says("Archive is late")
        );
    }

    async fn a_short_buffer_is_said_in_words(world: World) {
        let ada = world.member("Ada").await;
        let release =
            ada.release_with(&[("feature_complete", "2026-12-01"), ("tier", "standard")]).await;
        let page = ada.get(&release).await;
        assert!(page.says("Only 14 days of buffer between feature-complete and launch"));
    }

    async fn dates_that_cannot_be_are_refused_at_their_fields(world: World) {
        let ada = world.member("Ada").await;
        let new = format!("{}/releases/new", ada.product("Portal").await);
        let page = ada.post(&new, &plan(&[("feature_complete", "2027-01-01")])).await;
        assert!(page.says("Feature-complete must not be after the launch"));
        let page = ada.post(&new, &plan(&[("launch", "tomorrow"), ("zone", "Mars/Olympus")])).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Enter a date, like") && page.says("Mars/Olympus is not a time zone"));
        assert!(page.body.contains("value=\"tomorrow\""));
    }

    async fn a_release_goes_through_its_states_and_holding_needs_a_reason(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let state = format!("{release}/state");
        assert_eq!(ada.post(&state, &[("state", "planning"), ("version", "1")]).await.status, 303);
        assert_eq!(ada.post(&state, &[("state", "closed"), ("version", "2")]).await.status, 422);
        assert_eq!(
            ada.post(&state, &[("state", "in_progress"), ("version", "2")]).await.status,
            303
        );
        let page = ada.post(&state, &[("state", "on_hold"), ("version", "3")]).await;
        assert!(page.says("Enter a reason"));
        ada.post(&state, &[("state", "on_hold"), ("version", "3"), ("reason", "No budget")]).await;
        let activity = ada.get(&format!("{release}/activity")).await;
        assert!(activity.says("Ada moved the release to on hold") && activity.says("“No budget”"));
    }

    async fn only_owners_change_the_plan(world: World) {
        let release = world.member("Ada").await.release().await;
        let ben = world.person("Ben", Role::Admin).await;
        assert_eq!(ben.get(&format!("{release}/edit")).await.status, 403);
        assert_eq!(edit(&ben, &release, &[("version", "1")]).await.status, 403);
        assert_eq!(
            ben.post(&format!("{release}/state"), &[("state", "planning"), ("version", "1")])
                .await
                .status,
            403
        );
    }

    async fn a_restricted_release_does_not_exist_for_others(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release_with(&[("restricted", "on")]).await;
        ada.import(&release, "- [ ] Secret task").await;
        let item = ada.item(&release, "Secret task").await;
        let ben = world.person("Ben", Role::Admin).await;
        let nothing = ben.get("/releases/01a1fc04-030c-758e-b3d0-51eeeeabf9a2").await;
        for path in [
            "",
            "/checklist",
            "/edit",
            "/people",
            "/activity",
            "/state",
            "/checklist/import",
            "/checklist/new",
        ] {
            let page = ben.get(&format!("{release}{path}")).await;
            assert_eq!((page.status, &page.body), (404, &nothing.body), "{path}");
        }
        for path in ["", "/edit", "/delete"] {
            assert_eq!(ben.get(&format!("{item}{path}")).await.body, nothing.body, "{path}");
        }
        for verb in ["complete", "verify", "start", "delete"] {
            assert_eq!(ben.post(&format!("{item}/{verb}"), &[]).await.body, nothing.body, "{verb}");
        }
        assert!(!ben.get("/").await.says("Spring"));
        let id = ada.choice(&format!("{release}/people"), "Ben").await;
        ada.post(&format!("{release}/people"), &[("person", &id), ("part", "contributor")]).await;
        assert_eq!(ben.get(&release).await.status, 200);
    }

    async fn a_person_is_taken_out_after_a_question_and_by_an_owner(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let release = ada.release_with(&[("restricted", "on")]).await;
        ada.add_participant(&release, "Ben", "contributor").await;
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let id = ada.choice(&format!("{release}/people"), "Ben").await;
        ada.post(
            &format!("{item}/edit"),
            &[("title", "Task"), ("owner", &id), ("required", "on"), ("version", "1")],
        )
        .await;
        let take = format!("{release}/people/{id}/take");
        let people = ada.get(&format!("{release}/people")).await;
        assert!(
            !people.body.contains(&format!("action=\"{take}\""))
                && people.body.contains(&format!("href=\"{take}\""))
        );
        let asks = ada.get(&take).await;
        assert!(
            asks.says("Remove Ben from Spring?") && asks.says("1 open item stays assigned to Ben"),
            "{}",
            asks.text()
        );
        assert!(asks.says("Ben cannot see it any more"));
        assert_eq!(ben.get(&take).await.status, 403);
        let cleo = world.member("Cleo").await;
        let nothing = cleo.get("/releases/01a1fc04-030c-758e-b3d0-51eeeeabf9a2").await;
        assert_eq!(cleo.get(&take).await.body, nothing.body);
        assert_eq!(ben.get(&release).await.status, 200, "asking takes nobody out");
        assert_eq!(ada.post(&take, &[]).await.status, 303);
        assert_eq!(ben.get(&release).await.status, 404);
        assert_eq!(ada.get(&take).await.status, 404);
    }

    async fn a_release_always_has_an_owner(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let id = ada.choice(&format!("{release}/people"), "Ada").await;
        let page = ada.post(&format!("{release}/people/{id}/take"), &[]).await;
        assert!(page.says("A release needs an owner"));
        assert_eq!(ada.get(&format!("{release}/edit")).await.status, 200);
    }

    async fn the_verdict_follows_the_checklist_to_ready(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [x] One\n- [ ] Two").await;
        assert_eq!(ada.verdict(&release).await, "Not ready");
        assert!(ada.get(&release).await.says("Finish “Two”"));
        let two = ada.item(&release, "Two").await;
        ada.post(&format!("{two}/complete"), &[]).await;
        assert_eq!(ada.verdict(&release).await, "Ready");
    }

    async fn a_day_and_a_zone_count_from_where_the_launch_is(world: World) {
        let ada = world.member("Ada").await;
        let release =
            ada.release_with(&[("zone", "Pacific/Auckland"), ("launch", "2026-11-22")]).await;
        assert!(ada.get(&release).await.says("T-1"), "it is still Saturday evening there");
    }

    async fn two_saves_of_a_plan_show_both(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        edit(&ada, &release, &[("summary", "First text"), ("version", "1")]).await;
        let page = edit(&ada, &release, &[("summary", "Second text"), ("version", "1")]).await;
        assert!(page.says("First text") && page.says("Second text"));
    }
}
