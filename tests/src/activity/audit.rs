use crate::world::{World, both};

async fn count(world: &World, action: &'static str) -> i64 {
    let mut transaction = world.database.read().await.unwrap();
    let (count,) =
        transaction.one("SELECT COUNT(*) FROM audit WHERE action = $1", (action,)).await.unwrap();
    count
}

both! {
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
            .one("SELECT version_before, version_after, network, actor_id IS NOT NULL FROM audit WHERE action = 'product_edited'", ())
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
