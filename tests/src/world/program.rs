use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::PASSWORD;

/// The built program: cargo puts it beside the folder of the test binaries.
pub(crate) fn program() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    let program = folder.join("holdpoint");
    assert!(program.exists(), "{} is missing: cargo build", program.display());
    program
}

/// An address where nobody listens.
pub(crate) fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// None is the file in the data directory.
pub(crate) fn on_database(command: &mut Command, database: Option<&str>) {
    if let Some(database) = database {
        command.env("HOLDPOINT_DATABASE_URL", database);
    }
}

/// The program, serving a folder on a port of its own, until it is dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    address: SocketAddr,
}

impl Server {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_at(folder, free_address(), None)
    }

    /// The same at an address that is known, on another database than the file in the folder.
    pub(crate) fn start_at(folder: &Path, address: SocketAddr, database: Option<&str>) -> Self {
        Self::start_with(folder, address, |command| {
            on_database(command, database);
            command.env("HOLDPOINT_LOG", "off").stderr(Stdio::null())
        })
    }

    /// The same, with its log in a file.
    pub(crate) fn start_logging(folder: &Path, log: &Path) -> Self {
        let log = std::fs::File::create(log).unwrap();
        Self::start_with(folder, free_address(), |command| {
            command.env("HOLDPOINT_LOG_FORMAT", "json").stderr(log)
        })
    }

    /// The same, answering whoever watches at another address.
    pub(crate) fn start_watched(folder: &Path, at: SocketAddr) -> Self {
        let at = at.to_string();
        Self::start_with(folder, free_address(), |command| {
            command.env("HOLDPOINT_LOG", "off").env("HOLDPOINT_METRICS_LISTEN", at)
        })
    }

    fn start_with(
        folder: &Path,
        address: SocketAddr,
        with: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Self {
        // A file that may not grow is an error for the program, and not the end of it.
        let mut command = Command::new("sh");
        command
            .args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"])
            .arg(program())
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(folder)
            .stdout(Stdio::piped());
        let mut child = with(&mut command).spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut ready).unwrap();
        assert!(ready.contains("ready"), "{ready}");
        Self { child, address }
    }

    /// Sends a form; none when the connection broke, so that nobody knows what happened.
    pub(crate) fn post(&self, path: &str, cookie: &str, form: &str) -> Option<String> {
        post_to(self.address, path, cookie, form).answer()
    }

    pub(crate) fn get(&self, path: &str, cookie: &str) -> Option<String> {
        get_from(self.address, path, cookie).answer()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// A connection on which nothing is said yet.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    pub(crate) fn sign_in(&self) -> String {
        let form = format!("email=ada%40example.org&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.post("/sign-in", "", &form).unwrap();
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: sid=")).unwrap();
        format!("sid={}", cookie.split(';').next().unwrap())
    }
}

/// What came of a request.
pub(crate) enum Exchange {
    /// Nobody listened, so nothing was sent.
    NotSent,
    /// It was sent, and nobody knows what came of it.
    Broken,
    Answered(String),
}

impl Exchange {
    pub(crate) fn answer(self) -> Option<String> {
        match self {
            Self::Answered(answer) => Some(answer),
            Self::NotSent | Self::Broken => None,
        }
    }
}

pub(crate) fn post_to(at: SocketAddr, path: &str, cookie: &str, form: &str) -> Exchange {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {at}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    exchange(at, &request)
}

pub(crate) fn get_from(at: SocketAddr, path: &str, cookie: &str) -> Exchange {
    exchange(
        at,
        &format!(
            "GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        ),
    )
}

fn exchange(at: SocketAddr, request: &str) -> Exchange {
    let Ok(mut stream) = TcpStream::connect(at) else { return Exchange::NotSent };
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut answer = String::new();
    let exchanged =
        stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_string(&mut answer));
    match exchanged {
        Ok(read) if read > 0 => Exchange::Answered(answer),
        _ => Exchange::Broken,
    }
}

/// The command that adds Ada, an administrator, with a password from the input.
pub(crate) const ADD_PERSON: [&str; 9] = [
    "person",
    "add",
    "ada@example.org",
    "--name",
    "Ada",
    "--role",
    "admin",
    "--password-file",
    "-",
];

/// Adds Ada, an administrator, by the command line.
pub(crate) fn add_person(folder: &Path) {
    add_person_to(folder, None);
}

/// The same in another database than the file in the folder.
pub(crate) fn add_person_to(folder: &Path, database: Option<&str>) {
    let mut command = Command::new(program());
    on_database(&mut command, database);
    let mut child = command
        .args(ADD_PERSON)
        .arg("--data")
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
