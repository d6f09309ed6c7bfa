//! The second step at sign-in, and signing in again for what decides who comes in.

use domain::person::Role;
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::person::address;
use crate::world::{Client, PASSWORD, Page, World, both};

/// What the app on somebody's phone does.
struct Phone(Totp);

impl Phone {
    /// Reads the text on the page where it is set up.
    async fn set_up(client: &Client) -> Self {
        assert_eq!(client.post("/account/second-step", &[]).await.status, 303);
        let page = client.get("/account/second-step").await.body;
        assert!(page.contains("class=\"qr\""));
        let typed =
            page.split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
        let secret = Secret::try_from_base32(typed).unwrap();
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_account_name("Ada");
        Self(builder.with_secret(secret).build().unwrap())
    }

    fn code(&self, world: &World) -> String {
        let now: Timestamp = world.service.now();
        self.0.generate(u64::try_from(now.as_second()).unwrap()).to_string()
    }
}

/// Switches it on, and gives the phone and the recovery codes.
async fn switch_on(world: &World, client: &Client) -> (Phone, Vec<String>) {
    let phone = Phone::set_up(client).await;
    let page = client.post("/account/second-step/confirm", &[("code", &phone.code(world))]).await;
    assert!(page.says("Your recovery codes"), "{}", page.text());
    let codes = page.body.split("<code>").skip(1);
    let codes: Vec<_> = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    // The code that switched it on is used.
    world.advance(SignedDuration::from_secs(30));
    (phone, codes)
}

/// Gives the right password, and what the page of the code has to be sent with.
async fn ask(client: &Client, name: &str) -> String {
    let email = format!("{name}@example.org");
    let page = client.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
    assert!(page.says("Enter your code"), "{}", page.text());
    assert!(!page.headers.contains_key("set-cookie"), "nobody is in yet");
    asked_on(&page).unwrap()
}

