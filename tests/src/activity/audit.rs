use std::collections::BTreeSet;

use domain::activity::{Action, Object};
use domain::ids::{AuditId, ReleaseId, RequestId};
use domain::limits;
use store::activity::{Origin, Record};
use uuid::Uuid;

use crate::world::{World, both};

async fn count(world: &World, action: &'static str) -> i64 {
    let mut transaction = world.database.read().await.unwrap();
    let (count,) =
        transaction.one("SELECT COUNT(*) FROM audit WHERE action = $1", (action,)).await.unwrap();
    count
}

/// One record of every action, a second after the other, each with a name of its own for its object.
async fn store_every_action(world: &World, release: ReleaseId) {
    let mut transaction = world.database.write().await.unwrap();
    let origin = Origin {
        actor: None,
        session: None,
        network: "local".to_owned(),
        request: RequestId::new(Uuid::now_v7()),
    };
    let at = world.service.now();
    for (action, object) in Action::ALL.into_iter().zip(Object::ALL.into_iter().cycle()) {
        let record = Record {
            release: Some(release),
            label: Some(name_of(action)),
            ..Record::of(action, object, Uuid::now_v7())
        };
        let id = AuditId::new(Uuid::now_v7());
        store::activity::append_audit(&mut transaction, id, at, &origin, &record).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

fn name_of(action: Action) -> String {
    format!("the object of {}", action.key())
}

both! {
    async fn every_action_is_read_again_as_a_sentence(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let id = ReleaseId::new(world.id_at(&release).await);
        store_every_action(&world, id).await;

        let mut stored = Vec::new();
        let mut before = None;
        loop {
            let mut transaction = world.database.read().await.unwrap();
            let page =
                store::activity::list_entries(&mut transaction, id, before, 30).await.unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.place);
            stored.extend(page.into_iter().filter(|entry| entry.actor.is_none()));
        }
        assert!(
            stored.is_sorted_by(|one, next| one.place > next.place),
            "the newest first, none twice"
        );
        let read: Vec<Action> = stored.iter().rev().map(|entry| entry.action).collect();
        assert_eq!(read, Action::ALL);

        let mut text = String::new();
        let mut address = format!("{release}/activity");
        loop {
            let page = ada.get(&address).await;
            text.push_str(&page.text());
            let Some(older) = page.body.split(&format!("{release}/activity?before=")).nth(1) else {
                break;
            };
            address = format!("{release}/activity?before={}", older.split('"').next().unwrap());
        }
        assert!(
            Action::ALL.len() > usize::try_from(limits::PAGE).unwrap(),
            "two pages are needed to read all"
        );
        let sentences: BTreeSet<String> =
            stored.iter().map(domain::activity::AuditEntry::sentence).collect();
        for entry in stored {
            let (action, sentence) = (entry.action, entry.sentence());
            assert!(!sentence.contains(['{', '}']), "{sentence}");
            assert!(text.contains(&format!("Holdpoint {sentence}")), "{action:?} {text}");
            let named = action.sentence().contains("{}");
            assert_eq!(sentence.contains(&name_of(action)), named, "{sentence}");
        }
        assert_eq!(sentences.len(), Action::ALL.len(), "no two read the same");
    }

    async fn the_trail_is_never_changed_and_never_deleted(world: World) {
        world.member("Ada").await;
        for sql in ["UPDATE audit SET reason = 'x'", "DELETE FROM audit"] {
            let mut transaction = world.database.write().await.unwrap();
            assert!(transaction.execute(sql, ()).await.is_err(), "{sql}");
        }
        assert!(count(&world, "person_added").await == 1);
    }

    async fn a_change_that_is_refused_leaves_no_record(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        ada.post(&format!("{product}/edit"), &[("name", "x"), ("version", "7")]).await;
        assert_eq!(count(&world, "product_edited").await, 0);
    }

    async fn a_record_names_who_what_and_which_versions(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        ada.post(&format!("{product}/edit"), &[("name", "Other"), ("version", "1")]).await;
        let mut transaction = world.database.read().await.unwrap();
        let (before, after, network, actor): (Option<i64>, Option<i64>, String, bool) = transaction
            .one("SELECT version_before, version_after, network, actor_id IS NOT NULL FROM audit WHERE \
             action = 'product_edited'", ())
            .await
            .unwrap();
        assert_eq!((before, after, network.as_str(), actor), (Some(1), Some(2), "local", true));
    }

    async fn an_import_of_many_items_is_one_change(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] a\n- [ ] b").await;
        assert_eq!(count(&world, "checklist_imported").await, 1);
    }
}
