//! What is sent twice from one page is saved once.

use domain::person::Role;

use crate::world::{Client, PASSWORD, Page, World, both};

const NEW: &str = "/products/new";

/// The number that the forms of a page have.
fn number(page: &Page) -> String {
    let rest = page.body.split("name=\"sent_from\" value=\"").nth(1);
    rest.unwrap_or_else(|| panic!("{}", page.body)).split('"').next().unwrap().to_owned()
}

async fn send(client: &Client, from: &str, name: &str) -> Page {
    client.post(NEW, &[("name", name), ("summary", ""), ("sent_from", from)]).await
}

/// How many products somebody sees that have a name.
async fn count(client: &Client, name: &str) -> usize {
    client.get("/products").await.body.matches(&format!(">{name}<")).count()
}

both! {
    async fn whoever_presses_twice_is_led_to_what_was_saved_once(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let from = number(&ada.get(NEW).await);
        let (first, second) = (send(&ada, &from, "Portal").await, send(&ada, &from, "Portal").await);
        assert_eq!((first.status, second.status), (303, 303));
        assert_eq!(first.location(), second.location());
        assert_eq!(count(&ada, "Portal").await, 1);
    }

    async fn of_many_at_once_one_is_saved_and_all_are_led_there(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        for round in 0..20 {
            let name = format!("Portal {round}");
            let from = number(&ada.get(NEW).await);
            let sent = (0..8).map(|_| send(&ada, &from, &name));
            let pages = futures::future::join_all(sent).await;
            let first = pages[0].location().to_owned();
            assert!(pages.iter().all(|page| page.status == 303 && page.location() == first));
            assert_eq!(count(&ada, &name).await, 1, "round {round}");
        }
    }

    async fn other_words_or_another_page_are_something_else(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let from = number(&ada.get(NEW).await);
        assert_eq!(send(&ada, &from, "Portal").await.status, 303);
        assert_eq!(send(&ada, &from, "Permits").await.status, 303);
        let again = number(&ada.get(NEW).await);
        assert_ne!(again, from, "each rendering has a number of its own");
        assert_eq!(send(&ada, &again, "Portal").await.status, 303);
        assert_eq!((count(&ada, "Portal").await, count(&ada, "Permits").await), (2, 1));
    }

    async fn after_a_restart_the_trail_knows_it_and_whoever_means_it_sends_it_again(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let from = number(&ada.get(NEW).await);
        assert_eq!(send(&ada, &from, "Portal").await.status, 303);
        let restarted = world.again().await;
        let ada = restarted.sign_in("Ada").await;
        let page = send(&ada, &from, "Portal").await;
        assert!(page.status == 200 && page.says("was saved the first time"), "{}", page.text());
        assert_eq!(count(&ada, "Portal").await, 1);
        let anew = number(&page);
        assert_ne!(anew, from);
        assert_eq!(send(&ada, &anew, "Portal").await.status, 303);
        assert_eq!(count(&ada, "Portal").await, 2);
    }

    async fn what_was_refused_was_not_saved(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let from = number(&ada.get(NEW).await);
        assert_eq!(send(&ada, &from, "").await.status, 422);
        assert_eq!(send(&ada, &from, "").await.status, 422, "it is looked at again");
        let page = number(&ben.get("/account").await);
        for _ in 0..2 {
            let invite = [("email", "new@example.org"), ("role", "member"), ("sent_from", &*page)];
            assert_eq!(ben.post("/people", &invite).await.status, 403, "also the second time");
        }
    }

    async fn the_number_of_somebody_else_is_not_mine(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let from = number(&ada.get(NEW).await);
        let of_ada = send(&ada, &from, "Portal").await.location().to_owned();
        let of_ben = send(&ben, &from, "Portal").await;
        assert!(of_ben.status == 303 && of_ben.location() != of_ada);
    }

    async fn what_is_shown_once_is_shown_to_whoever_presses_again(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let release = ada.release().await;
        let of_ben = crate::person::address(&ada, "Ben").await;
        let material = ada.material(&format!("{release}/training"), &[]).await;
        ben.post("/account/feeds", &[]).await;
        for (page, action) in [
            ("/people", "/people"),
            (&*of_ben, &*format!("{of_ben}/password-link")),
            ("/account", "/account/feeds"),
        ] {
            let page = ada.get(page).await;
            let form = page.body.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
            let form = form.unwrap_or_else(|| panic!("{action} is not in {}", page.body));
            let form = form.split("</form>").next().unwrap();
            assert!(!form.contains("sent_from"), "{action}: each press makes another: {form}");
        }
        assert!(ada.get(&material).await.body.contains("sent_from"));
    }

    async fn a_secret_is_in_no_number(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let from = number(&ada.get(NEW).await);
        // Signing in again gives each browser its own session.
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("sent_from", &*from)];
        for _ in 0..2 {
            let page = ada.post("/sign-in", &fields).await;
            assert!(page.status == 303 && page.headers.contains_key("set-cookie"), "{}", page.text());
        }
        let fields = [("old_password", "wrong"), ("password", PASSWORD), ("sent_from", &*from)];
        let first = ada.post("/account/password", &fields).await;
        let again = ada.post("/account/password", &fields).await;
        assert_eq!((first.status, again.status), (422, 429), "it is looked at each time");
    }
}
