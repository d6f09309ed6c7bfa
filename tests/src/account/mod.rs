//! `/account`: my sessions and my shortcuts.

mod calendar;
mod new_password;
mod second_step;
mod setup;
mod sign_in;

use crate::world::{PASSWORD, World, both};

/// The addresses of the buttons that end a session.
fn ends(body: &str) -> Vec<String> {
    let forms = body.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    forms.filter(|action| action.starts_with("/account/sessions/")).map(str::to_owned).collect()
}

both! {
    async fn i_see_my_sessions_and_can_end_one_on_another_browser(world: World) {
        let here = world.member("Ada").await;
        let there = world.stranger();
        there.post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await;
        let page = here.get("/account").await;
        assert_eq!(ends(&page.body).len(), 2);
        for end in ends(&there.get("/account").await.body) {
            if here.get("/account").await.status == 200 && there.get("/account").await.status == 200
            {
                here.post(&end, &[]).await;
            }
        }
        let alive = [here.get("/").await.status, there.get("/").await.status];
        assert!(alive.contains(&303), "{alive:?}");
    }

    async fn nobody_ends_the_session_of_somebody_else(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let end = ends(&ada.get("/account").await.body).remove(0);
        assert_eq!(ben.post(&end, &[]).await.status, 404);
        assert_eq!(ada.get("/").await.status, 200);
    }

    async fn single_keys_can_be_switched_off(world: World) {
        let ada = world.member("Ada").await;
        ada.post("/account/shortcuts", &[("shortcuts", "off")]).await;
        assert!(ada.get("/account").await.says("They are off"));
    }
}
