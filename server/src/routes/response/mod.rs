//! `/products/{id}/responses` and `/releases/{id}/responses`: templates of answers.

mod exchange;

use axum::Router;

use crate::web::App;

pub(crate) fn pages() -> Router<App> {
    exchange::pages()
}

/// Addresses at which a file may arrive.
pub(crate) fn uploads() -> Router<App> {
    exchange::uploads()
}
