//! `/runbooks/{id}` and `/steps/{id}`: what a migration consists of, in versions.

use crate::world::{World, both};

const DOCUMENT: &str = "# Cutover\nBy night.\n\n1. Announce read-only mode (~5 min)\n   - Owner: Ada\n   - \
 Check: the banner is there\n2. Copy the claims (1h 15m)\n   - \
 Owner: Zoe of the vendor\n   ```sh\n   copy --all\n   ```\n\
 3. Point of no return: switch traffic\n   - Parallel: yes\n";

both! {
    async fn a_document_is_looked_at_before_its_steps_are_added(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert!(ada.get(&format!("{release}/runs")).await.says("No runbook yet"));
        let runbook = ada.runbook(&release, "1. First").await;
        let page = ada.upload(&format!("{runbook}/import"), "", DOCUMENT.as_bytes()).await;
        assert!(page.says("3 steps, 2 of them with a time"), "{}", page.text());
        assert!(
            page.says("Nobody here is called Zoe of the vendor")
                && page.says("2 lines skipped")
        );
        assert!(
            page.says("By night.")
                && page.says("point of no return")
                && page.says("in parallel with the previous step")
        );
        assert_eq!(ada.steps(&runbook).await.len(), 1, "a preview keeps nothing");
        let page = ada.upload(&format!("{runbook}/import/confirm"), DOCUMENT, b"").await;
        let page = ada.get(page.location()).await;
        assert!(
            page.says("3 steps added.")
                && page.says("Planned 1 h 20 min and 2 steps without a time"),
            "{}",
            page.text()
        );
        assert!(
            page.says("planned 1 h 15 min")
                && page.says("Owner: Zoe of the vendor")
                && page.says("Check: the banner is there"),
            "{}",
            page.text()
        );
    }

    async fn what_cannot_be_imported_is_refused_at_its_field_and_kept(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, "1. First").await;
        let path = format!("{runbook}/import");
        for (pasted, file, sentence) in [
            ("", &b""[..], "this one is empty"),
            ("only words", b"", "The document has no steps"),
            ("1. a", b"1. b", "You pasted a text and chose a file"),
            ("", &[0xff, 0x00], "The file is not text in UTF-8"),
        ] {
            let page = ada.upload(&path, pasted, file).await;
            assert!(page.status == 422 && page.says(sentence), "{sentence}: {}", page.text());
            assert!(page.body.contains(pasted));
        }
        let many = "1. a\n".repeat(2_001);
        assert!(ada.upload(&path, &many, b"").await.says("a runbook can have 2000"));
    }

    async fn what_is_exported_is_imported_again(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, DOCUMENT).await;
        for kind in ["md", "csv"] {
            let file = ada.get(&format!("{runbook}/export.{kind}")).await;
            assert!(
                file.headers["content-disposition"].to_str().unwrap().starts_with("attachment")
            );
            let again = ada.runbook(&release, &file.body).await;
            let other = ada.get(&format!("{again}/export.{kind}")).await;
            assert_eq!(file.body, other.body);
        }
    }

    async fn steps_are_written_moved_and_deleted(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let runbook = ada.runbook(&release, "1. Freeze\n2. Copy").await;
        let steps = ada.steps(&runbook).await;
        let bad = [("title", ""), ("planned", "soon"), ("check", "rows match")];
        let page = ada.post(&format!("{runbook}/steps/new"), &bad).await;
        assert!(
            page.status == 422
                && page.says("Enter a title")
                && page.says("Enter how long it takes")
        );
        assert!(page.body.contains("value=\"rows match\""));
        let fields = [("title", "Look"), ("planned", "5"), ("behind", &*steps[0])];
        assert_eq!(ada.post(&format!("{runbook}/steps/new"), &fields).await.status, 303);
        let now = ada.steps(&runbook).await;
        assert_eq!((&now[0], &now[2]), (&steps[0], &steps[1]), "it is behind the first");
        ada.post(&format!("/steps/{}/place", now[2]), &[("to", "up")]).await;
        ada.post(&format!("/steps/{}/delete", now[0]), &[]).await;
        let left = ada.steps(&runbook).await;
        assert_eq!(left, [now[2].clone(), now[1].clone()]);
        let edit = format!("/steps/{}/edit", left[0]);
        assert_eq!(ada.post(&edit, &[("version", "1"), ("title", "Copy all")]).await.status, 303);
        let page = ben.post(&edit, &[("version", "1"), ("title", "Copy none")]).await;
        assert!(
            page.status == 422 && page.says("Copy all") && page.body.contains("Copy none"),
            "both texts"
        );
    }

    async fn a_run_keeps_the_version_of_the_steps_that_it_had(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, "1. Freeze\n2. Copy").await;
        let run = ada.run(&runbook, "dry_run").await;
        ada.post(&format!("{runbook}/steps/new"), &[("title", "Look")]).await;
        assert!(ada.get(&runbook).await.says("Version 1 3 steps"), "nobody had version 1 yet");
        assert_eq!(ada.post(&format!("{run}/start"), &[]).await.status, 303);
        let step = &ada.steps(&runbook).await[0];
        ada.post(&format!("/steps/{step}/delete"), &[]).await;
        let page = ada.get(&runbook).await;
        assert!(page.says("Version 2 2 steps") && !page.says("Freeze"), "{}", page.text());
        assert!(ada.get(&format!("{runbook}?version=1")).await.says("Freeze"));
        assert!(ada.get(&run).await.says("1. Freeze"), "the run goes on with what it had");
        assert_eq!(ada.get(&format!("{runbook}?version=3")).await.status, 404);
        assert_eq!(ada.get(&format!("{runbook}?version=x")).await.status, 404);
    }
}
