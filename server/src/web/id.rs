use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use service::Refusal;

use super::Failure;

/// An id in an address. What is no id does not exist, like an id that nothing has.
pub(crate) struct Id<T>(pub(crate) T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Failure::from(Refusal::NotFound))?;
        text.parse().map(Self).map_err(|_| Refusal::NotFound.into())
    }
}
