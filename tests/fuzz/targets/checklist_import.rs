#![no_main]
//! Whatever is uploaded as a checklist is read or refused, within its limits.

use domain::checklist::import::Import;
use domain::limits;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(import) = Import::read_bytes(bytes) else { return };
    assert!((1..=limits::IMPORT_ITEMS).contains(&import.items.len()));
    assert!(import.checked() <= import.items.len());
    for place in 0..import.items.len() {
        assert!(import.depth(place) <= limits::ITEM_DEPTH);
    }
    let _ = (import.outline(), import.sections().len(), import.after_launch().len());
    // The same document is the same checklist, however often it is read.
    assert_eq!(import, Import::read_bytes(bytes).unwrap());
});
