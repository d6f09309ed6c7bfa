//! Search: what is found, what is not, and the palette.

mod odd;
mod palette;
mod sees;
mod things;

use domain::person::{Role, Support};
use store::Transaction;

use crate::world::{Client, Page, World, both};

/// The page of what was found.
async fn search(client: &Client, words: &str) -> Page {
    let asked =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
    let page = client.get(&format!("/search?{asked}")).await;
    assert_eq!(page.status, 200, "{words:?}");
    page
}

async fn finds(client: &Client, words: &str, title: &str) -> bool {
    search(client, words).await.says(title)
}

/// What the triggers left out or left behind.
async fn require_complete(transaction: &mut Transaction) {
    let difference = "SELECT COUNT(*)
        FROM (SELECT kind, object_id, page_id, title, words FROM search_sources
              EXCEPT SELECT kind, object_id, page_id, title, words FROM search_entries) missing";
    let left = "SELECT COUNT(*)
        FROM (SELECT kind, object_id, page_id, title, words FROM search_entries
              EXCEPT SELECT kind, object_id, page_id, title, words FROM search_sources) left_behind";
    for sql in [difference, left] {
        let (count,): (i64,) = transaction.one(sql, ()).await.unwrap();
        assert_eq!(count, 0, "{sql}");
    }
}

