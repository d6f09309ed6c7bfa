//! Faults of the program and of its database, on PostgreSQL.

use std::io::Write as _;
use std::time::{Duration, Instant};

use super::bed::{Bed, a_while, cycles, kill};
use super::cluster::Cluster;
use super::load::Load;

#[tokio::test]
async fn f1_every_acknowledged_write_survives_a_kill() {
    let Some(cluster) = Cluster::start() else { return };
    kill(Some(cluster.url()), cycles(8)).await;
}

#[tokio::test]
async fn f9_who_goes_away_in_the_middle_leaves_nothing_behind() {
    let Some(cluster) = Cluster::start() else { return };
    let (bed, server) = Bed::new(Some(cluster.url()));
    let load = Load::new(bed.at, server.sign_in());
    let cycles = cycles(1_000);
    let body = "name=Cut&summary=";
    let request = format!(
        "POST /products/new HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        bed.at,
        server.sign_in(),
        body.len()
    );
    load.during(|| {
        for cycle in 0..cycles {
            let mut stream = server.connect();
            let part = usize::try_from(cycle * 37).unwrap() % (request.len() + 1);
            let _ = stream.write_all(&request.as_bytes()[..part]);
            std::thread::sleep(Duration::from_micros(cycle * 131 % 3_000));
        }
    });
    std::thread::sleep(Duration::from_secs(1));
    let idle = "SELECT COUNT(*) FROM pg_stat_activity
         WHERE datname = 'holdpoint' AND state LIKE 'idle in transaction%'";
    assert_eq!(cluster.sql("postgres", idle), "0", "no transaction is left open");
    bed.check("F9 aborted requests", cycles, &load).await;
}

/// Something is done to the database while people write; soon afterwards the program goes on by itself.
async fn goes_on(fault: &str, cycles: u64, happens: impl Fn(&Cluster, u64)) -> Duration {
    let Some(cluster) = Cluster::start() else { return Duration::ZERO };
    let (bed, server) = Bed::new(Some(cluster.url()));
    let load = Load::new(bed.at, server.sign_in());
    let mut slowest = Duration::ZERO;
    load.during(|| {
        for cycle in 0..cycles {
            std::thread::sleep(Duration::from_millis(150) + a_while(cycle, 300));
            happens(&cluster, cycle);
            let since = Instant::now();
            let before = load.acknowledged();
            while load.acknowledged() == before {
                assert!(since.elapsed() < Duration::from_secs(10), "nothing is saved any more");
                std::thread::sleep(Duration::from_millis(20));
            }
            slowest = slowest.max(since.elapsed());
        }
        std::thread::sleep(Duration::from_millis(500));
    });
    let waited = load.slowest();
    bed.check(fault, cycles, &load).await;
    eprintln!("saved again after {slowest:?} at most");
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    waited
}

#[tokio::test]
async fn f10_a_database_that_is_started_again_is_found_again() {
    goes_on("F10 restart -m immediate", cycles(4), |cluster, _| {
        cluster.stop_at_once();
        cluster.start_again();
    })
    .await;
}

#[tokio::test]
async fn f11_connections_that_are_ended_are_made_anew() {
    goes_on("F11 pg_terminate_backend", cycles(8), |cluster, _| {
        let end = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'holdpoint'";
        cluster.sql("postgres", end);
    })
    .await;
}

#[tokio::test]
async fn f12_a_table_that_is_locked_makes_nobody_wait_for_ever() {
    let waited = goes_on("F12 LOCK TABLE", cycles(1), |cluster, _| {
        let lock =
            "BEGIN; LOCK TABLE products IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(6); COMMIT";
        cluster.sql("holdpoint", lock);
    })
    .await;
    assert!(waited < Duration::from_secs(5), "they are told to come again: {waited:?}");
}
