//! What lets a phase go in spite of its verdict: exceptions and overrides, by two people.

use jiff::SignedDuration;

use crate::gate::launch;
use crate::world::{World, both};

both! {
    async fn a_verdict_is_passed_over_only_with_a_reason_and_another_person(world: World) {
        let launch = launch(&world).await;
        launch.ada.import(&launch.release, "- [ ] Not done yet").await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        assert!(launch.decide("go").await.says("The verdict is not ready. To go in spite of it"));
        let ask = launch.at("/gate/override");
        assert!(launch.ada.post(&ask, &[("override", "")]).await.says("Enter a reason"));
        assert_eq!(
            launch.ada.post(&ask, &[("override", "The law starts on Monday")]).await.status,
            303
        );
        assert!(launch.decide("go").await.says("The override waits for another person"));
        let answer = launch.at("/gate/override/answer");
        assert_eq!(
            launch.ada.post(&answer, &[("answer", "approve")]).await.status,
            403,
            "an owner is no approver"
        );
        assert_eq!(launch.ben.post(&answer, &[("answer", "approve")]).await.status, 303);
        let pack = launch.decide("go").await;
        assert_eq!(pack.status, 303, "{}", pack.text());
        let pack = launch.ada.get(pack.location()).await;
        assert!(pack.says(
            "Ada asked to go in spite of the verdict: The law starts on Monday Ben approved it."
        ));
    }

    async fn an_override_does_not_hold_for_what_went_wrong_afterwards(world: World) {
        let launch = launch(&world).await;
        launch.ada.import(&launch.release, "- [ ] Not done yet").await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        launch.ada.post(&launch.at("/gate/override"), &[("override", "r")]).await;
        launch.ben.post(&launch.at("/gate/override/answer"), &[("answer", "approve")]).await;
        let item = launch.ada.item(&launch.release, "Not done yet").await;
        launch
            .ada
            .post(&format!("{item}/block"), &[("block-on", "legal"), ("block-reason", "x")])
            .await;
        assert!(
            launch
                .decide("go")
                .await
                .says("Since the override was asked for, Blocked items is worse")
        );
    }

    async fn nobody_approves_their_own_whatever_part_they_have(world: World) {
        let launch = launch(&world).await;
        let ask = [("kind", "buffer"), ("risk", "r"), ("control", "c"), ("until", "2027-01-15")];
        let new = launch.at("/exceptions/new");
        assert_eq!(launch.ben.post(&new, &ask).await.status, 303);
        let page = launch.ben.get(&launch.at("/gate")).await;
        let start = page.body.find("/exceptions/0").unwrap();
        let path = page.body[start..].split("/answer").next().unwrap().to_owned();
        let approve = [("answer", "approve")];
        let own = launch.ben.post(&format!("{path}/answer"), &approve).await;
        assert!(
            own.status == 422
                && own.says("You asked for this exception, so another person has to answer.")
        );
        assert_eq!(launch.ada.post(&format!("{path}/answer"), &approve).await.status, 403);
        assert!(
            launch
                .ada
                .post(&new, &ask)
                .await
                .says("There is an open exception from this criterion already")
        );
        let cleo = world.member("Cleo").await;
        launch.ada.add_participant(&launch.release, "Cleo", "approver").await;
        assert!(
            cleo.post(&format!("{path}/answer"), &[("answer", "reject")])
                .await
                .says("Enter a reason for rejecting it")
        );
        assert_eq!(cleo.post(&format!("{path}/answer"), &approve).await.status, 303);
        assert!(cleo.post(&format!("{path}/answer"), &approve).await.says("answered already"));
    }

    async fn an_exception_waives_until_its_day_and_expires_by_itself(world: World) {
        let launch = launch(&world).await;
        launch.ada.import(&launch.release, "- [ ] Not done yet").await;
        let ask = [
            ("kind", "required_items"),
            ("risk", "r"),
            ("control", "a person watches"),
            ("until", "2026-11-24"),
        ];
        launch.ada.post(&launch.at("/exceptions/new"), &ask).await;
        assert!(launch.gate().await.says("1 of 2 required items is open"));
        let page = launch.gate().await;
        let start = page.body.find("/exceptions/0").unwrap();
        let path = page.body[start..].split("/end").next().unwrap().to_owned();
        assert_eq!(
            launch.ben.post(&format!("{path}/answer"), &[("answer", "approve")]).await.status,
            303
        );
        assert!(launch.gate().await.says(
            "Waived until Tue 24 Nov: 1 of 2 required items is open. Instead: a person watches."
        ));
        for _ in 0..4 {
            world.advance(SignedDuration::from_hours(24));
        }
        let ada = world.sign_in("Ada").await;
        let page = ada.get(&launch.at("/gate")).await;
        assert!(page.says("Expired until Tue 24 Nov") && page.says("Not ready"), "{}", page.text());
    }

    async fn an_exception_is_answered_only_by_a_choice(world: World) {
        let launch = launch(&world).await;
        let ask = [("kind", "buffer"), ("risk", "r"), ("control", "c"), ("until", "2027-01-15")];
        launch.ada.post(&launch.at("/exceptions/new"), &ask).await;
        let page = launch.gate().await;
        let start = page.body.find("/exceptions/0").unwrap();
        let path = page.body[start..].split("/end").next().unwrap().to_owned();
        // What a browser sends when Enter is pressed in the reason and nothing is chosen.
        let page = launch.ben.post(&format!("{path}/answer"), &[("exception", "Too risky")]).await;
        assert!(page.status == 422 && page.says("Choose approve or reject"), "{}", page.text());
        assert!(page.body.contains("Too risky") && page.says("Asked for until"), "{}", page.text());
        let rejected = [("exception", "Too risky"), ("answer", "reject")];
        assert_eq!(launch.ben.post(&format!("{path}/answer"), &rejected).await.status, 303);
        assert!(launch.gate().await.says("Rejected until"));
    }
}
