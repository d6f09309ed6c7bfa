//! Who did not get in, and who may not: in the trail, once a minute, without a word of what was typed.

use domain::person::Role;
use jiff::SignedDuration;

use crate::world::{PASSWORD, World, both};

type Found = (bool, bool, String, Option<String>, Option<String>);

/// Whether somebody did it and whom it is about, from where, and the words of each record.
async fn records(world: &World, action: &'static str) -> Vec<Found> {
    let mut transaction = world.database.read().await.unwrap();
    transaction
        .all(
            "SELECT a.actor_id IS NOT NULL, p.id IS NOT NULL, a.network, a.label, a.reason
             FROM audit a
             LEFT JOIN people p ON p.id = a.object_id
             WHERE a.action = $1
             ORDER BY a.at",
            (action,),
        )
        .await
        .unwrap()
}

both! {
    async fn a_failed_sign_in_is_in_the_trail_by_ids_once_a_minute(world: World) {
        world.member("Ada").await;
        for email in ["ada@example.org", "nobody-typed-this@example.org", "another@example.org"] {
            let wrong = [("email", email), ("password", "a wrong but long password")];
            assert_eq!(world.stranger().post("/sign-in", &wrong).await.status, 422);
        }
        let found = records(&world, "sign_in_failed").await;
        assert_eq!(found, [(false, true, "local".to_owned(), None, None)]);
        world.advance(SignedDuration::from_mins(1));
        let wrong =
            [("email", "nobody-typed-this@example.org"), ("password", "a wrong but long password")];
        world.stranger().post("/sign-in", &wrong).await;
        let found = records(&world, "sign_in_failed").await;
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[1],
            (false, false, "local".to_owned(), None, None),
            "an address that nobody has"
        );
        let right = [("email", "ada@example.org"), ("password", PASSWORD)];
        assert_eq!(world.stranger().post("/sign-in", &right).await.status, 303);
        assert_eq!(records(&world, "sign_in_failed").await.len(), 2, "the right one is none");
    }

    async fn a_sign_in_that_is_slowed_down_is_in_the_trail_once_a_minute(world: World) {
        world.member("Ada").await;
        let wrong = [("email", "ada@example.org"), ("password", "a wrong but long password")];
        world.stranger().post("/sign-in", &wrong).await;
        for _ in 0..20 {
            assert_eq!(world.stranger().post("/sign-in", &wrong).await.status, 429);
        }
        assert_eq!(records(&world, "sign_in_throttled").await.len(), 1);
    }

    async fn what_somebody_may_not_do_is_in_the_trail_once_a_minute(world: World) {
        let (ada, eve) = (world.member("Ada").await, world.person("Eve", Role::Viewer).await);
        let release = ada.release().await;
        for _ in 0..5 {
            let refused =
                eve.post(&format!("{release}/checklist/new"), &[("title", "secret words")]).await;
            assert_eq!(refused.status, 403);
        }
        let label = Some("POST /releases/{id}/checklist/new".to_owned());
        let found = records(&world, "refused").await;
        assert_eq!(found, [(true, true, "local".to_owned(), label, None)]);
        assert_eq!(ada.get("/people").await.status, 403);
        assert_eq!(records(&world, "refused").await.len(), 2, "another person");
        world.advance(SignedDuration::from_mins(1));
        assert_eq!(eve.get(&format!("{release}/edit")).await.status, 403);
        assert_eq!(records(&world, "refused").await.len(), 3, "another minute");
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let item = world.id_at(&item).await.to_string();
        let fields = [("item", &*item), ("step", "complete")];
        world.advance(SignedDuration::from_mins(1));
        assert_eq!(eve.call("/fn/checklist/tick", &fields).await.status, 403);
        assert_eq!(records(&world, "refused").await.len(), 4, "a function, as a form");
    }
}
