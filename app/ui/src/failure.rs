//! Pages for what went wrong: what happened, what to do, and a number to ask about.

use domain::ids::RequestId;
use leptos::prelude::*;

use crate::kit::unsent;
use crate::page::{Page, Section};

/// The same page for what does not exist and for what one may not see.
#[must_use]
pub fn not_found() -> Page {
    page(
        404,
        "Page not found",
        "This page does not exist, or you cannot see it.",
        "If somebody sent you the address, ask them whether you are meant to see it.",
        None,
    )
}

/// Behind a personal link that does not work: whoever has it cannot sign in, so it leads nowhere else. It says the same
/// of a link that never was.
#[must_use]
pub fn closed_link() -> Page {
    let content = view! {
        <div class="narrow-page">
            <h1>"This link does not work"</h1>
            <p class="lead">"It was replaced or revoked, it is too old, or a part of it is missing."</p>
            <p>"Ask whoever sent it to you for a new one."</p>
        </div>
    };
    Page::new("This link does not work", Section::None, content).bare().status(404)
}

#[must_use]
pub fn not_allowed(sentence: &'static str) -> Page {
    page(403, "Not allowed", sentence, "Ask an owner or an administrator.", None)
}

#[must_use]
pub fn too_soon(sentence: String) -> Page {
    page(429, "Too many attempts", &sentence, "Waiting is enough; nothing is locked.", None)
}

#[must_use]
pub fn busy() -> Page {
    page(
        503,
        "Busy",
        "Holdpoint is busy. Try again in a few seconds.",
        "Nothing was changed.",
        None,
    )
}

/// The disk is full or fails, and nothing was written.
#[must_use]
pub fn cannot_write() -> Page {
    page(
        503,
        "Cannot save now",
        "Holdpoint cannot write to its disk now. Nothing of yours was saved.",
        "Everything that was saved before can be read. Tell your administrator, then go back and try again.",
        None,
    )
}

/// So little is free on the disk that nothing is written.
#[must_use]
pub fn read_only() -> Page {
    page(
        503,
        "Cannot save now",
        "Holdpoint can only be read now: the disk of its server is nearly full. Nothing of yours was saved.",
        "It goes on by itself as soon as there is room. Tell your administrator.",
        None,
    )
}

/// A form that was not saved, or of which nobody knows, for a reason that may be gone in a moment. Every word of it is
/// here, and sending it again saves it once.
#[must_use]
pub fn unsaved(why: &'static str, action: &str, fields: Vec<(String, String)>) -> Page {
    let content = view! {
        <div class="narrow-page">
            <h1>"Not saved yet"</h1>
            <p class="lead">{why}</p>
            <p>"What you sent is kept on this page. Wait a moment and send it again: it is saved once."</p>
            {unsent(action, fields, "Send it again")}
        </div>
    };
    Page::new("Not saved yet", Section::None, content).status(503)
}

/// What was sent again was saved by the first time. Whoever means it twice sends it from here.
#[must_use]
pub fn saved_before(about: String, action: &str, fields: Vec<(String, String)>) -> Page {
    let content = view! {
        <div class="narrow-page">
            <h1>"It was saved"</h1>
            <p class="lead">"What you sent was saved the first time. Nothing was done twice."</p>
            <div class="actions">
                <a class="button primary" href=about>
                    "Look at it"
                </a>
            </div>
            <details>
                <summary>"I mean it a second time"</summary>
                <p>"This does it once more, beside what was saved."</p>
                {unsent(action, fields, "Do it again")}
            </details>
        </div>
    };
    Page::new("It was saved", Section::None, content)
}

/// Saving failed in a way that leaves open what is kept.
#[must_use]
pub fn unclear() -> Page {
    page(
        503,
        "Saved or not?",
        "This may have been saved, or not: the disk failed, or the database went away.",
        "Look before you send it again.",
        None,
    )
}

/// A form that was sent in a way that no page of ours sends it.
#[must_use]
pub fn refused(status: u16, sentence: &'static str) -> Page {
    page(
        status,
        "Not accepted",
        sentence,
        "Go back, reload the page and send the form again.",
        None,
    )
}

/// A verb that the state of a thing does not allow.
#[must_use]
pub fn not_now(sentence: String) -> Page {
    page(
        409,
        "This cannot be done now",
        &sentence,
        "Go back and look again: somebody may have been faster.",
        None,
    )
}

/// Something broke. The number is in the log beside the reason, which is not for this page.
#[must_use]
pub fn broken(request: RequestId) -> Page {
    page(
        500,
        "Something broke",
        "This is our fault, not yours. It is written down.",
        "Try again. If it happens again, tell your administrator this number:",
        Some(request),
    )
}

fn page(
    status: u16,
    title: &'static str,
    what: &str,
    then: &'static str,
    request: Option<RequestId>,
) -> Page {
    let what = what.to_owned();
    let content = view! {
        <div class="narrow-page">
            <h1>{title}</h1>
            <p class="lead">{what}</p>
            <p>{then}</p>
            {request
                .map(|request| {
                    view! {
                        <p>
                            <code>{request.to_string()}</code>
                        </p>
                    }
                })}
            <p>
                <a href="/">"Go to the home page"</a>
            </p>
        </div>
    };
    Page::new(title, Section::None, content).status(status)
}
