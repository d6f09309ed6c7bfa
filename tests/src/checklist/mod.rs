//! `/releases/{id}/checklist`: the list, its import, adding to it.

mod asked;
mod burn_up;
pub(crate) mod corpus;
mod item;
mod undo;

use domain::person::Role;

use crate::world::{World, both};

both! {
    async fn a_document_is_shown_before_it_is_added_and_nothing_is_kept_yet(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let import = format!("{release}/checklist/import");
        let document = "# Plan\nSome words.\n- [ ] Tell the desk\n  - [x] Write it\n";
        let page = ada.upload(&import, document, b"").await;
        assert_eq!(page.status, 200);
        assert!(page.says("2 items in 1 section, 1 ticked") && page.says("Tell the desk"));
        assert!(page.says("1 passage left out") && page.says("Body text"));
        assert!(ada.get(&format!("{release}/checklist")).await.says("No items yet"));
        ada.import(&release, document).await;
        assert!(ada.get(&format!("{release}/checklist")).await.says("1 of 1 finished"));
    }

    async fn a_text_and_a_file_together_lose_neither(world: World) {
        let ada = world.member("Ada").await;
        let import = format!("{}/checklist/import", ada.release().await);
        let page = ada.upload(&import, "- [ ] pasted", b"- [ ] from the file").await;
        assert!(page.says("Import one after the other") && page.says("- [ ] pasted"));
        assert!(ada.upload(&import, "", b"- [ ] from the file").await.says("from the file"));
    }

    async fn a_document_that_cannot_be_imported_says_why_and_adds_nothing(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let import = format!("{release}/checklist/import");
        let large = vec![b'a'; 5 * 1024 * 1024 + 1];
        let deep: String = (0..50).map(|n| format!("{}- [ ] x\n", "  ".repeat(n))).collect();
        let many = "- [ ] x\n".repeat(10_000);
        let huge = vec![b'a'; 30 * 1024 * 1024];
        let cases: [(&str, &[u8], &str); 8] = [
            ("", &huge, "5 MB or smaller"),
            ("", b"", "this one is empty"),
            ("", &large, "5 MB or smaller"),
            ("", b"PK\x03\x04\0\0", "The file is not text"),
            ("", b"- [ ] caf\xe9", "not in UTF-8"),
            ("# A heading", b"", "has no tasks"),
            (&many, b"", "has 10000 tasks and a release can have 2000"),
            (&deep, b"", "line 9 is nested more than 8 levels deep"),
        ];
        for (pasted, file, sentence) in cases {
            let page = ada.upload(&import, pasted, file).await;
            assert_eq!(page.status, 422, "{sentence}");
            assert!(page.says(sentence), "{sentence} in {}", &page.text()[..400]);
            let page = ada.upload(&format!("{import}/confirm"), pasted, file).await;
            assert_eq!(page.status, 422, "{sentence}");
        }
        assert!(ada.get(&format!("{release}/checklist")).await.says("No items yet"));
    }

    async fn what_was_pasted_stays_when_it_is_refused(world: World) {
        let ada = world.member("Ada").await;
        let import = format!("{}/checklist/import", ada.release().await);
        let page = ada.upload(&import, "words without </textarea> boxes", b"").await;
        assert!(page.body.contains("words without &lt;/textarea&gt; boxes"));
    }

    async fn two_thousand_items_are_the_limit_of_a_release(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, &"- [ ] x\n".repeat(2_000)).await;
        let page =
            ada.upload(&format!("{release}/checklist/import/confirm"), "- [ ] one more", b"").await;
        assert_eq!(page.status, 422);
        let page = ada.post(&format!("{release}/checklist/new"), &[("title", "one more")]).await;
        assert!(page.says("at most 2000 items"));
    }

    async fn an_item_is_added_behind_the_last_of_its_section(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "# A\n- [ ] a1\n# B\n- [ ] b1").await;
        let new = format!("{release}/checklist/new");
        assert_eq!(
            ada.post(&new, &[("title", "a2"), ("section", "A"), ("required", "on")]).await.status,
            303
        );
        let text = ada.get(&format!("{release}/checklist")).await.text();
        let place = |words: &str| text.find(words).unwrap();
        assert!(place("a1") < place("a2") && place("a2") < place("b1"));
    }

    async fn a_new_item_with_a_wrong_field_keeps_everything_typed(world: World) {
        let ada = world.member("Ada").await;
        let new = format!("{}/checklist/new", ada.release().await);
        let fields = [
            ("title", ""),
            ("due", "soon"),
            ("evidence", "javascript:alert(1)"),
            ("notes", "my notes"),
            ("critical", "on"),
        ];
        let page = ada.post(&new, &fields).await;
        assert_eq!(page.status, 422);
        assert!(
            page.says("Enter a title")
                && page.says("Enter a date and a time")
                && page.says("starts with https://")
        );
        assert!(page.says("my notes") && page.body.contains("value=\"soon\""));
    }

    async fn a_viewer_reads_a_checklist_and_changes_nothing(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let eve = world.person("Eve", Role::Viewer).await;
        assert!(eve.get(&format!("{release}/checklist")).await.says("Task"));
        for (path, fields) in [
            (format!("{item}/complete"), &[][..]),
            (format!("{item}/edit"), &[("title", "x"), ("version", "1")][..]),
            (format!("{item}/delete"), &[][..]),
            (format!("{release}/checklist/new"), &[("title", "x")][..]),
        ] {
            assert_eq!(eve.post(&path, fields).await.status, 403, "{path}");
        }
        assert_eq!(
            eve.upload(&format!("{release}/checklist/import/confirm"), "- [ ] x", b"").await.status,
            403
        );
    }

    async fn the_filter_works_as_a_plain_form(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [x] Finished thing\n- [ ] Open thing").await;
        let page = ada.get(&format!("{release}/checklist?open=on")).await;
        let hidden = |title: &str| {
            let end = page.body.find(&format!(">{title}<")).unwrap();
            let start = page.body[..end].rfind("<li").unwrap();
            page.body[start..end].split('>').next().unwrap().contains("hidden")
        };
        assert!(hidden("Finished thing") && !hidden("Open thing"));
    }
}
