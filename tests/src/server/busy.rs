//! Somebody else holds what a form needs: it is tried once more, and then told to come back.

use std::time::Duration;

use domain::limits;
use futures::future::join_all;
use futures::join;
use tokio::time::sleep;

use crate::world::{Engine, PASSWORD, World, both, phase};

/// Holds every product without changing any.
const HOLD: &str = "UPDATE products SET version = version";

both! {
    async fn what_was_busy_for_a_moment_is_saved_by_the_second_try(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        let other = world.other(HOLD).await;
        let wait = other.patience() + Duration::from_millis(700);
        let fields = [("version", "1"), ("name", "Counter"), ("summary", "")];
        let path = format!("{product}/edit");
        let (page, ()) = join!(ada.post(&path, &fields), async {
            sleep(wait).await;
            other.end("ROLLBACK").await;
        });
        assert_eq!(page.status, 303, "{}", page.text());
        assert!(ada.get(&product).await.says("Counter"));
        assert_eq!(ada.version(&path).await, "2", "it is saved once");
    }

    async fn of_too_many_at_once_some_are_told_to_come_again_and_the_others_are_answered(
        world: World,
    ) {
        let ada = world.member("Ada").await;
        let asked = (0..3 * limits::IN_FLIGHT).map(|_| ada.get("/products"));
        let pages = join_all(asked).await;
        let (answered, sent_away): (Vec<_>, Vec<_>) =
            pages.iter().partition(|page| page.status == 200);
        assert!(answered.len() >= limits::IN_FLIGHT, "{}", answered.len());
        assert!(!sent_away.is_empty());
        for page in sent_away {
            assert_eq!((page.status, page.headers["retry-after"].as_bytes()), (503, &b"2"[..]));
        }
        assert_eq!(ada.get("/products").await.status, 200, "it goes on");
    }

    async fn what_stays_busy_says_so_and_saves_nothing(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        let other = world.other(HOLD).await;
        let fields = [("version", "1"), ("name", "Counter"), ("summary", "")];
        let page = ada.post(&format!("{product}/edit"), &fields).await;
        assert_eq!(page.status, 503, "{}", page.text());
        assert_eq!(page.headers["retry-after"], "2");
        assert!(page.says("nothing was changed") && page.says("Counter"), "{}", page.text());
        other.end("ROLLBACK").await;
        assert!(!ada.get(&product).await.says("Counter"));
    }
}

#[tokio::test]
async fn a_sign_in_that_we_were_too_busy_for_is_no_try() {
    let Some(world) = World::new(Engine::Postgres).await else { return };
    world.member("Ada").await;
    let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
    // The try is counted and the password is looked at; then there is no session to be had.
    let other = world.other("LOCK TABLE sessions IN EXCLUSIVE MODE").await;
    let kept = [("kept", "name=Portal"), ("kept_for", "/products/new"), ("next", "/products")];
    let page = world.stranger().post("/sign-in", &[&fields[..], &kept].concat()).await;
    other.end("ROLLBACK").await;
    assert!(page.status == 503 && page.says("you are not signed in yet"), "{}", page.text());
    assert!(page.headers.contains_key("retry-after"));
    for kept in ["value=\"name=Portal\"", "value=\"/products/new\"", "value=\"ada@example.org\""] {
        assert!(page.body.contains(kept), "{kept} is not in {}", page.body);
    }
    assert!(!page.body.contains(PASSWORD));
    assert_eq!(world.stranger().post("/sign-in", &fields).await.status, 303, "at once");
}

#[tokio::test]
async fn what_was_deleted_meanwhile_is_a_conflict() {
    let Some(world) = World::new(Engine::Postgres).await else { return };
    let ada = world.member("Ada").await;
    let release = ada.release().await;
    let cohort = ada.cohort(&release, "Pilots", "20").await;
    let other = world.other("DELETE FROM cohorts").await;
    let fields = phase(&cohort, "2026-12-15", &[]);
    let path = format!("{release}/phases/new");
    let (page, ()) = join!(ada.post(&path, &fields), async {
        sleep(Duration::from_millis(500)).await;
        other.end("COMMIT").await;
    });
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.says("deleted or changed at the same time"), "{}", page.text());
}
