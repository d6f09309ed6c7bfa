//! What was acknowledged is there, however the program ends.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::world::{Server, add_person};

/// How often the program is killed, and for how long it writes before.
const ROUNDS: u64 = 20;
const WRITERS: u64 = 6;

/// Writes until the program is gone, and gives the names that were acknowledged.
fn write_until_killed(server: &mut Server, cookie: &str, round: u64) -> Vec<String> {
    let pid = server.child.id().to_string();
    let patience = Duration::from_millis(60 + round * 37 % 200);
    let killer = std::thread::spawn(move || {
        std::thread::sleep(patience);
        Command::new("kill").args(["-9", &pid]).status().unwrap();
    });
    let start = Instant::now();
    let server_now = &*server;
    // Several at once, so that commits are shared.
    let acknowledged = std::thread::scope(|scope| {
        let writers = (0..WRITERS).map(|writer| {
            scope.spawn(move || {
                let mut acknowledged = Vec::new();
                for number in 0.. {
                    let name = format!("product-{round}-{writer}-{number}");
                    let form = format!("name={name}&summary=");
                    match server_now.post("/products/new", cookie, &form) {
                        Some(answer) if answer.starts_with("HTTP/1.1 303") => {
                            acknowledged.push(name);
                        }
                        Some(answer) => panic!("{answer}"),
                        None => break,
                    }
                    assert!(start.elapsed() < Duration::from_secs(20), "it was not killed");
                }
                acknowledged
            })
        });
        let writers: Vec<_> = writers.collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    killer.join().unwrap();
    server.child.wait().unwrap();
    acknowledged
}

#[tokio::test]
async fn every_acknowledged_write_survives_twenty_kills() {
    let folder = tempfile::tempdir().unwrap();
    add_person(folder.path());
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let mut server = Server::start(folder.path());
        let cookie = server.sign_in();
        acknowledged.extend(write_until_killed(&mut server, &cookie, round));
    }
    assert!(acknowledged.len() > 20, "only {} writes were acknowledged", acknowledged.len());
    let pool = sqlx::SqlitePool::connect(&format!(
        "sqlite:{}",
        folder.path().join("holdpoint.db").display()
    ))
    .await
    .unwrap();
    for name in &acknowledged {
        let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM products WHERE name = $1")
            .bind(name)
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(rows, 1, "{name}");
    }
    let sound: String =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&pool).await.unwrap();
    assert_eq!(sound, "ok");
    let unmatched: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM products p
         WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.object_id = p.id AND a.action = 'product_created')",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(unmatched, 0, "no change without its record");
    eprintln!("{} acknowledged writes in {ROUNDS} rounds, all there", acknowledged.len());
}
