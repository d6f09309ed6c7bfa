//! Everything browsers load, built by `build.rs` and embedded: the islands, the styles, the font.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A file as it is sent.
pub struct Asset {
    /// Its address.
    pub path: &'static str,
    /// Its media type.
    pub kind: &'static str,
    pub content: &'static [u8],
    /// The same, packed; none when it does not get smaller.
    pub brotli: Option<&'static [u8]>,
}

/// Every file: for whoever weighs them.
#[must_use]
pub const fn all() -> &'static [Asset] {
    ASSETS
}

/// The file at an address.
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}
