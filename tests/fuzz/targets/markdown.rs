#![no_main]
//! A text in Markdown becomes HTML that runs nothing, is whole, and is not many times as long.

use domain::limits;
use domain::markdown::render;
use domain::text::Markdown;
use holdpoint_fuzz::assert_harmless;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let html = render(text);
    assert_harmless(html.as_str());
    if Markdown::parse(text).is_ok() {
        assert!(html.as_str().len() <= 12 * limits::MARKDOWN, "{}", html.as_str().len());
    }
});
