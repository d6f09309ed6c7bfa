//! The palette: what it offers to whom, and where.

use domain::person::{Role, Support};

use crate::world::{Client, Page, World, both};

async fn palette(client: &Client, words: &str, here: &str) -> Page {
    let page = client.get(&format!("/search/palette?q={words}&here={here}")).await;
    assert_eq!(page.status, 200);
    page
}

both! {
    async fn commands_are_offered_where_they_make_sense_and_to_whoever_may(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Task").await;
        let item = ada.item(&release, "Task").await;
        let new = format!("{release}/checklist/new");
        for here in [&release, &item] {
            assert!(palette(&ada, "add+item", here).await.body.contains(&new), "{here}");
        }
        assert!(!palette(&ada, "add+item", "/").await.says("Add an item"));
        assert!(palette(&ada, "template", &release).await.body.contains(&format!("{release}/responses/new")));
        assert!(palette(&ada, "phase", &release).await.says("Add a phase"), "Ada is its owner");
        let ben = world.member("Ben").await;
        let of_ben = palette(&ben, "add", &release).await;
        assert!(of_ben.says("Add an item") && !of_ben.says("Add a phase"), "{}", of_ben.text());
        let vera = world.person("Vera", Role::Viewer).await;
        assert_eq!(palette(&vera, "add", &release).await.text(), "");
        assert!(palette(&vera, "sign", "/").await.says("Sign out"));
        assert!(!palette(&vera, "desk", "/").await.body.contains("/desk"));
        let sven = world.supporter("Sven", Role::Viewer, Support::Agent).await;
        assert!(palette(&sven, "desk", "/").await.body.contains("href=\"/desk\""));
        assert!(!palette(&ben, "people", "/").await.body.contains("href=\"/people\""));
        let adam = world.person("Adam", Role::Admin).await;
        assert!(palette(&adam, "people", "/").await.body.contains("href=\"/people\""));
    }

    async fn before_anything_is_typed_it_offers_what_i_worked_on(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] Mine").await;
        let item = ada.item(&release, "Mine").await;
        assert_eq!(ada.post(&format!("{item}/complete"), &[]).await.status, 303);
        let offered = palette(&ada, "", "/").await;
        let (recent, commands) = offered.body.split_once("Go and do").unwrap();
        let (item, release) = (world.id_at(&item).await, world.id_at(&release).await);
        assert!(recent.contains(&format!("/items/{item}")) && recent.contains(&format!("/releases/{release}")));
        assert!(commands.contains("/products"));
        let ben = world.member("Ben").await;
        assert!(!palette(&ben, "", "/").await.body.contains(&item.to_string()), "it was not Ben");
    }

    async fn an_option_is_a_link_with_a_name(world: World) {
        let ada = world.member("Ada").await;
        ada.release().await;
        let offered = palette(&ada, "spring", "/").await;
        assert!(offered.says("Found Spring 2.0 Releases · Portal"), "{}", offered.text());
        assert!(offered.body.contains("role=\"option\"") && offered.body.contains("<mark>Spring<"));
        let page = ada.get("/").await;
        assert!(page.body.contains("role=\"combobox\"") && page.body.contains("<dialog id=\"palette\""));
        assert!(!world.stranger().get("/sign-in").await.body.contains("palette"));
    }
}

/// A command leads to a page, and asks for no less than the page does.
#[test]
fn every_command_leads_to_an_address_of_the_table() {
    for (address, needs) in crate::access::commands() {
        assert_eq!(crate::access::page_needs(address), Some(needs), "{address}");
    }
}
