//! `/desk/live`: open desks hear that something changed, and nothing about what they may not see.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use futures::StreamExt as _;
use tower::ServiceExt as _;

use super::opened;
use crate::world::{Client, World, both};

/// What a desk hears.
pub(super) struct Stream(BodyDataStream);

impl Stream {
    pub(super) async fn open(client: &Client) -> Self {
        let request = Request::get("/desk/live").header(header::COOKIE, client.cookies());
        let response = client.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        let mut stream = Self(response.into_body().into_data_stream());
        assert!(stream.next(Duration::from_secs(20)).await.unwrap().contains("event: open"));
        // The first who listens to PostgreSQL is told to read everything.
        while stream.next(Duration::from_millis(300)).await.is_some() {}
        stream
    }

    pub(super) async fn next(&mut self, patience: Duration) -> Option<String> {
        let piece = tokio::time::timeout(patience, self.0.next()).await.ok()??.unwrap();
        Some(String::from_utf8_lossy(&piece).into_owned())
    }

    pub(super) async fn hears(&mut self) -> String {
        loop {
            let heard = self.next(Duration::from_secs(20)).await.expect("nothing was heard");
            if heard.contains("event: change") {
                return heard;
            }
        }
    }

    /// Nothing but signs of life for a while.
    async fn is_quiet(&mut self) -> bool {
        while let Some(heard) = self.next(Duration::from_millis(300)).await {
            if heard.contains("event: change") {
                return false;
            }
        }
        true
    }
}

both! {
    async fn a_phase_that_goes_live_is_heard_and_not_what_it_is(world: World) {
        let desk = opened(&world).await;
        let mut stream = Stream::open(&desk.sven).await;
        desk.start().await;
        let heard = stream.hears().await;
        assert!(!heard.contains("Pilot") && !heard.contains(&desk.launch.phase[8..]), "{heard}");
        let now = format!("/desk/now?cohort={}&answer={}", desk.cohort, desk.response);
        let page = desk.sven.get(&now).await;
        assert!(page.says("They have Spring 2.0") && page.says("look at My claims"), "{}", page.text());
        desk.roll_back().await;
        stream.hears().await;
        assert!(desk.sven.get(&now).await.says("Use the old portal again."));
    }

    async fn what_is_restricted_is_not_announced(world: World) {
        let desk = opened(&world).await;
        let mut transaction = world.database.write().await.unwrap();
        transaction.execute("UPDATE releases SET restricted = $1", (true,)).await.unwrap();
        transaction.commit().await.unwrap();
        let mut stream = Stream::open(&desk.sven).await;
        let mut owner = Stream::open(&desk.launch.ada).await;
        desk.start().await;
        owner.hears().await;
        assert!(stream.is_quiet().await);
    }

    async fn ticks_do_not_wake_the_desks(world: World) {
        let desk = opened(&world).await;
        let mut stream = Stream::open(&desk.sven).await;
        let ada = &desk.launch.ada;
        ada.post(&format!("{}/checklist/new", desk.launch.release), &[("title", "One more")]).await;
        assert!(stream.is_quiet().await);
    }
}
