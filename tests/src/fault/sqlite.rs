//! Faults of the program and of its disk, on a SQLite file.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::bed::{Bed, a_while, cycles, kill, signal};
use super::load::Load;
use crate::world::Server;

#[tokio::test]
async fn f1_every_acknowledged_write_survives_a_kill() {
    let slowest = kill(None, cycles(20)).await;
    assert!(slowest < Duration::from_secs(4), "{slowest:?}");
}

/// Lets some of the system calls of a kind fail for a while, again and again: each third one, or all.
async fn failing(fault: &str, calls: &str, error: &str) {
    let (bed, server) = Bed::new(None);
    let load = Load::new(bed.at, server.sign_in());
    let cycles = cycles(6);
    let mut failed = 0;
    for cycle in 0..cycles {
        let which = if cycle % 2 == 0 { "2+3" } else { "1+" };
        let disk = Disk::fails(&server, calls, &format!("error={error}:when={which}"));
        load.during(|| std::thread::sleep(Duration::from_millis(250) + a_while(cycle, 200)));
        failed += disk.heals();
        bed.wait_until_ready(&server);
        let before = load.acknowledged();
        load.during(|| std::thread::sleep(Duration::from_millis(200)));
        assert!(load.acknowledged() > before, "it goes on without a restart");
    }
    bed.check(fault, cycles, &load).await;
    eprintln!("{failed} calls failed");
    assert!(failed as u64 > 2 * cycles, "only {failed} calls failed");
}

/// A disk that fails for one program, until this is dropped.
struct Disk {
    strace: Child,
    /// What it let fail.
    log: tempfile::NamedTempFile,
}

impl Disk {
    fn fails(server: &Server, calls: &str, how: &str) -> Self {
        let pid = server.child.id().to_string();
        let log = tempfile::NamedTempFile::new().unwrap();
        let strace = Command::new("strace")
            .args(["-f", "-qq", "-o", &log.path().display().to_string()])
            .args(["-e", &format!("trace={calls}"), "-e", &format!("inject={calls}:{how}")])
            .args(["-p", &pid])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let disk = Self { strace, log };
        let since = Instant::now();
        while !is_traced(&pid) {
            assert!(since.elapsed() < Duration::from_secs(10), "strace may not trace {pid}");
            std::thread::sleep(Duration::from_millis(5));
        }
        disk
    }

    /// Works again, and gives how many calls have failed.
    fn heals(mut self) -> usize {
        let ended = self.strace.try_wait().unwrap();
        assert!(ended.is_none(), "it let calls fail until now: {ended:?}");
        self.let_go();
        std::fs::read_to_string(self.log.path()).unwrap().matches("(INJECTED)").count()
    }

    /// It lets go of the program, where it would not if it were killed.
    fn let_go(&mut self) {
        let pid = self.strace.id().to_string();
        let _ = Command::new("kill").args(["-INT", &pid]).stderr(Stdio::null()).status();
        let _ = self.strace.wait();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// Whether every thread of a program has a tracer.
fn is_traced(pid: &str) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    threads.map(|thread| thread.unwrap().path().join("status")).all(|status| {
        let status = std::fs::read_to_string(status).unwrap_or_default();
        !status.contains("TracerPid:\t0\n")
    })
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
            let since = Instant::now();
            assert!(server.child.wait().unwrap().success());
            assert!(since.elapsed() < Duration::from_secs(15), "{:?}", since.elapsed());
            server = bed.start();
        }
    });
    let unknown = bed.check("F18 SIGTERM", cycles, &load).await;
    let few = 2 + usize::try_from(cycles).unwrap() / 20;
    assert!(unknown <= few, "{unknown} did not hear what came of theirs");
}
