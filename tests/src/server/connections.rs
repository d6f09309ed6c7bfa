//! Who is slow, says nothing or comes with many connections, takes nothing from others.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use domain::limits;

use crate::world::Server;

fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn ask(stream: &mut TcpStream, head: &str) -> String {
    stream.write_all(head.as_bytes()).unwrap();
    read(stream)
}

const ALIVE: &str = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[test]
fn one_network_has_so_many_connections_and_is_told_when_there_are_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let mut held: Vec<TcpStream> =
        (0..limits::CONNECTIONS_OF_ONE).map(|_| server.connect()).collect();
    let refused = ask(&mut server.connect(), "");
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("Retry-After: 5"), "{refused}");
    assert!(
        ask(&mut held.pop().unwrap(), ALIVE).starts_with("HTTP/1.1 200"),
        "who has a place is served"
    );
    let end = Instant::now() + Duration::from_secs(5);
    while !ask(&mut server.connect(), ALIVE).starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < end, "the place is given back");
    }
}

#[test]
fn whoever_drips_a_head_or_says_nothing_is_shown_out_after_ten_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let begin = Instant::now();
    let mut silent = server.connect();
    let mut dripping = server.connect();
    for letter in "GET /livez".bytes().cycle() {
        if dripping.write_all(&[letter]).is_err() || begin.elapsed() > Duration::from_secs(18) {
            break;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    assert_eq!(read(&mut silent), "");
    let _ = read(&mut dripping);
    let took = begin.elapsed();
    assert!(took > Duration::from_secs(9) && took < Duration::from_secs(17), "{took:?}");
    assert!(ask(&mut server.connect(), ALIVE).starts_with("HTTP/1.1 200"));
}

#[test]
fn a_head_may_only_be_so_large() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let head = |headers: String| {
        format!("GET /livez HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n")
    };
    let some = (0..50).map(|number| format!("X-{number}: y\r\n")).collect();
    assert!(ask(&mut server.connect(), &head(some)).starts_with("HTTP/1.1 200"));
    let many = (0..limits::HEADERS).map(|number| format!("X-{number}: y\r\n")).collect();
    assert!(ask(&mut server.connect(), &head(many)).starts_with("HTTP/1.1 431"));
    let large = format!("X-Large: {}\r\n", "y".repeat(2 * limits::HEAD_BYTES));
    let mut stream = server.connect();
    let _ = stream.write_all(head(large).as_bytes());
    let answer = read(&mut stream);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[test]
fn nothing_is_read_of_what_a_stranger_uploads() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    for path in [
        "/portal/2.0/checklist/import",
        "/products/019ab000-0000-7000-8000-000000000001/responses/import",
    ] {
        // The head says that five megabytes follow, and none does.
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
             Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: 5000000\r\n\r\n--edge\r\n"
        );
        let begin = Instant::now();
        let answer = ask(&mut server.connect(), &head);
        assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("/sign-in"), "{answer}");
        assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    }
}

#[test]
fn whatever_clients_do_the_program_says_that_it_stops_and_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path());
    let mut stalled: Vec<TcpStream> = (0..10).map(|_| server.connect()).collect();
    let half = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 50\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n\r\nemail=";
    for stream in &mut stalled {
        stream.write_all(half.as_bytes()).unwrap();
    }
    let begin = Instant::now();
    assert!(Command::new("kill").arg(server.child.id().to_string()).status().unwrap().success());
    let ready = ALIVE.replace("/livez", "/readyz");
    let mut answer = String::new();
    while !answer.contains("stopping") {
        assert!(begin.elapsed() < Duration::from_secs(2), "{answer}");
        answer = ask(&mut server.connect(), &ready);
    }
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    while server.child.try_wait().unwrap().is_none() {
        assert!(begin.elapsed() < Duration::from_secs(15), "it still runs");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(server.child.wait().unwrap().success(), "it ended by itself");
}

#[test]
fn without_descriptors_it_waits_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let pid = server.child.id().to_string();
    let open = std::fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count();
    let limit = format!("--nofile={0}:{0}", open + 10);
    assert!(Command::new("prlimit").args(["--pid", &pid, &limit]).status().unwrap().success());
    for _ in 0..5 {
        let held: Vec<TcpStream> = (0..30).map(|_| server.connect()).collect();
        std::thread::sleep(Duration::from_millis(200));
        drop(held);
        assert!(ask(&mut server.connect(), ALIVE).starts_with("HTTP/1.1 200"));
    }
}
