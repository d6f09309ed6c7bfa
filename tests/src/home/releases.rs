//! The releases of home: pages that lose none.

use domain::ids::ReleaseId;
use uuid::Uuid;

use crate::world::{World, both};

const RELEASES: usize = 120;

/// Releases with one launch for several of them, and some without.
async fn add_releases(world: &World, product: Uuid) {
    let mut transaction = world.database.write().await.unwrap();
    for number in 0..RELEASES {
        let sql = "INSERT INTO releases (id, product_id, name, label, slug, summary, kind, tier, zone, launch_on, state,
                                         restricted, created_at, version)
                   VALUES ($1, $2, $3, '1', $3, '', 'standard', 'standard', 'UTC', $4, 'planning', FALSE, 1, 1)";
        let launch = (number % 7 > 0).then(|| format!("2027-01-{:02}", 1 + number / 10));
        let params = (Uuid::now_v7(), product, format!("Release-{number:03}"), launch);
        transaction.execute(sql, params).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

fn named(body: &str) -> Vec<String> {
    let names = body.match_indices("Release-").map(|(at, _)| body[at..at + 11].to_owned());
    let mut names: Vec<String> = names.collect();
    names.dedup();
    names
}

both! {
    async fn every_open_release_is_on_one_of_its_pages(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = world.product_of(&release).await;
        add_releases(&world, product).await;
        let (mut path, mut seen) = ("/".to_owned(), Vec::new());
        for page in 0..3 {
            let home = ada.get(&path).await;
            assert!(home.says("121 open releases, by launch date"), "{}", home.text());
            assert_eq!(home.says("First releases"), page > 0);
            seen.extend(named(&home.body));
            let Some((_, rest)) = home.body.split_once("/?after=") else { break };
            path = format!("/?after={}", &rest[..36]);
        }
        assert_eq!(seen.len(), RELEASES, "none twice");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), RELEASES, "none lost");
    }

    async fn a_place_that_one_may_not_see_or_that_is_nowhere_is_the_beginning(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let hidden = ada.release_with(&[("restricted", "on")]).await;
        let hidden = &*world.id_at(&hidden).await.to_string();
        ben.release().await;
        for after in [hidden, &ReleaseId::new(Uuid::now_v7()).to_string(), "x", ""] {
            let home = ben.get(&format!("/?after={after}")).await;
            assert!(home.status == 200 && home.says("1 open release,"), "{after}: {}", home.text());
            assert!(!home.says("First releases"));
        }
        assert!(ada.get("/").await.says("2 open releases"));
    }
}
