//! `/releases/{id}/big-bang`: what it says is what the plan and the rehearsals show.

use crate::world::{Client, World, both};

/// Rehearses going back in a run of one step, as far as somebody has looked.
async fn rehearse_rollback(ada: &Client, release: &str) {
    let runbook = ada.runbook(release, "1. Copy").await;
    let run = ada.run(&runbook, "rollback_rehearsal").await;
    ada.post(&format!("{run}/start"), &[]).await;
    let step = ada.steps(&runbook).await.remove(0);
    ada.act(&run, &[("what", "done"), ("step", &step)]).await;
    ada.post(&format!("{run}/finish"), &[]).await;
    let big = ada.get(&format!("{release}/big-bang")).await;
    assert!(big.says("No rehearsal has shown that going back works"), "nobody has looked yet");
    ada.post(&format!("{run}/validate"), &[]).await;
    let version = ada.version(&run).await;
    let fields = [("version", &*version), ("passed", "passed"), ("said", "Looked at it")];
    assert_eq!(ada.post(&format!("{run}/conclude"), &fields).await.status, 303);
}

both! {
    async fn a_rehearsal_of_going_back_that_worked_is_no_longer_missing(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        rehearse_rollback(&ada, &release).await;
        let page = ada.get(&format!("{release}/big-bang")).await;
        assert!(!page.says("No rehearsal has shown"), "{}", page.text());
    }

    async fn the_bar_of_the_buffer_is_as_full_as_its_sentence_says(world: World) {
        let ada = world.member("Ada").await;
        for (complete, launch, used, days) in [
            ("2026-10-16", "2026-11-21", 36, 36),
            ("2026-11-21", "2026-12-05", 0, 14),
            ("2026-11-11", "2026-12-21", 10, 40),
        ] {
            let release =
                ada.release_with(&[("feature_complete", complete), ("launch", launch)]).await;
            let page = ada.get(&format!("{release}/big-bang")).await;
            assert!(page.says(&format!("{used} of {days} days are used up.")), "{}", page.text());
            let bar = page.body.split("<meter").nth(1).unwrap().split('>').next().unwrap();
            assert!(
                bar.contains(&format!(" value=\"{used}\""))
                    && bar.contains(&format!(" max=\"{days}\"")),
                "{bar}"
            );
        }
        let release = ada.release_with(&[("feature_complete", "2026-12-15")]).await;
        let page = ada.get(&format!("{release}/big-bang")).await;
        assert!(!page.body.contains("<meter") && page.says("No buffer"), "a bar of no days");
    }

    async fn what_is_not_planned_is_unknown_and_no_answer_lowers_the_tier(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release_with(&[("tier", "high")]).await;
        let path = format!("{release}/big-bang");
        let page = ada.get(&path).await;
        assert!(
            page.says(
                "Not known yet: how many get it first: no phase is planned; how long the buffer is"
            ),
            "{}",
            page.text()
        );
        assert!(!page.says("more than a quarter of all users"), "{}", page.text());
        assert!(
            page.says("asks for no other tier than this release has: High")
                && !page.says("suggests another")
        );
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.phase(&release, &cohort, "2026-12-15").await;
        assert!(
            ada.get(&path).await.says("The first phase is more than a quarter of all users"),
            "it is all of them"
        );
    }
}
