//! Today and the next two weeks, and how the releases move.

use jiff::SignedDuration;

use crate::world::{World, both, plan};

both! {
    async fn what_comes_in_two_weeks_is_on_home_the_first_first(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("restricted", "on"), ("launch", "2026-12-05")]).await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.phase(&release, &cohort, "2026-12-01").await;
        ada.phase(&release, &cohort, "2026-12-06").await;
        let runbook = ada.runbook(&release, "1. Copy").await;
        let planned = [("kind", "mock"), ("starts", "2026-11-25T10:00"), ("margin", "10")];
        assert_eq!(ada.post(&format!("{runbook}/runs/new"), &planned).await.status, 303);
        let home = ada.get("/").await;
        let (_, coming) = home.body.split_once("id=\"coming\"").unwrap();
        let places = ["runs/1", "gate/1", "schedule\">Launch"].map(|link| coming.find(link).unwrap());
        assert!(places.is_sorted(), "{}", home.text());
        assert!(home.says("Wed 25 Nov") && home.says("10:00, Spring 2.0"), "{}", home.text());
        assert!(!coming.contains("gate/2"), "the 6th is in 15 days");
        let theirs = ben.get("/").await;
        assert!(theirs.says("No launch, phase, vote, dry run or drill in the next 14 days."), "{}", theirs.text());
        world.advance(SignedDuration::from_hours(24 * 14));
        let ada = world.sign_in("Ada").await;
        assert!(ada.get("/").await.says("Today Launch"), "{}", ada.get("/").await.text());
    }

    async fn home_says_how_the_checklist_moved_and_leads_to_the_next_gate(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.phase(&release, &cohort, "2026-12-15").await;
        ada.import(&release, "- [ ] One\n- [ ] Two").await;
        for item in ["One", "Two"] {
            let item = ada.item(&release, item).await;
            assert_eq!(ada.post(&format!("{item}/complete"), &[]).await.status, 303);
        }
        let home = ada.get("/").await;
        assert!(home.says("2 of 2 2 more in 7 days"), "{}", home.text());
        assert!(home.body.contains(&format!("href=\"{release}/gate/1\"")));
        assert!(home.says("Pilot is next on Tue 15 Dec"), "{}", home.text());
        let one = ada.item(&release, "One").await;
        ada.post(&format!("{one}/reopen"), &[("reopen-reason", "It was not")]).await;
        assert!(ada.get("/").await.says("1 of 2 1 more in 7 days"));
        // What was blocked and goes on was not finished before.
        let waits = [("block-on", "Ben"), ("block-reason", "He is away")];
        assert_eq!(ada.post(&format!("{one}/block"), &waits).await.status, 303);
        assert_eq!(ada.post(&format!("{one}/start"), &[]).await.status, 303);
        assert!(ada.get("/").await.says("1 of 2 1 more in 7 days"));
        world.advance(SignedDuration::from_hours(24 * 8));
        let ada = world.sign_in("Ada").await;
        assert!(!ada.get("/").await.says("more in 7 days"));
        let two = ada.item(&release, "Two").await;
        ada.post(&format!("{two}/reopen"), &[("reopen-reason", "It was not")]).await;
        assert!(ada.get("/").await.says("0 of 2 1 fewer in 7 days"));
    }

    async fn what_was_yesterday_takes_no_place_from_what_is_today(world: World) {
        let ada = world.member("Ada").await;
        ada.product("Portal").await;
        for number in 0..26 {
            let (label, day) = (format!("y{number}"), if number == 25 { "2026-11-21" } else { "2026-11-20" });
            let fields = [("label", &*label), ("launch", day)];
            assert_eq!(ada.post("/portal/releases/new", &plan(&fields)).await.status, 303);
        }
        let home = ada.get("/").await;
        assert!(home.says("Today Launch Spring y25"), "{}", home.text());
        assert!(home.says("There is more in these days"), "24 rows were read, and it cannot know");
    }
}
