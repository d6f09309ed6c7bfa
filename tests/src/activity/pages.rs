//! `/releases/{id}/activity`: long, and read page by page.

use domain::limits;

use crate::world::{World, both};

both! {
    async fn entries_of_one_microsecond_are_each_shown_once_over_the_pages(world: World) {
        // The clock of the world stands still: all of these happen at the same moment.
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let count = usize::try_from(limits::PAGE).unwrap() + 5;
        for number in 0..count {
            let title = format!("Line {number:03}.");
            let added = ada.post(&format!("{release}/checklist/new"), &[("title", &title)]).await;
            assert_eq!(added.status, 303, "{}", added.text());
        }
        let first = ada.get(&format!("{release}/activity")).await;
        let start = first.body.find("/activity?before=").unwrap();
        let older = first.body[start..].split('"').next().unwrap();
        let second = ada.get(&format!("{release}{older}")).await;
        assert!(!second.body.contains("/activity?before="), "the second page is the last");
        let both = format!("{} {}", first.text(), second.text());
        for number in 0..count {
            let title = format!("“Line {number:03}.”");
            assert_eq!(both.matches(&title).count(), 1, "{title}");
        }
        assert!(second.says("created the release") && !first.says("created the release"));
    }

    async fn an_address_that_names_no_place_shows_the_newest(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        for place in ["", "1795251600000000", "x.y", "1795251600000000.x"] {
            let page = ada.get(&format!("{release}/activity?before={place}")).await;
            assert!(page.status == 200 && page.says("created the release"), "{place}");
        }
    }
}
