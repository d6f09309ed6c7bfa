//! What was acknowledged is there, however the program ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::command::program;
use crate::world::PASSWORD;

/// How often the program is killed, and for how long it writes before.
const ROUNDS: u64 = 20;

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let mut child = Command::new(program())
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(folder)
            .env("HOLDPOINT_LOG", "off")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        assert!(ready.contains("ready"), "{ready}");
        Self { child, address }
    }

    /// Sends a form; none when the connection broke, so that nobody knows what happened.
    fn post(&self, path: &str, cookie: &str, form: &str) -> Option<String> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
            self.address,
            form.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    fn sign_in(&self) -> String {
        let form = format!("email=ada%40example.org&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.post("/sign-in", "", &form).unwrap();
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: sid=")).unwrap();
        format!("sid={}", cookie.split(';').next().unwrap())
    }
}

fn add_person(folder: &Path) {
    let mut child = Command::new(program())
        .args([
            "person",
            "add",
            "ada@example.org",
            "--name",
            "Ada",
            "--role",
            "admin",
            "--password-file",
            "-",
            "--data",
        ])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

/// Writes until the program is gone, and gives the names that were acknowledged.
fn write_until_killed(server: &mut Server, cookie: &str, round: u64) -> Vec<String> {
    let pid = server.child.id().to_string();
    let patience = Duration::from_millis(60 + round * 37 % 200);
    let killer = std::thread::spawn(move || {
        std::thread::sleep(patience);
        Command::new("kill").args(["-9", &pid]).status().unwrap();
    });
    let start = Instant::now();
    let mut acknowledged = Vec::new();
    for number in 0.. {
        let name = format!("product-{round}-{number}");
        match server.post("/products/new", cookie, &format!("name={name}&summary=")) {
            Some(answer) if answer.starts_with("HTTP/1.1 303") => acknowledged.push(name),
            Some(answer) => panic!("{answer}"),
            None => break,
        }
        assert!(start.elapsed() < Duration::from_secs(20), "it was not killed");
    }
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
