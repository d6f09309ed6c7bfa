//! What server functions share: who calls, and how a refusal reaches the island.

#[cfg(feature = "ssr")]
mod call;

use std::fmt::Debug;

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub use call::Call;

/// What a refusal is about. The words are stable; the sentences are not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    SignedOut,
    NotAllowed,
    NotFound,
    Conflict,
    Invalid,
    TooLarge,
    TooOften,
    Busy,
    /// The disk of the server does not write; nothing was saved.
    CannotWrite,
    /// It may have been saved, or not.
    MaybeSaved,
    Broken,
    /// Nobody answered. Only a browser says this.
    Lost,
    /// What came back was no answer of ours. Only a browser says this.
    Unclear,
}

/// Why a function gave nothing: what it is about, a sentence for people, and how things stand now
/// when that helps.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refused<N = ()> {
    pub code: Code,
    pub message: String,
    pub now: Option<N>,
}

impl<N> Refused<N> {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), now: None }
    }

    /// The same, with how things stand now.
    #[must_use]
    pub fn with(self, now: N) -> Self {
        Self { now: Some(now), ..self }
    }
}

impl<N: Debug + Serialize + DeserializeOwned + 'static> FromServerFnError for Refused<N> {
    type Encoder = JsonEncoding;

    /// What the machinery says, without its own words: they are about types, not for people.
    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        const RELOAD: &str = "Reload the page, then look again.";
        match value {
            ServerFnErrorErr::Request(_) => Self::new(Code::Lost, "Nobody answered."),
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
                if cfg!(feature = "ssr") =>
            {
                Self::new(Code::Invalid, format!("This cannot be read. {RELOAD}"))
            }
            ServerFnErrorErr::Deserialization(_) => {
                Self::new(Code::Unclear, format!("The server did not answer clearly. {RELOAD}"))
            }
            _ => Self::new(Code::Broken, format!("Something broke. {RELOAD}")),
        }
    }

    #[cfg(feature = "ssr")]
    fn status_code(&self) -> http::StatusCode {
        self.code.status()
    }
}
