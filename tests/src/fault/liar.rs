//! A program between people and Holdpoint that lies about what is saved, to show that the checker notices.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lie {
    /// Says that it is saved before it is.
    AcknowledgesEarly,
    /// Says so of one in so many without passing it on.
    LosesOneIn(usize),
    /// Says so of what was refused.
    TakesRefusalsForSuccess,
}

const SAVED: &[u8] =
    b"HTTP/1.1 303 See Other\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Listens until the test ends, and gives where.
pub(super) fn listen(to: SocketAddr, lie: Lie) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let count: &'static AtomicUsize = Box::leak(Box::default());
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || pass_on(stream, to, lie, count));
        }
    });
    at
}

fn pass_on(mut from: TcpStream, to: SocketAddr, lie: Lie, count: &AtomicUsize) {
    let Some(request) = read(&mut from) else { return };
    let writes = request.starts_with(b"POST");
    match lie {
        Lie::AcknowledgesEarly if writes => {
            let _ = from.write_all(SAVED);
            let _ = from.shutdown(Shutdown::Both);
            std::thread::sleep(Duration::from_millis(60));
            let _ = exchange(to, &request);
        }
        Lie::LosesOneIn(every)
            if writes && count.fetch_add(1, Ordering::Relaxed) % every == every - 1 =>
        {
            let _ = from.write_all(SAVED);
        }
        _ => {
            let Some(answer) = exchange(to, &request) else { return };
            let refused =
                answer.starts_with(b"HTTP/1.1 422") || answer.starts_with(b"HTTP/1.1 409");
            let lies = lie == Lie::TakesRefusalsForSuccess && refused;
            let _ = from.write_all(if lies { SAVED } else { &answer });
        }
    }
}

/// A whole request.
fn read(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = from.read(&mut buffer).ok().filter(|read| *read > 0)?;
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
        if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
            return Some(request);
        }
    }
}

fn exchange(to: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(to).ok()?;
    stream.write_all(request).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    (!answer.is_empty()).then_some(answer)
}
