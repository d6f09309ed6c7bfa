//! What answers at the addresses of pages and forms: a room for each noun, with the addresses of its
//! own first and what answers there below.

pub(crate) mod account;
mod activity;
mod backup;
mod checklist;
mod desk;
mod drill;
mod finding;
mod gate;
mod home;
mod person;
mod phase;
mod product;
mod release;
mod response;
mod run;
mod runbook;
mod search;
mod training;

use axum::Router;

use crate::web::App;

/// The forms with which a file may come.
pub(crate) fn uploads() -> Router<App> {
    checklist::uploads()
        .merge(response::uploads())
        .merge(runbook::uploads())
        .merge(training::uploads())
}

/// Every page and every form without a file.
pub(crate) fn pages() -> Router<App> {
    Router::new()
        .merge(account::pages())
        .merge(activity::pages())
        .merge(backup::pages())
        .merge(checklist::pages())
        .merge(desk::pages())
        .merge(drill::pages())
        .merge(finding::pages())
        .merge(gate::pages())
        .merge(home::pages())
        .merge(person::pages())
        .merge(phase::pages())
        .merge(product::pages())
        .merge(release::pages())
        .merge(response::pages())
        .merge(run::pages())
        .merge(runbook::pages())
        .merge(search::pages())
        .merge(training::pages())
}
