//! The ways in: set-up, invitation, sign-in.

use domain::account::Invitation;
use domain::limits;
use leptos::prelude::*;
use service::Secret;
use service::account::session;

use crate::form::Form;
use crate::kit::{Field, checkbox, error_summary, notice, secret_field, unsent};
use crate::page::{Page, Section};

pub(super) fn password_hint() -> Option<String> {
    Some(format!(
        "{} characters or more. Several unrelated words work well; no other rules.",
        limits::PASSWORD.start()
    ))
}

/// The first start: whoever has the link becomes the first administrator.
#[must_use]
pub fn setup_page(secret: &Secret, form: &Form) -> Page {
    let action = format!("/setup/{}", secret.reveal());
    let content = view! {
        <div class="narrow-page">
            <h1>"Set up Holdpoint"</h1>
            <p class="lead">
                "You're setting up Holdpoint. This makes you the administrator; you invite everybody else."
            </p>
            {error_summary(form)}
            <form class="stack" method="post" action=action>
                {Field::new(form, "name", "Your name").complete("name").width("middle").line()}
                {Field::new(form, "email", "Email address")
                    .kind("email")
                    .complete("username")
                    .width("middle")
                    .line()}
                {secret_field(form, "password", "Password", "new-password", password_hint())}
                {checkbox(
                    form,
                    "demo",
                    "Add a sample release",
                    "Four invented people, a city that moves its building permits online, and a checklist \
                    that is half done.",
                )}
                <div class="actions">
                    <button class="primary">"Set up and sign in"</button>
                </div>
            </form>
        </div>
    };
    Page::new("Set up", Section::None, content).refused_if(form.is_refused())
}

/// Somebody was invited and chooses a name and a password.
#[must_use]
pub fn invitation_page(secret: &Secret, invitation: &Invitation, form: &Form) -> Page {
    let action = format!("/invitations/{}", secret.reveal());
    let email = invitation.email.to_string();
    let content = view! {
        <div class="narrow-page">
            <h1>"Join Holdpoint"</h1>
            <p class="lead">
                "You are invited as " <b>{invitation.role.label()}</b> ". " {invitation.role.explanation()}
            </p>
            {error_summary(form)}
            <form class="stack" method="post" action=action>
                <input r#type="hidden" name="email" autocomplete="username" value=email.clone() />
                <p>"Your email address here is " <b>{email}</b> "."</p>
                {Field::new(form, "name", "Your name").complete("name").width("middle").line()}
                {secret_field(form, "password", "Password", "new-password", password_hint())}
                <div class="actions">
                    <button class="primary">"Join and sign in"</button>
                </div>
            </form>
        </div>
    };
    Page::new("Join", Section::None, content).refused_if(form.is_refused())
}

/// Why somebody sees the page on which one signs in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrival {
    /// They come from anywhere.
    New,
    /// They have just signed out.
    SignedOut,
    /// Their session was over.
    Ended,
    /// They want to do something for which they signed in too long ago.
    ProveAgain,
    /// They gave their password when nobody had time to look at it.
    Busy,
}

/// Signing in. `next` is where the person wanted to go.
#[must_use]
pub fn sign_in_page(form: &Form, arrival: Arrival) -> Page {
    let word = match arrival {
        Arrival::New => None,
        Arrival::ProveAgain => Some(format!(
            "This decides who comes in, and it is more than {} minutes since you signed in. Sign in again, and you go \
             on where you were.",
            session::FRESH.as_mins()
        )),
        Arrival::SignedOut => Some("You are signed out.".to_owned()),
        Arrival::Busy => Some(
            "Holdpoint is busy, and you are not signed in yet. Try again in a few seconds."
                .to_owned(),
        ),
        Arrival::Ended => Some(format!(
            "You are signed out: a session ends when it is not used for {} minutes, and after {} hours. \
             Sign in, and you go on where you were.",
            session::IDLE.as_mins(),
            session::ABSOLUTE.as_hours(),
        )),
    };
    let next = form.value("next").to_owned();
    let kept = form.has("kept_for").then(|| {
        let (kept, kept_for) = (form.value("kept").to_owned(), form.value("kept_for").to_owned());
        view! {
            {(arrival != Arrival::ProveAgain)
                .then(|| {
                    view! { <p>"Your session was over. What you sent is kept: sign in, then send it again."</p> }
                })}
            <input r#type="hidden" name="kept" value=kept />
            <input r#type="hidden" name="kept_for" value=kept_for />
        }
    });
    let content = view! {
        <div class="narrow-page">
            {word.map(notice)} <h1>"Sign in"</h1> {error_summary(form)}
            <form class="stack" method="post" action="/sign-in">
                <input r#type="hidden" name="next" value=next />
                {kept}
                {Field::new(form, "email", "Email address")
                    .kind("email")
                    .complete("username")
                    .width("middle")
                    .line()}
                {secret_field(form, "password", "Password", "current-password", None)}
                <div class="actions">
                    <button class="primary">"Sign in"</button>
                </div>
            </form> <p class="small">"No account? An administrator of your organisation can invite you."</p>
        </div>
    };
    Page::new("Sign in", Section::None, content).refused_if(form.is_refused())
}

/// Somebody is signed in again; the form they sent before is here, and not saved yet.
#[must_use]
pub fn resume_page(action: &str, fields: Vec<(String, String)>) -> Page {
    let content = view! {
        <div class="narrow-page">
            <h1>"You are signed in again"</h1>
            <p class="lead">"What you sent before is kept and is not saved yet."</p>
            {unsent(action, fields, "Send it now")}
        </div>
    };
    Page::new("Signed in again", Section::None, content)
}
