//! Proposals: making one, and saying yes or no to it.

use domain::day::Zone;
use domain::response::proposal::{
    Proposal, ProposalKind, ProposalSource, ProposalState, ProposalStatus,
};
use jiff::Timestamp;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use service::response::proposal::{Begun, ShownProposal};

use super::above;
use crate::activity::feed;
use crate::form::Form;
use crate::kit::{
    Choice, Field, FormPage, crumb, error_summary, notice, radios, summary_list, warning,
};
use crate::page::{Page, Section};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// What stands behind the address of the form for what a proposal comes from.
pub(super) fn query(source: &ProposalSource) -> String {
    match source {
        ProposalSource::Question(id) => format!("?question={id}"),
        ProposalSource::Response(id) => format!("?response={id}"),
        ProposalSource::Topic(topic) => {
            format!("?topic={}", utf8_percent_encode(topic.as_str(), NON_ALPHANUMERIC))
        }
        ProposalSource::None => String::new(),
    }
}

/// Proposals as lines, as they stand.
pub(super) fn proposal_rows(proposals: &[Proposal]) -> AnyView {
    let rows: Vec<_> = proposals
        .iter()
        .map(|proposal| {
            let (href, title) =
                (format!("/proposals/{}", proposal.id), proposal.text.title.to_string());
            let facts = format!("{} · {}", proposal.text.kind.label(), proposal.text.reason);
            let status = proposal.state.status();
            view! {
                <li>
                    <span>
                        <a href=href>{title}</a>
                        <br />
                        <span class="small">{facts}</span>
                    </span>
                    <Tag symbol=of_proposal(status) word=status.label().to_owned() />
                </li>
            }
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

const fn of_proposal(status: ProposalStatus) -> Symbol {
    match status {
        ProposalStatus::Open => Symbol::Open,
        ProposalStatus::Accepted => Symbol::Pass,
        ProposalStatus::Declined => Symbol::Na,
    }
}

/// Where a proposal is made; what suggested it stays with it.
#[must_use]
pub fn proposal_form_page(begun: &Begun, source: &ProposalSource, form: &Form) -> Page {
    let kinds =
        ProposalKind::ALL.map(|kind| Choice::new(kind.key(), kind.label()).hint(kind.becomes()));
    let hidden = match source {
        ProposalSource::Question(id) => Some(("question", id.to_string())),
        ProposalSource::Response(id) => Some(("response", id.to_string())),
        ProposalSource::Topic(topic) => Some(("topic", topic.to_string())),
        ProposalSource::None => None,
    };
    let hidden =
        hidden.map(|(name, value)| view! { <input r#type="hidden" name=name value=value /> });
    let fields = view! {
        {hidden}
        {begun.because.clone().map(|because| view! { <p>{because}</p> })}
        {radios(form, "kind", "What to make", kinds.into())}
        {Field::new(form, "title", "Title").line()}
        {Field::new(form, "reason", "Why")
            .hint("Somebody else reads this and says yes or no")
            .line()}
    };
    FormPage {
        title: "Make a proposal",
        section: Section::Products,
        above: above(&begun.product),
        form,
        action: format!("{}/proposals/new", begun.product.address()),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Make proposal",
    }
    .page()
}

/// One proposal: why, what it becomes, and the answer.
#[must_use]
pub fn proposal_page(shown: &ShownProposal, form: &Form, now: Timestamp) -> Page {
    let zone = shown.product.zone.clone();
    let proposal = &shown.proposal;
    let (href, label) = above(&shown.product);
    let status = proposal.state.status();
    let made = format!(
        "{}, {}",
        words::name(&shown.names, proposal.made_by),
        words::day(proposal.made_at, &zone, now)
    );
    let mut facts = vec![
        ("What to make", proposal.text.kind.label().into_any()),
        ("Why", proposal.text.reason.to_string().into_any()),
        ("Proposed by", made.into_any()),
    ];
    facts.extend(shown.because.clone().map(|because| ("Came from", came_from(proposal, because))));
    facts.push(("Now", standing(shown, &zone, now)));
    let answer = shown.can_answer.then(|| answer(proposal, form));
    let own = shown.own.then(|| notice("You made this proposal. Somebody else says yes or no."));
    let content = view! {
        <div>
            {crumb(href, label)} <div class="head">
                <h1>{proposal.text.title.to_string()}</h1>
                <Tag symbol=of_proposal(status) word=status.label().to_owned() />
            </div>
        </div>
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning("Somebody else answered at the same time. Look at what they said."))}
        {own}
        <div class="two">
            <section class="sheet" aria-labelledby="proposal">
                <h2 id="proposal">"Proposal"</h2>
                {summary_list(facts)}
                {answer}
            </section>
            <section class="sheet" aria-labelledby="history">
                <h2 id="history">"What happened"</h2>
                {feed(shown.entries.clone(), &zone, now)}
            </section>
        </div>
    };
    Page::new(format!("Proposal · {}", shown.product.name), Section::Products, content)
        .refused_if(form.is_refused())
}

fn came_from(proposal: &Proposal, because: String) -> AnyView {
    let href = match &proposal.source {
        ProposalSource::Question(id) => format!("/questions/{id}"),
        ProposalSource::Response(id) => format!("/responses/{id}"),
        ProposalSource::Topic(_) | ProposalSource::None => return because.into_any(),
    };
    view! { <a href=href>{because}</a> }.into_any()
}

fn standing(shown: &ShownProposal, zone: &Zone, now: Timestamp) -> AnyView {
    let said = |by, at| format!("{}, {}", words::name(&shown.names, by), words::day(at, zone, now));
    match &shown.proposal.state {
        ProposalState::Open => "Nobody has answered yet".into_any(),
        ProposalState::Declined { by, at, reason } => {
            format!("Declined by {}: {reason}", said(*by, *at)).into_any()
        }
        ProposalState::Accepted { by, at, became } => {
            let (href, label) = match (shown.proposal.text.kind, became) {
                (ProposalKind::Template, Some(id)) => (format!("/responses/{id}"), "the template"),
                (ProposalKind::Training, Some(id)) => (format!("/materials/{id}"), "the training"),
                _ => (format!("{}#library", shown.product.address()), "the library"),
            };
            view! {
                {format!("Accepted by {}: ", said(*by, *at))}
                <a href=href>{label}</a>
            }
            .into_any()
        }
    }
}

fn answer(proposal: &Proposal, form: &Form) -> AnyView {
    let here = format!("/proposals/{}", proposal.id);
    let version = form.version(proposal.version);
    view! {
        <p>{proposal.text.kind.becomes()}</p>
        <form class="actions" method="post" action=format!("{here}/accept")>
            <input r#type="hidden" name="version" value=version.clone() />
            <button class="primary" id="proposal-answer">
                "Accept proposal"
            </button>
        </form>
        <details open=form.error("reason").is_some()>
            <summary>"Decline it"</summary>
            <form class="stack" method="post" action=format!("{here}/decline")>
                <input r#type="hidden" name="version" value=version />
                {Field::new(form, "reason", "Why not").line()}
                <div class="actions">
                    <button>"Decline proposal"</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
