#![no_main]
//! What is filled in is a text and never markup, whatever the template around it says.

use domain::response::body::{Body, Fragments, Values, fill};
use holdpoint_fuzz::assert_harmless;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (text, value) = input;
    let Ok(body) = Body::parse(text) else { return };
    let mut values = Values::default();
    for variable in body.variables() {
        values.set(variable.name.as_str(), value);
    }
    let Ok(filled) = fill(&body, &values, &Fragments::default()) else { return };
    assert_harmless(filled.html.as_str());
    assert_harmless(filled.shown.as_str());
});
