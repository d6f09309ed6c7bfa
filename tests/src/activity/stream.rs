//! `/releases/{id}/live`: people look at a release together, in one process and in two.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use futures::StreamExt as _;
use service::account::session;
use service::activity::watch;
use service::{Caller, Secret};
use tower::ServiceExt as _;

use crate::world::{Client, Engine, World, both};

/// What a page hears, until a word comes.
struct Stream {
    body: BodyDataStream,
    heard: String,
}

impl Stream {
    async fn open(client: &Client, release: &str) -> Self {
        let request =
            Request::get(format!("{release}/live")).header(header::COOKIE, client.cookies());
        let response = client.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        let mut stream =
            Self { body: response.into_body().into_data_stream(), heard: String::new() };
        stream.hears("event: presence").await;
        stream
    }

    /// Waits for a word, and gives what came with it.
    async fn hears(&mut self, word: &str) -> String {
        let patience = Duration::from_secs(20);
        let wait = async {
            while !self.heard.contains(word) {
                let piece = self.body.next().await.expect("the stream ended").unwrap();
                self.heard.push_str(&String::from_utf8_lossy(&piece));
            }
        };
        let came = tokio::time::timeout(patience, wait).await;
        assert!(came.is_ok(), "no {word} in {}", self.heard);
        std::mem::take(&mut self.heard)
    }

    async fn ends(&mut self) -> bool {
        let rest = async { while self.body.next().await.is_some() {} };
        tokio::time::timeout(Duration::from_secs(20), rest).await.is_ok()
    }
}

async fn tick(client: &Client, release: &str, title: &str) {
    let item = client.item(release, title).await;
    assert_eq!(client.post(&format!("{item}/complete"), &[]).await.status, 303);
}

both! {
    async fn a_tick_is_heard_with_what_it_changed(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        ada.import(&release, "- [ ] Tell the desk\n- [ ] Restore").await;
        let mut stream = Stream::open(&ben, &release).await;
        tick(&ada, &release, "Tell the desk").await;
        let heard = stream.hears("event: change").await;
        assert!(heard.contains("item_completed") && heard.contains("\\\"kept\\\":\\\"done\\\""), "{heard}");
        assert!(heard.contains("\\\"finished\\\":1"));
    }

    async fn only_changes_of_this_release_are_heard_and_only_when_they_are_kept(world: World) {
        let ada = world.member("Ada").await;
        let (release, other) = (ada.release().await, ada.release().await);
        ada.import(&release, "- [ ] Tell the desk").await;
        ada.import(&other, "- [ ] Elsewhere").await;
        let mut stream = Stream::open(&ada, &release).await;
        tick(&ada, &other, "Elsewhere").await;
        assert_eq!(ada.post(&format!("{release}/state"), &[("version", "9"), ("state", "planning")]).await.status, 422);
        tick(&ada, &release, "Tell the desk").await;
        let heard = stream.hears("item_completed").await;
        assert_eq!(heard.matches("event: change").count(), 1, "{heard}");
    }

    async fn a_vote_is_heard_and_not_what_it_says(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "2").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let me = format!("role-{}", ada.choice(&format!("{release}/people"), "Ada").await);
        let fields = [("version", "1"), ("until", "2026-11-25T10:00"), (&*me, "Product")];
        assert_eq!(ada.post(&format!("{phase}/gate/open"), &fields).await.status, 303);
        let mut stream = Stream::open(&ada, &release).await;
        ada.post(&format!("{phase}/gate/vote"), &[("voice", "no_go"), ("comment", "secret words")]).await;
        let heard = stream.hears("vote_cast").await;
        assert!(!heard.contains("secret") && !heard.contains("no_go"), "{heard}");
    }

    async fn people_see_who_is_here_and_who_has_gone(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let mut stream = Stream::open(&ada, &release).await;
        let other = Stream::open(&ben, &release).await;
        stream.hears("[\"Ada\",\"Ben\"]").await;
        drop(other);
        stream.hears("data: [\"Ada\"]").await;
    }

    async fn a_stranger_hears_nothing(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("restricted", "on")]).await;
        assert_eq!(ben.get(&format!("{release}/live")).await.status, 404);
        assert_eq!(world.stranger().get(&format!("{release}/live")).await.status, 303);
    }

    async fn the_lines_can_be_read_again_as_data(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "# Desk\n- [x] Tell the desk").await;
        let answer = ada.call("/fn/checklist/rows", &[("release", release.rsplit('/').next().unwrap())]).await;
        assert!(answer.body.contains("\"section\":\"Desk\"") && answer.body.contains("\"kept\":\"done\""), "{}", answer.body);
    }
}

#[tokio::test]
async fn two_processes_on_one_postgresql_are_one_product() {
    let Some(world) = World::new(Engine::Postgres).await else { return };
    let other = world.again().await;
    let ada = world.member("Ada").await;
    let ben = other.person("Ben", domain::person::Role::Member).await;
    let release = ada.release().await;
    ada.import(&release, "- [ ] Tell the desk\n- [ ] Restore").await;
    let mut here = Stream::open(&ada, &release).await;
    let mut there = Stream::open(&ben, &release).await;
    here.hears("[\"Ada\",\"Ben\"]").await;
    tick(&ada, &release, "Tell the desk").await;
    there.hears("item_completed").await;
    tick(&ben, &release, "Restore").await;
    here.hears("\\\"finished\\\":2").await;
    assert!(ada.get(&format!("{release}/checklist")).await.says("2 of 2 finished"));
}

#[tokio::test]
async fn a_stream_ends_when_the_program_stops() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let ada = world.member("Ada").await;
    let release = ada.release().await;
    let mut stream = Stream::open(&ada, &release).await;
    world.stop();
    assert!(stream.ends().await);
}

#[tokio::test]
async fn whoever_may_not_look_any_more_is_cut_off_at_the_next_heartbeat() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
    let release = ada.release().await;
    let id = release.rsplit('/').next().unwrap().parse().unwrap();
    let cookies = ben.cookies();
    let secret = cookies.split("; ").find(|pair| pair.starts_with("sid=")).unwrap();
    let secret = Secret::received(secret.split_once('=').unwrap().1);
    let viewer = session::find_viewer(&world.service, &secret, Caller::command()).await;
    let viewer = viewer.unwrap().unwrap();
    let watch = watch::watch(&world.service, &viewer, id).await.unwrap();
    assert!(watch.stay().await.is_ok());
    ben.post("/sign-out", &[]).await;
    assert!(watch.stay().await.is_err(), "signed out");
    let again = world.sign_in("Ben").await;
    assert_eq!(again.get(&format!("{release}/checklist")).await.status, 200);
    let closed = [("restricted", "on"), ("version", "1")];
    ada.post(&format!("{release}/edit"), &crate::world::plan(&closed)).await;
    assert_eq!(again.get(&format!("{release}/live")).await.status, 404);
}
