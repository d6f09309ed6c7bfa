//! Faults of the program and of its disk, on a SQLite file.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::bed::{Bed, a_while, cycles, signal};
use super::load::Load;
use crate::world::Server;

#[tokio::test]
async fn f1_every_acknowledged_write_survives_a_kill() {
    let (bed, mut server) = Bed::new(None);
    let load = Load::new(bed.at, server.sign_in());
    let cycles = cycles(20);
    let mut slowest = Duration::ZERO;
    load.during(|| {
        for cycle in 0..cycles {
            std::thread::sleep(Duration::from_millis(40) + a_while(cycle, 300));
            signal(&server, "-9");
            server.child.wait().unwrap();
            let since = std::time::Instant::now();
            server = bed.start();
            bed.wait_until_ready(&server);
            slowest = slowest.max(since.elapsed());
        }
    });
    bed.check("F1 kill -9", cycles, &load).await;
    eprintln!("ready again after {slowest:?} at most");
    assert!(slowest < Duration::from_secs(4), "{slowest:?}");
}

/// Lets some of the system calls of a kind fail for a while, again and again: each third one, or all.
async fn failing(fault: &str, calls: &str, error: &str) {
    let (bed, server) = Bed::new(None);
    let load = Load::new(bed.at, server.sign_in());
    let cycles = cycles(6);
    for cycle in 0..cycles {
        let which = if cycle % 2 == 0 { "2+3" } else { "1+" };
        let disk = Disk::fails(&server, calls, &format!("error={error}:when={which}"));
        load.during(|| std::thread::sleep(Duration::from_millis(250) + a_while(cycle, 200)));
        drop(disk);
        bed.wait_until_ready(&server);
        let before = load.acknowledged();
        load.during(|| std::thread::sleep(Duration::from_millis(200)));
        assert!(load.acknowledged() > before, "it goes on without a restart");
    }
    bed.check(fault, cycles, &load).await;
}

/// A disk that fails for one program, until this is dropped.
struct Disk(Child);

impl Disk {
    fn fails(server: &Server, calls: &str, how: &str) -> Self {
        let pid = server.child.id().to_string();
        let mut strace = Command::new("strace")
            .args(["-f", "-o", "/dev/null", "-e", &format!("trace={calls}")])
            .args(["-e", &format!("inject={calls}:{how}"), "-p", &pid])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut attached = String::new();
        BufReader::new(strace.stderr.take().unwrap()).read_line(&mut attached).unwrap();
        assert!(attached.contains("attached"), "{attached}");
        Self(strace)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // It lets go of the program, where it would not if it were killed.
        let pid = self.0.id().to_string();
        let _ = Command::new("kill").args(["-INT", &pid]).status();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn f5_a_disk_that_does_not_keep_what_it_was_given_loses_nothing_acknowledged() {
    failing("F5 fdatasync EIO", "fdatasync,fsync", "EIO").await;
}

#[tokio::test]
async fn f6_a_disk_that_takes_no_more_loses_nothing_acknowledged() {
    failing("F6 pwrite64 ENOSPC", "pwrite64", "ENOSPC").await;
}

#[tokio::test]
async fn f6_a_disk_that_fails_to_write_loses_nothing_acknowledged() {
    failing("F6 pwrite64 EIO", "pwrite64", "EIO").await;
}

#[tokio::test]
async fn f8_a_program_that_stood_still_goes_on_where_it_was() {
    let (bed, server) = Bed::new(None);
    let load = Load::new(bed.at, server.sign_in());
    let cycles = cycles(2);
    load.during(|| {
        for cycle in 0..cycles {
            std::thread::sleep(Duration::from_millis(100) + a_while(cycle, 300));
            signal(&server, "-STOP");
            // Longer than whoever writes waits.
            std::thread::sleep(Duration::from_secs(11));
            signal(&server, "-CONT");
            bed.wait_until_ready(&server);
        }
        std::thread::sleep(Duration::from_millis(300));
    });
    bed.check("F8 SIGSTOP, SIGCONT", cycles, &load).await;
}

#[tokio::test]
async fn f18_what_was_begun_when_it_is_asked_to_stop_is_finished() {
    let (bed, mut server) = Bed::new(None);
    let load = Load::new(bed.at, server.sign_in());
    let cycles = cycles(4);
    load.during(|| {
        for cycle in 0..cycles {
            std::thread::sleep(Duration::from_millis(200) + a_while(cycle, 300));
            signal(&server, "-TERM");
            let since = std::time::Instant::now();
            assert!(server.child.wait().unwrap().success());
            assert!(since.elapsed() < Duration::from_secs(15), "{:?}", since.elapsed());
            server = bed.start();
        }
    });
    let unknown = bed.check("F18 SIGTERM", cycles, &load).await;
    assert!(unknown <= 1, "{unknown} did not hear what came of theirs");
}
