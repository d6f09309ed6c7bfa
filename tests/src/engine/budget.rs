//! How many statements a page takes.

use store::count_statements;

use crate::gate::launch;
use crate::world::{World, both};

/// Pages of a release with everything in it, and how many statements each may take: when nothing of the release is
/// kept in memory, and when it is. In it are who asks, the address, permission, and the page from one snapshot.
const BUDGETS: [(&str, usize, usize); 11] = [
    ("/", 47, 25),
    ("{release}", 31, 6),
    ("{release}/checklist", 27, 5),
    ("{release}/items/1", 29, 7),
    ("{release}/gate/1", 36, 14),
    ("{release}/phases/1", 13, 12),
    ("{release}/phases/1/room", 44, 22),
    ("{release}/schedule", 37, 15),
    ("{release}/runs", 9, 9),
    ("{release}/findings", 9, 9),
    ("{release}/activity", 5, 5),
];

both! {
    async fn a_page_keeps_to_its_budget_of_statements(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        ada.runbook(&launch.release, "1. Copy").await;
        ada.drill(&launch.release, "outage").await;
        launch.open().await;
        let mut over = Vec::new();
        for (page, cold, warm) in BUDGETS {
            // Another process has read nothing yet.
            let fresh = world.again().await.sign_in("Ada").await;
            let path = page.replace("{release}", &launch.release);
            for budget in [cold, warm] {
                let (shown, count) = count_statements(fresh.get(&path)).await;
                assert_eq!(shown.status, 200, "{path}");
                if count > budget {
                    over.push(format!("{page}: {count} instead of {budget}"));
                }
            }
        }
        assert!(over.is_empty(), "{over:#?}");
    }

    async fn more_of_everything_takes_no_more_statements(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let count = async || {
            let fresh = world.again().await.sign_in("Ada").await;
            let mut counts = Vec::new();
            for page in ["/", &*launch.release, &format!("{}/checklist", launch.release), &launch.at("/gate")] {
                counts.push(count_statements(fresh.get(page)).await.1);
            }
            counts
        };
        let before = count().await;
        let items: String = (0..300).map(|number| format!("- [ ] Item {number}\n")).collect();
        ada.import(&launch.release, &items).await;
        for _ in 0..20 {
            ada.release().await;
        }
        let after = count().await;
        eprintln!("{before:?} {after:?}");
        assert_eq!(before[1..], after[1..], "a release with 300 items more");
    }
}
