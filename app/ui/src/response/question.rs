//! A question that no answer fits, and how it is dealt with.

use domain::day::Zone;
use domain::product::Product;
use domain::product::cohort::Cohort;
use domain::response::question::{QuestionState, QuestionStatus};
use jiff::Timestamp;
use leptos::prelude::*;
use service::response::question::ShownQuestion;

use super::above;
use super::proposal::proposal_rows;
use crate::activity::feed;
use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, crumb, error_summary, select, summary_list, warning};
use crate::page::{Page, Section};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// The shape of where a question is in its life.
pub(super) const fn of_question(status: QuestionStatus) -> Symbol {
    match status {
        QuestionStatus::Open => Symbol::Open,
        QuestionStatus::Answered => Symbol::Pass,
        QuestionStatus::Proposed => Symbol::Unknown,
        QuestionStatus::Dismissed => Symbol::Na,
    }
}

/// Where a question that was asked elsewhere is typed.
#[must_use]
pub fn question_form_page(product: &Product, cohorts: &[Cohort], form: &Form) -> Page {
    let nobody = std::iter::once(Choice::new("", "Nobody said"));
    let cohorts = cohorts.iter().map(|one| Choice::new(one.id, one.text.name.to_string()));
    let fields = view! {
        {Field::new(form, "words", "Question").hint("In the words of who asked").line()}
        {select(form, "cohort", "Who asked", None, nobody.chain(cohorts).collect())}
        {Field::new(form, "topic", "Topic (optional)").hint("Such as Sign-in").width("middle").line()}
    };
    FormPage {
        title: "Add a question",
        section: Section::Products,
        above: above(product),
        form,
        action: format!("{}/questions/new", product.address()),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Add question",
    }
    .page()
}

/// One question: who asked, what became of it, and the next step.
#[must_use]
pub fn question_page(shown: &ShownQuestion, form: &Form, now: Timestamp) -> Page {
    let zone = shown.product.zone.clone();
    let question = &shown.question;
    let (href, label) = above(&shown.product);
    let status = question.state.status();
    let nobody = || "Nobody said".to_owned();
    let cohort = question.text.cohort.and_then(|id| shown.cohorts.iter().find(|one| one.id == id));
    let asked = format!(
        "{}, {}",
        words::name(&shown.names, question.asked_by),
        words::day(question.asked_at, &zone, now)
    );
    let facts = vec![
        ("Who asked", cohort.map_or_else(nobody, |one| one.text.name.to_string()).into_any()),
        ("Topic", question.text.topic.as_ref().map_or_else(nobody, ToString::to_string).into_any()),
        ("Passed on by", asked.into_any()),
        ("Now", standing(shown, &zone, now)),
    ];
    let proposals = (!shown.proposals.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="proposals">
                <h2 id="proposals">"Proposals"</h2>
                {proposal_rows(&shown.proposals)}
            </section>
        }
    });
    let content = view! {
        <div>
            {crumb(href, label)} <div class="head">
                <h1>{question.text.words.to_string()}</h1>
                <Tag symbol=of_question(status) word=status.label().to_owned() />
            </div>
        </div>
        {error_summary(form)}
        {form
            .is_conflict()
            .then(|| warning("Somebody else dealt with this question. Look again, then choose."))}
        <div class="two">
            <div class="stack">
                <section class="sheet" aria-labelledby="what">
                    <h2 id="what">"Question"</h2>
                    {summary_list(facts)}
                    {shown.can_write.then(|| steps(shown, form))}
                </section>
                {proposals}
            </div>
            <section class="sheet" aria-labelledby="history">
                <h2 id="history">"What happened"</h2>
                {feed(shown.entries.clone(), &zone, now)}
            </section>
        </div>
    };
    Page::new(format!("Question · {}", shown.product.name), Section::Products, content)
        .refused_if(form.is_refused())
}

fn standing(shown: &ShownQuestion, zone: &Zone, now: Timestamp) -> AnyView {
    let state = &shown.question.state;
    let Some(settled) = state.settled() else {
        return "Nobody has dealt with it yet".into_any();
    };
    let who = words::name(&shown.names, settled.by);
    let day = words::day(settled.at, zone, now);
    match (state, &shown.response) {
        (QuestionState::Answered { .. }, Some(response)) => {
            let (href, title) =
                (format!("/responses/{}", response.id), response.text.title.to_string());
            view! {
                "Answered by "
                <a href=href>{title}</a>
                {format!(", said by {who}, {day}")}
            }
            .into_any()
        }
        (QuestionState::Dismissed { reason, .. }, _) => {
            format!("Dismissed by {who}, {day}: {reason}").into_any()
        }
        (QuestionState::Proposed(_), _) => {
            format!("{who} proposed what would answer it, {day}").into_any()
        }
        _ => format!("Answered by a template, said by {who}, {day}").into_any(),
    }
}

fn steps(shown: &ShownQuestion, form: &Form) -> AnyView {
    let question = &shown.question;
    let action = format!("/questions/{}/step", question.id);
    let version = form.version(question.version);
    let hidden = |step: &'static str| {
        view! {
            <input r#type="hidden" name="version" value=version.clone() />
            <input r#type="hidden" name="step" value=step />
        }
    };
    let settled =
        matches!(question.state, QuestionState::Answered { .. } | QuestionState::Dismissed { .. });
    if settled {
        return view! {
            <form class="actions" method="post" action=action.clone()>
                {hidden("reopen")}
                <button>"Open again"</button>
            </form>
        }
        .into_any();
    }
    let propose = (question.state == QuestionState::Open).then(|| {
        let href = format!("{}/proposals/new?question={}", shown.product.address(), question.id);
        view! {
            <p class="actions">
                <a class="button primary" href=href>
                    "Make a proposal"
                </a>
            </p>
        }
    });
    view! {
        {propose}
        <details open=form.value("step") == "answer">
            <summary>"A template answers it"</summary>
            <form class="stack" method="post" action=action.clone()>
                {hidden("answer")}
                {Field::new(form, "code", "Short code of the template").width("middle").line()}
                <div class="actions">
                    <button>"Mark answered"</button>
                </div>
            </form>
        </details>
        <details open=form.value("step") == "dismiss">
            <summary>"It needs no answer"</summary>
            <form class="stack" method="post" action=action.clone()>
                {hidden("dismiss")}
                {Field::new(form, "reason", "Why").line()}
                <div class="actions">
                    <button>"Dismiss question"</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
