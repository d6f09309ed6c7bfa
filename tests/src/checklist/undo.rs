//! A mis-tick is taken back in place; long checklists fold.

use jiff::SignedDuration;

use crate::world::{World, both};

both! {
    async fn what_somebody_has_just_ticked_they_can_undo(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        ada.import(&release, "- [ ] One\n- [ ] Two").await;
        let item = ada.item(&release, "One").await;
        let ticked = ada.post(&format!("{item}/complete"), &[]).await;
        let list = ada.get(ticked.location().split('#').next().unwrap()).await;
        assert!(list.says("Saved: One. Undo"), "{}", list.text());
        let undo = format!("{item}/undo");
        assert_eq!(ben.post(&undo, &[]).await.status, 422, "somebody else ticked it");
        let undone = ada.post(&undo, &[]).await;
        let id = world.id_at(&item).await;
        assert_eq!(undone.location(), format!("{release}/checklist#item-{id}"));
        assert!(ada.get(&item).await.says("One To do"), "{}", ada.get(&item).await.text());
        let again = ada.post(&undo, &[]).await;
        assert!(again.status == 422 && again.says("Only what you have just ticked can be undone"));
        assert!(ada.get(&format!("{release}/activity")).await.says("undone right after the tick"));
        ada.post(&format!("{item}/start"), &[]).await;
        ada.post(&format!("{item}/complete"), &[]).await;
        assert_eq!(ada.post(&undo, &[]).await.status, 303);
        assert!(ada.get(&item).await.says("One In progress"), "as it was before the tick");
        ada.post(&format!("{item}/complete"), &[]).await;
        world.advance(SignedDuration::from_secs(61));
        assert_eq!(ada.post(&undo, &[]).await.status, 422, "that was not a moment ago");
    }

    async fn undoing_a_verification_leaves_the_tick(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        ada.import(&release, "- [ ] One").await;
        let item = ada.item(&release, "One").await;
        let fields = [("title", "One"), ("required", "on"), ("critical", "on"), ("version", "1")];
        ada.post(&format!("{item}/edit"), &fields).await;
        ada.post(&format!("{item}/complete"), &[]).await;
        ben.post(&format!("{item}/verify"), &[]).await;
        let id = world.id_at(&item).await.to_string();
        let untick = [("item", &*id), ("step", "undo")];
        assert_eq!(ada.call("/fn/checklist/tick", &untick).await.status, 422);
        let answer = ben.call("/fn/checklist/tick", &untick).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body.contains("\"status\":\"done\"") && answer.body.contains("1 to verify"));
    }

    async fn a_long_checklist_folds_what_is_finished_and_has_a_list_of_its_sections(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let lines = |mark: &str, count: usize| (0..count).map(|n| format!("- [{mark}] Item {n}\n")).collect::<String>();
        ada.import(&release, &format!("# Desk\n{}# Law\n{}", lines("x", 3), lines(" ", 3))).await;
        let short = ada.get(&format!("{release}/checklist")).await;
        assert!(!short.body.contains("aria-label=\"Sections\"") && !short.body.contains("<details>"));
        assert!(short.says("Desk 3 of 3"), "{}", short.text());
        ada.import(&release, &format!("# More\n{}", lines(" ", 60))).await;
        let page = ada.get(&format!("{release}/checklist")).await;
        let (_, nav) = page.body.split_once("aria-label=\"Sections\"").unwrap();
        let nav = crate::world::Page::of(nav.split("</nav>").next().unwrap());
        assert!(nav.says("Desk Law More"), "{}", nav.text());
        let parts: Vec<_> = page.body.split("<details").skip(1).map(|part| part.split('>').next().unwrap()).collect();
        assert!(!parts[0].contains("open") && parts[1].contains("open"), "{parts:?}");
    }
}