/// What a page that asks for a code has in it.
fn asked_on(page: &Page) -> Option<String> {
    let rest = page.body.split("name=\"asked\" value=\"").nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

async fn answer(client: &Client, asked: &str, code: &str) -> Page {
    client.post("/sign-in/code", &[("asked", asked), ("code", code)]).await
}

both! {
    async fn a_password_alone_lets_nobody_in_and_each_code_works_once(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let other = world.sign_in("Ada").await;
        let (phone, codes) = switch_on(&world, &ada).await;
        assert_eq!(ada.get("/account").await.status, 200, "who switched it on stays in");
        assert_eq!(other.get("/account").await.status, 303, "every other browser is out");
        let client = world.stranger();
        let asked = ask(&client, "ada").await;
        assert_eq!(client.get("/account").await.status, 303, "a password is half of it");
        let wrong = answer(&client, &asked, "000000").await;
        assert_eq!((wrong.status, wrong.says("This code is not right")), (422, true));
        assert!(!wrong.body.contains("000000"));
        world.advance(SignedDuration::from_secs(30));
        let code = phone.code(&world);
        assert_eq!(answer(&client, &asked, &code).await.status, 303);
        assert_eq!(client.get("/account").await.status, 200);
        assert!(answer(&client, &asked, &code).await.says("Start again"), "it is used up");
        let again = world.stranger();
        let asked = ask(&again, "ada").await;
        assert_eq!(answer(&again, &asked, &code).await.status, 422, "a code counts once");
        world.advance(SignedDuration::from_secs(60));
        assert_eq!(answer(&again, &asked, &codes[0].to_uppercase().replace('-', " ")).await.status, 303);
        let third = world.stranger();
        let asked = ask(&third, "ada").await;
        assert_eq!(answer(&third, &asked, &codes[0]).await.status, 422, "so does a recovery code");
        assert!(again.get("/account/second-step").await.says("9 recovery codes left"));
    }

    async fn of_many_who_send_one_code_at_the_same_moment_one_comes_in(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let mut clients = Vec::new();
        for _ in 0..12 {
            // Each was here before, so that nobody is slowed down and the code itself decides.
            clients.push(world.sign_in("Ada").await);
        }
        let (phone, _) = switch_on(&world, &ada).await;
        let mut asked = Vec::new();
        for client in clients {
            let secret = ask(&client, "ada").await;
            asked.push((client, secret));
        }
        let code = phone.code(&world);
        let pages =
            join_all(asked.iter().map(|(client, asked)| answer(client, asked, &code))).await;
        let mut statuses: Vec<_> = pages.iter().map(|page| page.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses[0], 303);
        assert!(statuses[1..].iter().all(|status| *status == 422), "{statuses:?}");
    }

    async fn a_half_sign_in_ends_with_the_password_that_it_was_by(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let ben = world.member("Ben").await;
        let (phone, codes) = switch_on(&world, &ben).await;
        let thief = world.stranger();
        let asked = ask(&thief, "ben").await;
        let fields = [("old_password", PASSWORD), ("password", "violet anchor hums below")];
        assert_eq!(ben.post("/account/password", &fields).await.status, 303);
        assert!(answer(&thief, &asked, &phone.code(&world)).await.says("Start again"));
        assert!(answer(&thief, &asked, &codes[0]).await.says("Start again"));
        let of_ada = world.stranger();
        let (phone, _) = switch_on(&world, &ada).await;
        let asked = ask(&of_ada, "ada").await;
        let eve = world.person("Eve", Role::Admin).await;
        let person = address(&eve, "Ada").await;
        let ended = [("role", "admin"), ("support", "none"), ("version", "1")];
        assert_eq!(eve.post(&person, &ended).await.status, 303);
        assert!(answer(&of_ada, &asked, &phone.code(&world)).await.says("Start again"));
    }

    async fn what_was_begun_long_ago_is_not_for_whoever_sits_there_now(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let phone = Phone::set_up(&ada).await;
        world.advance(SignedDuration::from_mins(11));
        assert!(!ada.get("/account/second-step").await.body.contains("class=\"qr\""));
        let code = phone.code(&world);
        let page = ada.post("/account/second-step/confirm", &[("code", &code)]).await;
        assert!(page.status == 401 && !page.body.contains(&code), "{}", page.text());
    }

    async fn a_right_password_between_guesses_at_the_code_does_not_help(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        switch_on(&world, &ada).await;
        let mut guessed = 0;
        for _ in 0..300 {
            let client = world.stranger();
            let fields = [("email", "ada@example.org"), ("password", PASSWORD)];
            let page = client.post("/sign-in", &fields).await;
            if let Some(asked) = asked_on(&page) {
                guessed += u32::from(answer(&client, &asked, "000000").await.status == 422);
            }
            world.advance(SignedDuration::from_secs(12));
        }
        assert!(guessed <= 10, "{guessed} guesses in an hour");
    }

    async fn whoever_was_asked_too_long_ago_or_too_often_starts_again(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let (phone, _) = switch_on(&world, &ada).await;
        let client = world.stranger();
        let asked = ask(&client, "ada").await;
        world.advance(SignedDuration::from_mins(5));
        let late = answer(&client, &asked, &phone.code(&world)).await;
        world.advance(SignedDuration::from_mins(16));
        let often = world.stranger();
        let asked = ask(&often, "ada").await;
        for wait in [1, 3, 5, 10, 0] {
            assert_eq!(answer(&often, &asked, "000000").await.status, 422);
            world.advance(SignedDuration::from_secs(wait));
        }
        // The fifth was the last, whatever comes.
        let page = answer(&often, &asked, &phone.code(&world)).await;
        assert!(page.says("Start again"), "{}", page.text());
        assert!(late.says("Start again") && client.get("/account").await.status == 303);
        assert!(answer(&client, "nothing", &phone.code(&world)).await.says("Start again"));
    }

    async fn a_link_for_a_new_password_is_not_the_second_step(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let (phone, _) = switch_on(&world, &ben).await;
        let of_ben = address(&ada, "Ben").await;
        let page = ada.post(&format!("{of_ben}/password-link"), &[]).await;
        let start = page.body.find("/password/").unwrap();
        let link = page.body[start..].split('<').next().unwrap();
        let client = world.stranger();
        let page = client.post(link, &[("password", "violet anchor hums below")]).await;
        assert!(page.says("Enter your code"), "{}", page.text());
        let asked = asked_on(&page).unwrap();
        assert_eq!(answer(&client, &asked, &phone.code(&world)).await.status, 303);
    }

    async fn an_administrator_switches_off_what_somebody_lost(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        switch_on(&world, &ben).await;
        let off = format!("{}/second-step-off", address(&ada, "Ben").await);
        assert!(ada.get(&off).await.says("Make sure that it is really them"));
        assert_eq!(ben.post(&off, &[]).await.status, 403);
        assert_eq!(ada.post(&off, &[]).await.status, 303);
        assert_eq!(ben.get("/account").await.status, 303, "they are signed out");
        let ben = world.sign_in("Ben").await;
        assert!(ben.get("/account").await.says("your password alone lets you in"));
        assert_eq!(ada.post(&off, &[]).await.status, 422, "there is none any more");
    }

    async fn where_it_is_required_nobody_goes_on_without(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        world.app.require_second_step();
        for path in ["/", "/products", "/people", "/account", "/desk/live"] {
            assert_eq!(ada.get(path).await.location(), "/account/second-step", "{path}");
        }
        let sent = ada.post("/products/new", &[("name", "Portal"), ("summary", "")]).await;
        assert_eq!(sent.location(), "/account/second-step");
        assert_eq!(ada.call("/fn/checklist/rows", &[("release", "x")]).await.status, 403);
        assert!(ada.get("/account/second-step").await.says("Everybody here needs a second step"));
        switch_on(&world, &ada).await;
        assert_eq!(ada.get("/products").await.status, 200);
    }

    async fn what_decides_who_comes_in_asks_to_sign_in_again_and_keeps_what_was_sent(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let fields = [("email", "new@example.org"), ("role", "viewer")];
        assert_eq!(ada.post("/people", &fields).await.status, 200, "just signed in");
        world.advance(SignedDuration::from_mins(11));
        let of_ada = address(&ada, "Ada").await;
        for (path, fields) in [
            ("/people", &[("email", "other@example.org"), ("role", "viewer")][..]),
            (&of_ada, &[("role", "admin"), ("support", "none"), ("active", "on"), ("version", "1")]),
            (&format!("{of_ada}/password-link"), &[]),
            ("/account/feeds", &[]),
            ("/account/second-step", &[]),
        ] {
            let page = ada.post(path, fields).await;
            assert!(page.status == 401 && page.says("Sign in again"), "{path} {}", page.text());
            assert!(page.body.contains(&format!("name=\"kept_for\" value=\"{path}\"")), "{path}");
        }
        assert!(!ada.get("/people").await.says("other@example.org"));
        assert_eq!(ada.post("/products/new", &[("name", "Portal"), ("summary", "")]).await.status, 303);
        let kept = "email=other%40example.org&role=viewer";
        let again = [
            ("email", "ada@example.org"), ("password", PASSWORD), ("kept_for", "/people"), ("kept", kept),
        ];
        let page = ada.post("/sign-in", &again).await;
        assert!(page.says("other@example.org") && page.says("Send it now"), "{}", page.text());
        let sent = [("email", "other@example.org"), ("role", "viewer")];
        assert_eq!(ada.post("/people", &sent).await.status, 200);
        assert!(ada.get("/people").await.says("other@example.org"));
    }
}