both! {
    async fn what_is_written_is_found_at_once_and_what_is_deleted_is_gone(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "# Before\n- [ ] Tell the zebra desk").await;
        assert!(finds(&ada, "zeb desk", "Tell the zebra desk").await);
        let item = ada.item(&release, "Tell the zebra desk").await;
        let edit = [("title", "Tell the giraffe"), ("required", "on"), ("version", "1")];
        assert_eq!(ada.post(&format!("{item}/edit"), &edit).await.status, 303);
        assert!(finds(&ada, "giraffe", "Tell the giraffe").await);
        assert!(search(&ada, "zebra").await.says("Nothing found"));
        assert_eq!(ada.post(&format!("{item}/delete"), &[]).await.status, 303);
        assert!(search(&ada, "giraffe").await.says("Nothing found"));
        require_complete(&mut world.database.read().await.unwrap()).await;
    }

    async fn what_was_rolled_back_is_not_found(world: World) {
        let ada = world.member("Ada").await;
        let mut transaction = world.database.write().await.unwrap();
        things::product(&mut transaction, "Zebra portal").await;
        drop(transaction);
        assert!(search(&ada, "zebra").await.says("Nothing found"));
        let mut transaction = world.database.write().await.unwrap();
        things::product(&mut transaction, "Zebra portal").await;
        transaction.commit().await.unwrap();
        assert!(finds(&ada, "zebra", "Zebra portal").await);
    }

    async fn only_the_valid_version_of_a_step_is_found(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, "1. Freeze the zebra\n2. Copy").await;
        let run = ada.run(&runbook, "dry_run").await;
        assert_eq!(ada.post(&format!("{run}/start"), &[]).await.status, 303);
        let step = ada.steps(&runbook).await.remove(0);
        let edit = [("version", "1"), ("title", "Freeze the giraffe")];
        assert_eq!(ada.post(&format!("/steps/{step}/edit"), &edit).await.status, 303);
        let found = search(&ada, "giraffe").await;
        let id = world.id_at(&runbook).await;
        assert!(found.body.contains(&format!("/runbooks/{id}#step-{step}")), "{}", found.text());
        assert!(search(&ada, "zebra").await.says("Nothing found"));
        assert!(finds(&ada, "dry run", "Dry run 1").await);
        require_complete(&mut world.database.read().await.unwrap()).await;
        assert_eq!(ada.post(&format!("/steps/{step}/delete"), &[]).await.status, 303);
        assert!(search(&ada, "giraffe").await.says("Nothing found"));
        require_complete(&mut world.database.read().await.unwrap()).await;
    }

    async fn training_is_found_by_what_is_published_of_it_and_not_by_drafts(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        let vic = world.person("Vic", Role::Viewer).await;
        assert!(finds(&vic, "button", "What is new").await);
        let draft = [("body", "# Sign in\n\nPress the zebra."), ("changes", "The zebra")];
        assert_eq!(ada.write_material(&material, &draft).await.status, 303);
        assert!(search(&vic, "zebra").await.says("Nothing found"));
        assert!(search(&ada, "zebra").await.says("Nothing found"));
        ada.publish_material(&ben, &material).await;
        assert!(finds(&vic, "zebra", "What is new").await);
        require_complete(&mut world.database.read().await.unwrap()).await;
    }

    async fn whoever_uses_the_desk_is_led_there_to_search_the_texts_of_answers(world: World) {
        let sven = world.supporter("Sven", Role::Viewer, Support::Agent).await;
        let vera = world.person("Vera", Role::Viewer).await;
        let page = search(&sven, "no+such+thing").await;
        assert!(page.says("Nothing found") && page.says("Search answers at the desk"), "{}", page.text());
        let led = sven.get("/desk?q=no+such+thing").await;
        assert!(led.body.contains("value=\"no such thing\""));
        for (client, path) in [(&sven, "/search?q=a&kind=item"), (&vera, "/search?q=a")] {
            assert!(!client.get(path).await.says("Search answers at the desk"), "{path}");
        }
    }

    async fn mistakes_are_forgiven_and_the_best_comes_first(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let document = "- [ ] Rehearse the rollback\n- [ ] Rollback\n- [ ] Größe der Datenbank\n\
            - [ ] Выпускной план";
        ada.import(&release, document).await;
        for words in ["rolback", "rollbakc", "rollb", "reherse rollback", "back"] {
            assert!(finds(&ada, words, "Rehearse the rollback").await, "{words}");
        }
        let found = search(&ada, "rollback").await.text();
        assert!(found.find("Rollback Spring").unwrap() < found.find("Rehearse the").unwrap(), "{found}");
        for words in ["grosse", "größe datenbank", "GRÖẞE", "Große", "bank"] {
            let found = finds(&ada, words, "Größe der Datenbank").await;
            assert_eq!(found, words != "grosse", "{words}");
        }
        for words in ["выпуск", "ВЫПУСКНОЙ", "выпускнои"] {
            assert!(finds(&ada, words, "Выпускной план").await, "{words}");
        }
        assert!(search(&ada, "rollback banana").await.says("Nothing found"), "all of the words");
    }

    async fn a_search_is_narrowed_by_kind_and_product(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Zebra item").await;
        let other = ada.product("Zebra product").await;
        let page = ada.get("/search?q=zebra&kind=item").await;
        assert!(page.says("1 thing found.") && page.says("Zebra item Spring 2.0 · Portal"), "{}", page.text());
        let id = world.id_at(&other).await;
        let page = ada.get(&format!("/search?q=zebra&product={id}")).await;
        assert!(page.says("1 thing found.") && !page.says("Zebra item"), "{}", page.text());
        let page = ada.get("/search?q=zebra&kind=nonsense&product=nonsense").await;
        assert!(page.says("2 things found."), "{}", page.text());
    }

    async fn more_than_fifty_are_not_counted(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let all: String = (0..60).map(|number| format!("- [ ] Zebra {number}\n")).collect();
        ada.import(&release, &all).await;
        let page = search(&ada, "zebra").await;
        assert!(page.says("The best 50 are here.") && !page.says("60"), "{}", page.text());
    }

    async fn people_are_found_by_name_and_never_by_address(world: World) {
        let adam = world.person("Adam", Role::Admin).await;
        let vera = world.person("Vera", Role::Viewer).await;
        for client in [&adam, &vera] {
            assert!(finds(client, "vera", "Vera").await);
            for words in ["example", "example.org", "vera example"] {
                assert!(search(client, words).await.says("Nothing found"), "{words}");
            }
        }
        assert!(search(&adam, "vera").await.body.contains("href=\"/people/"));
        assert!(!search(&vera, "adam").await.body.contains("href=\"/people/"));
    }
}
