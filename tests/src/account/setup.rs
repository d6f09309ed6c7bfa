//! `/setup/{secret}`: the first start.

use jiff::SignedDuration;
use service::account::setup;

use crate::world::{Client, PASSWORD, World, both, product_of};

const ADMIN: [(&str, &str); 3] =
    [("name", "Ada"), ("email", "ada@example.org"), ("password", PASSWORD)];

async fn link(world: &World) -> String {
    let secret = setup::offer(&world.service).await.unwrap().unwrap();
    format!("/setup/{}", secret.reveal())
}

/// The release of the sample.
const RELEASE: &str = "/permit-portal/2.4.0";
const PHASES: usize = 3;

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

    async fn the_sample_release_has_training_answers_and_a_desk(world: World) {
        let ada = with_sample(&world).await;
        let home = ada.get("/").await;
        let release = RELEASE;
        let training = ada.get(&format!("{release}/training")).await;
        assert!(training.says("The new portal in ten minutes") && training.says("Embargoed"));
        assert!(training.says("Needs review") && training.says("In review"));
        let coverage = ada.get(&format!("{release}/training/coverage")).await;
        assert!(coverage.says("Older version") && coverage.says("overdue"), "{}", coverage.text());
        let answers = ada.get(&format!("{release}/responses")).await;
        assert!(answers.says("Bringing a paper form") && answers.says("An old number is not found"));
        let product = product_of(release);
        let answers = ada.get(&format!("{product}/responses")).await;
        assert!(answers.says("The code does not arrive") && answers.says("Expired"));
        assert!(ada.get(&format!("{product}/fragments")).await.says("counter hours"));
        let readers = ada.get(&format!("{product}/readers")).await;
        assert!(readers.says("Lucía Ferrer") && readers.says("Elif Demir"));
        assert!(ada.get("/search?q=missing").await.says("An old number is not found"));
        assert!(ada.get("/desk").await.says("North district"));
        let support = ada.get(&format!("{product}/support")).await;
        assert!(support.says("Scans with layers") && support.says("whole community of owners"));
        assert!(home.says("Deciding a permit online"), "a review waits for them: {}", home.text());
    }

    async fn the_gate_of_the_sample_asks_for_training_and_answers(world: World) {
        let ada = with_sample(&world).await;
        let release = RELEASE;
        let mut texts = Vec::new();
        for phase in 1..=PHASES {
            let gate = ada.get(&format!("{release}/gate/{phase}")).await;
            assert_eq!(gate.status, 200);
            texts.push(gate.text());
        }
        let says = |words: &str| texts.iter().any(|text| text.contains(words));
        assert!(says("critical users of East and West districts have read"), "{texts:?}");
        assert!(says("Contact rate") && says("Answers"), "{texts:?}");
    }
}

async fn with_sample(world: &World) -> Client {
    let ada = world.stranger();
    let fields = [ADMIN[0], ADMIN[1], ADMIN[2], ("demo", "on")];
    assert_eq!(ada.post(&link(world).await, &fields).await.status, 303);
    ada
}
