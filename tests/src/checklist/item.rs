//! `/items/{id}`: the life of an item.

use crate::world::{Client, World, both};

const XSS: &str = "</textarea></title><script>alert(1)</script>";

async fn with(world: &World, document: &str) -> (Client, String) {
    let ada = world.member("Ada").await;
    let release = ada.release().await;
    ada.import(&release, document).await;
    (ada, release)
}

both! {
    async fn a_tick_without_scripts_comes_back_to_its_line(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let page = ada.post(&format!("{item}/complete"), &[]).await;
        let id = world.id_at(&item).await;
        assert_eq!(page.location(), format!("{release}/checklist?ticked={id}#item-{id}"));
        let page = ada.post(&format!("{item}/complete"), &[]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("This item is already done."));
    }

    async fn a_tick_from_the_island_gets_the_lines_that_changed(world: World) {
        let (ada, release) = with(&world, "- [ ] Parent\n  - [ ] Child").await;
        let item = ada.item(&release, "Child").await;
        let id = world.id_at(&item).await.to_string();
        let page = ada.call("/fn/checklist/tick", &[("item", &id), ("step", "complete")]).await;
        let answer: serde_json::Value = serde_json::from_str(&page.body).unwrap();
        assert_eq!(answer["rows"][0]["title"], "Child");
        assert_eq!(answer["rows"][1]["status"], "done", "the parent is done when its children are");
        assert_eq!(answer["progress"], "1 of 1 finished");
    }

    async fn reasons_are_asked_for_and_kept(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let page = ada
            .post(
                &format!("{item}/block"),
                &[("block-on", "the storage team"), ("block-reason", "")],
            )
            .await;
        assert_eq!(page.status, 422);
        assert!(page.says("Enter a reason") && page.body.contains("value=\"the storage team\""));
        ada.post(
            &format!("{item}/block"),
            &[("block-on", "the storage team"), ("block-reason", "No disks")],
        )
        .await;
        assert!(ada.get(&release).await.says("Unblock “Task”: it waits for the storage team"));
        ada.post(&format!("{item}/reopen"), &[("reopen-reason", "Disks came")]).await;
        assert_eq!(ada.post(&format!("{item}/excuse"), &[]).await.status, 422);
        ada.post(&format!("{item}/excuse"), &[("excuse-reason", "Bought as a service")]).await;
        let activity = ada.get(&format!("{release}/activity")).await;
        for words in
            ["“No disks (waits for the storage team)”", "“Disks came”", "“Bought as a service”"]
        {
            assert!(activity.says(words), "{words}");
        }
    }

    async fn a_blocked_item_is_unblocked_before_it_is_done(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let blocked = [("block-on", "the storage team"), ("block-reason", "No disks")];
        assert_eq!(ada.post(&format!("{item}/block"), &blocked).await.status, 303);
        let list = ada.get(&format!("{release}/checklist")).await;
        assert!(list.says("Blocked by the storage team: No disks"), "{}", list.text());
        let box_of = |page: &crate::world::Page| {
            let button = page.body.split("aria-label=\"Mark done: Task\"").nth(1).unwrap();
            button.split('>').next().unwrap().contains("hidden")
        };
        assert!(box_of(&list), "the list offers no tick");
        let refused = ada.post(&format!("{item}/complete"), &[]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.says("It is blocked by the storage team: No disks. Unblock it first."),
            "{}",
            refused.text()
        );
        let page = ada.get(&item).await;
        assert!(
            page.says("Unblock") && !page.body.contains(&format!("action=\"{item}/complete\""))
        );
        assert_eq!(ada.post(&format!("{item}/start"), &[]).await.status, 303);
        let activity = ada.get(&format!("{release}/activity")).await;
        assert!(
            activity.says("no longer blocked by the storage team: No disks"),
            "{}",
            activity.text()
        );
        assert!(!box_of(&ada.get(&format!("{release}/checklist")).await));
        assert_eq!(ada.post(&format!("{item}/complete"), &[]).await.status, 303);
    }

    async fn a_critical_item_is_deleted_only_with_a_reason(world: World) {
        let (ada, release) = with(&world, "- [ ] Parent\n  - [ ] Child").await;
        let parent = ada.item(&release, "Parent").await;
        let child = ada.item(&release, "Child").await;
        assert!(!ada.get(&format!("{parent}/delete")).await.body.contains("name=\"reason\""));
        let critical =
            [("title", "Child"), ("required", "on"), ("critical", "on"), ("version", "1")];
        assert_eq!(ada.post(&format!("{child}/edit"), &critical).await.status, 303);
        assert!(
            ada.get(&format!("{parent}/delete")).await.body.contains("name=\"reason\""),
            "one below is critical"
        );
        let page = ada.post(&format!("{parent}/delete"), &[]).await;
        assert!(
            page.status == 422 && page.says("Enter a reason for deleting a critical item"),
            "{}",
            page.text()
        );
        assert_eq!(
            ada.post(&format!("{parent}/delete"), &[("reason", "Done by the vendor")]).await.status,
            303
        );
        assert!(ada.get(&format!("{release}/activity")).await.says("“Done by the vendor”"));
    }

    async fn a_critical_item_is_verified_by_another_person(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        ada.post(
            &format!("{item}/edit"),
            &[("title", "Task"), ("required", "on"), ("critical", "on"), ("version", "1")],
        )
        .await;
        ada.post(&format!("{item}/complete"), &[]).await;
        assert_eq!(ada.verdict(&release).await, "Not ready");
        let page = ada.post(&format!("{item}/verify"), &[]).await;
        assert!(page.says("another person has to verify it"));
        let ben = world.member("Ben").await;
        assert_eq!(ben.post(&format!("{item}/verify"), &[]).await.status, 303);
        assert_eq!(ada.verdict(&release).await, "Ready");
    }

    async fn what_was_verified_and_then_changed_has_to_be_verified_again(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let fields = [("title", "Task"), ("required", "on"), ("critical", "on")];
        ada.post(&format!("{item}/edit"), &[fields[0], fields[1], fields[2], ("version", "1")])
            .await;
        ada.post(&format!("{item}/complete"), &[]).await;
        world.member("Ben").await.post(&format!("{item}/verify"), &[]).await;
        assert_eq!(ada.verdict(&release).await, "Ready");
        let other = [("title", "Another claim"), fields[1], fields[2], ("version", "4")];
        assert_eq!(ada.post(&format!("{item}/edit"), &other).await.status, 303);
        assert!(ada.get(&item).await.says("To verify"));
        assert_eq!(ada.verdict(&release).await, "Not ready");
    }

    async fn what_takes_a_verification_away_is_in_the_trail_with_its_versions(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let fields = [("title", "Restore"), ("critical", "on"), ("required", "on")];
        ada.post(&format!("{release}/checklist/new"), &fields).await;
        let item = ada.item(&release, "Restore").await;
        ada.post(&format!("{item}/complete"), &[]).await;
        ben.post(&format!("{item}/verify"), &[]).await;
        let notes = [
            ("title", "Restore"),
            ("critical", "on"),
            ("required", "on"),
            ("notes", "by Ben"),
            ("version", "3"),
        ];
        assert_eq!(ada.post(&format!("{item}/edit"), &notes).await.status, 303);
        assert!(ada.get(&item).await.says("Verified"), "notes say nothing else");
        let title =
            [("title", "Restore all"), ("critical", "on"), ("required", "on"), ("version", "4")];
        assert_eq!(ada.post(&format!("{item}/edit"), &title).await.status, 303);
        let mut transaction = world.database.read().await.unwrap();
        let rows: Vec<(Option<i64>, Option<i64>)> = transaction
            .all(
                "SELECT version_before, version_after FROM audit WHERE action = 'item_unverified'",
                (),
            )
            .await
            .unwrap();
        assert_eq!(rows, [(Some(5), Some(6))]);
        drop(transaction);
        let page = ada.get(&format!("{release}/activity")).await;
        assert!(
            page.says("changed what was verified, so it has to be verified again: “Restore”"),
            "{}",
            page.text()
        );
    }

    async fn asking_less_of_an_item_needs_a_reason(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let edit = format!("{}/edit", ada.item(&release, "Task").await);
        let page = ada.post(&edit, &[("title", "Task"), ("version", "1")]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Enter a reason for asking less"));
        let fields = [("title", "Task"), ("version", "1"), ("reason", "The districts do it")];
        assert_eq!(ada.post(&edit, &fields).await.status, 303);
        assert!(ada.get(&format!("{release}/activity")).await.says("“The districts do it”"));
    }

    async fn a_parent_is_done_when_its_children_are(world: World) {
        let (ada, release) = with(&world, "- [ ] Parent\n  - [ ] Child").await;
        let parent = ada.item(&release, "Parent").await;
        let page = ada.post(&format!("{parent}/complete"), &[]).await;
        assert!(page.says("done when its sub-items are"));
        let child = ada.item(&release, "Child").await;
        ada.post(&format!("{child}/complete"), &[]).await;
        assert!(ada.get(&parent).await.says("Parent Done"));
        ada.post(&format!("{child}/reopen"), &[("reopen-reason", "Not quite")]).await;
        assert!(ada.get(&parent).await.says("Parent To do"));
    }

    async fn the_second_of_two_saves_gets_both_texts_and_loses_nothing(world: World) {
        let (ada, release) = with(&world, "- [ ] Task").await;
        let edit = format!("{}/edit", ada.item(&release, "Task").await);
        let ben = world.member("Ben").await;
        ada.post(
            &edit,
            &[
                ("title", "Title of Ada"),
                ("required", "on"),
                ("notes", "Notes of Ada"),
                ("version", "1"),
            ],
        )
        .await;
        let page = ben
            .post(
                &edit,
                &[
                    ("title", "Title of Ben"),
                    ("required", "on"),
                    ("notes", "Notes of Ben"),
                    ("version", "1"),
                ],
            )
            .await;
        assert_eq!(page.status, 422);
        for words in ["Title of Ada", "Notes of Ada", "Notes of Ben"] {
            assert!(page.says(words), "{words}");
        }
        assert!(page.body.contains("value=\"Title of Ben\""));
        let fields =
            [("title", "Title of Ben"), ("required", "on"), ("notes", "Both"), ("version", "2")];
        assert_eq!(ben.post(&edit, &fields).await.status, 303);
    }

    async fn items_move_among_their_neighbours_and_under_others(world: World) {
        let (ada, release) = with(&world, "- [ ] first\n- [ ] second\n- [ ] third").await;
        let order = || async {
            let text = ada.get(&format!("{release}/checklist")).await.text();
            let mut places: Vec<_> = ["first", "second", "third"]
                .iter()
                .map(|title| (text.find(title).unwrap(), *title))
                .collect();
            places.sort_unstable();
            places.into_iter().map(|(_, title)| title).collect::<Vec<_>>()
        };
        let third = ada.item(&release, "third").await;
        ada.post(&format!("{third}/place"), &[("to", "up")]).await;
        assert_eq!(order().await, ["first", "third", "second"]);
        let first = ada.item(&release, "first").await;
        assert_eq!(ada.post(&format!("{first}/place"), &[("to", "up")]).await.status, 422);
        let (id, other) = (world.id_at(&first).await.to_string(), world.id_at(&third).await.to_string());
        ada.post(&format!("{third}/place"), &[("to", "under"), ("under", &id)]).await;
        assert!(ada.get(&first).await.says("Sub-items third"));
        let page =
            ada.post(&format!("{first}/place"), &[("to", "under"), ("under", &other)]).await;
        assert!(page.says("Choose another item"), "nothing goes under itself");
        ada.post(&format!("{third}/place"), &[("to", "out")]).await;
        assert_eq!(order().await, ["first", "third", "second"]);
    }

    async fn deleting_an_item_takes_its_sub_items_and_stays_in_the_activity(world: World) {
        let (ada, release) = with(&world, "- [ ] Parent\n  - [ ] Child\n- [ ] Other").await;
        let parent = ada.item(&release, "Parent").await;
        let child = ada.item(&release, "Child").await;
        ada.post(&format!("{child}/complete"), &[]).await;
        assert!(ada.get(&format!("{parent}/delete")).await.says("“Parent” and its 1 sub-item"));
        assert_eq!(ada.post(&format!("{parent}/delete"), &[]).await.status, 303);
        assert_eq!(ada.get(&parent).await.status, 404);
        let text = ada.get(&format!("{release}/activity")).await;
        assert!(
            text.says("Ada deleted “Parent”")
                && text.says("Ada deleted “Child”")
                && text.says("Ada ticked “Child”")
        );
    }

    async fn every_text_is_shown_as_text_wherever_it_appears(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product(XSS).await;
        let fields = crate::world::plan(&[("name", XSS), ("label", XSS), ("summary", XSS)]);
        let release =
            ada.post(&format!("{product}/releases/new"), &fields).await.location().to_owned();
        ada.import(&release, &format!("# {XSS}\n- [ ] Task {XSS}\n  {XSS}")).await;
        let page = ada.get(&format!("{release}/checklist")).await;
        let item = format!(
            "/items/{}",
            page.body.split("id=\"item-").nth(1).unwrap().split('"').next().unwrap()
        );
        let fields = [
            ("title", XSS),
            ("required", "on"),
            ("section", XSS),
            ("explanation", XSS),
            ("notes", XSS),
            ("version", "1"),
        ];
        assert_eq!(ada.post(&format!("{item}/edit"), &fields).await.status, 303);
        ada.post(&format!("{item}/block"), &[("block-on", XSS), ("block-reason", XSS)]).await;
        let refused = ada
            .post(
                &format!("{item}/edit"),
                &[("title", ""), ("notes", XSS), ("due", XSS), ("evidence", XSS)],
            )
            .await;
        let mut pages = vec![refused];
        for path in ["/", "/products", "/account"] {
            pages.push(ada.get(path).await);
        }
        for path in ["", "/edit", "/checklist", "/people", "/activity", "/state"] {
            pages.push(ada.get(&format!("{release}{path}")).await);
        }
        for path in ["", "/edit", "/delete"] {
            pages.push(ada.get(&format!("{item}{path}")).await);
        }
        pages.push(ada.get(&product).await);
        pages.push(
            ada.upload(&format!("{release}/checklist/import"), &format!("- [ ] {XSS}"), b"").await,
        );
        for page in pages {
            assert!(!page.body.contains("<script>alert"), "{}", page.text());
        }
    }
}
