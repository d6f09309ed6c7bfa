//! Which gate asks for an item.

use domain::person::Role;

use crate::world::{Client, World, both};

/// A release with two phases and a checklist of two sections.
async fn two_gates(world: &World) -> (Client, String) {
    let ada = world.member("Ada").await;
    let release = ada.release().await;
    let (pilots, others) =
        (ada.cohort(&release, "Pilots", "20").await, ada.cohort(&release, "Others", "200").await);
    ada.phase(&release, &pilots, "2026-12-15").await;
    ada.phase(&release, &others, "2027-01-12").await;
    ada.import(
        &release,
        "# Before\n- [ ] Tell the desk\n- [ ] Train the others\n# After launch\n- [ ] Retro",
    )
    .await;
    (ada, release)
}

/// Says which gate asks for an item.
async fn ask(client: &Client, item: &str, title: &str, asked: &str, reason: &str) -> u16 {
    let version = client.version(&format!("{item}/edit")).await;
    let fields = [
        ("version", &*version),
        ("title", title),
        ("section", "Before"),
        ("required", "on"),
        ("asked", asked),
        ("reason", reason),
    ];
    client.post(&format!("{item}/edit"), &fields).await.status
}

both! {
    async fn work_of_after_the_launch_holds_no_gate_back(world: World) {
        let (ada, release) = two_gates(&world).await;
        let gate = ada.get(&format!("{release}/gate/1")).await;
        assert!(gate.says("2 of 2 required items are open. 1 more is for later."), "{}", gate.text());
        assert!(!gate.says("Finish “Retro”"));
        let list = ada.get(&format!("{release}/checklist")).await;
        assert!(list.says("After launch 0 of 1 after launch Gate"), "{}", list.text());
        let item = ada.item(&release, "Retro").await;
        assert!(ada.get(&item).await.says("Asked for at no gate: after launch"));
    }

    async fn an_item_for_a_later_phase_is_asked_there_and_not_before(world: World) {
        let (ada, release) = two_gates(&world).await;
        let second = world.id_at(&format!("{release}/phases/2")).await.to_string();
        let item = ada.item(&release, "Train the others").await;
        assert_eq!(ask(&ada, &item, "Train the others", &second, "").await, 422, "it asks later");
        assert_eq!(ask(&ada, &item, "Train the others", &second, "They come later").await, 303);
        let first = ada.get(&format!("{release}/gate/1")).await;
        assert!(first.says("1 of 1 required items is open. 2 more are for later."), "{}", first.text());
        let gate = ada.get(&format!("{release}/gate/2")).await;
        assert!(gate.says("2 of 2 required items are open."), "{}", gate.text());
        let list = ada.get(&format!("{release}/checklist")).await;
        assert!(list.says("for the gate of Phase 2: Pilot"), "{}", list.text());
        let page = ada.get(&format!("{item}/edit")).await;
        assert!(page.body.contains(&format!("value=\"{second}\" selected")));
        assert_eq!(ask(&ada, &item, "Train the others", "next", "").await, 303, "asking sooner needs no reason");
        let other = ada.release().await;
        let cohort = ada.cohort(&other, "Theirs", "2").await;
        let theirs = world.id_at(&ada.phase(&other, &cohort, "2026-12-15").await).await.to_string();
        assert_eq!(ask(&ada, &item, "Train the others", &theirs, "x").await, 422, "a phase of another release");
        assert_eq!(ask(&ada, &item, "Train the others", "nonsense", "x").await, 422);
    }

    async fn a_section_says_it_for_its_items(world: World) {
        let (ada, release) = two_gates(&world).await;
        let form = ada.get(&format!("{release}/checklist/section?section=Before")).await;
        assert!(form.says("Gate of “Before”") && form.says("Phase 2: Pilot"), "{}", form.text());
        let say = async |section: &str, asked: &str, reason: &str| {
            let fields = [("section", section), ("asked", asked), ("reason", reason)];
            ada.post(&format!("{release}/checklist/section"), &fields).await.status
        };
        assert_eq!(say("Before", "after_launch", "").await, 422);
        assert_eq!(say("Before", "after_launch", "Nothing is needed before").await, 303);
        let gate = ada.get(&format!("{release}/gate/1")).await;
        assert!(gate.says("No required item is asked for at this gate. 3 more are for later."), "{}", gate.text());
        let activity = ada.get(&format!("{release}/activity")).await;
        assert!(activity.says("said which gate asks for “Before”: no gate: after launch"), "{}", activity.text());
        assert_eq!(say("Before", "next", "").await, 303);
        assert_eq!(say("Nowhere", "next", "").await, 404);
        assert_eq!(ada.get(&format!("{release}/checklist/section?section=Nowhere")).await.status, 404);
        assert_eq!(ada.get(&format!("{release}/checklist/section")).await.status, 404);
        let eve = world.person("Eve", Role::Viewer).await;
        assert_eq!(eve.get(&format!("{release}/checklist/section?section=Before")).await.status, 403);
        assert!(!eve.get(&format!("{release}/checklist")).await.body.contains("checklist/section"));
    }

    async fn an_item_leaves_no_gate_without_a_reason_by_going_elsewhere(world: World) {
        let (ada, release) = two_gates(&world).await;
        let item = ada.item(&release, "Tell the desk").await;
        let go = async |section: &'static str, reason: &'static str| {
            let version = ada.version(&format!("{item}/edit")).await;
            let fields = [("version", &*version), ("title", "Tell the desk"), ("section", section),
                          ("required", "on"), ("reason", reason)];
            ada.post(&format!("{item}/edit"), &fields).await
        };
        let refused = go("After launch", "").await;
        assert!(refused.status == 422 && refused.says("Enter a reason for asking later"), "{}", refused.text());
        let retro = world.id_at(&ada.item(&release, "Retro").await).await.to_string();
        let place = async |to: &'static str, under: &str, reason: &'static str| {
            ada.post(&format!("{item}/place"), &[("to", to), ("under", under), ("reason", reason)]).await
        };
        let refused = place("under", &retro, "").await;
        assert!(refused.status == 422 && refused.says("Enter a reason for asking later"), "{}", refused.text());
        let gate = ada.get(&format!("{release}/gate/1")).await;
        assert!(gate.says("2 of 2 required items are open. 1 more is for later."), "{}", gate.text());
        assert_eq!(place("under", &retro, "It is told in the retro").await.status, 303);
        let activity = ada.get(&format!("{release}/activity")).await;
        assert!(activity.says("It is told in the retro"), "{}", activity.text());
        // Out of it, it stays in the section that it went to; back to where it was, a gate asks for more again.
        assert_eq!(place("out", "", "").await.status, 303);
        assert_eq!(go("Before", "").await.status, 303, "asking sooner needs no reason");
        assert_eq!(go("Before", "").await.status, 303, "what stays where it is needs none");
        assert_eq!(place("up", "", "").await.status, 303);
    }

    async fn what_comes_out_of_an_item_that_is_asked_sooner_needs_a_reason(world: World) {
        let (ada, release) = two_gates(&world).await;
        let retro = ada.item(&release, "Retro").await;
        assert_eq!(ask(&ada, &retro, "Retro", "next", "").await, 303);
        let section = [("section", "Before"), ("asked", "after_launch"), ("reason", "Nothing is needed before")];
        assert_eq!(ada.post(&format!("{release}/checklist/section"), &section).await.status, 303);
        let desk = ada.item(&release, "Tell the desk").await;
        let under = world.id_at(&retro).await.to_string();
        assert_eq!(ada.post(&format!("{desk}/place"), &[("to", "under"), ("under", &under)]).await.status, 303);
        let refused = ada.post(&format!("{desk}/place"), &[("to", "out"), ("reason", "")]).await;
        assert!(refused.status == 422 && refused.says("Enter a reason for asking later"), "{}", refused.text());
        let out = ada.post(&format!("{desk}/place"), &[("to", "out"), ("reason", "Nobody needs it")]).await;
        assert_eq!(out.status, 303, "{}", out.text());
    }

    async fn the_preview_of_an_import_says_what_holds_no_gate_back(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page = ada.upload(&format!("{release}/checklist/import"), "# Post-launch\n- [ ] Retro", b"").await;
        assert!(page.says("By its heading, “Post-launch” is work of after the launch"), "{}", page.text());
    }
}
