//! Checklists: what an item is, the life it leads, how items nest, and how a document becomes items.

#[cfg(feature = "server")]
mod asked;
#[cfg(feature = "server")]
mod burn_up;
mod circle;
#[cfg(feature = "server")]
pub mod import;
#[cfg(feature = "server")]
mod item;
mod outline;
mod state;
#[cfg(feature = "server")]
mod trend;

#[cfg(feature = "server")]
pub use asked::{AskedAt, AskedKind, AskedSection, names_after_launch, of_section};
#[cfg(feature = "server")]
pub use burn_up::{BurnUp, BurnUpDay, ItemLife, Pace};
pub use circle::subtree;
#[cfg(feature = "server")]
pub use item::{Item, ItemText, Placement, asked_at, parse_section};
pub use outline::{Line, Node, Outline, Progress};
pub use state::{ItemState, ItemStatus, StepError};
#[cfg(feature = "server")]
pub use trend::{FirstStep, trend};
