//! Personal links: making and revoking them, and the one page that stands behind them.

use domain::limits;
use domain::training::Material;
use domain::training::reader::Reader;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use service::Secret;
use service::training::reader_link::Opened;

use crate::form::Form;
use crate::kit::{Confirm, FormPage, crumb, document_behind, error_summary, notice};
use crate::page::{Page, Section};

/// Asks before a link is made: the one from before stops working.
#[must_use]
pub fn reader_link_page(reader: &Reader, material: &Material, form: &Form) -> Page {
    let here = format!("/materials/{}", material.id);
    let title = format!("Personal link for {}", reader.text.name);
    FormPage {
        title: &title,
        section: Section::None,
        above: (format!("{here}/coverage"), format!("Coverage of “{}”", material.text.title)),
        form,
        action: format!("{here}/links"),
        version: 0,
        theirs: None,
        fields: view! {
            <input r#type="hidden" name="reader" data-anew="" value=reader.id.to_string() />
            <p>
                {format!(
                    "Whoever has the link reads this material, and nothing else, and confirms it as {}. It works \
                    for {} days. A link that they got before stops working.",
                    reader.text.name,
                    limits::READER_LINK_DAYS,
                )}
            </p>
        }
        .into_any(),
        button: "Make link",
    }
    .page()
}

/// A new link, shown this once.
#[must_use]
pub fn made_link_page(address: &str, reader: &Reader, material: &Material) -> Page {
    let back = format!("/materials/{}/coverage", material.id);
    let title = format!("Personal link for {}", reader.text.name);
    let send = match &reader.text.email {
        Some(email) => format!("Send it to {email}, to nobody else."),
        None => format!("Send it to {}, to nobody else.", reader.text.name),
    };
    let content = view! {
        <div class="narrow-page">
            {crumb(back, format!("Coverage of “{}”", material.text.title))} <h1>{title.clone()}</h1>
            {notice("Copy it now: it is shown this once.")} <section class="sheet" aria-label="Link">
                <p>
                    <code id="address">{address.to_owned()}</code>
                </p>
                <p>{send}</p>
                <p class="small">
                    {format!(
                        "It works for {} days. If it is shared by mistake, revoke it on the coverage page.",
                        limits::READER_LINK_DAYS,
                    )}
                </p>
            </section>
        </div>
    };
    Page::new(title, Section::None, content)
}

/// Asks before a link stops working.
#[must_use]
pub fn revoke_link_page(
    link: domain::ids::ReaderLinkId,
    reader: &Reader,
    material: &Material,
) -> Page {
    Confirm {
        question: format!("Revoke the link of {}?", reader.text.name),
        section: Section::None,
        above: (
            format!("/materials/{}/coverage", material.id),
            format!("Coverage of “{}”", material.text.title),
        ),
        losses: vec![
            "The link leads nowhere from then on. What they have confirmed stays.".to_owned(),
        ],
        form: &Form::default(),
        fields: None,
        action: format!("/reader-links/{link}/revoke"),
        button: "Revoke link",
    }
    .page()
}

/// What stands behind a link: the material, and the name of its one reader. It leads nowhere else.
#[must_use]
pub fn opened_link_page(opened: &Opened, secret: &Secret, form: &Form, now: Timestamp) -> Page {
    let title = opened.material.text.title.to_string();
    let here = format!("/read/{}", secret.reveal());
    let text = &opened.version.text;
    let link = text.link.as_ref().map(|link| {
        let href = link.as_str().to_owned();
        view! {
            <p>
                <a href=href.clone() rel="noopener noreferrer nofollow">
                    {href.clone()}
                </a>
            </p>
        }
    });
    let minutes = opened.material.text.minutes.map(|minutes| format!(", {minutes} min to read"));
    let facts = format!(
        "{}, version {}{}",
        opened.material.text.format.label(),
        opened.version.number,
        minutes.unwrap_or_default()
    );
    let files: Vec<_> = opened
        .files
        .iter()
        .map(|file| {
            let href = format!("{here}/files/{}", file.id);
            view! {
                <li>
                    <a href=href>{file.name.to_string()}</a>
                    <span class="small">{file.kind.label()}</span>
                </li>
            }
        })
        .collect();
    let files = (!files.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="files">
                <h2 id="files">"Files"</h2>
                <ul class="rows">{files}</ul>
            </section>
        }
    });
    let whom = format!("This link is for {}", opened.reader.text.name);
    let content = view! {
        <div class="narrow-page">
            <h1>{title.clone()}</h1> <p class="facts">
                <span>{facts}</span>
                <span>{whom}</span>
            </p> {error_summary(form)} <section class="sheet" aria-labelledby="text">
                <h2 class="hidden-label" id="text">
                    "Text"
                </h2>
                {link}
                {document_behind(opened.material.id, text.body.as_str(), &format!("{here}/files/"))}
            </section> {files} {confirming(opened, &here, now)}
        </div>
    };
    Page::new(title, Section::None, content).bare().refused_if(form.is_refused())
}

fn confirming(opened: &Opened, here: &str, now: Timestamp) -> AnyView {
    // A link belongs to no release and to no place, so its days are those of UTC.
    let local = |at: Timestamp| TimeZone::UTC.to_datetime(at).date();
    let day = |at: Timestamp| domain::day::day_in_words(local(at), local(now));
    let until = format!("The link works until {}.", day(opened.expires_at));
    let inside = match opened.confirmed_at {
        Some(at) => {
            view! { <p id="number">{format!("You confirmed this on {}.", day(at))}</p> }.into_any()
        }
        None => {
            let number = opened.version.number.to_string();
            let as_whom = format!("It is noted for {}.", opened.reader.text.name);
            view! {
                <form method="post" action=here.to_owned()>
                    <input r#type="hidden" name="number" value=number />
                    <p id="number">{as_whom}</p>
                    <button class="primary">"I have read this"</button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <section class="sheet screen" aria-labelledby="read">
            <h2 id="read">"Your reading"</h2>
            {inside}
            <p class="small">{until}</p>
        </section>
    }
    .into_any()
}
