//! My account: what I am here, where I am signed in, and the shortcuts.

pub mod calendar;
pub mod new_password;
pub mod second_step;
pub mod sign_in;

use domain::account::Session;
use domain::account::calendar::Subscription;
use domain::person::absence::Absence;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use service::Actor;

use crate::account::calendar::feeds_sheet;
use crate::account::new_password::password_sheet;
use crate::form::Form;
use crate::kit::{Confirm, Field, ask_first, error_summary, notice, summary_list};
use crate::page::{Page, Section};
use crate::words;

#[must_use]
pub fn account_page(
    viewer: &Actor,
    sessions: Vec<Session>,
    (absences, feeds): (&[Absence], &[(Subscription, Option<String>)]),
    form: &Form,
    now: Timestamp,
) -> Page {
    let person = &viewer.person;
    let facts = summary_list(vec![
        ("Email address", person.email.to_string().into_any()),
        ("Role", format!("{}. {}", person.role.label(), person.role.explanation()).into_any()),
    ]);
    let here = viewer.session();
    let rows: Vec<_> = sessions
        .into_iter()
        .map(|session| {
            let action = format!("/account/sessions/{}/end", session.id);
            let since = format!(
                "Signed in {}, last used {}",
                words::ago(session.created_at, now),
                words::ago(session.last_seen_at, now)
            );
            let whom = format!(" the session on {}", session.browser);
            let this = Some(session.id) == here;
            view! {
                <li>
                    <span>
                        <b>{session.browser}</b>
                        {this.then_some(" (this browser)")}
                        <br />
                        <span class="small">{since}</span>
                    </span>
                    <form method="post" action=action>
                        <button>"End"<span class="hidden-label">{whom}</span></button>
                    </form>
                </li>
            }
        })
        .collect();
    let (switch, state) = if person.shortcuts { ("off", "on") } else { ("on", "off") };
    let is_off = viewer.lacks_second_step();
    let content = view! {
        <div class="head">
            <h1>{person.name.clone()}</h1>
            <form id="sign-out" method="post" action="/sign-out">
                <button>"Sign out"</button>
            </form>
        </div>
        {error_summary(form)}
        {form
            .has("password_changed")
            .then(|| notice("Your password is changed. Every other browser is signed out."))}
        <section class="sheet" aria-labelledby="about">
            <h2 id="about">"About you"</h2>
            {facts}
        </section>
        <section class="sheet" aria-labelledby="sessions">
            <h2 id="sessions">"Where you are signed in"</h2>
            <p class="small">"A session ends by itself after 30 minutes without use, and after 12 hours."</p>
            <ul class="rows">{rows}</ul>
        </section>
        {password_sheet(form)}
        <section class="sheet" aria-labelledby="second-step">
            <h2 id="second-step">"Second step at sign-in"</h2>
            <p>{if is_off { "It is off: your password alone lets you in." } else { "It is on." }}</p>
            <div class="actions">
                <a class="button" href="/account/second-step">
                    {if is_off { "Set it up" } else { "Change it" }}
                </a>
            </div>
        </section>
        {away(absences, form, now)}
        {feeds_sheet(feeds, now)}
        <section class="sheet" aria-labelledby="shortcuts">
            <h2 id="shortcuts">"Keyboard shortcuts"</h2>
            <p>
                "Single keys work on checklists: " <kbd>"j"</kbd> " and " <kbd>"k"</kbd> " to move, "
                <kbd>"x"</kbd> " to tick, " <kbd>"?"</kbd> " for all of them. They are " <b>{state}</b> "."
            </p>
            <form class="actions" method="post" action="/account/shortcuts">
                <input r#type="hidden" name="shortcuts" value=switch />
                <button>{format!("Switch shortcuts {switch}")}</button>
            </form>
        </section>
    };
    Page::new("My account", Section::Account, content).refused_if(form.is_refused())
}

/// When the person is away: schedules warn when something of theirs falls into it.
fn away(absences: &[Absence], form: &Form, now: Timestamp) -> AnyView {
    let today = TimeZone::UTC.to_datetime(now).date();
    let rows: Vec<_> = absences
        .iter()
        .map(|absence| {
            let days = words::days(absence.dates, today);
            let ask =
                ask_first(format!("/account/absences/{}/delete", absence.id), "Delete", &days);
            view! {
                <li>
                    <span>{days}</span>
                    {ask}
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="away">
            <h2 id="away">"Absences"</h2>
            <p class="small">
                "Schedules say so when a phase that you own falls into it. Everybody can see that you are \
                away, not why."
            </p>
            <ul class="rows">{rows}</ul>
            <form class="stack" method="post" action="/account/absences">
                {Field::new(form, "away_from", "First day").kind("date").width("narrow").line()}
                {Field::new(form, "away_to", "Last day (optional)")
                    .kind("date")
                    .width("narrow")
                    .hint("Empty means the first day.")
                    .line()}
                <div class="actions">
                    <button>"Add absence"</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Asks before an absence goes.
#[must_use]
pub fn absence_delete_page(absence: &Absence, now: Timestamp) -> Page {
    let today = TimeZone::UTC.to_datetime(now).date();
    let days = words::days(absence.dates, today);
    Confirm {
        question: format!("Delete your absence, {days}?"),
        section: Section::Account,
        above: ("/account#away".to_owned(), "My account".to_owned()),
        losses: vec![
            "Schedules stop warning when a phase that you own falls into these days.".to_owned(),
        ],
        form: &Form::default(),
        fields: None,
        action: format!("/account/absences/{}/delete", absence.id),
        button: "Delete absence",
    }
    .page()
}
