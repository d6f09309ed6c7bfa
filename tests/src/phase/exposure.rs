//! Who has it, planned and actual.

use crate::gate::launch;
use crate::world::{World, both, phase, step};

both! {
    async fn what_is_planned_and_what_is_are_added_up_over_the_phases(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let others = ada.cohort(&launch.release, "Others", "200").await;
        ada.post(&format!("{}/phases/new", launch.release), &phase(&others, "2027-01-12", &[("planned", "200")])).await;
        let page = ada.get(&format!("{}/schedule", launch.release)).await;
        assert!(
            page.says("Nobody has it; 0 people were planned by today, 220 people in the end."),
            "{}",
            page.text()
        );
        assert!(page.says("Phase 1: Pilot Tue 15 Dec 20 people not begun"), "{}", page.text());
        launch.go().await;
        assert_eq!(step(ada, &launch.phase, "start", "now").await.status, 303);
        let version = ada.version(&launch.phase).await;
        let reached = [("version", &*version), ("reached", "7")];
        assert_eq!(ada.post(&launch.at("/reached"), &reached).await.status, 303);
        let page = ada.get(&format!("{}/schedule", launch.release)).await;
        assert!(page.says("7 people have it; 0 people were planned by today"), "{}", page.text());
        step(ada, &launch.phase, "roll_back", "It fails").await;
        let page = ada.get(&format!("{}/schedule", launch.release)).await;
        assert!(page.says("Nobody has it;") && page.says("taken back"), "{}", page.text());
    }

    async fn different_units_are_not_added_up(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        for (unit, start) in [("people", "2026-12-15"), ("sites", "2027-01-12")] {
            let fields = phase(&cohort, start, &[("unit", unit)]);
            ada.post(&format!("{release}/phases/new"), &fields).await;
        }
        let page = ada.get(&format!("{release}/schedule")).await;
        assert!(page.says("The phases count in different units, so they cannot be added up."));
        assert!(!page.body.contains("class=\"steps\""));
    }
}
