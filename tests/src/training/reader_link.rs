//! `/read/{secret}`: one reader without an account reads one material.

use jiff::SignedDuration;

use crate::world::{Client, World, both};

/// A material, a reader of its audience, and their link.
async fn link(world: &World) -> (Client, Client, String, String, String) {
    let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
    let release = ada.release().await;
    let cohort = ada.cohort(&release, "Pilots", "20").await;
    let jo = ada.reader(&cohort, "Jo Doe", "jo@example.org").await;
    ada.reader(&cohort, "Kim Roe", "kim@example.org").await;
    let material = ada.published_material(&ben, &format!("{release}/training")).await;
    let link = ada.reader_link(&material, &jo).await;
    (ada, ben, material, jo, link)
}

both! {
    async fn it_shows_the_material_and_the_name_of_its_reader_and_leads_nowhere(world: World) {
        let (_, _, material, _, link) = link(&world).await;
        let page = world.stranger().get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.says("What is new") && page.says("Press the button."));
        assert!(page.says("This link is for Jo Doe"));
        for other in ["Ada", "Ben", "Kim", "Pilots", "Spring", "Portal", "jo@example.org"] {
            assert!(!page.says(other), "{other}: {}", page.text());
        }
        let id = material.rsplit('/').next().unwrap();
        assert!(!page.body.contains(id) && !page.body.contains("<nav"), "{}", page.body);
        let own = page.body.matches("href=\"/").count() - page.body.matches("href=\"/assets/").count();
        assert_eq!(own, page.body.matches("href=\"/favicon.svg\"").count(), "{}", page.body);
    }

    async fn it_is_confirmed_once_whoever_is_signed_in(world: World) {
        let (ada, ben, material, _, link) = link(&world).await;
        // Ben opens the link of somebody else: it counts for them, and says for whom it is.
        let page = ben.get(&link).await;
        assert!(page.says("This link is for Jo Doe") && !page.says("Ben"), "{}", page.text());
        for _ in 0..2 {
            assert_eq!(ben.post(&link, &[("number", "1")]).await.status, 303);
        }
        let page = world.stranger().get(&link).await;
        assert!(page.says("You confirmed this on Sat 21 Nov") && !page.says("I have read this"));
        assert!(ben.get(&material).await.says("You have not said that you read it"));
        assert!(ada.get(&format!("{material}/coverage")).await.says("1 of 2 read, 1 not yet"));
        let mut transaction = world.database.read().await.unwrap();
        let sql = "SELECT COUNT(*) FROM acknowledgements WHERE person_id IS NULL";
        let (count,): (i64,) = transaction.one(sql, ()).await.unwrap();
        assert_eq!(count, 1);
    }

    async fn it_stops_when_it_is_revoked_too_old_or_replaced(world: World) {
        let (ada, _, material, jo, first) = link(&world).await;
        let stranger = world.stranger();
        let nothing = stranger.get("/read/abc").await;
        assert!(nothing.status == 404 && nothing.says("Ask whoever sent it to you"));
        let gone = async |path: &str| {
            let page = stranger.get(path).await;
            assert_eq!((page.status, page.text()), (404, nothing.text()));
            assert_eq!(stranger.post(path, &[("number", "1")]).await.status, 404);
        };
        let second = ada.reader_link(&material, &jo).await;
        gone(&first).await;
        assert_eq!(stranger.get(&second).await.status, 200);
        let page = ada.get(&format!("{material}/coverage")).await;
        let start = page.body.find("/reader-links/").unwrap();
        let revoke = page.body[start..].split('"').next().unwrap();
        assert!(ada.get(revoke).await.says("Revoke the link of Jo Doe?"));
        assert_eq!(ada.post(revoke, &[]).await.status, 303);
        gone(&second).await;
        let third = ada.reader_link(&material, &jo).await;
        world.advance(SignedDuration::from_hours(24 * 30) - SignedDuration::from_secs(1));
        assert_eq!(stranger.get(&third).await.status, 200);
        world.advance(SignedDuration::from_secs(1));
        gone(&third).await;
        assert!(world.sign_in("Ada").await.get(&format!("{material}/coverage")).await.says("0 of 2 read"));
    }

    async fn it_shows_what_is_published_now_and_confirms_what_was_read(world: World) {
        let (ada, ben, material, _, link) = link(&world).await;
        let stranger = world.stranger();
        let next = [("body", "Another button."), ("asks", "again"), ("changes", "It moved")];
        ada.write_material(&material, &next).await;
        assert!(stranger.get(&link).await.says("Press the button."), "a draft is nobody's");
        assert_eq!(stranger.post(&link, &[("number", "2")]).await.status, 422);
        ada.publish_material(&ben, &material).await;
        let page = stranger.post(&link, &[("number", "1")]).await;
        assert!(page.status == 422 && page.says("A new version was published while you read"));
        assert!(page.says("Another button."));
        assert_eq!(stranger.post(&link, &[("number", "2")]).await.status, 303);
        let page = ada.post(&format!("{material}/retire"), &[("reason", "Over")]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert_eq!(stranger.get(&link).await.status, 404);
    }

    async fn nobody_makes_a_link_for_whom_the_material_is_not(world: World) {
        let (ada, _, material, jo, _) = link(&world).await;
        let other = ada.release().await;
        let cohort = ada.cohort(&other, "Others", "20").await;
        let stranger = ada.reader(&cohort, "Lou", "").await;
        let page = ada.post(&format!("{material}/links"), &[("reader", &stranger)]).await;
        assert!(page.status == 422 && page.says("The material is not for this reader"));
        assert_eq!(ada.get(&format!("{material}/links?reader={stranger}")).await.status, 404);
        assert!(ada.get(&format!("{material}/links?reader={jo}")).await.says("Personal link for Jo Doe"));
        let vera = world.person("Vera", domain::person::Role::Viewer).await;
        assert_eq!(vera.get(&format!("{material}/links?reader={jo}")).await.status, 403);
        assert!(!vera.get(&format!("{material}/coverage")).await.says("Personal link"));
    }
}
