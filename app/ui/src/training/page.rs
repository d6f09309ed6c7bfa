use domain::access::Operation;
use domain::day::day_in_words;
use domain::training::{MaterialVersion, VersionState};
use jiff::Timestamp;
use leptos::prelude::*;
use service::training::Shown;

use super::beside::{differences, files, pitfalls};
use super::reader::{body, facts, reading};
use super::{section, shelf_link, standing};
use crate::activity::feed;
use crate::form::Form;
use crate::kit::{Field, ask_first, changes, crumb, error_summary, warning};
use crate::page::Page;
use crate::symbol::Tag;
use crate::words;

/// A material: what people read, whether the viewer has read it, and its life for those who write it.
#[must_use]
pub fn material_page(
    shown: &Shown,
    viewer: domain::ids::PersonId,
    form: &Form,
    now: Timestamp,
) -> Page {
    let shelf = &shown.planning.shelf;
    let zone = shelf.zone();
    let today = zone.day(now);
    let reviewed = to_review(shown, viewer);
    let version = reviewed.or_else(|| shown.published()).or_else(|| shown.newest());
    let (symbol, word) = standing(&shown.material, shown.newest(), today);
    let (href, above) = shelf_link(shelf);
    let text = version.map(|version| {
        let nothing = version.text.body.as_str().is_empty() && version.text.link.is_none();
        let nothing = nothing.then(|| view! { <p>"Nothing is written yet."</p> });
        view! {
            <section class="sheet" aria-labelledby="text">
                <h2 class="hidden-label" id="text">
                    "Text"
                </h2>
                {nothing}
                {body(shown, version)}
            </section>
        }
    });
    let writing = shelf.may(Operation::WriteTraining).then(|| {
        view! {
            <div class="stack screen">
                {life(shown, viewer, form, now)}
                <section class="sheet" aria-labelledby="history">
                    <h2 id="history">"What happened"</h2>
                    {feed(shown.entries.clone(), &zone, now)}
                </section>
            </div>
        }
    });
    let changed = reviewed.zip(shown.published()).map(|(newest, published)| {
        let what = changes(published.text.body.as_str(), newest.text.body.as_str());
        view! {
            <section class="sheet" aria-labelledby="changed">
                <h2 id="changed">{format!("Changes since version {}", published.number)}</h2>
                {what}
                {differences(shown, published)}
            </section>
        }
    });
    let reading = reviewed.is_none().then(|| reading(shown, form, now));
    let class = if shelf.may(Operation::WriteTraining) { "two" } else { "narrow-page" };
    let content = view! {
        <div>
            {crumb(href, above)} <div class="head">
                <h1>{shown.material.text.title.to_string()}</h1>
                <Tag symbol=symbol word=word.to_owned() />
            </div> {facts(shown, version, now)} <p class="screen">
                <a href=format!("/materials/{}/coverage", shown.material.id)>"Who has read it"</a>
            </p>
        </div>
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning(
                "Somebody else changed this material at the same time. Look again, then choose.",
            ))}
        <div class=class>
            <div class="stack">
                {changed} {text} {reading} {pitfalls(shown, version)} {files(shown, version)}
            </div>
            {writing}
        </div>
    };
    Page::new(shown.material.text.title.to_string(), section(shelf), content)
        .refused_if(form.is_refused())
}

/// The version that waits for this person to review it: they read it here, and not what is published.
fn to_review(shown: &Shown, viewer: domain::ids::PersonId) -> Option<&MaterialVersion> {
    let reviews = shown.planning.shelf.may(Operation::ReviewTraining);
    let waits = |version: &&MaterialVersion| {
        matches!(version.state, VersionState::InReview) && !version.authors.contains(&viewer)
    };
    shown.newest().filter(waits).filter(|_| reviews && shown.material.retired_at.is_none())
}

