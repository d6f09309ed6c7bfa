//! A PostgreSQL of its own, to which things can be done that others would not like.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::world::free_address;

const BIN: &str = "/usr/lib/postgresql/15/bin";

/// One server, until it is dropped.
pub(super) struct Cluster {
    folder: tempfile::TempDir,
    pub(super) at: SocketAddr,
}

impl Cluster {
    /// None where PostgreSQL is not installed, and nobody promised that it is.
    pub(super) fn start() -> Option<Self> {
        if !Path::new(BIN).exists() && std::env::var_os("CI").is_none() {
            eprintln!("skipped: {BIN} is not there");
            return None;
        }
        let cluster = Self { folder: folder(), at: free_address() };
        let initdb =
            ["--username", "holdpoint", "--auth", "trust", "--encoding", "UTF8", "--locale", "C"];
        run(&format!("{BIN}/initdb"), &[&["--pgdata", &cluster.data()], &initdb[..]].concat());
        cluster.start_again();
        cluster.sql("postgres", "CREATE DATABASE holdpoint");
        Some(cluster)
    }

    /// A copy that follows every change of this one, and that this one waits for from now on.
    pub(super) fn follow(&self) -> Self {
        let copy = Self { folder: folder(), at: free_address() };
        let from =
            format!("host=127.0.0.1 port={} user=holdpoint application_name=copy", self.at.port());
        let to = ["--pgdata", &copy.data(), "--write-recovery-conf", "--checkpoint=fast"];
        run(&format!("{BIN}/pg_basebackup"), &[&["--dbname", &from], &to[..]].concat());
        copy.start_again();
        self.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'copy'");
        self.sql("postgres", "SELECT pg_reload_conf()");
        copy
    }

    pub(super) fn start_again(&self) {
        let port = self.at.port();
        let options =
            format!("-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories=''");
        let log = self.folder.path().join("log").display().to_string();
        self.control(&["--log", &log, "--wait", "--silent", "--options", &options, "start"]);
    }

    /// As when its power is cut: nothing is said to anybody.
    pub(super) fn stop_at_once(&self) {
        self.control(&["--mode", "immediate", "--silent", "stop"]);
    }

    /// From now on the copy is the one that is written to.
    pub(super) fn promote(&self) {
        self.sql("postgres", "SELECT pg_promote()");
        // It has nobody to wait for.
        self.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = ''");
        self.sql("postgres", "SELECT pg_reload_conf()");
    }

    /// What a statement gives, as text.
    pub(super) fn sql(&self, database: &str, sql: &str) -> String {
        let port = self.at.port().to_string();
        let to = [
            "--host",
            "127.0.0.1",
            "--port",
            &port,
            "--username",
            "holdpoint",
            "--dbname",
            database,
        ];
        let psql = Command::new("psql").args(to).args(["-AtXqc", sql]).output().unwrap();
        assert!(psql.status.success(), "{sql}: {}", String::from_utf8_lossy(&psql.stderr));
        String::from_utf8_lossy(&psql.stdout).trim().to_owned()
    }

    pub(super) fn url(&self) -> String {
        url_at(self.at)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn control(&self, how: &[&str]) {
        run(&format!("{BIN}/pg_ctl"), &[&["--pgdata", &self.data()], how].concat());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let _ = as_postgres(&format!("{BIN}/pg_ctl"))
            .args(["--pgdata", &data, "--mode", "immediate", "--silent", "stop"])
            .current_dir("/")
            .output();
    }
}

/// The database of Holdpoint behind an address.
pub(super) fn url_at(at: SocketAddr) -> String {
    format!("postgres://holdpoint@{at}/holdpoint")
}

/// A folder of whoever PostgreSQL runs as: it does not run as root.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    if is_root() {
        let path: PathBuf = folder.path().into();
        assert!(Command::new("chown").arg("postgres").arg(path).status().unwrap().success());
    }
    folder
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

fn as_postgres(program: &str) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--", program]);
    command
}

fn run(program: &str, how: &[&str]) {
    // Where it is started from may not be readable for whoever it runs as.
    let ran = as_postgres(program)
        .args(how)
        .current_dir("/")
        .stdout(std::process::Stdio::null())
        .status();
    assert!(ran.unwrap().success(), "{program} {how:?}");
}
