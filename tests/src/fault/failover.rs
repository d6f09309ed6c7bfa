//! Two programs behind a proxy on one PostgreSQL with a copy that follows it: the first goes, and the copy takes its
//! place while people write.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::bed::{Bed, cycles, signal};
use super::cluster::{Cluster, url_at};
use super::load::Load;
use crate::world::{Server, free_address};

/// HAProxy, until it is dropped.
struct Proxy {
    child: Child,
    _folder: tempfile::TempDir,
}

impl Proxy {
    /// People come to the two programs by one address, and these to the database by another: that of the first as long
    /// as it answers, then that of the copy.
    fn start(
        people: (SocketAddr, [SocketAddr; 2]),
        database: (SocketAddr, [SocketAddr; 2]),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("haproxy.cfg");
        let ((people, [one, two]), (database, [first, copy])) = (people, database);
        let config = format!(
            "global
    log stderr format raw local0 emerg
defaults
    timeout connect 1s
    timeout client 60s
    timeout server 60s
listen people
    mode http
    bind {people}
    option httpchk GET /readyz
    option forwardfor
    server one {one} check inter 200ms fall 2 rise 1
    server two {two} check inter 200ms fall 2 rise 1
listen database
    mode tcp
    bind {database}
    server first {first} check inter 200ms fall 2 rise 1000 on-marked-down shutdown-sessions
    server copy {copy} check inter 200ms backup
"
        );
        std::fs::write(&file, config).unwrap();
        let mut haproxy = Command::new("haproxy");
        let haproxy = haproxy.arg("-f").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        Self { child: haproxy.spawn().unwrap(), _folder: folder }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until somebody is told that something is saved, and says how long that took.
fn saved_again(load: &Load) -> Duration {
    let (since, before) = (Instant::now(), load.acknowledged());
    while load.acknowledged() == before {
        assert!(since.elapsed() < Duration::from_secs(30), "nothing is saved any more");
        std::thread::sleep(Duration::from_millis(10));
    }
    since.elapsed()
}

#[tokio::test]
async fn a_copy_that_takes_over_has_everything_that_was_acknowledged() {
    for _ in 0..cycles(1) {
        let Some(first) = Cluster::start() else { return };
        let copy = first.follow();
        let (people, database) = (free_address(), free_address());
        let (bed, one) = Bed::new(Some(first.url()));
        let cookie = one.sign_in();
        drop(one);
        let two = free_address();
        let _proxy = Proxy::start((people, [bed.at, two]), (database, [first.at, copy.at]));
        std::thread::sleep(Duration::from_millis(500));
        let folder = tempfile::tempdir().unwrap();
        let url = url_at(database);
        let mut one = Server::start_at(bed.folder(), bed.at, Some(&url));
        let _two = Server::start_at(folder.path(), two, Some(&url));
        bed.wait_until_ready(&one);
        let load = Load::new(people, cookie);
        load.during(|| {
            saved_again(&load);
            std::thread::sleep(Duration::from_millis(700));
            // One of the programs goes …
            signal(&one, "-9");
            one.child.wait().unwrap();
            let without_one = saved_again(&load);
            std::thread::sleep(Duration::from_millis(500));
            // … and then the database.
            first.stop_at_once();
            let since = Instant::now();
            copy.promote();
            saved_again(&load);
            let gone = since.elapsed();
            eprintln!("saved again {without_one:?} after a program went and {gone:?} after the database did");
            std::thread::sleep(Duration::from_millis(500));
        });
        let bed = bed.at_database(copy.url());
        bed.check("database and program gone", 1, &load).await;
    }
}
