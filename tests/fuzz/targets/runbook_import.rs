#![no_main]
//! Whatever is uploaded as a runbook is read or refused, within its limits.

use domain::limits;
use domain::runbook::import::Import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(import) = Import::read(bytes) else { return };
    assert!((1..=limits::STEPS).contains(&import.steps.len()));
    assert_eq!(import, Import::read(bytes).unwrap());
});
