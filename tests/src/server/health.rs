//! `/livez`, `/readyz`, `/version`, and the files.

use crate::world::{Engine, World, both};

both! {
    async fn a_program_with_a_database_is_ready(world: World) {
        let stranger = world.stranger();
        assert_eq!(stranger.get("/livez").await.status, 200);
        assert_eq!(stranger.get("/readyz").await.status, 200);
        assert!(stranger.get("/version").await.body.starts_with("holdpoint 0.1.0 ("));
    }
}

#[tokio::test]
async fn without_its_database_it_lives_and_is_not_ready() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    world.service.close().await;
    assert_eq!(world.stranger().get("/livez").await.status, 200);
    assert_eq!(world.stranger().get("/readyz").await.status, 503);
}

#[tokio::test]
async fn built_files_can_be_kept_for_ever() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let page = world.stranger().get("/sign-in").await;
    let start = page.body.find("/assets/style-").unwrap();
    let style = page.body[start..].split('"').next().unwrap();
    let file = world.stranger().get(style).await;
    assert!(file.headers["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(file.headers["content-type"], "text/css; charset=utf-8");
    assert_eq!(world.stranger().get("/assets/none.css").await.status, 404);
}
