//! The second step at sign-in: setting it up, the codes for when the phone is lost, and being asked for one.

use std::fmt::Write as _;

use domain::person::Person;
use jiff::Timestamp;
use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use service::Secret;
use service::account::second_step::Standing;

use crate::form::Form;
use crate::kit::{Confirm, Field, ask_first, crumb, error_summary, warning};
use crate::page::{Page, Section};
use crate::words::{ago, counted};

/// The quiet edge around a picture that phones read, in its own dots.
const EDGE: usize = 4;

/// How it stands, and what comes next.
#[must_use]
pub fn second_step_page(standing: &Standing, required: bool, form: &Form, now: Timestamp) -> Page {
    let content = match standing {
        Standing::Off => off(required),
        Standing::Proposed { address, typed } => proposed(address, typed, form),
        Standing::On { since, codes } => on(*since, *codes, now),
    };
    let content = view! {
        <div class="narrow-page">
            {crumb("/account", "My account")} <h1>"Second step at sign-in"</h1> {error_summary(form)}
            {content}
        </div>
    };
    Page::new("Second step at sign-in", Section::Account, content).refused_if(form.is_refused())
}

fn off(required: bool) -> AnyView {
    view! {
        {required
            .then(|| {
                warning("Everybody here needs a second step. Set yours up, and you go on where you wanted to.")
            })}
        <p class="lead">
            "Beside your password you enter a code of six digits that an app on your phone shows. Whoever learns \
            your password does not get in by it."
        </p>
        <p>"Any authenticator app works, also without a network."</p>
        <form method="post" data-anew="" action="/account/second-step">
            <button class="primary">"Set it up"</button>
        </form>
    }
    .into_any()
}

fn proposed(address: &str, typed: &str, form: &Form) -> AnyView {
    let groups: Vec<String> =
        typed.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    view! {
        <p class="lead">"Read this picture with the app on your phone, then enter the code that it shows."</p>
        {picture(address)}
        <p>"Or type this into the app:"</p>
        <p class="verbatim">
            <code>{groups.join(" ")}</code>
        </p>
        <form class="stack" method="post" action="/account/second-step/confirm">
            {code_field(form, "Code of the app", "Six digits.")}
            <p class="small">"Every other browser is signed out."</p>
            <div class="actions">
                <button class="primary">"Switch it on"</button>
            </div>
        </form>
    }
    .into_any()
}

fn on(since: Timestamp, codes: i64, now: Timestamp) -> AnyView {
    let left = usize::try_from(codes).unwrap_or_default();
    let few = (left < 3).then(|| warning("Make new recovery codes before you run out of them."));
    view! {
        <p class="lead">{format!("It was switched on {}.", ago(since, now))}</p>
        {few}
        <p>
            {format!("You have {} left for when your phone is lost.", counted(left, "recovery code", "recovery codes"))}
        </p>
        <div class="actions">
            <form method="post" data-anew="" action="/account/second-step/codes">
                <button>"Make new recovery codes"</button>
            </form>
            {ask_first("/account/second-step/off".to_owned(), "Switch it off", "")}
        </div>
    }
    .into_any()
}

/// The codes, shown once.
#[must_use]
pub fn recovery_codes_page(codes: &[String]) -> Page {
    let rows: Vec<_> = codes
        .iter()
        .map(|code| {
            view! {
                <li>
                    <code>{code.clone()}</code>
                </li>
            }
        })
        .collect();
    let content = view! {
        <div class="narrow-page">
            {crumb("/account/second-step", "Second step at sign-in")} <h1>"Your recovery codes"</h1>
            <p class="lead">
                "Each of them takes the place of the app once, when your phone is lost. Print them or keep them \
                where you keep your passwords."
            </p>
            {warning("They are shown only now. Older ones do not work any more.")}
            <ul class="codes">{rows}</ul>
            <div class="actions">
                <a class="button primary" href="/">
                    "I have kept them"
                </a>
            </div>
        </div>
    };
    Page::new("Your recovery codes", Section::Account, content)
}

/// Asks before it is switched off, for oneself.
#[must_use]
pub fn switch_off_page(form: &Form) -> Page {
    Confirm {
        question: "Switch the second step off?".to_owned(),
        section: Section::Account,
        above: ("/account/second-step".to_owned(), "Second step at sign-in".to_owned()),
        losses: vec![
            "From then on your password alone lets you in, and your recovery codes end.".to_owned(),
        ],
        form,
        fields: None,
        action: "/account/second-step/off".to_owned(),
        button: "Switch it off",
    }
    .page()
}

/// Asks before somebody else's is switched off.
#[must_use]
pub fn switch_off_for_page(person: &Person, form: &Form) -> Page {
    let name = &person.name;
    Confirm {
        question: format!("Switch off the second step of {name}?"),
        section: Section::People,
        above: (format!("/people/{}", person.id), name.clone()),
        losses: vec![
            format!(
                "From then on the password alone lets {name} in, and their recovery codes end."
            ),
            "They are signed out everywhere. Make sure that it is really them who asks.".to_owned(),
        ],
        form,
        fields: None,
        action: format!("/people/{}/second-step-off", person.id),
        button: "Switch it off",
    }
    .page()
}

/// Asks whoever gave the right password for their code.
#[must_use]
pub fn code_page(asked: &Secret, form: &Form) -> Page {
    let hidden: Vec<_> = ["next", "kept", "kept_for"]
        .into_iter()
        .filter(|name| form.has(name))
        .map(|name| {
            let value = form.value(name).to_owned();
            view! { <input r#type="hidden" name=name value=value /> }
        })
        .collect();
    let content = view! {
        <div class="narrow-page">
            <h1>"Enter your code"</h1>
            {error_summary(form)}
            <form class="stack" method="post" action="/sign-in/code">
                <input r#type="hidden" name="asked" value=asked.reveal().to_owned() />
                {hidden}
                {code_field(
                    form,
                    "Code",
                    "Six digits of the app on your phone, or one of your recovery codes.",
                )}
                <div class="actions">
                    <button class="primary">"Sign in"</button>
                    <a class="button" href="/sign-in">
                        "Start again"
                    </a>
                </div>
            </form>
            <p class="small">"Neither at hand? An administrator can switch your second step off."</p>
        </div>
    };
    Page::new("Enter your code", Section::None, content).refused_if(form.is_refused())
}

fn code_field(form: &Form, label: &'static str, hint: &'static str) -> AnyView {
    // What was tried is no use any more.
    let mut form = form.clone();
    form.take("code");
    Field::new(&form, "code", label).hint(hint).complete("one-time-code").width("narrow").line()
}

/// What a phone reads: dark dots in one path, on light in both themes, or it could not.
fn picture(address: &str) -> Option<AnyView> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (row, dots) in colors.chunks(width).enumerate() {
        // Dots beside each other are one stroke.
        let mut column = 0;
        for stroke in dots.chunk_by(PartialEq::eq) {
            let (x, y, length) = (column + EDGE, row + EDGE, stroke.len());
            if stroke.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            column += length;
        }
    }
    let size = width + 2 * EDGE;
    let picture = view! {
        <svg class="qr" role="img" aria-label="For the app on your phone" viewBox=format!("0 0 {size} {size}")>
            <rect width=size height=size class="light" />
            <path class="dark" d=path />
        </svg>
    };
    Some(picture.into_any())
}
