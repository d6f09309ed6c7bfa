//! `/releases/{id}/live`: people look at a release together, in one process and in two.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use domain::limits;
use domain::person::Role;
use futures::StreamExt as _;
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
        tokio::time::timeout(Duration::from_secs(2), rest).await.is_ok()
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
        assert!(
            heard.contains("item_completed") && heard.contains("\\\"status\\\":\\\"done\\\""),
            "{heard}"
        );
        assert!(heard.contains("1 of 2 finished"), "{heard}");
    }

    async fn the_progress_that_is_heard_also_says_what_does_not_apply_and_what_is_blocked(
        world: World,
    ) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        ada.import(&release, "- [ ] Tell the desk\n- [ ] Translate\n- [ ] Restore").await;
        let translate = ada.item(&release, "Translate").await;
        ada.post(&format!("{translate}/excuse"), &[("excuse-reason", "English only")]).await;
        let restore = ada.item(&release, "Restore").await;
        ada.post(&format!("{restore}/block"), &[("block-reason", "no disk"), ("block-on", "Ben")])
            .await;
        let mut stream = Stream::open(&ben, &release).await;
        tick(&ada, &release, "Tell the desk").await;
        let heard = stream.hears("item_completed").await;
        let sentence = "2 of 3 finished, 1 of them not applicable, 1 blocked";
        assert!(heard.contains(sentence), "{heard}");
        assert!(ada.get(&format!("{release}/checklist")).await.says(sentence));
    }

    async fn only_changes_of_this_release_are_heard_and_only_when_they_are_kept(world: World) {
        let ada = world.member("Ada").await;
        let (release, other) = (ada.release().await, ada.release().await);
        ada.import(&release, "- [ ] Tell the desk").await;
        ada.import(&other, "- [ ] Elsewhere").await;
        let mut stream = Stream::open(&ada, &release).await;
        tick(&ada, &other, "Elsewhere").await;
        assert_eq!(
            ada.post(&format!("{release}/state"), &[("version", "9"), ("state", "planning")])
                .await
                .status,
            422
        );
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
        ada.post(&format!("{phase}/gate/vote"), &[("voice", "no_go"), ("comment", "secret words")])
            .await;
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

    async fn who_asks_whether_there_would_be_a_stream_is_not_here(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let path = format!("{release}/live");
        let mut stream = Stream::open(&ada, &release).await;
        assert_eq!(ben.send(Request::head(&path), Body::empty()).await.status, 200);
        let other = Stream::open(&ben, &release).await;
        assert!(stream.hears("[\"Ada\",\"Ben\"]").await.matches("event: presence").count() == 1);
        drop(other);
        let restricted = ada.release_with(&[("restricted", "on")]).await;
        let hidden = ben.send(Request::head(format!("{restricted}/live")), Body::empty()).await;
        assert_eq!(hidden.status, 404);
    }

    async fn a_person_has_so_many_streams_and_takes_nobody_elses(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let mut streams = Vec::new();
        for _ in 0..limits::STREAMS_OF_ONE {
            streams.push(Stream::open(&ada, &release).await);
        }
        for path in [format!("{release}/live"), "/desk/live".to_owned()] {
            let page = ada.peek(&path).await;
            assert_eq!((page.status, &page.headers["retry-after"]), (429, &"15".parse().unwrap()));
        }
        drop(Stream::open(&ben, &release).await);
        streams.pop();
        drop(Stream::open(&ada, &release).await);
    }

    async fn the_lines_can_be_read_again_as_data(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "# Desk\n- [x] Tell the desk").await;
        let id = world.id_at(&release).await.to_string();
        let answer = ada.call("/fn/checklist/rows", &[("release", &id)]).await;
        assert!(
            answer.body.contains("\"section\":\"Desk\"")
                && answer.body.contains("\"status\":\"done\""),
            "{}",
            answer.body
        );
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
    here.hears("2 of 2 finished").await;
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
async fn whoever_may_not_look_any_more_is_cut_off_at_once() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let ada = world.person("Ada", Role::Admin).await;
    let mut clients = Vec::new();
    for name in ["Ben", "Cleo", "Dan"] {
        clients.push(world.member(name).await);
    }
    let (open, closed) = (ada.release().await, ada.release().await);
    let mut stays = Stream::open(&ada, &open).await;
    let mut signed_out = Stream::open(&clients[0], &open).await;
    let mut suspended = Stream::open(&clients[1], &open).await;
    let mut left_out = Stream::open(&clients[2], &closed).await;
    clients[0].post("/sign-out", &[]).await;
    let people = ada.get("/people").await.body;
    let start = people[..people.find(">Cleo<").unwrap()].rfind("/people/").unwrap();
    let cleo = people[start..].split('"').next().unwrap();
    let ended = [("role", "member"), ("support", "none"), ("version", "1")];
    assert_eq!(ada.post(cleo, &ended).await.status, 303);
    let restricted = [("restricted", "on"), ("version", "1")];
    let page = ada.post(&format!("{closed}/edit"), &crate::world::plan(&restricted)).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let ended = tokio::join!(signed_out.ends(), suspended.ends(), left_out.ends());
    assert_eq!(ended, (true, true, true), "signed out, access ended, release restricted");
    ada.import(&open, "- [ ] Tell the desk").await;
    stays.hears("checklist_imported").await;
}
