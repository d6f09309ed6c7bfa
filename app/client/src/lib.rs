//! Starts the islands in the browser.

// The islands are found by their exported names; nothing here calls them.
use ui as _;

/// Called once, before the first island wakes.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
