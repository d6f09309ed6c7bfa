//! Negative controls: programs that lie are found out. A checker that never says no proves nothing.

use std::time::Duration;

use store::{Address, Database};

use super::bed::{Bed, signal};
use super::checker::{Violation, violations};
use super::liar::{Lie, listen};
use super::load::Load;

/// What the checker says of a liar under whom somebody writes for a while.
async fn caught(lie: Lie, kills: usize) -> Vec<Violation> {
    let (bed, mut server) = Bed::new(None);
    let load = Load::new(listen(bed.at, lie), server.sign_in());
    let enough = if kills == 0 { 1_200 } else { 100 };
    load.during(|| {
        for _ in 0..kills {
            std::thread::sleep(Duration::from_millis(150));
            signal(&server, "-9");
            server.child.wait().unwrap();
            server = bed.start();
        }
        let since = std::time::Instant::now();
        while load.sent().len() < enough && since.elapsed() < Duration::from_secs(200) {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let history = load.settle();
    // What it has in hand arrives.
    std::thread::sleep(Duration::from_millis(300));
    violations(&history, &bed.found().await)
}

#[tokio::test]
async fn a_server_that_acknowledges_early_is_found_out() {
    let wrong = caught(Lie::AcknowledgesEarly, 5).await;
    let lost = wrong.iter().any(|wrong| matches!(wrong, Violation::Lost(_)));
    assert!(lost, "{wrong:?}");
}

#[tokio::test]
async fn a_server_that_loses_one_write_in_a_thousand_is_found_out() {
    let wrong = caught(Lie::LosesOneIn(1_000), 0).await;
    let noticed = |wrong: &Violation| {
        matches!(wrong, Violation::Lost(_) | Violation::Versions { .. } | Violation::SameVersion(_))
    };
    assert!(wrong.iter().any(noticed), "{wrong:?}");
}

#[tokio::test]
async fn a_server_without_versions_is_found_out() {
    let wrong = caught(Lie::TakesRefusalsForSuccess, 0).await;
    assert!(wrong.iter().any(|wrong| matches!(wrong, Violation::SameVersion(_))), "{wrong:?}");
}

#[tokio::test]
async fn a_record_that_is_missing_is_found_out() {
    let (bed, server) = Bed::new(None);
    let load = Load::new(bed.at, server.sign_in());
    load.during(|| std::thread::sleep(Duration::from_millis(300)));
    let history = load.settle();
    assert_eq!(violations(&history, &bed.found().await), []);
    drop(server);
    let address = Address::sqlite(&bed.folder().join("holdpoint.db"));
    let database = Database::connect(address).await.unwrap();
    let mut transaction = database.write().await.unwrap();
    for sql in [
        "PRAGMA defer_foreign_keys = on",
        "DROP TRIGGER audit_is_never_deleted",
        "DROP TRIGGER audit_seal_is_never_deleted",
        "DELETE FROM audit_seals",
        "DELETE FROM audit WHERE id = (SELECT MAX(id) FROM audit WHERE action = 'product_created')",
    ] {
        transaction.execute(sql, ()).await.unwrap();
    }
    transaction.commit().await.unwrap();
    drop(database);
    let wrong = violations(&history, &bed.found().await);
    assert_eq!(wrong, [Violation::WithoutRecord(1)]);
}
