//! A program that something is done to, and what is found afterwards.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use store::{Address, Database};

use super::checker::{Found, violations};
use super::history::Outcome;
use super::load::{Load, SLUG};
use crate::world::{Server, add_person_to, free_address, on_database, program};

/// How often something is done: a few times in a whole run, and as often as `FAULT_CYCLES` says by hand.
pub(super) fn cycles(few: u64) -> u64 {
    std::env::var("FAULT_CYCLES").map_or(few, |cycles| cycles.parse().unwrap())
}

/// Something between 0 and `most` milliseconds that is another one each time.
pub(super) fn a_while(cycle: u64, most: u64) -> Duration {
    Duration::from_millis(cycle.wrapping_mul(2_654_435_761) % most)
}

/// A folder and a database, which outlive the program.
pub(super) struct Bed {
    folder: tempfile::TempDir,
    database: Option<String>,
    pub(super) at: SocketAddr,
}

impl Bed {
    /// None of a database is a file in the folder. There is Ada, and the product that everybody renames.
    pub(super) fn new(database: Option<String>) -> (Self, Server) {
        let bed = Self { folder: tempfile::tempdir().unwrap(), database, at: free_address() };
        add_person_to(bed.folder.path(), bed.database.as_deref());
        let server = bed.start();
        let cookie = server.sign_in();
        let form = format!("name=Shared&slug={SLUG}&summary=");
        let added = server.post("/products/new", &cookie, &form).unwrap();
        assert!(added.starts_with("HTTP/1.1 303"), "{added}");
        (bed, server)
    }

    pub(super) fn start(&self) -> Server {
        Server::start_at(self.folder.path(), self.at, self.database.as_deref())
    }

    /// How long it takes until it is ready.
    pub(super) fn wait_until_ready(&self, server: &Server) -> Duration {
        let since = Instant::now();
        while !server.get("/readyz", "").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            assert!(since.elapsed() < Duration::from_secs(60), "{} is not ready", self.at);
            std::thread::sleep(Duration::from_millis(20));
        }
        since.elapsed()
    }

    /// The same, looked at by another address of its database.
    pub(super) fn at_database(self, url: String) -> Self {
        Self { database: Some(url), ..self }
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What is there, and whether the trail is whole.
    pub(super) async fn found(&self) -> Found {
        let address = match &self.database {
            Some(url) => url.parse().unwrap(),
            None => Address::sqlite(&self.folder.path().join("holdpoint.db")),
        };
        let database = Database::connect(address).await.unwrap();
        let mut transaction = database.read().await.unwrap();
        let names = transaction.all("SELECT name, COUNT(*) FROM products GROUP BY name", ()).await;
        let names: Vec<(String, i64)> = names.unwrap();
        let unmatched = "SELECT COUNT(*) FROM products p
             WHERE 1 <> (SELECT COUNT(*) FROM audit a WHERE a.object_id = p.id AND a.action = 'product_created')";
        let (unmatched,) = transaction.one(unmatched, ()).await.unwrap();
        let changed = "SELECT a.version_before
             FROM audit a
             JOIN products p ON p.id = a.object_id
             WHERE p.slug = $1 AND a.action = 'product_edited'
             ORDER BY a.version_before";
        let changed: Vec<(i64,)> = transaction.all(changed, (SLUG,)).await.unwrap();
        let renamed = "SELECT name, version FROM products WHERE slug = $1";
        let renamed = transaction.one(renamed, (SLUG,)).await.unwrap();
        let sound = match &self.database {
            Some(_) => true,
            None => {
                let check = "SELECT integrity_check FROM pragma_integrity_check";
                transaction.one::<(String,)>(check, ()).await.unwrap().0 == "ok"
            }
        };
        Found {
            names: names.into_iter().collect(),
            unmatched,
            changed_from: changed.into_iter().map(|(version,)| version).collect(),
            renamed,
            sound,
        }
    }

    /// Ends what is unknown, and says what is wrong then. Gives how much was unknown.
    pub(super) async fn check(&self, fault: &str, cycles: u64, load: &Load) -> usize {
        let unknown = load.sent().iter().filter(|sent| sent.outcome == Outcome::Unknown).count();
        let slowest = load.slowest();
        let history = load.settle();
        let done = load.acknowledged();
        let wrong = violations(&history, &self.found().await);
        eprintln!(
            "{fault} on {}: {cycles} cycles, {} sent, {done} acknowledged, {unknown} unknown at first, \
             waited {:?} at most; wrong: {}",
            if self.database.is_some() { "PostgreSQL" } else { "SQLite" },
            history.len(),
            slowest,
            wrong.len()
        );
        assert!(done > 20, "only {done} were acknowledged");
        assert_eq!(wrong, [], "{fault}");
        self.verify_trail();
        unknown
    }

    fn verify_trail(&self) {
        let mut command = Command::new(program());
        on_database(&mut command, self.database.as_deref());
        let verified = command.args(["audit", "verify", "--data"]).arg(self.folder()).output();
        let verified = verified.unwrap();
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    }
}

/// A signal for the program: `-9`, `-STOP`.
pub(super) fn signal(server: &Server, signal: &str) {
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
}

/// F1: the program is killed again and again while people write. Gives the longest that it took to be ready.
pub(super) async fn kill(database: Option<String>, cycles: u64) -> Duration {
    let (bed, mut server) = Bed::new(database);
    let load = Load::new(bed.at, server.sign_in());
    let mut slowest = Duration::ZERO;
    load.during(|| {
        for cycle in 0..cycles {
            std::thread::sleep(Duration::from_millis(50) + a_while(cycle, 350));
            signal(&server, "-9");
            server.child.wait().unwrap();
            let since = Instant::now();
            server = bed.start();
            bed.wait_until_ready(&server);
            slowest = slowest.max(since.elapsed());
        }
    });
    bed.check("F1 kill -9", cycles, &load).await;
    eprintln!("ready again after {slowest:?} at most");
    slowest
}
