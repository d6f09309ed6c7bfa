#![no_main]
//! Whatever is uploaded as templates for answers is read or refused, whatever its name says it is.

use domain::response::import::Import;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] =
    ["answers.md", "answers.json", "answers.yaml", "answers.csv", "answers.html", "answers.txt"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let Ok(import) = Import::read_bytes(name, bytes) else { return };
    let _ = (import.is_wrong(), import.variables());
});
