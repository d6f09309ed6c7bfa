//! What a machine reads that watches over the program: `/metrics` in the text format of Prometheus.
//!
//! It has an address of its own, because whoever reaches it is not asked who they are. It counts and measures, and
//! names nobody and nothing: an answer is known by the pattern of its address, never by the address.

pub(crate) mod counted;
pub(crate) mod page;
