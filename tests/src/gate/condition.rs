//! Conditions of a go: somebody owns them, and the phase waits for them.

use crate::gate::launch;
use crate::world::{World, both, step};

both! {
    async fn a_condition_needs_an_owner_and_a_day_before_there_is_a_go(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go_if", "Renew the keys").await;
        let gate = launch.gate().await;
        assert!(
            gate.says("Security: Renew the keys")
                && gate.says("each condition needs an owner and a due day")
        );
        let ben = launch.id("Ben").await;
        let page = launch.decide_on("", "2026-12-01").await;
        assert!(
            page.status == 422 && page.says("Choose who meets this condition"),
            "{}",
            page.text()
        );
        assert!(
            page.body.contains("value=\"2026-12-01\"") && page.says("We looked at **all** of it"),
            "nothing typed is lost"
        );
        let page = launch.decide_on(&ben, "").await;
        assert!(
            page.status == 422 && page.body.contains(&format!("href=\"#condition-due-{ben}\""))
        );
        assert!(page.body.contains(&format!("value=\"{ben}\" selected")), "{}", page.body);
        assert!(launch.decide_on(&ben, "2026-11-20").await.says("Enter a day that is not over"));
        assert!(
            launch.decide_on(&ben, "2026-12-24").await.says("Enter a day until Tue 15 Dec 2026")
        );
        assert!(
            launch.decide("go").await.says("Choose who meets this condition"),
            "an old form makes no go"
        );
        assert!(launch.gate().await.says("Nothing is decided yet"));
        assert_eq!(launch.decide("no_go").await.status, 303, "a no-go needs none");
    }

    async fn a_phase_does_not_start_before_its_conditions_are_met(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go_if", "Renew the keys").await;
        let ben = launch.id("Ben").await;
        assert_eq!(launch.decide_on(&ben, "2026-12-01").await.status, 303);
        let item = launch.ada.item(&launch.release, "Renew the keys").await;
        assert!(
            launch.ada.get(&item).await.says("Owner Ben Due Tue 1 Dec"),
            "{}",
            launch.ada.get(&item).await.text()
        );
        for path in [&launch.phase, &launch.at("/gate"), &launch.release] {
            let page = launch.ada.get(path).await;
            assert!(
                page.says("1 condition is open")
                    && page.says("Security for Phase 1: Pilot · Ben · due Tue 1 Dec"),
                "{path}: {}",
                page.text()
            );
            let id = world.id_at(&item).await;
            assert!(page.body.contains(&format!("href=\"/items/{id}\"")));
        }
        let refused = step(&launch.ada, &launch.phase, "start", "early").await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.says("The go has conditions that are not met: “Renew the keys” (to do)"),
            "{}",
            refused.text()
        );
        launch.ada.post(&format!("{item}/excuse"), &[("excuse-reason", "Not now")]).await;
        assert!(
            step(&launch.ada, &launch.phase, "start", "early")
                .await
                .says("“Renew the keys” (not applicable)")
        );
        let deleted = launch.ada.post(&format!("{item}/delete"), &[]).await;
        assert!(
            deleted.status == 422 && deleted.says("A go was given on this condition"),
            "{}",
            deleted.text()
        );
        launch.ada.post(&format!("{item}/reopen"), &[("reopen-reason", "It applies")]).await;
        assert_eq!(launch.ben.post(&format!("{item}/complete"), &[]).await.status, 303);
        assert!(launch.ada.get(&launch.phase).await.says("All conditions are met."));
        assert!(!launch.ada.get(&launch.release).await.says("Conditions of the go"));
        assert_eq!(step(&launch.ada, &launch.phase, "start", "early").await.status, 303);
        for sql in ["UPDATE conditions SET words = 'x'", "DELETE FROM conditions"] {
            let mut transaction = world.database.write().await.unwrap();
            assert!(transaction.execute(sql, ()).await.is_err(), "{sql}");
        }
    }

    async fn a_condition_is_met_by_itself_and_by_what_it_said(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go_if", "Renew the keys").await;
        let ben = launch.id("Ben").await;
        launch.decide_on(&ben, "2026-12-01").await;
        let item = launch.ada.item(&launch.release, "Renew the keys").await;
        let id = world.id_at(&item).await.to_string();
        let below = [("title", "Easy"), ("parent", &*id)];
        let refused =
            launch.ada.post(&format!("{}/checklist/new", launch.release), &below).await;
        assert!(refused.status == 422 && refused.says("so nothing is put under it"));
        launch.ada.post(&format!("{}/checklist/new", launch.release), &[("title", "Easy")]).await;
        let easy = launch.ada.item(&launch.release, "Easy").await;
        launch.ada.post(&format!("{easy}/complete"), &[]).await;
        let under = [("under", &*id)];
        let refused = launch.ada.post(&format!("{easy}/place"), &under).await;
        assert!(refused.status == 422, "{} {}", refused.status, refused.text());
        let version = launch.ada.version(&format!("{item}/edit")).await;
        let other = [("title", "Say hello"), ("required", "on"), ("version", &*version)];
        assert_eq!(launch.ada.post(&format!("{item}/edit"), &other).await.status, 303);
        let refused = step(&launch.ada, &launch.phase, "start", "early").await;
        assert!(refused.says("not met: “Renew the keys”"), "{}", refused.text());
    }
}
