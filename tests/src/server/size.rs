//! What a browser has to load, and what the program weighs. A budget that grows is a decision.

use std::process::Command;

use crate::world::program;

const KIB: usize = 1024;
/// Scripts and WASM together, packed as the release packs them.
const SCRIPTS: usize = 150 * KIB;
const STYLES: usize = 15 * KIB;
/// The program without its symbols, as it is built for tests; the release is smaller.
const PROGRAM: usize = 72 * KIB * KIB;

/// How large the files of some kinds are, packed as well as can be.
fn packed(kinds: &[&str]) -> usize {
    let files =
        bundle::all().iter().filter(|asset| kinds.iter().any(|kind| asset.kind.starts_with(kind)));
    let sizes = files.map(|asset| {
        let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &asset.content[..], &mut packed, &params).unwrap();
        packed.len()
    });
    sizes.sum()
}

#[test]
fn scripts_and_styles_stay_within_their_budgets() {
    if bundle::START.is_none() {
        assert!(std::env::var_os("CI").is_none(), "the islands are not in this build");
        eprintln!("skipped: built with HOLDPOINT_SKIP_BUNDLE");
        return;
    }
    let scripts = packed(&["text/javascript", "application/wasm"]);
    let styles = packed(&["text/css"]);
    eprintln!(
        "scripts and WASM {:.1} KiB, styles {:.1} KiB",
        scripts as f64 / 1024.0,
        styles as f64 / 1024.0
    );
    assert!(scripts > 50 * KIB, "the islands are among them");
    assert!(scripts <= SCRIPTS, "{scripts} bytes of scripts and WASM");
    assert!(styles <= STYLES, "{styles} bytes of styles");
}

#[test]
fn the_program_stays_within_its_budget() {
    let folder = tempfile::tempdir().unwrap();
    let bare = folder.path().join("holdpoint");
    let strip = Command::new("strip").arg("-o").arg(&bare).arg(program()).status().unwrap();
    assert!(strip.success());
    let size = usize::try_from(std::fs::metadata(&bare).unwrap().len()).unwrap();
    eprintln!("the program is {} MiB without symbols", size / KIB / KIB);
    assert!(size <= PROGRAM, "{size} bytes");
}
