//! The disk is nearly full: everything can be read, nothing is written, no word is lost, and it goes on by itself.

use axum::body::Body;
use axum::http::{Request, header};
use domain::person::Role;

use crate::world::{Engine, PASSWORD, Page, World, both};

/// The hidden and shown fields that a page sends again.
fn kept(page: &Page) -> Vec<(String, String)> {
    let start = page.body.find("<form method=\"post\"").unwrap_or_else(|| panic!("{}", page.body));
    let form = &page.body[start..];
    let inputs = form.split("<input type=\"hidden\"").skip(1);
    let read = |input: &str, name: &str| {
        let start = input.find(&format!("{name}=\"")).map_or(0, |at| at + name.len() + 2);
        input[start..].split('"').next().unwrap().to_owned()
    };
    inputs.map(|input| (read(input, "name"), read(input, "value"))).collect()
}

#[tokio::test]
async fn a_disk_that_is_nearly_full_is_only_read_and_goes_on_by_itself() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let ada = world.person("Ada", Role::Admin).await;
    let release = ada.release().await;
    ada.import(&release, "- [ ] Tell the desk").await;
    let item = ada.item(&release, "Tell the desk").await;
    world.service.database().require_room(u64::MAX);
    let page = ada.get(&release).await;
    assert_eq!((page.status, page.says("Read only: the disk")), (200, true), "{}", page.text());
    let fields = [("name", "Portal of all"), ("summary", "Said with care\nin two lines")];
    let refused = ada.post("/products/new", &fields).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert_eq!(refused.headers[header::RETRY_AFTER], "10");
    assert!(refused.says("Portal of all") && refused.says("in two lines"), "{}", refused.text());
    assert_eq!(ada.post(&format!("{item}/complete"), &[]).await.status, 503);
    let id = world.id_at(&item).await.to_string();
    let ticked = ada.call("/fn/checklist/tick", &[("item", &id), ("step", "complete")]).await;
    assert!(ticked.status == 503 && ticked.body.contains("nearly full"), "{}", ticked.body);
    let upload = ada.upload(&format!("{release}/checklist/import"), "- [ ] More", b"").await;
    assert_eq!(upload.status, 503, "{}", upload.text());
    assert!(!ada.get("/products").await.says("Portal of all"));
    // People come in and go, and see who is here.
    let again = world.sign_in("Ada").await;
    assert_eq!(again.peek(&format!("{release}/live")).await.status, 200);
    assert_eq!(again.post("/sign-out", &[]).await.status, 303);
    assert_eq!(world.stranger().get("/readyz").await.status, 200, "it can be read");
    world.service.database().require_room(0);
    let sent = kept(&refused);
    let sent: Vec<_> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
    let saved = ada.post("/products/new", &sent).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(!ada.get("/products").await.says("Read only"));
    assert!(ada.get(saved.location()).await.says("Said with care"));
}

#[tokio::test]
async fn uploads_end_before_the_last_room_does() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let ada = world.person("Ada", Role::Admin).await;
    let release = ada.release().await;
    let database = world.service.database();
    // There is room for everything but uploads, which need 192 MiB beside it.
    let mut free = u64::MAX / 2;
    let mut step = free / 2;
    while step > 1024 * 1024 {
        database.require_room(free);
        free = if database.has_room(0) { free + step } else { free - step };
        step /= 2;
    }
    database.require_room(free - 96 * 1024 * 1024);
    assert!(world.service.can_write() && !world.service.can_take_large());
    let upload = ada.upload(&format!("{release}/checklist/import"), "- [ ] More", b"").await;
    assert_eq!(upload.status, 503, "{}", upload.text());
    let fields = [("name", "Portal of all"), ("summary", "")];
    assert_eq!(ada.post("/products/new", &fields).await.status, 303);
}

both! {
    async fn what_was_saved_the_first_time_is_not_saved_again(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let fields = [("name", "Portal"), ("summary", "")];
        let first = ada.post("/products/new", &fields).await;
        let request = first.headers["x-request-id"].to_str().unwrap().to_owned();
        let again = [("name", "Portal"), ("summary", ""), ("asked_before", &request)];
        let page = ada.post("/products/new", &again).await;
        assert_eq!((page.status, page.says("was saved the first time")), (200, true), "{}", page.text());
        assert!(page.body.contains("href=\"/products\""), "{}", page.body);
        let other = ben.post("/products/new", &again).await;
        assert!(!other.says("was saved"), "nobody learns what others sent: {}", other.text());
        let unknown = uuid::Uuid::now_v7().to_string();
        let never = [("name", "Another"), ("summary", ""), ("asked_before", &unknown)];
        assert_eq!(ada.post("/products/new", &never).await.status, 303);
        let broken = [("name", "A third"), ("summary", ""), ("asked_before", "nothing")];
        assert_eq!(ada.post("/products/new", &broken).await.status, 303);
    }

    async fn a_password_that_could_not_be_saved_stands_on_no_page(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let other = world.other("UPDATE people SET version = version").await;
        let fields = [("old_password", PASSWORD), ("password", "another copper lantern"), ("again", "x")];
        let page = ada.post("/account/password", &fields).await;
        other.end("ROLLBACK").await;
        assert!(page.status >= 400 && !page.body.contains("copper lantern"), "{}", page.text());
    }

    async fn what_no_page_can_carry_is_refused_as_before(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let request = Request::post("/products/new")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "text/plain");
        assert_eq!(ada.send(request, Body::from("name=x")).await.status, 415);
    }
}
