//! Pages for what went wrong: what happened, what to do, and a number to ask about.

use domain::ids::RequestId;
use leptos::prelude::*;

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
