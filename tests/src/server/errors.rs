//! What goes wrong, and what people see of it.

use axum::body::Body;
use axum::http::Request;
use domain::person::Role;

use crate::world::{Engine, World, both};

both! {
    async fn unknown_addresses_and_ids_are_the_same_page(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let nothing = ada.get("/no-such-page").await;
        assert_eq!(nothing.status, 404);
        for path in [
            "/releases/x",
            "/releases/01a1fc04-030c-758e-b3d0-51eeeeabf9a2",
            "/items/0",
            "/products/0",
            "/people/0",
            "/items/0/edit",
            "/setup/0",
            "/invitations/0",
        ] {
            assert_eq!(ada.get(path).await.body, nothing.body, "{path}");
        }
        assert_eq!(ada.post("/items/0/dance", &[]).await.body, nothing.body);
    }

    async fn every_page_has_its_headers(world: World) {
        let ada = world.member("Ada").await;
        for path in ["/", "/products", "/no-such-page", "/livez", "/favicon.svg"] {
            let headers = ada.get(path).await.headers;
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"),
                "{path}"
            );
            assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        }
        assert_eq!(ada.get("/").await.headers["cache-control"], "no-store");
        assert!(ada.get("/").await.headers.contains_key("x-request-id"));
    }

    async fn a_form_that_is_too_large_is_refused(world: World) {
        let ada = world.member("Ada").await;
        let large = "a".repeat(1024 * 1024 + 1);
        let page = ada.post("/products/new", &[("name", "x"), ("summary", &large)]).await;
        assert_eq!(page.status, 413);
    }

    async fn what_every_program_is_answered_uses_no_words_of_one_room(world: World) {
        let ada = world.member("Ada").await;
        let ask = |path: &str| Request::get(path).header("accept", "application/json");
        let gone =
            ada.send(ask("/findings/01a1fc04-030c-758e-b3d0-51eeeeabf9a2"), Body::empty()).await;
        assert_eq!(gone.status, 404);
        let out = world.stranger().send(ask("/account"), Body::empty()).await;
        assert_eq!(out.status, 401);
        for page in [gone, out] {
            assert!(!page.body.contains("item") && !page.body.contains("tick"), "{}", page.body);
        }
    }

    async fn nobody_reads_anything_without_signing_in(world: World) {
        let release = world.member("Ada").await.release().await;
        let stranger = world.stranger();
        for path in
            ["/", "/account", "/products", "/people", &release, &format!("{release}/checklist")]
        {
            assert!(stranger.get(path).await.location().starts_with("/sign-in"), "{path}");
        }
        assert_eq!(
            stranger.post(&format!("{release}/state"), &[("state", "planning")]).await.status,
            401
        );
    }
}

#[tokio::test]
async fn a_fault_shows_a_number_and_nothing_of_the_inside() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let ada = world.member("Ada").await;
    world.service.close().await;
    let page = ada.send(Request::get("/products"), Body::empty()).await;
    assert_eq!(page.status, 500);
    assert!(
        page.says("Something broke") && page.says(page.headers["x-request-id"].to_str().unwrap())
    );
    for inside in ["sqlx", "SELECT", "PoolClosed", "pool", "src/"] {
        assert!(!page.body.contains(inside), "{inside}");
    }
}
