//! `/fn/…`: what islands call, and what nothing else can.

use axum::body::Body;
use axum::http::{Method, Request};
use leptos::server_fn::axum::server_fn_paths;

use crate::world::{Client, World, both};

const TICK: &str = "/fn/checklist/tick";
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("accept", "application/json");

async fn attempt(client: &Client, headers: &[(&str, &str)], body: String) -> crate::world::Page {
    let request = headers
        .iter()
        .fold(Request::post(TICK), |request, (name, value)| request.header(*name, *value));
    client.send(request, Body::from(body)).await
}

#[test]
fn functions_are_called_by_post_and_below_one_prefix() {
    let mut count = 0;
    for (path, method) in server_fn_paths() {
        assert!(method == Method::POST && path.starts_with("/fn/"), "{method} {path}");
        count += 1;
    }
    assert!(count > 1);
}

both! {
    async fn a_function_cannot_be_called_in_any_other_way(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let id = world.id_at(&item).await.to_string();
        let good = format!("item={id}&step=complete");
        let evil = ("referer", "https://evil.example/");
        for (status, headers) in [
            (403, &[("sec-fetch-site", "cross-site"), FORM, JSON][..]),
            (403, &[("origin", "https://evil.example"), FORM, JSON]),
            (403, &[FORM, JSON]),
            (415, &[OWN, ("content-type", "text/plain"), JSON]),
            (415, &[OWN, ("content-type", "application/json"), JSON]),
            (415, &[OWN, JSON]),
            (406, &[OWN, FORM, ("accept", "text/html"), evil]),
            (406, &[OWN, FORM, ("accept", "application/json, text/html"), evil]),
            (406, &[OWN, FORM, ("accept", "*/*")]),
            (406, &[OWN, FORM]),
        ] {
            let page = attempt(&ada, headers, good.clone()).await;
            assert_eq!(page.status, status, "{headers:?}");
            assert_eq!(page.location(), "", "{headers:?}");
        }
        assert_eq!(ada.get(&format!("{TICK}?{good}")).await.status, 404);
        assert_eq!(ada.call("/fn/checklist/drop", &[]).await.status, 404);
        for (status, body) in [
            (422, String::new()),
            (422, format!("item={id}")),
            (422, good.replace("complete", "maybe")),
            (422, "item=%ff&step=complete".to_owned()),
            (404, "item=x&step=complete".to_owned()),
            (413, format!("item={}&step=complete", "x".repeat(2 * 1024 * 1024))),
        ] {
            assert_eq!(attempt(&ada, &[OWN, FORM, JSON], body).await.status, status);
        }
        assert!(ada.get(&item).await.says("Task To do"));
        assert_eq!(attempt(&ada, &[OWN, FORM, JSON], good).await.status, 200);
    }

    async fn a_no_has_a_code_that_stays(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("restricted", "on")]).await;
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let id = world.id_at(&item).await.to_string();
        let fields = [("item", &*id), ("step", "complete")];
        let code = |page: &crate::world::Page| {
            serde_json::from_str::<serde_json::Value>(&page.body).unwrap()["code"].clone()
        };
        assert_eq!(code(&world.stranger().call(TICK, &fields).await), "signed_out");
        assert_eq!(code(&ben.call(TICK, &fields).await), "not_found");
        ada.call(TICK, &fields).await;
        let again = ada.call(TICK, &fields).await;
        assert_eq!((again.status, code(&again)), (422, "invalid".into()));
        assert!(again.body.contains("already done") && again.body.contains("\"status\":\"done\""));
    }
}
