//! People who write while something fails: they add, and they all rename one product, each by the version they saw.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::history::{Outcome, Sent, Write, outcome, outcome_again};
use crate::world::{Exchange, get_from, post_to};

/// How many write at once.
pub(super) const WRITERS: usize = 6;

/// What everybody renames keeps its address.
pub(super) const SLUG: &str = "of-everybody";
const PRODUCT: &str = "/of-everybody";

/// What writers need.
pub(super) struct Load {
    at: SocketAddr,
    cookie: String,
    history: Mutex<Vec<Sent>>,
    /// The longest that somebody waited for an answer.
    slowest: Mutex<Duration>,
    stopping: AtomicBool,
}

/// Ends the writing when it is dropped.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Load {
    pub(super) fn new(at: SocketAddr, cookie: String) -> Self {
        let (history, slowest) = (Mutex::default(), Mutex::default());
        Self { at, cookie, history, slowest, stopping: AtomicBool::new(false) }
    }

    /// Writes while something happens, and gives what was sent.
    pub(super) fn during<T>(&self, happens: impl FnOnce() -> T) -> T {
        self.stopping.store(false, Ordering::Release);
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                scope.spawn(move || self.write(writer));
            }
            // Also when it ends by a panic.
            let _stop = Stop(&self.stopping);
            happens()
        })
    }

    /// What was sent until now.
    pub(super) fn sent(&self) -> Vec<Sent> {
        self.history.lock().unwrap().clone()
    }

    pub(super) fn slowest(&self) -> Duration {
        *self.slowest.lock().unwrap()
    }

    /// How many were told that they are saved.
    pub(super) fn acknowledged(&self) -> usize {
        self.history.lock().unwrap().iter().filter(|sent| sent.outcome == Outcome::Done).count()
    }

    /// Sends once more what nobody knows of, until somebody does, and gives everything that was sent.
    pub(super) fn settle(&self) -> Vec<Sent> {
        let mut history = self.sent();
        for sent in history.iter_mut().filter(|sent| sent.outcome == Outcome::Unknown) {
            for _ in 0..100 {
                sent.outcome = self.send(sent, outcome_again).unwrap_or(Outcome::Unknown);
                if sent.outcome != Outcome::Unknown {
                    break;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        history
    }

    fn write(&self, writer: usize) {
        for number in 0.. {
            if self.stopping.load(Ordering::Acquire) {
                return;
            }
            let write = match (number % 2, self.version()) {
                (1, Some(seen)) => Write::Rename { seen },
                (1, None) => continue,
                _ => Write::Add,
            };
            let page = uuid::Uuid::now_v7();
            let key = format!("of-{writer}-{}", page.simple());
            let mut sent = Sent { key, page, write, outcome: Outcome::Unknown };
            match self.send(&sent, outcome) {
                Some(outcome) => {
                    sent.outcome = outcome;
                    self.history.lock().unwrap().push(sent);
                }
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }

    /// None when nothing was sent, because nobody listened.
    fn send(&self, sent: &Sent, says: impl Fn(&str) -> Outcome) -> Option<Outcome> {
        let form = format!("name={}&summary=&sent_from={}", sent.key, sent.page);
        let (path, form) = match sent.write {
            Write::Add => ("/products/new".to_owned(), form),
            Write::Rename { seen } => {
                (format!("{PRODUCT}/edit"), format!("version={seen}&slug={SLUG}&{form}"))
            }
        };
        let since = Instant::now();
        let exchange = post_to(self.at, &path, &self.cookie, &form);
        let mut slowest = self.slowest.lock().unwrap();
        *slowest = slowest.max(since.elapsed());
        drop(slowest);
        match exchange {
            Exchange::NotSent => None,
            Exchange::Broken => Some(Outcome::Unknown),
            Exchange::Answered(answer) => Some(says(&answer)),
        }
    }

    fn version(&self) -> Option<i64> {
        let page = get_from(self.at, &format!("{PRODUCT}/edit"), &self.cookie).answer()?;
        page.split("name=\"version\" value=\"").nth(1)?.split('"').next()?.parse().ok()
    }
}