/// Where the newest version is in its life, and what comes next.
fn life(
    shown: &Shown,
    viewer: domain::ids::PersonId,
    form: &Form,
    now: Timestamp,
) -> Option<AnyView> {
    let newest = shown.newest()?;
    let here = format!("/materials/{}", shown.material.id);
    let link = |path: &str, label: &'static str| {
        view! {
            <a class="button" href=format!("{here}/{path}")>
                {label}
            </a>
        }
    };
    let waits = shown.material.is_embargoed().then(|| {
        let mut phases = shown.planning.phases.iter();
        let phase = phases.find(|phase| Some(phase.id) == shown.material.text.embargo);
        let phase = phase.map_or("its phase".to_owned(), domain::phase::Phase::title);
        view! { <p>{format!("Nobody but those who write sees it before {phase} is live.")}</p> }
    });
    let today = shown.planning.shelf.today(now);
    let review = shown.material.text.review_on.map(|day| {
        view! { <p>{format!("Review by {}", day_in_words(day, today))}</p> }
    });
    let retired = shown.material.retired_at.is_some();
    let open = newest.state.is_open_to_write();
    let actions = (!retired).then(|| {
        let beside = open.then(|| {
            view! {
                {link("files/new", "Add file")}
                {link("pitfalls/new", "Add pitfall")}
            }
        });
        let writes = match newest.state {
            VersionState::Draft { .. } => Some(link("write", "Write")),
            VersionState::Published { .. } => Some(link("write", "Write next version")),
            _ => None,
        };
        view! {
            <p class="actions">
                {writes} {link("preview", "Preview")} {link("edit", "Edit plan")}
                {beside} {ask_first(format!("{here}/retire"), "Retire", "")}
            </p>
        }
    });
    // What is published stands on this page; what the draft has besides stands here.
    let published = shown.published().filter(|published| published.number != newest.number);
    let beside = published.filter(|_| newest.is_draft());
    let beside = beside.and_then(|published| differences(shown, published));
    let steps = (!retired).then(|| steps(shown, newest, (viewer, form)));
    Some(
        view! {
            <section class="sheet" aria-labelledby="life">
                <h2 class="large" id="life">
                    {sentence(shown, newest)}
                </h2>
                {waits}
                {review}
                {beside}
                {steps}
                {actions}
            </section>
        }
        .into_any(),
    )
}

fn sentence(shown: &Shown, newest: &MaterialVersion) -> String {
    if shown.material.retired_at.is_some() {
        return "It is retired. Nobody reads it any more.".to_owned();
    }
    let number = newest.number;
    let name = |id| words::name(&shown.names, id);
    match &newest.state {
        VersionState::Draft { sent_back: None } => format!("Version {number} is a draft."),
        VersionState::Draft { sent_back: Some(back) } => {
            let who = name(back.review.by);
            format!("{who} sent version {number} back: {}", back.reason)
        }
        VersionState::InReview => format!("Version {number} waits for somebody else to review it."),
        VersionState::Approved(review) => {
            format!("{} approved version {number}. Nobody reads it yet.", name(review.by))
        }
        VersionState::Published { .. } => format!("Version {number} is published."),
        other => format!("Version {number} is {}.", other.word()),
    }
}

fn steps(
    shown: &Shown,
    newest: &MaterialVersion,
    (viewer, form): (domain::ids::PersonId, &Form),
) -> AnyView {
    let action = format!("/materials/{}/step", shown.material.id);
    let version = form.version(newest.version);
    let one = |step: &'static str, label: &'static str, class: &'static str| {
        view! {
            <form method="post" action=action.clone()>
                <input r#type="hidden" name="version" value=version.clone() />
                <button class=class name="step" value=step>
                    {label}
                </button>
            </form>
        }
    };
    let wrote = newest.authors.contains(&viewer);
    match newest.state {
        VersionState::Draft { .. } => {
            view! { <div class="actions">{one("submit", "Submit for review", "primary")}</div> }
                .into_any()
        }
        VersionState::InReview if wrote => view! {
            <p>"You wrote in it, so somebody else reviews it."</p>
            <div class="actions">{one("take_back", "Take it back", "")}</div>
        }
        .into_any(),
        VersionState::InReview => view! {
            <p>{format!("Version {} is on this page. Read it before you approve it.", newest.number)}</p>
            {newest.text.changes.as_ref().map(|changes| view! { <p>{format!("What changed: {changes}")}</p> })}
            <div class="actions">{one("approve", "Approve it", "primary")}</div>
            <form class="stack" method="post" action=action.clone()>
                <input r#type="hidden" name="version" value=version.clone() />
                <input r#type="hidden" name="step" value="send_back" />
                {Field::new(form, "reason", "What has to change").line()}
                <div class="actions">
                    <button>"Send it back"</button>
                </div>
            </form>
        }
        .into_any(),
        VersionState::Approved(_) => view! {
            <div class="actions">
                {one("publish", "Publish it", "primary")} {one("take_back", "Take it back", "")}
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
