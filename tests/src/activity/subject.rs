//! The trail keeps ids of people; their names are read with it.

use uuid::Uuid;

use crate::world::{World, both};

/// Label, reason, and the versions before and after.
type Stored = (String, Option<String>, Option<i64>, Option<i64>);

both! {
    async fn nobody_is_named_in_the_text_of_a_record_and_everybody_where_it_is_read(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let release = ada.release().await;
        let ben = ada.choice(&format!("{release}/people"), "Ben").await;
        let duties = format!("{release}/duties");
        assert_eq!(
            ada.post(&duties, &[("person", &ben), ("duty", "Second line")]).await.status,
            303
        );
        assert_eq!(ada.post(&format!("{duties}/take"), &[("person", &ben)]).await.status, 303);
        let drill = ada.drill(&release, "outage").await;
        assert_eq!(
            ada.post(&format!("{drill}/people"), &[("person", &ben), ("role", "player")])
                .await
                .status,
            303
        );
        assert_eq!(
            ada.post(&format!("{drill}/people/take"), &[("person", &ben)]).await.status,
            303
        );
        let runbook = ada.runbook(&release, "1. Copy").await;
        let run = ada.run(&runbook, "dry_run").await;
        ada.post(&format!("{run}/start"), &[]).await;
        let step = ada.steps(&runbook).await.remove(0);
        let handed =
            ada.act(&run, &[("what", "substitute"), ("step", &step), ("person", &ben)]).await;
        assert_eq!(handed.status, 303, "{}", handed.text());
        let mut transaction = world.database.read().await.unwrap();
        let (named,): (i64,) = transaction
            .one("SELECT COUNT(*) FROM audit WHERE label LIKE '%Ben%' OR reason LIKE '%Ben%'", ())
            .await
            .unwrap();
        assert_eq!(named, 0);
        drop(transaction);
        let page = ada.get(&format!("{release}/activity")).await;
        for sentence in [
            "put on call: “Ben” “Second line”",
            "took off call: “Ben”",
            "gave a role in the drill to Ben: “Drill 1: Half out” “Player”",
            "took the role in the drill from Ben: “Drill 1: Half out”",
            "said in a run: “substitute: Copy” by Ben",
        ] {
            assert!(page.says(sentence), "{sentence}: {}", page.text());
        }
    }

    async fn a_record_from_before_still_says_what_it_said(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let mut transaction = world.database.write().await.unwrap();
        transaction
            .execute(
                "INSERT INTO audit (id, at, actor_id, network, request_id, action, object_kind, object_id,
                                    release_id, label)
                 SELECT $1, at, actor_id, network, request_id, 'duty_given', 'person', object_id,
                        release_id, 'Ben as Second line'
                 FROM audit WHERE action = 'release_created'",
                (Uuid::now_v7(),),
            )
            .await
            .unwrap();
        transaction.commit().await.unwrap();
        assert!(
            ada.get(&format!("{release}/activity")).await.says("put on call: “Ben as Second line”")
        );
    }

    async fn a_press_of_the_rollback_clock_is_one_record(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, "1. Copy").await;
        let run = ada.run(&runbook, "dry_run").await;
        ada.post(&format!("{run}/start"), &[]).await;
        for fields in [
            &[("what", "rollback_from")][..],
            &[("what", "rollback_to")],
            &[("what", "rollback_clear"), ("words", "By mistake")],
        ] {
            assert_eq!(ada.act(&run, fields).await.status, 303);
        }
        let mut transaction = world.database.read().await.unwrap();
        let rows: Vec<Stored> = transaction
            .all("SELECT label, reason, version_before, version_after FROM audit WHERE action = 'run_acted' \
             ORDER BY id", ())
            .await
            .unwrap();
        let labels: Vec<_> =
            rows.iter().map(|(label, ..)| label.split(':').next().unwrap()).collect();
        assert_eq!(labels, ["rollback started", "rollback done", "rollback cleared"]);
        assert!(rows.iter().all(|(.., before, after)| before.map(|before| before + 1) == *after));
        assert_eq!(rows[2].1.as_deref(), Some("By mistake"));
    }
}
