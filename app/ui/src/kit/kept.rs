//! HTML that was made once, kept by the hash of what it was made of. A text that changes has another hash, so nothing
//! is ever forgotten by hand.

use std::sync::LazyLock;

use domain::limits;
use domain::markdown::SafeHtml;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};
use tokio::runtime::{Handle, RuntimeFlavor};

#[derive(Clone)]
struct Bytes;

impl Weighter<[u8; 32], SafeHtml> for Bytes {
    fn weight(&self, _hash: &[u8; 32], html: &SafeHtml) -> u64 {
        // What is kept of an empty text takes room as well.
        html.as_str().len() as u64 + 128
    }
}

static KEPT: LazyLock<Cache<[u8; 32], SafeHtml, Bytes>> =
    LazyLock::new(|| Cache::with_weighter(4_096, limits::KEPT_HTML, Bytes));

/// What was made of a text before, or is now. `how`: whatever else decides what becomes of it.
pub(super) fn kept(how: &str, markdown: &str, make: impl FnOnce() -> SafeHtml) -> SafeHtml {
    let hash = Sha256::new().chain_update(how).chain_update([0]).chain_update(markdown).finalize();
    let hash: [u8; 32] = hash.into();
    if let Some(html) = KEPT.get(&hash) {
        return html;
    }
    let html = if markdown.len() < limits::LONG_MARKDOWN { make() } else { aside(make) };
    KEPT.insert(hash, html.clone());
    html
}

/// Whoever else waits for this thread is taken over by another one. A runtime of one thread has no other.
fn aside<T>(make: impl FnOnce() -> T) -> T {
    let others =
        Handle::try_current().is_ok_and(|now| now.runtime_flavor() == RuntimeFlavor::MultiThread);
    if others { tokio::task::block_in_place(make) } else { make() }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_same_text_is_made_once_for_each_way_of_making_it() {
        let made = Cell::new(0);
        let make = |how: &str, text: &str| {
            kept(how, text, || {
                made.set(made.get() + 1);
                domain::markdown::render(text)
            })
        };
        let first = make("a", "*Kept* in a test");
        assert_eq!(make("a", "*Kept* in a test"), first);
        assert_eq!(made.get(), 1);
        make("b", "*Kept* in a test");
        make("a", "*Kept* in a test!");
        assert_eq!(made.get(), 3);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_long_text_does_not_stop_others_on_a_runtime_of_one_worker() {
        let text = "Something *long*. ".repeat(1_000);
        let html = kept("long", &text, || domain::markdown::render(&text));
        assert!(html.as_str().contains("<em>long</em>"));
    }
}
