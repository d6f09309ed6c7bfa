//! Every address, and what answers there. The modules are the features of the other layers.

mod account;
mod activity;
mod assets;
mod bang;
mod checklist;
mod cohort;
mod drill;
mod entry;
mod evidence;
mod feed;
mod finding;
mod freeze;
mod gate;
mod health;
mod home;
mod item;
mod ladder;
mod live;
mod marker;
mod outcome;
mod people;
mod phase;
mod product;
mod release;
mod run;
mod runbook;
mod schedule;
mod success;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::limits;

use crate::web::App;

/// An upload may be larger than its limit by so much, and still gets the page that says so.
const GENEROUS: usize = limits::IMPORT * 4;

/// What programs ask and what never changes: no session, no layers.
pub(crate) fn open() -> Router<App> {
    Router::new()
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/version", get(health::version))
        .route("/favicon.svg", get(assets::favicon))
        .route("/assets/{name}", get(assets::asset))
        .route("/feeds/{name}", get(feed::read))
}

/// Pages and forms.
pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/", get(home::page))
        .route("/setup/{secret}", get(entry::setup).post(entry::complete_setup))
        .route("/invitations/{secret}", get(entry::invitation).post(entry::accept_invitation))
        .route("/sign-in", get(entry::sign_in_page).post(entry::sign_in))
        .route("/sign-out", post(entry::sign_out))
        .route("/account", get(account::page))
        .route("/account/stay", post(account::stay))
        .route("/account/shortcuts", post(account::switch_shortcuts))
        .route("/account/absences", post(account::add_absence))
        .route("/account/absences/{id}/delete", post(account::delete_absence))
        .route("/account/feeds", post(feed::create))
        .route("/account/feeds/{id}/revoke", post(feed::revoke))
        .route("/account/sessions/{id}/end", post(account::end_session))
        .route("/people", get(people::page).post(people::invite))
        .route("/people/{id}", get(people::person).post(people::change_access))
        .route("/people/invitations/{id}/withdraw", post(people::withdraw))
        .merge(products())
        .merge(releases())
        .merge(items())
        .merge(phases())
        .merge(gates())
        .merge(runs())
        .merge(drills())
        .merge(findings())
}

fn products() -> Router<App> {
    Router::new()
        .route("/products", get(product::list))
        .route("/products/new", get(product::new).post(product::create))
        .route("/products/{id}", get(product::page))
        .route("/products/{id}/edit", get(product::edit_page).post(product::edit))
        .route("/products/{id}/cohorts/new", get(cohort::new).post(cohort::add))
        .route("/cohorts/{id}", get(cohort::page).post(cohort::edit))
        .route("/cohorts/{id}/delete", post(cohort::delete))
        .route("/products/{id}/freezes/new", get(freeze::new).post(freeze::add))
        .route("/freezes/{id}/delete", post(freeze::delete))
        .route("/products/{id}/releases/new", get(release::new).post(release::create))
}

fn releases() -> Router<App> {
    let import = Router::new()
        .route(
            "/releases/{id}/checklist/import",
            get(checklist::import_page).post(checklist::preview),
        )
        .route("/releases/{id}/checklist/import/confirm", post(checklist::confirm))
        .layer(DefaultBodyLimit::max(GENEROUS));
    Router::new()
        .route("/releases/{id}", get(release::page))
        .route("/releases/{id}/edit", get(release::edit_page).post(release::edit))
        .route("/releases/{id}/state", get(release::state).post(release::change_state))
        .route("/releases/{id}/people", get(release::people).post(release::give_part))
        .route("/releases/{id}/people/{person}/take", post(release::take_part))
        .route("/releases/{id}/criteria", get(gate::criteria).post(gate::switch))
        .route("/releases/{id}/schedule", get(schedule::page))
        .route("/releases/{id}/outcomes", get(outcome::page))
        .route("/releases/{id}/outcomes/new", get(outcome::new).post(outcome::add))
        .route("/releases/{id}/check-ins", post(outcome::check_in))
        .route("/outcomes/{id}/record", post(outcome::record))
        .route("/outcomes/{id}/delete", post(outcome::delete))
        .route("/releases/{id}/big-bang", get(bang::page).post(bang::assess))
        .route("/releases/{id}/big-bang/mitigate", post(bang::mitigate))
        .route("/releases/{id}/live", get(live::stream))
        .route("/releases/{id}/feeds", post(feed::create_of_release))
        .route("/releases/{id}/phases/new", get(phase::new).post(phase::add))
        .route("/releases/{id}/phases/plan", get(ladder::page).post(ladder::propose))
        .route("/releases/{id}/phases/plan/confirm", post(ladder::confirm))
        .route("/releases/{id}/activity", get(activity::page))
        .route("/releases/{id}/checklist", get(checklist::page))
        .route("/releases/{id}/checklist/new", get(checklist::new).post(checklist::add))
        .merge(import)
}

fn items() -> Router<App> {
    Router::new()
        .route("/items/{id}", get(item::page))
        .route("/items/{id}/edit", get(item::edit_page).post(item::edit))
        .route("/items/{id}/delete", get(item::delete_page).post(item::delete))
        .route("/items/{id}/place", post(item::place))
        .route("/items/{id}/{step}", post(item::step))
}

