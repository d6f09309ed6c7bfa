//! What people type that is no word, and titles that are markup.

use super::search;
use crate::world::{World, both};

const NASTY: [&str; 26] = [
    "\"",
    "'",
    "\\",
    "%",
    "_",
    "*",
    "()",
    "NEAR(a b)",
    "a OR b",
    "a AND",
    "NOT a",
    "title:x",
    "^a",
    "a + b",
    "-a",
    ":*",
    "a & b | !c <-> d",
    "'; DROP TABLE items; --",
    "{a b}",
    "\u{0}a\u{1f}",
    "🎉 🎉🎉",
    "\u{202e}שלום עולם",
    "مرحبا",
    "日本語の本",
    "e\u{301}\u{301}\u{301}",
    "1 2.0 3e5 -4 0x7f",
];

const MARKUP: [&str; 6] = [
    "<script>alert(1)</script> zebra",
    "zebra\"><img src=x onerror=alert(1)>",
    "</title></textarea><svg onload=alert(1)> zebra",
    "<mark>zebra</mark>",
    "javascript:alert(1) zebra",
    "&lt;b&gt; zebra &amp; '\"`",
];

both! {
    async fn whatever_is_typed_gets_a_page(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] A title OR b near c").await;
        let long = "word ".repeat(2_000);
        let letters = "x".repeat(10_000);
        for words in NASTY.into_iter().chain([&*long, &*letters, ""]) {
            search(&ada, words).await;
            let asked = url::form_urlencoded::Serializer::new(String::new());
            let asked = { asked }.append_pair("q", words).append_pair("here", words).finish();
            assert_eq!(ada.get(&format!("/search/palette?{asked}")).await.status, 200, "{words:?}");
        }
        assert_eq!(ada.get("/search?q=%ff%fe%00&kind=%ff&product=%00").await.status, 200);
        assert!(search(&ada, "title:near").await.says("A title OR b near c"), "words are words");
    }

    async fn marks_are_the_only_markup_of_a_title(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        for title in MARKUP {
            let fields = [("title", title), ("explanation", title), ("required", "on")];
            let added = ada.post(&format!("{release}/checklist/new"), &fields).await;
            assert_eq!(added.status, 303, "{}", added.text());
        }
        let palette = ada.get("/search/palette?q=zebra").await;
        for page in [search(&ada, "zebra").await, palette, search(&ada, MARKUP[1]).await] {
            for markup in ["<script>a", "<img", "<svg onload", "onerror=alert(1)>"] {
                assert!(!page.body.contains(markup), "{markup} in {}", page.body);
            }
            assert!(page.body.contains("<mark>zebra<"), "{}", page.body);
        }
    }

    /// Figures for the note; how fast a machine is proves nothing.
    async fn five_thousand_entries_are_measured(world: World) {
        let ada = world.member("Ada").await;
        for _ in 0..5 {
            let release = ada.release().await;
            let all: String =
                (0..1_000).map(|one| format!("- [ ] Tell desk {one} about rollback {}\n", one * 7)).collect();
            ada.import(&release, &all).await;
        }
        for words in ["r", "ro", "rollback", "tell desk 77", "rolback", "dsek abuot"] {
            let mut took: Vec<_> = Vec::new();
            for _ in 0..20 {
                let begun = std::time::Instant::now();
                search(&ada, words).await;
                took.push(begun.elapsed());
            }
            took.sort();
            eprintln!("{words:?}: median {:?}, slowest {:?}", took[10], took[19]);
        }
    }
}
