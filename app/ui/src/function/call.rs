use std::sync::{Arc, OnceLock};

use http::StatusCode;
use leptos::prelude::use_context;
use service::{Actor, Error, Fault, Refusal, Service};

use super::{Code, Refused};

impl Code {
    /// The one match from meaning to status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::CannotWrite | Self::MaybeSaved => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken | Self::Lost | Self::Unclear => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl<N> From<Refusal> for Refused<N> {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::NotSignedIn => {
                let message = "You are signed out. Sign in in another tab, then try again.";
                return Self::new(Code::SignedOut, message);
            }
            Refusal::NotFound => {
                let message = "This is gone, or you cannot see it any more.";
                return Self::new(Code::NotFound, message);
            }
            Refusal::NotAllowed(_) | Refusal::ProveAgain => Code::NotAllowed,
            Refusal::Conflict => Code::Conflict,
            Refusal::Invalid { .. } => Code::Invalid,
            Refusal::Throttled { .. } => Code::TooOften,
            Refusal::Busy => Code::Busy,
            Refusal::CannotWrite | Refusal::ReadOnly => Code::CannotWrite,
            Refusal::Unclear => Code::MaybeSaved,
        };
        Self::new(code, refusal.to_string())
    }
}

/// Who calls, and what broke. The server gives one to every call, always: a context that is
/// missing would be looked for further up.
#[derive(Clone)]
pub struct Call {
    pub service: Service,
    actor: Option<Actor>,
    fault: Arc<OnceLock<Arc<Fault>>>,
    refusal: Arc<OnceLock<Refusal>>,
}

impl Call {
    #[must_use]
    pub fn new(service: Service, actor: Option<Actor>) -> Self {
        Self { service, actor, fault: Arc::default(), refusal: Arc::default() }
    }

    /// The call that this function answers.
    pub(crate) fn here<N>() -> Result<Self, Refused<N>> {
        use_context().ok_or_else(|| Refused::new(Code::Broken, "Nobody calls."))
    }

    pub(crate) fn actor(&self) -> Result<&Actor, Refusal> {
        self.actor.as_ref().ok_or(Refusal::NotSignedIn)
    }

    /// Passes on a refusal. What the layers of the server have to know is kept for them: a fault for the log,
    /// what was busy for one more try, what is not allowed for the trail.
    pub(crate) fn refuse<N>(&self, error: Error) -> Refused<N> {
        match error {
            Error::Refusal(refusal) => {
                if !matches!(refusal, Refusal::Invalid { .. } | Refusal::Conflict) {
                    let _ = self.refusal.set(refusal.clone());
                }
                refusal.into()
            }
            Error::Fault(fault) => {
                let _ = self.fault.set(Arc::new(fault));
                Refused::new(Code::Broken, "Something broke.")
            }
        }
    }

    /// Why nothing was done, when that is for the layers of the server.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal.get().cloned()
    }

    /// What broke, if something did.
    #[must_use]
    pub fn fault(&self) -> Option<Arc<Fault>> {
        self.fault.get().cloned()
    }
}