fn phases() -> Router<App> {
    Router::new()
        .route("/phases/{id}", get(phase::page))
        .route("/phases/{id}/edit", get(phase::edit_page).post(phase::edit))
        .route("/phases/{id}/move", get(schedule::move_dialog).post(schedule::shift))
        .route("/phases/{id}/step", post(phase::step))
        .route("/phases/{id}/reached", post(phase::record_reached))
        .route("/phases/{id}/card", get(phase::card))
        .route("/phases/{id}/card/edit", get(phase::card_form).post(phase::write_card))
        .route("/phases/{id}/successes/new", get(success::new).post(success::add))
        .route("/successes/{id}", get(success::page))
        .route("/successes/{id}/record", post(success::record))
        .route("/successes/{id}/delete", post(success::delete))
}

fn gates() -> Router<App> {
    Router::new()
        .route("/phases/{id}/gate", get(gate::page))
        .route("/phases/{id}/gate/open", get(gate::open_form_page).post(gate::open))
        .route("/phases/{id}/gate/close", post(gate::close))
        .route("/phases/{id}/gate/vote", post(gate::vote))
        .route("/phases/{id}/gate/decide", post(gate::decide))
        .route("/phases/{id}/gate/override", post(gate::ask_override))
        .route("/phases/{id}/gate/override/answer", post(gate::answer_override))
        .route("/phases/{id}/exceptions/new", get(gate::exception_form).post(gate::ask_exception))
        .route("/exceptions/{id}/answer", post(gate::answer_exception))
        .route("/exceptions/{id}/end", post(gate::end_exception))
        .route("/decisions/{id}", get(gate::decision))
}

fn drills() -> Router<App> {
    Router::new()
        .route("/releases/{id}/drills", get(drill::list))
        .route("/releases/{id}/drills/new", get(drill::new).post(drill::plan))
        .route("/releases/{id}/risks", get(drill::risks).post(drill::name_risks))
        .route("/releases/{id}/duties", post(drill::give_duty))
        .route("/releases/{id}/duties/take", post(drill::take_duty))
        .route("/drills/{id}", get(drill::page))
        .route("/drills/{id}/edit", get(drill::edit_page).post(drill::edit))
        .route("/drills/{id}/step", post(drill::step))
        .route("/drills/{id}/people", post(drill::give_role))
        .route("/drills/{id}/people/take", post(drill::take_role))
        .route("/drills/{id}/injects", post(drill::add_inject))
        .route("/drills/{id}/say", post(drill::say))
        .route("/drills/{id}/correct", post(drill::correct))
        .route("/drills/{id}/debrief", get(drill::debrief_form).post(drill::debrief))
        .route("/drills/{id}/recap", get(drill::recap))
        .route("/drills/{id}/recap.md", get(drill::recap_markdown))
        .route("/injects/{id}/release", post(drill::release_inject))
        .route("/injects/{id}/delete", post(drill::delete_inject))
}

fn findings() -> Router<App> {
    Router::new()
        .route("/releases/{id}/findings", get(finding::list))
        .route("/releases/{id}/findings/new", get(finding::new).post(finding::report))
        .route("/products/{id}/findings", get(finding::list_of_product))
        .route("/findings/{id}", get(finding::page))
        .route("/findings/{id}/edit", get(finding::edit_page).post(finding::edit))
        .route("/findings/{id}/step", post(finding::step))
        .route("/releases/{id}/evidence", get(evidence::page))
        .route("/releases/{id}/evidence.md", get(evidence::markdown))
        .route("/releases/{id}/markers", get(marker::page).post(marker::set))
}

fn runs() -> Router<App> {
    let import = Router::new()
        .route("/runbooks/{id}/import", get(runbook::import_page).post(runbook::preview))
        .route("/runbooks/{id}/import/confirm", post(runbook::confirm))
        .layer(DefaultBodyLimit::max(GENEROUS));
    Router::new()
        .route("/releases/{id}/runs", get(run::list))
        .route("/releases/{id}/runbooks/new", get(runbook::new).post(runbook::add))
        .route("/runbooks/{id}", get(runbook::page))
        .route("/runbooks/{id}/edit", get(runbook::edit_page).post(runbook::edit))
        .route("/runbooks/{id}/export.md", get(runbook::markdown))
        .route("/runbooks/{id}/export.csv", get(runbook::csv))
        .route("/runbooks/{id}/steps/new", get(runbook::new_step).post(runbook::add_step))
        .route("/runbooks/{id}/runs/new", get(run::new).post(run::plan))
        .route("/steps/{id}/edit", get(runbook::step).post(runbook::edit_step))
        .route("/steps/{id}/place", post(runbook::place_step))
        .route("/steps/{id}/delete", post(runbook::delete_step))
        .route("/runs/{id}", get(run::page))
        .route("/runs/{id}/edit", get(run::edit_page).post(run::edit))
        .route("/runbooks/{id}/delete", post(runbook::delete))
        .route("/runs/{id}/cancel", post(run::cancel))
        .route("/runs/{id}/start", post(run::start))
        .route("/runs/{id}/act", post(run::act))
        .route("/runs/{id}/finish", post(run::finish))
        .route("/runs/{id}/abort", post(run::abort))
        .route("/runs/{id}/record", get(run::record_form).post(run::record))
        .route("/runs/{id}/totals", post(run::totals))
        .route("/runs/{id}/validate", post(run::validate))
        .route("/runs/{id}/conclude", post(run::conclude))
        .route("/runs/{id}/sign", post(run::sign))
        .route("/runs/{id}/compare", get(run::compare))
        .merge(import)
}
