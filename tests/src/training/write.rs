//! What is typed is kept: through sign-out, beside another tab, beside somebody else; and nothing typed runs.

use super::people;
use crate::world::{World, both};

const XSS: &str = "</textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))";

both! {
    async fn what_is_typed_survives_a_sign_out_and_is_for_nobody_else(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        let (draft, write) = (format!("{material}/draft"), format!("{material}/write"));
        let typed = [("version", "1"), ("draft", "0"), ("body", "Half a sentence")];
        let page = ada.post(&draft, &typed).await;
        assert_eq!((page.status, &*page.body), (200, "1"));
        ada.post("/sign-out", &[]).await;
        let ada = world.sign_in("Ada").await;
        let page = ada.get(&write).await;
        assert!(page.says("Half a sentence") && page.says("This is what you typed and did not save"));
        assert!(ada.get(&format!("{material}/preview")).await.says("Half a sentence"));
        for other in [&ben, &vera] {
            assert!(!other.get(&write).await.says("Half a sentence"));
        }
        assert_eq!(vera.post(&draft, &typed).await.status, 404);
        assert_eq!(ada.post(&write, &[("version", "1"), ("draft", "1"), ("body", "A sentence")]).await.status, 303);
        assert!(!ada.get(&write).await.says("did not save"));
    }

    async fn a_second_tab_that_kept_something_newer_is_noticed(world: World) {
        let (ada, _, _, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        let (draft, write) = (format!("{material}/draft"), format!("{material}/write"));
        let tab = |seen, body| [("version", "1"), ("draft", seen), ("body", body)];
        assert_eq!(ada.post(&draft, &tab("0", "first tab")).await.body, "1");
        let page = ada.post(&draft, &tab("0", "second tab")).await;
        assert!(page.status == 422 && page.says("you kept something newer in another tab"));
        assert_eq!(ada.post(&draft, &tab("1", "first tab, more")).await.body, "2");
        let page = ada.post(&write, &tab("0", "second tab")).await;
        assert!(page.status == 422 && page.says("second tab") && page.says("first tab, more"), "{}", page.text());
        assert!(page.says("Text that another tab of yours kept"));
        assert_eq!(ada.post(&write, &tab("2", "both")).await.status, 303);
        assert!(ada.get(&material).await.says("both"));
    }

    async fn somebody_who_saved_first_is_not_written_over(world: World) {
        let (ada, ben, _, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        let write = format!("{material}/write");
        let mine = [("version", "1"), ("draft", "0"), ("body", "from Ada")];
        assert_eq!(ada.post(&write, &mine).await.status, 303);
        let theirs = [("version", "1"), ("draft", "0"), ("body", "from Ben")];
        let page = ben.post(&write, &theirs).await;
        assert!(page.status == 422 && page.says("from Ada") && page.says("from Ben"));
        // What was typed on an older text says so when it is opened again.
        assert_eq!(ben.post(&format!("{material}/draft"), &theirs).await.status, 200);
        let page = ben.get(&write).await;
        assert!(page.says("from Ben") && page.body.contains("name=\"version\" value=\"1\""));
        assert_eq!(ben.post(&format!("{material}/draft/delete"), &[]).await.status, 303);
        assert!(ben.get(&write).await.says("from Ada"));
    }

    async fn a_text_that_is_too_large_is_refused_and_comes_back(world: World) {
        let (ada, _, _, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        let most = "x".repeat(64 * 1024);
        let more = format!("{most}y");
        for (body, status) in [(&more, 422), (&most, 303)] {
            let fields = [("version", "1"), ("draft", "0"), ("body", &**body)];
            let kept = ada.post(&format!("{material}/draft"), &fields).await;
            assert_eq!(kept.status == 200, status == 303, "{}", kept.status);
            ada.post(&format!("{material}/draft/delete"), &[]).await;
            let page = ada.post(&format!("{material}/write"), &fields).await;
            assert_eq!(page.status, status);
            assert!(status == 303 || page.body.contains(&more), "what was typed is there");
        }
    }

    async fn nothing_that_is_typed_runs(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.material(&list, &[("title", XSS), ("roles", XSS)]).await;
        let body = format!("# {XSS}\n\n![x](https://evil.example/x.png) {XSS}");
        ada.write_material(&material, &[("body", &body)]).await;
        ada.post(&format!("{material}/pitfalls/new"), &[("words", XSS), ("source", XSS), ("heading", XSS)]).await;
        ada.publish_material(&ben, &material).await;
        ada.write_material(&material, &[("body", &body), ("asks", "again"), ("changes", XSS)]).await;
        ada.publish_material(&ben, &material).await;
        ada.post(&format!("{material}/draft"), &[("version", "99"), ("draft", "0"), ("body", &body)]).await;
        for path in ["", "/write", "/preview", "/edit", "/retire", "/pitfalls/new", "/files/new"] {
            let page = ada.get(&format!("{material}{path}")).await;
            assert!(!page.body.contains("<script>alert") && !page.body.contains("<img"), "{path}");
            assert!(!page.body.contains("href=\"javascript"), "{path}");
        }
        for page in [vera.get(&material).await, vera.get(&list).await] {
            assert!(!page.body.contains("<script>alert") && !page.body.contains("<img"));
        }
    }
}
