//! `/people/{id}/hand-over`: a release is never left without somebody who can plan it.

use domain::person::Role;
use jiff::SignedDuration;

use super::address;
use crate::world::{Client, World, both};

const REASON: (&str, &str) = ("reason", "Ben has left");

async fn end_access(ada: &Client, name: &str) -> String {
    let of = address(ada, name).await;
    let version = ada.version(&of).await;
    let fields = [("version", &*version), ("role", "member"), ("support", "none")];
    let page = ada.post(&of, &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

/// The id of a person, for a field that names one.
async fn id(ada: &Client, name: &str) -> String {
    address(ada, name).await.rsplit('/').next().unwrap().to_owned()
}

both! {
    async fn releases_of_somebody_who_left_go_to_a_new_owner_who_plans_on(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let cy = world.member("Cy").await;
        let release = ben.release().await;
        assert_eq!(cy.get(&format!("{release}/phases/new")).await.status, 403);
        let of_ben = end_access(&ada, "Ben").await;
        let page = ada.get(&of_ben).await;
        assert!(page.says("Nobody can plan or decide 1 release until you hand it over."), "{}", page.text());
        let fields = [("person", &*id(&ada, "Cy").await), REASON];
        let page = ada.post(&format!("{of_ben}/hand-over"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert_eq!(cy.get(&format!("{release}/phases/new")).await.status, 200);
        assert!(!ada.get(&of_ben).await.says("owns"), "nothing is left to hand over");
        let activity = cy.get(&format!("{release}/activity")).await;
        assert!(activity.says("handed the release over to Cy"), "{}", activity.text());
        assert!(activity.says("Ben has left"));
    }

    async fn a_restricted_release_is_handed_over_without_being_shown(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let cy = world.member("Cy").await;
        let secret = [("restricted", "on"), ("label", "9.9.9")];
        let release = ben.release_with(&secret).await;
        assert_eq!(cy.get(&release).await.status, 404);
        let of_ben = address(&ada, "Ben").await;
        for page in [of_ben.clone(), format!("{of_ben}/hand-over")] {
            let page = ada.get(&page).await;
            assert!(page.says("Ben owns 1 release") && !page.says("9.9.9"), "{}", page.text());
        }
        let fields = [("person", &*id(&ada, "Cy").await), REASON];
        assert_eq!(ada.post(&format!("{of_ben}/hand-over"), &fields).await.status, 303);
        assert_eq!(cy.get(&release).await.status, 200);
        assert_eq!(ada.get(&release).await.status, 404, "an administrator is in it no more than before");
        assert_eq!(ben.get(&release).await.status, 200, "who had it can still look things up");
        assert_eq!(ben.get(&format!("{release}/phases/new")).await.status, 403);
    }

    async fn only_somebody_who_could_plan_gets_them_and_a_reason_is_kept(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        world.add("Vi", Role::Viewer).await;
        world.member("Gus").await;
        end_access(&ada, "Gus").await;
        ben.release().await;
        let hand_over = format!("{}/hand-over", address(&ada, "Ben").await);
        assert_eq!(ada.choice(&hand_over, "Ada").await, id(&ada, "Ada").await);
        assert!(!ada.get(&hand_over).await.body.contains(">Vi<"), "who only reads is not offered");
        for (name, said) in [
            ("Ben", "these releases are theirs already"),
            ("Vi", "They only read. Change their role first"),
            ("Gus", "Their access has ended"),
        ] {
            let page = ada.post(&hand_over, &[("person", &id(&ada, name).await), REASON]).await;
            assert!(page.status == 422 && page.says(said), "{name}: {}", page.text());
            assert!(page.says("Ben has left"), "what was typed stays");
        }
        let page = ada.post(&hand_over, &[("person", &id(&ada, "Ada").await), ("reason", "")]).await;
        assert_eq!(page.status, 422, "a reason has to be said");
        let page = ada.post(&hand_over, &[("person", "nobody"), REASON]).await;
        assert!(page.status == 422 && page.says("Choose a person from the list"));
        assert_eq!(ben.post(&hand_over, &[("person", &id(&ada, "Ada").await), REASON]).await.status, 403);
    }

    async fn handing_over_asks_to_sign_in_again(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        ben.release().await;
        let fields = [("person", &*id(&ada, "Ada").await), REASON];
        world.advance(SignedDuration::from_mins(11));
        let page = ada.post(&format!("{}/hand-over", address(&ada, "Ben").await), &fields).await;
        assert!(page.status == 401 && page.says("Sign in again"), "{}", page.text());
        assert!(ada.get(&address(&ada, "Ben").await).await.says("Ben owns 1 release"));
    }

    async fn the_last_owner_with_access_stays_an_owner(world: World) {
        let (ada, ben) = (world.person("Ada", Role::Admin).await, world.member("Ben").await);
        let release = ben.release().await;
        world.member("Gus").await;
        ben.add_participant(&release, "Gus", "owner").await;
        end_access(&ada, "Gus").await;
        let of_ben = id(&ada, "Ben").await;
        let page = ben.post(&format!("{release}/people/{of_ben}/take"), &[]).await;
        assert!(page.says("A release needs an owner who can plan it"), "{}", page.text());
    }
}
