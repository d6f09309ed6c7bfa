//! From a request to a handler and back: what every request goes through.

pub(crate) mod address;
mod again;
pub(crate) mod answer;
mod app;
mod client;

pub(crate) mod cookies;
pub(crate) mod cross_origin;
pub(crate) mod crowd;
mod event_stream;
mod explain;
pub(crate) mod headers;
mod id;

pub(crate) mod kept;
mod origin;
pub(crate) mod receive;
pub(crate) mod retry;
mod sendings;
mod sent;
mod twice;
mod visit;

pub use app::App;
pub use origin::Origin;

pub(crate) use answer::{Answer, Failure, download, redirect, refuse};
pub(crate) use event_stream::{AGAIN, EventSource, event_stream, heartbeat};
pub(crate) use explain::with_retry_after;
pub(crate) use headers::is_here;
pub(crate) use id::Id;
pub(crate) use sent::{Many, Sent, Unread, read_body};
pub(crate) use visit::Visit;
