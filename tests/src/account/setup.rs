//! `/setup/{secret}`: the first start.

use jiff::SignedDuration;
use service::account::setup;

use crate::world::{PASSWORD, World, both};

const ADMIN: [(&str, &str); 3] =
    [("name", "Ada"), ("email", "ada@example.org"), ("password", PASSWORD)];

async fn link(world: &World) -> String {
    let secret = setup::offer(&world.service).await.unwrap().unwrap();
    format!("/setup/{}", secret.reveal())
}

both! {
    async fn whoever_has_the_link_becomes_the_first_administrator(world: World) {
        let link = link(&world).await;
        let ada = world.stranger();
        assert_eq!(ada.get(&link).await.status, 200);
        assert_eq!(ada.post(&link, &ADMIN).await.status, 303);
        assert_eq!(ada.get("/people").await.status, 200);
    }

    async fn the_link_works_once(world: World) {
        let link = link(&world).await;
        world.stranger().post(&link, &ADMIN).await;
        assert_eq!(world.stranger().get(&link).await.status, 404);
        assert_eq!(world.stranger().post(&link, &ADMIN).await.status, 404);
        assert!(setup::offer(&world.service).await.unwrap().is_none());
    }

    async fn the_link_works_for_an_hour(world: World) {
        let link = link(&world).await;
        world.advance(SignedDuration::from_mins(60));
        assert_eq!(world.stranger().get(&link).await.status, 404);
    }

    async fn a_wrong_field_keeps_what_was_typed_and_the_link(world: World) {
        let link = link(&world).await;
        let ada = world.stranger();
        let page =
            ada.post(&link, &[("name", "Ada"), ("email", "ada"), ("password", "short")]).await;
        assert_eq!(page.status, 422);
        assert!(page.says("There is a problem") && page.body.contains("value=\"Ada\""));
        assert!(page.says("in the correct format") && page.says("15 characters or more"));
        assert!(!page.body.contains("short"), "a password is never sent back");
        assert_eq!(ada.post(&link, &ADMIN).await.status, 303);
    }

    async fn a_password_that_is_easy_to_guess_is_refused(world: World) {
        let link = link(&world).await;
        let fields =
            [("name", "Ada"), ("email", "ada@example.org"), ("password", "passwordpassword")];
        assert!(world.stranger().post(&link, &fields).await.says("easy to guess"));
    }

    async fn the_box_adds_a_release_to_look_around_in(world: World) {
        let link = link(&world).await;
        let ada = world.stranger();
        let fields = [ADMIN[0], ADMIN[1], ADMIN[2], ("demo", "on")];
        ada.post(&link, &fields).await;
        let home = ada.get("/").await;
        assert!(
            home.says("Online building permits 2.4.0")
                && home.says("T+5")
                && home.says("Not ready")
        );
    }
}
