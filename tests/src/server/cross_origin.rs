//! Other sites cannot make a browser change anything.

use axum::body::Body;
use axum::http::Request;

use crate::world::{Client, World, both};

const FORM: &str = "application/x-www-form-urlencoded";

async fn attempt(client: &Client, headers: &[(&str, &str)]) -> u16 {
    let request = headers.iter().fold(Request::post("/products/new"), |request, (name, value)| {
        request.header(*name, *value)
    });
    client.send(request, Body::from("name=Evil&summary=")).await.status
}

both! {
    async fn a_form_of_another_site_changes_nothing(world: World) {
        let ada = world.member("Ada").await;
        for headers in [
            &[("sec-fetch-site", "cross-site"), ("content-type", FORM)][..],
            &[("sec-fetch-site", "same-site"), ("content-type", FORM)],
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "http://127.0.0.1:3000"),
                ("content-type", FORM),
            ],
            &[("origin", "https://evil.example"), ("content-type", FORM)],
            &[("origin", "null"), ("content-type", FORM)],
            &[("content-type", FORM)],
        ] {
            assert_eq!(attempt(&ada, headers).await, 403, "{headers:?}");
        }
        assert!(!ada.get("/products").await.says("Evil"));
    }

    async fn an_old_browser_of_our_own_site_is_understood(world: World) {
        let ada = world.member("Ada").await;
        assert_eq!(
            attempt(&ada, &[("origin", "http://127.0.0.1:3000"), ("content-type", FORM)]).await,
            303
        );
    }

    async fn only_the_types_of_our_forms_are_read(world: World) {
        let ada = world.member("Ada").await;
        let own = ("sec-fetch-site", "same-origin");
        for kind in [
            "text/plain",
            "application/json",
            "multipart/form-data; boundary=x",
            "",
            "application/x-www-form-urlencoded-x",
        ] {
            assert_eq!(attempt(&ada, &[own, ("content-type", kind)]).await, 415, "{kind}");
        }
        assert_eq!(attempt(&ada, &[own]).await, 415);
        assert_eq!(
            attempt(
                &ada,
                &[own, ("content-type", "application/x-www-form-urlencoded; charset=UTF-8")]
            )
            .await,
            303
        );
    }

    async fn an_upload_without_a_boundary_is_a_message_and_not_a_crash(world: World) {
        let ada = world.member("Ada").await;
        let path = format!("{}/checklist/import", ada.release().await);
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data");
        assert_eq!(ada.send(request, Body::from("x")).await.status, 409);
    }
}
