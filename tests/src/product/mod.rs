//! `/products`.

mod cohort;

use domain::person::Role;

use crate::world::{World, both};

both! {
    async fn a_member_adds_and_edits_a_product(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        let fields = [("name", "Permit portal"), ("summary", "For **builders**"), ("version", "1")];
        assert_eq!(ada.post(&format!("{product}/edit"), &fields).await.status, 303);
        let page = ada.get(&product).await;
        assert!(page.says("Permit portal") && page.body.contains("<strong>builders</strong>"));
    }

    async fn a_viewer_reads_products_and_changes_none(world: World) {
        let product = world.member("Ada").await.product("Portal").await;
        let eve = world.person("Eve", Role::Viewer).await;
        assert_eq!(eve.get(&product).await.status, 200);
        assert_eq!(
            eve.post(&format!("{product}/edit"), &[("name", "x"), ("version", "1")]).await.status,
            403
        );
        assert_eq!(eve.post("/products/new", &[("name", "x")]).await.status, 403);
    }

    async fn a_freeze_is_deleted_after_it_said_which_days_open_again(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        let days = [("name", "Year end"), ("kind", "freeze"), ("from", "2027-03-01")];
        ada.post(&format!("{product}/freezes/new"), &days).await;
        let page = ada.get(&product).await;
        assert!(!page.body.contains("action=\"/freezes/"), "no button deletes it at once");
        let start = page.body.find("href=\"/freezes/").unwrap() + "href=\"".len();
        let path = page.body[start..].split('"').next().unwrap();
        let asks = ada.get(path).await;
        assert!(
            asks.says("Delete freeze Year end?") && asks.says("Mon 1 Mar 2027 again"),
            "{}",
            asks.text()
        );
        assert_eq!(ada.post(path, &[]).await.location(), format!("{product}#freezes"));
        assert_eq!(ada.get(path).await.status, 404);
    }

    async fn the_second_of_two_saves_gets_both_texts(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let edit = format!("{}/edit", ada.product("Portal").await);
        ada.post(&edit, &[("name", "Portal"), ("summary", "Text of Ada"), ("version", "1")]).await;
        let page = ben
            .post(&edit, &[("name", "Portal"), ("summary", "Text of Ben"), ("version", "1")])
            .await;
        assert_eq!(page.status, 422);
        assert!(
            page.says("Text of Ada")
                && page.says("Text of Ben")
                && page.says("This was saved while you were typing")
                && page.says("The last change is by Ada, just now.")
        );
        assert!(page.body.contains("name=\"version\" value=\"2\""));
    }

    async fn a_name_that_cannot_be_taken_keeps_the_summary(world: World) {
        let ada = world.member("Ada").await;
        let page = ada.post("/products/new", &[("name", " "), ("summary", "kept text")]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Enter a name") && page.says("kept text"));
        assert!(page.body.contains("href=\"#name\""), "the summary leads to the field");
    }
}
