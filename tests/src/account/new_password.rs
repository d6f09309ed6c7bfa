//! A new password: by the old one, and by a link.

use domain::person::Role;
use jiff::SignedDuration;

use crate::person::{address, invite};
use crate::world::{Client, PASSWORD, Page, Server, World, add_person, both, program};

const NEW: &str = "violet anchor hums below";

async fn change(client: &Client, old: &str, new: &str) -> Page {
    client.post("/account/password", &[("old_password", old), ("password", new)]).await
}

async fn sign_in(world: &World, password: &str) -> u16 {
    let fields = [("email", "ben@example.org"), ("password", password)];
    world.stranger().post("/sign-in", &fields).await.status
}

/// The link that an administrator gets.
async fn link(admin: &Client, name: &str) -> String {
    let path = format!("{}/password-link", address(admin, name).await);
    let page = admin.post(&path, &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let start = page.body.find("/password/").unwrap();
    page.body[start..].split('<').next().unwrap().to_owned()
}

#[test]
fn the_command_line_makes_a_link_for_an_administrator_who_forgot() {
    let folder = tempfile::tempdir().unwrap();
    add_person(folder.path());
    let offer = |email: &str| {
        let mut command = std::process::Command::new(program());
        command.args(["person", "password", email, "--data"]).arg(folder.path());
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let (ok, said) = offer("nobody@example.org");
    assert!(!ok && said.contains("Nobody here has this address"), "{said}");
    let server = Server::start(folder.path());
    let (ok, said) = offer("ada@example.org");
    assert!(ok && said.contains("Give this to nobody but ada@example.org"), "{said}");
    let path = said[said.find("/password/").unwrap()..].trim();
    assert!(server.get(path, "").unwrap().contains("Choose a new password"));
    let form = format!("password={}", NEW.replace(' ', "+"));
    assert!(server.post(path, "", &form).unwrap().contains("set-cookie: sid="));
    assert!(server.post(path, "", &form).unwrap().starts_with("HTTP/1.1 404"));
}

both! {
    async fn a_changed_password_is_the_only_one_and_signs_out_everywhere_else(world: World) {
        let ben = world.member("Ben").await;
        let other = world.sign_in("Ben").await;
        let before = ben.cookies();
        let changed = change(&ben, PASSWORD, NEW).await;
        assert_eq!(changed.location(), "/account?password-changed", "{}", changed.text());
        assert!(ben.get(changed.location()).await.says("Your password is changed."));
        assert_ne!(ben.cookies(), before, "the old session is dead here, too");
        assert!(other.get("/products").await.location().starts_with("/sign-in"));
        assert_eq!(sign_in(&world, PASSWORD).await, 422);
        world.advance(SignedDuration::from_mins(1));
        assert_eq!(sign_in(&world, NEW).await, 303);
    }

    async fn changing_a_password_needs_the_old_one_and_a_good_new_one(world: World) {
        let ben = world.member("Ben").await;
        for (old, new, sentence) in [
            ("", NEW, "Enter your old password"),
            (PASSWORD, "", "Enter a password"),
            (PASSWORD, "qwertyuiopasdfghj", "easy to guess"),
            (PASSWORD, PASSWORD, "Choose another password than the old one"),
            ("not it at all, sorry", NEW, "This is not your password"),
        ] {
            let page = change(&ben, old, new).await;
            assert!(page.status == 422 && page.says(sentence), "{sentence}: {}", page.text());
            assert!(!page.body.contains(NEW) && !page.body.contains(PASSWORD), "no password is sent back");
        }
        assert_eq!(change(&ben, PASSWORD, NEW).await.status, 429, "guessing it gets slower");
        world.advance(SignedDuration::from_mins(1));
        assert_eq!(change(&ben, PASSWORD, NEW).await.status, 303);
        let stranger = world.stranger().post("/account/password", &[]).await;
        assert!(stranger.location().starts_with("/sign-in"), "{}", stranger.status);
    }

    async fn a_link_lets_somebody_choose_a_password_once_and_ends_everything_else(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let ben = world.member("Ben").await;
        let feed = ben.post("/account/feeds", &[]).await;
        let start = feed.body.find("/feeds/").unwrap();
        let feed = feed.body[start..].split(['<', '"']).next().unwrap().to_owned();
        assert_eq!(world.stranger().get(&feed).await.status, 200);
        let first = link(&ada, "Ben").await;
        let link = link(&ada, "Ben").await;
        assert_eq!(world.stranger().get(&first).await.status, 404, "only the newest works");
        let stranger = world.stranger();
        assert!(stranger.get(&link).await.says("For Ben with the address ben@example.org."));
        assert_eq!(stranger.get(&link).await.status, 200, "looking does not use it up");
        let refused = stranger.post(&link, &[("password", "short")]).await;
        assert!(refused.status == 422 && refused.says("characters or more"), "{}", refused.text());
        assert_eq!(sign_in(&world, PASSWORD).await, 303, "the old one works until then");
        assert_eq!(stranger.post(&link, &[("password", NEW)]).await.location(), "/");
        assert_eq!(stranger.get("/account").await.status, 200, "and signs in");
        assert_eq!(world.stranger().post(&link, &[("password", NEW)]).await.status, 404, "it works once");
        assert!(ben.get("/products").await.location().starts_with("/sign-in"));
        assert_eq!(world.stranger().get(&feed).await.status, 404);
        assert_eq!(sign_in(&world, PASSWORD).await, 422);
    }

    async fn a_link_dies_after_half_an_hour_and_with_the_access(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        world.add("Ben", Role::Member).await;
        let old = link(&ada, "Ben").await;
        world.advance(SignedDuration::from_mins(29));
        assert_eq!(world.stranger().get(&old).await.status, 200);
        world.advance(SignedDuration::from_mins(1));
        assert_eq!(world.stranger().get(&old).await.status, 404);
        assert_eq!(world.stranger().post(&old, &[("password", NEW)]).await.status, 404);
        let ada = world.sign_in("Ada").await;
        let link = link(&ada, "Ben").await;
        let person = address(&ada, "Ben").await;
        let version = ada.version(&person).await;
        let ends = [("version", &*version), ("role", "member"), ("support", "none")];
        assert_eq!(ada.post(&person, &ends).await.status, 303);
        assert_eq!(world.stranger().post(&link, &[("password", NEW)]).await.status, 404);
        let again = ada.post(&format!("{person}/password-link"), &[]).await;
        assert!(again.status == 409 && again.says("They have no access"), "{}", again.text());
    }

    async fn a_link_dies_with_the_right_of_whoever_made_it_and_with_a_change(world: World) {
        let (ada, eve) = (world.person("Ada", Role::Admin).await, world.person("Eve", Role::Admin).await);
        let ben = world.member("Ben").await;
        let by_eve = link(&eve, "Ben").await;
        let person = address(&ada, "Eve").await;
        let version = ada.version(&person).await;
        let fields = [("version", &*version), ("role", "member"), ("support", "none"), ("active", "on")];
        assert_eq!(ada.post(&person, &fields).await.status, 303);
        assert_eq!(world.stranger().get(&by_eve).await.status, 404);
        assert_eq!(world.stranger().post(&by_eve, &[("password", NEW)]).await.status, 404);
        let by_ada = link(&ada, "Ben").await;
        assert_eq!(change(&ben, PASSWORD, NEW).await.status, 303);
        assert_eq!(world.stranger().get(&by_ada).await.status, 404, "what leaked is worth nothing");
    }

    async fn a_password_that_was_sent_too_late_stands_on_no_page(world: World) {
        let ben = world.member("Ben").await;
        world.advance(SignedDuration::from_mins(31));
        let late = change(&ben, PASSWORD, NEW).await;
        assert!(!late.body.contains("violet") && !late.body.contains("copper"), "{}", late.body);
        assert!(late.location().starts_with("/sign-in"), "{}", late.status);
        let other = ben.post("/portal/edit", &[("name", "Portal"), ("password", NEW)]).await;
        assert!(other.status == 401 && other.body.contains("Portal") && !other.body.contains("violet"));
    }

    async fn whoever_comes_in_by_a_link_takes_the_place_of_who_was_there(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        world.add("Ben", Role::Member).await;
        let links = [link(&ada, "Ben").await, invite(&ada, "new@example.org", "viewer").await];
        for link in links {
            let here = world.sign_in("Ada").await;
            let before = world.stranger();
            before.take_cookies_of(&here);
            let fields = [("name", "New"), ("password", "green harbour waits for rain")];
            assert_eq!(here.post(&link, &fields).await.status, 303, "{link}");
            assert!(!here.get("/account").await.says("ada@example.org"));
            assert_eq!(before.get("/account").await.status, 303, "the session of before is over");
            assert_eq!(ada.get("/account").await.status, 200, "and no other one");
        }
    }

    async fn only_administrators_make_links(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let ben = world.member("Ben").await;
        let path = format!("{}/password-link", address(&ada, "Ada").await);
        assert_eq!(ben.post(&path, &[]).await.status, 403);
    }

    async fn two_who_use_one_link_at_once_are_not_both_in(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        world.add("Ben", Role::Member).await;
        let link = link(&ada, "Ben").await;
        let (one, other) = (world.stranger(), world.stranger());
        let (first, second) = ([("password", NEW)], [("password", "amber cellar sings above")]);
        let (one, other) = tokio::join!(one.post(&link, &first), other.post(&link, &second));
        let mut both = [one.status, other.status];
        both.sort_unstable();
        assert_eq!(both, [303, 404]);
    }

    async fn an_invitation_dies_with_the_right_of_whoever_made_it(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let eve = world.person("Eve", Role::Admin).await;
        let link = invite(&eve, "mallory@example.org", "admin").await;
        assert!(ada.get("/people").await.says("mallory@example.org"));
        let person = address(&ada, "Eve").await;
        let version = ada.version(&person).await;
        let fields = [("version", &*version), ("role", "member"), ("support", "none"), ("active", "on")];
        assert_eq!(ada.post(&person, &fields).await.status, 303);
        assert_eq!(world.stranger().get(&link).await.status, 404);
        let accepted = world.stranger().post(&link, &[("name", "Mallory"), ("password", NEW)]).await;
        assert_eq!(accepted.status, 404);
        assert!(!ada.get("/people").await.says("mallory@example.org"));
    }
}
