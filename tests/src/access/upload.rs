//! Whoever may not upload is told before a byte of it is read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use domain::person::Role;
use futures::stream;

use crate::world::{Client, World, both, product_of};

/// The status of an upload of which nothing arrives, and whether somebody waited for it.
async fn send(client: &Client, path: &str) -> Option<u16> {
    let asked = Arc::new(AtomicBool::new(false));
    let noticed = asked.clone();
    let never = stream::poll_fn(move |_| {
        noticed.store(true, Ordering::Release);
        Poll::<Option<Result<Bytes, std::io::Error>>>::Pending
    });
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let sent = client.send(request, Body::from_stream(never));
    let answer = tokio::time::timeout(Duration::from_millis(500), sent).await;
    answer.ok().filter(|_| !asked.load(Ordering::Acquire)).map(|page| page.status)
}

both! {
    async fn who_may_not_upload_is_told_before_anything_is_read(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let vi = world.person("Vi", Role::Viewer).await;
        let release = ada.release_with(&[("restricted", "on")]).await;
        let product = product_of(&release);
        let runbook = ada.runbook(&release, "1. Copy").await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let material = ada.material(&format!("{release}/training"), &[]).await;
        let in_release = [
            format!("{release}/checklist/import"),
            format!("{release}/checklist/import/confirm"),
            format!("{release}/responses/import"),
            format!("{release}/responses/import/confirm"),
            format!("{runbook}/import"),
            format!("{runbook}/import/confirm"),
            format!("{material}/files/new"),
        ];
        let in_product = [
            format!("{product}/responses/import"),
            format!("{product}/responses/import/confirm"),
            format!("{product}/contacts/import"),
            format!("{product}/contacts/import/confirm"),
            format!("/cohorts/{cohort}/readers/import"),
            format!("/cohorts/{cohort}/readers/import/confirm"),
        ];
        for path in &in_release {
            assert_eq!(send(&ben, path).await, Some(404), "{path}");
            assert_eq!(send(&vi, path).await, Some(404), "{path}");
        }
        for path in &in_product {
            assert_eq!(send(&vi, path).await, Some(403), "{path}");
        }
        for path in in_release.iter().take(2) {
            assert_eq!(send(&ada, path).await, None, "{path} is read of who may send it");
        }
    }
}
