//! `/sign-in` and `/sign-out`.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use domain::person::Role;
use jiff::SignedDuration;

use crate::world::{Client, Engine, PASSWORD, World, both};

const WRONG: &str = "a wrong but long password";

both! {
    async fn a_wrong_password_and_an_unknown_address_get_the_same_answer(world: World) {
        world.member("Ada").await;
        let wrong = world
            .stranger()
            .post("/sign-in", &[("email", "ada@example.org"), ("password", WRONG)])
            .await;
        let unknown = world
            .stranger()
            .post("/sign-in", &[("email", "bob@example.org"), ("password", WRONG)])
            .await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.status, unknown.status);
        assert_eq!(wrong.body, unknown.body.replace("bob@", "ada@"));
    }

    async fn guessing_gets_slower_and_the_right_password_waits_too(world: World) {
        world.member("Ada").await;
        let guess = [("email", "ada@example.org"), ("password", WRONG)];
        let stranger = world.stranger();
        assert_eq!(stranger.post("/sign-in", &guess).await.status, 422);
        let page = stranger.post("/sign-in", &guess).await;
        assert_eq!(page.status, 429);
        assert!(page.says("Try again in a second") && page.headers.contains_key("retry-after"));
        let right = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(stranger.post("/sign-in", &right).await.status, 429);
        world.advance(SignedDuration::from_secs(1));
        assert_eq!(stranger.post("/sign-in", &right).await.status, 303);
    }

    async fn guessing_from_one_address_slows_down_nobody_who_was_here_before(world: World) {
        let ada = world.member("Ada").await;
        ada.post("/sign-out", &[]).await;
        let try_from = async |client: &Client, address: &str, email: &str, password: &str| {
            let peer: std::net::SocketAddr = (address.parse::<std::net::IpAddr>().unwrap(), 4711).into();
            let request = Request::post("/sign-in")
                .extension(ConnectInfo(peer))
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded");
            let body = format!("email={email}%40example.org&password={}", password.replace(' ', "+"));
            client.send(request, Body::from(body)).await.status
        };
        for (first, same, other) in [
            ("192.0.2.7", "::ffff:192.0.2.7", "192.0.2.8"),
            ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::2"),
        ] {
            for nobody in ["a", "b", "c"] {
                let email = format!("{nobody}{}", first.len());
                assert_eq!(try_from(&world.stranger(), first, &email, WRONG).await, 422, "{nobody}");
            }
            assert_eq!(try_from(&world.stranger(), same, "zoe", WRONG).await, 429, "{same} is {first}");
            assert_eq!(try_from(&world.stranger(), other, &format!("zoe{}", first.len()), WRONG).await, 422);
            assert_eq!(try_from(&ada, first, "ada", PASSWORD).await, 303, "this browser was here before");
        }
    }

    async fn signing_in_again_ends_the_session_that_the_browser_had(world: World) {
        let ada = world.member("Ada").await;
        let before = ada.cookies();
        let right = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(ada.post("/sign-in", &right).await.status, 303);
        let old = Request::get("/account").header("cookie", before);
        assert_eq!(world.stranger().send(old, Body::empty()).await.status, 303, "the old one is over");
        assert_eq!(ada.get("/account").await.status, 200);
    }

    async fn a_page_that_is_open_keeps_no_session_alive_by_itself(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        world.advance(SignedDuration::from_mins(20));
        let again = Request::get(&release).header("x-by-itself", "1");
        assert_eq!(ada.send(again, Body::empty()).await.status, 200);
        let stream = Request::get(&release).header("accept", "text/event-stream");
        assert_eq!(ada.send(stream, Body::empty()).await.status, 200);
        world.advance(SignedDuration::from_mins(11));
        assert_eq!(ada.get(&release).await.status, 303, "half an hour after the last use");
    }

    async fn many_guesses_at_once_are_one_guess(world: World) {
        world.member("Ada").await;
        let guesses = (0..12).map(|_| {
            let stranger = world.stranger();
            tokio::spawn(async move {
                stranger
                    .post("/sign-in", &[("email", "ada@example.org"), ("password", WRONG)])
                    .await
                    .status
            })
        });
        let mut checked = 0;
        for guess in guesses.collect::<Vec<_>>() {
            checked += u32::from(guess.await.unwrap() == 422);
        }
        assert_eq!(checked, 1);
    }

    async fn a_browser_that_signed_in_before_is_not_slowed_down_by_strangers(world: World) {
        let ada = world.member("Ada").await;
        ada.post("/sign-out", &[]).await;
        for _ in 0..3 {
            world
                .stranger()
                .post("/sign-in", &[("email", "ada@example.org"), ("password", WRONG)])
                .await;
        }
        let right = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(world.stranger().post("/sign-in", &right).await.status, 429);
        assert_eq!(ada.post("/sign-in", &right).await.status, 303);
    }

    async fn who_wanted_a_page_gets_it_after_signing_in(world: World) {
        world.member("Ada").await;
        let page = world.stranger().get("/products?x=1").await;
        assert_eq!(page.location(), "/sign-in?next=%2Fproducts%3Fx%3D1");
        let fields =
            [("email", "ada@example.org"), ("password", PASSWORD), ("next", "/products?x=1")];
        assert_eq!(world.stranger().post("/sign-in", &fields).await.location(), "/products?x=1");
    }

    async fn signing_in_never_leads_to_another_site(world: World) {
        world.member("Ada").await;
        for next in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\r\nx: y",
        ] {
            let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("next", next)];
            assert_eq!(world.stranger().post("/sign-in", &fields).await.location(), "/", "{next}");
        }
    }

    async fn signing_out_ends_the_session_and_clears_the_browser(world: World) {
        let ada = world.member("Ada").await;
        let kept = ada.clone();
        let page = ada.post("/sign-out", &[]).await;
        assert_eq!(page.headers["clear-site-data"], "\"cache\", \"storage\"");
        assert_eq!(kept.get("/").await.location(), "/sign-in");
    }

    async fn whoever_was_signed_out_by_the_clock_is_told_why(world: World) {
        let ada = world.member("Ada").await;
        assert!(!world.stranger().get("/sign-in").await.says("a session ends"));
        world.advance(SignedDuration::from_mins(31));
        let asked = ada.get("/products").await;
        let page = ada.get(asked.location()).await;
        assert!(page.says("You are signed out: a session ends when it is not used for 30 minutes"), "{}", page.text());
        assert!(page.body.contains("name=\"next\" value=\"/products\""));
    }

    async fn a_session_ends_after_half_an_hour_without_use(world: World) {
        let ada = world.member("Ada").await;
        world.advance(SignedDuration::from_mins(29));
        assert_eq!(ada.get("/").await.status, 200);
        world.advance(SignedDuration::from_mins(29));
        assert_eq!(ada.get("/").await.status, 200);
        world.advance(SignedDuration::from_mins(30));
        assert_eq!(ada.get("/").await.status, 303);
    }

    async fn a_session_ends_after_twelve_hours_of_use(world: World) {
        let ada = world.member("Ada").await;
        for _ in 0..35 {
            world.advance(SignedDuration::from_mins(20));
            assert_eq!(ada.get("/").await.status, 200);
        }
        world.advance(SignedDuration::from_mins(20));
        assert_eq!(ada.get("/").await.status, 303);
    }

    async fn a_form_sent_after_the_session_is_over_loses_no_word(world: World) {
        let ada = world.member("Ada").await;
        world.advance(SignedDuration::from_hours(13));
        let fields = [("name", "Portal"), ("summary", "many \"words\"\nin two lines")];
        let page = ada.post("/products/new", &fields).await;
        assert_eq!(page.status, 401);
        assert!(page.says("What you sent is kept"));
        let kept = "name=Portal&summary=many+%22words%22%0Ain+two+lines";
        assert!(page.body.contains(&kept.replace('&', "&amp;")), "{}", page.body);
        let fields = [
            ("email", "ada@example.org"),
            ("password", PASSWORD),
            ("kept", kept),
            ("kept_for", "/products/new"),
        ];
        let page = ada.post("/sign-in", &fields).await;
        assert!(page.says("You are signed in again") && page.says("many \"words\" in two lines"));
        assert!(page.body.contains("action=\"/products/new\""));
        assert_eq!(ada.get("/products").await.status, 200);
    }

    async fn a_kept_form_is_never_sent_to_another_site(world: World) {
        world.member("Ada").await;
        let fields = [
            ("email", "ada@example.org"),
            ("password", PASSWORD),
            ("kept", "a=b"),
            ("kept_for", "//evil.example"),
        ];
        assert_eq!(world.stranger().post("/sign-in", &fields).await.location(), "/");
    }

    async fn a_new_sign_in_has_a_new_secret(world: World) {
        let ada = world.member("Ada").await;
        let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
        let first = ada.post("/sign-in", &fields).await.headers["set-cookie"].clone();
        let second = ada.post("/sign-in", &fields).await.headers["set-cookie"].clone();
        assert_ne!(first, second);
    }
}

#[tokio::test]
async fn the_cookie_of_an_encrypted_site_belongs_to_this_host_alone() {
    let world = World::at(Engine::Sqlite, "https://holdpoint.example.org").await.unwrap();
    let ada = world.person("Ada", Role::Member).await;
    let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
    let page = ada.post("/sign-in", &fields).await;
    for cookie in page.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
    }
    assert!(page.headers.contains_key("strict-transport-security"));
}
