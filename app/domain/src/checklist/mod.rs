//! Checklists: what an item is, the life it leads, how items nest, and how a document becomes items.

mod circle;
#[cfg(feature = "server")]
pub mod import;
#[cfg(feature = "server")]
mod item;
mod outline;
mod state;

pub use circle::subtree;
#[cfg(feature = "server")]
pub use item::{Item, ItemText, Placement, parse_section};
pub use outline::{Line, Node, Outline, Progress};
pub use state::{ItemState, ItemStatus, StepError};
