use domain::access::Operation;
use domain::ids::PersonId;
use domain::response::fragment::Fragment;
use jiff::Timestamp;
use leptos::prelude::*;
use service::product::Shelf;
use service::response::fragment::{OfProduct, ShownFragment};

use crate::activity::feed;
use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, conflict, crumb, empty, error_summary, radios, warning};
use crate::page::{Page, Section};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// The fragments of a product.
#[must_use]
pub fn fragments_page(all: &OfProduct) -> Page {
    let product = all.shelf.product.address();
    let name = all.shelf.product.name.clone();
    let begin = all
        .shelf
        .may(Operation::WriteResponse)
        .then(|| (format!("{product}/fragments/new"), "Add fragment"));
    let list = if all.fragments.is_empty() {
        empty(
            "No fragments yet",
            "A fragment is text that several templates share, such as a greeting or opening hours. Change it once, and \
            every template says the new one.",
            begin.clone(),
        )
    } else {
        let rows: Vec<_> = all.fragments.iter().map(row).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let more = begin.filter(|_| !all.fragments.is_empty()).map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let content = view! {
        <div>{crumb(format!("{product}/responses"), format!("{name}: responses"))}<h1>"Fragments"</h1></div>
        <section class="sheet" aria-label="Fragments">
            {list}
            {more}
        </section>
    };
    Page::new(format!("Fragments · {name}"), Section::Products, content)
}

fn row(fragment: &Fragment) -> impl IntoView + use<> {
    let (symbol, word) = state(fragment);
    let (href, name) = (format!("/fragments/{}", fragment.id), fragment.name.to_string());
    view! {
        <li>
            <a href=href>{name}</a>
            <Tag symbol=symbol word=word.to_owned() />
        </li>
    }
}

const fn state(fragment: &Fragment) -> (Symbol, &'static str) {
    match (&fragment.body, &fragment.proposed) {
        (_, Some(_)) => (Symbol::Unknown, "Waiting for approval"),
        (Some(_), None) => (Symbol::Pass, "Approved"),
        (None, None) => (Symbol::Open, "No text yet"),
    }
}

/// A fragment: what it says, what is proposed, and which templates say it.
#[must_use]
pub fn fragment_page(shown: &ShownFragment, viewer: PersonId, form: &Form, now: Timestamp) -> Page {
    let fragment = &shown.fragment;
    let product = shown.shelf.product.address();
    let zone = shown.shelf.zone();
    let (symbol, word) = state(fragment);
    let edit = shown.shelf.may(Operation::WriteResponse).then(|| {
        view! {
            <a class="button" href=format!("/fragments/{}/edit", fragment.id)>
                "Propose change"
            </a>
        }
    });
    let approved = fragment.approved.map(|(by, at)| {
        let (who, when) = (words::name(&shown.names, by), words::moment(at, &zone, now));
        view! { <p class="small">{format!("Approved by {who}, {when}")}</p> }
    });
    let says = fragment.body.as_ref().map(|body| {
        view! {
            <section class="sheet" aria-labelledby="says">
                <h2 id="says">"Text"</h2>
                <p class="verbatim">{body.as_str().to_owned()}</p>
                {approved}
            </section>
        }
    });
    let history = shown.shelf.may(Operation::WriteResponse).then(|| {
        view! {
            <section class="sheet" aria-labelledby="history">
                <h2 id="history">"History"</h2>
                {feed(shown.entries.clone(), &zone, now)}
            </section>
        }
    });
    let content = view! {
        <div>
            {crumb(format!("{product}/fragments"), format!("{}: fragments", shown.shelf.product.name))}
            <div class="head">
                <h1>{fragment.name.to_string()}</h1>
                <Tag symbol=symbol word=word.to_owned() />
                {edit}
            </div>
            <p>"In a template: " <code>{format!("{{{{> {}}}}}", fragment.name)}</code></p>
        </div>
        {error_summary(form)}
        {form.is_conflict().then(|| warning("Somebody else changed this fragment at the same time. Look again."))}
        <div class="two">
            <div class="stack">{proposal(shown, viewer, form, now)} {says}</div>
            <div class="stack">{used_by(shown)} {history}</div>
        </div>
    };
    Page::new(fragment.name.to_string(), Section::Products, content).refused_if(form.is_refused())
}

fn proposal(
    shown: &ShownFragment,
    viewer: PersonId,
    form: &Form,
    now: Timestamp,
) -> Option<AnyView> {
    let proposed = shown.fragment.proposed.as_ref()?;
    let who = words::name(&shown.names, proposed.by);
    let when = words::moment(proposed.at, &shown.shelf.zone(), now);
    let decide = if !shown.shelf.may(Operation::ApproveResponse) {
        view! { <p>"A support lead who did not propose it approves it."</p> }.into_any()
    } else if proposed.by == viewer {
        view! { <p>"You proposed it, so another support lead approves it."</p> }.into_any()
    } else {
        let choices = vec![
            Choice::new("approve", "Approve")
                .hint("Every template that names it says this from now on."),
            Choice::new("send_back", "Send back")
                .hint("The proposal is dropped. Say what has to change."),
        ];
        view! {
            <form class="stack" method="post" action=format!("/fragments/{}/decide", shown.fragment.id)>
                <input r#type="hidden" name="version" value=form.version(shown.fragment.version) />
                {radios(form, "decision", "Decision", choices)}
                {Field::new(form, "reason", "What has to change")
                    .hint("Needed when you send it back")
                    .line()}
                <div class="actions">
                    <button class="primary">"Save decision"</button>
                </div>
            </form>
        }
        .into_any()
    };
    Some(
        view! {
            <section class="sheet" aria-labelledby="proposed">
                <h2 id="proposed">"Proposed text"</h2>
                <p class="verbatim">{proposed.body.as_str().to_owned()}</p>
                <p class="small">{format!("Proposed by {who}, {when}")}</p>
                {decide}
            </section>
        }
        .into_any(),
    )
}

fn used_by(shown: &ShownFragment) -> AnyView {
    let rows: Vec<_> = shown
        .used_by
        .iter()
        .map(|response| {
            let href = format!("/responses/{}", response.id);
            let (title, code) =
                (response.text.title.to_string(), response.text.short_code.to_string());
            view! {
                <li>
                    <a href=href>{title}</a>
                    <span class="small">{code}</span>
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>"No template uses this fragment."</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="used">
            <h2 id="used">"Templates with this fragment"</h2>
            {list}
        </section>
    }
    .into_any()
}

/// Adds a fragment, or proposes what the one that is given is to say.
#[must_use]
pub fn fragment_form_page(shelf: &Shelf, fragment: Option<&Fragment>, form: &Form) -> Page {
    let list = format!("{}/fragments", shelf.product.address());
    let (above, action) = match fragment {
        Some(fragment) => {
            let here = format!("/fragments/{}", fragment.id);
            ((here.clone(), fragment.name.to_string()), format!("{here}/edit"))
        }
        None => {
            ((list.clone(), format!("{}: fragments", shelf.product.name)), format!("{list}/new"))
        }
    };
    let name = fragment.is_none().then(|| {
        Field::new(form, "name", "Name")
            .hint("Letters, digits, spaces, . _ and -. Templates name it, so it stays")
            .width("middle")
            .line()
    });
    let fields = view! {
        {name}
        {Field::new(form, "body", "Text")
            .hint("Markdown. Variables and other fragments may stand in it. A support lead approves it")
            .area(8)}
    };
    let theirs = fragment
        .and_then(|fragment| conflict(form, &[("body", "Text", newest(fragment).to_owned())]));
    FormPage {
        title: if fragment.is_some() { "Propose change" } else { "Add fragment" },
        section: Section::Products,
        above,
        form,
        action,
        version: fragment.map_or(0, |fragment| fragment.version),
        theirs,
        fields: fields.into_any(),
        button: if fragment.is_some() { "Propose change" } else { "Add fragment" },
    }
    .page()
}

/// What is proposed, or what it says.
fn newest(fragment: &Fragment) -> &str {
    let proposed = fragment.proposed.as_ref().map(|proposed| &proposed.body);
    proposed.or(fragment.body.as_ref()).map_or("", |body| body.as_str())
}

/// The form of a fragment: what is proposed, or what it says.
#[must_use]
pub fn fragment_form(fragment: &Fragment) -> Form {
    Form::default().with("body", newest(fragment))
}
