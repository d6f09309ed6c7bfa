//! What the product promises. The promises are in the one test binary, `main.rs`.
