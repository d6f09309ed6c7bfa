//! `/`: what needs me.

mod coming;
mod releases;
mod speed;
mod waiting;

use crate::world::{World, both};

both! {
    async fn what_i_own_and_is_open_waits_for_me(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Mine\n- [ ] Not mine").await;
        assert!(ada.get("/").await.says("You’re all caught up"));
        let item = ada.item(&release, "Mine").await;
        let owner = ada.choice(&format!("{item}/edit"), "Ada").await;
        ada.post(
            &format!("{item}/edit"),
            &[
                ("title", "Mine"),
                ("required", "on"),
                ("owner", &owner),
                ("due", "2026-11-19T17:00"),
                ("version", "1"),
            ],
        )
        .await;
        let home = ada.get("/").await;
        assert!(
            home.says("1 task for you, 1 overdue") && home.says("Thu 19 Nov · 2 days late"),
            "{}",
            home.text()
        );
        ada.post(&format!("{item}/complete"), &[]).await;
        assert!(ada.get("/").await.says("You’re all caught up"));
    }

    async fn a_critical_tick_of_somebody_else_waits_for_those_who_take_part(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        ada.post(
            &format!("{item}/edit"),
            &[("title", "Task"), ("required", "on"), ("critical", "on"), ("version", "1")],
        )
        .await;
        let ben = world.member("Ben").await;
        ben.post(&format!("{item}/complete"), &[]).await;
        assert!(ada.get("/").await.says("Verify: Task"));
        assert!(!ben.get("/").await.says("Verify"));
    }

    async fn releases_are_listed_with_their_launch_and_verdict(world: World) {
        let ada = world.member("Ada").await;
        ada.release().await;
        let home = ada.get("/").await;
        assert!(home.says("Spring 2.0 Portal Tue 15 Dec T-24 0 of 0 Unknown"), "{}", home.text());
    }
}
