use domain::day::day_in_words;
use domain::gate::verdict::CriterionKind;
use domain::gate::{Exception, Standing};
use domain::phase::Phase;
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::Gate;

use crate::form::Form;
use crate::kit::{Choice, Field, FormPage, Radios, select};
use crate::page::{Page, Section};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// The exceptions of a phase, beside its verdict.
pub(super) fn exceptions_sheet(gate: &Gate, form: &Form, now: Timestamp) -> AnyView {
    let here = format!("/phases/{}/exceptions/new", gate.phase.id);
    let ask = (gate.judged.seen.can_request && gate.phase.state.is_ahead())
        .then(|| view! { <a href=here>"Request exception"</a> });
    let rows: Vec<_> = gate.exceptions.iter().map(|one| row(gate, one, form, now)).collect();
    let list = if rows.is_empty() {
        view! {
            <p>
                "No exceptions. One lets a criterion wait until a day, with what is done instead; another \
                person approves it, and it expires by itself."
            </p>
        }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="exceptions">
            <div class="head">
                <h2 id="exceptions">"Exceptions"</h2>
                {ask}
            </div>
            {list}
        </section>
    }
    .into_any()
}

fn row(gate: &Gate, exception: &Exception, form: &Form, now: Timestamp) -> AnyView {
    let seen = &gate.judged.seen;
    let today = seen.release.schedule.zone().day(now);
    let standing = exception.standing(today);
    let name = |id| words::name(&gate.judged.names, id);
    let symbol = match standing {
        Standing::Requested => Symbol::Unknown,
        Standing::Approved => Symbol::Waived,
        Standing::Rejected => Symbol::Fail,
        Standing::Expired => Symbol::Stale,
        Standing::Withdrawn | Standing::Closed => Symbol::Na,
    };
    let until = day_in_words(exception.text.until, today);
    let answered = exception.answered_by.map(|by| format!(", answered by {}", name(by)));
    let who = format!("{} asked{}", name(exception.requested_by), answered.unwrap_or_default());
    let said = exception.answer.as_ref().map(|answer| format!("“{answer}”"));
    let answer = (seen.can_approve && standing == Standing::Requested).then(|| {
        let this = form.value("exception-id") == exception.id.to_string();
        let blank = Form::default();
        answer_form(exception, if this { form } else { &blank }, this)
    });
    let ends = seen.can_request && matches!(standing, Standing::Requested | Standing::Approved);
    let end = ends.then(|| {
        let label = if standing == Standing::Requested { "Withdraw" } else { "Close as resolved" };
        view! {
            <form method="post" action=format!("/exceptions/{}/end", exception.id)>
                <button>{label}</button>
            </form>
        }
    });
    view! {
        <li class="exception">
            <div class="head">
                <b>{exception.text.kind.name()}</b>
                <Tag symbol=symbol word=format!("{} until {until}", standing.label()) />
            </div>
            <p>
                "Risk: "{exception.text.risk.to_string()}<br />"Instead: "{exception.text.control.to_string()}
            </p>
            <p class="small">{who}{said.map(|said| format!(": {said}"))}</p>
            {answer}
            {end}
        </li>
    }
    .into_any()
}

/// The answer is chosen and then recorded: Enter in the reason must not approve what is being rejected.
fn answer_form(exception: &Exception, form: &Form, open: bool) -> AnyView {
    let choices = vec![
        Choice::new("approve", "Approve"),
        Choice::new("reject", "Reject").hint("Needs a reason"),
    ];
    let answer = Radios {
        name: "answer",
        id: format!("answer-{}", exception.id),
        legend: "Your answer to the exception",
    };
    view! {
        <details open=open>
            <summary>"Answer"</summary>
            <form class="stack" method="post" action=format!("/exceptions/{}/answer", exception.id)>
                {answer.view(form, choices)}
                {Field::new(form, "exception", "Reason").hint("Needed to reject it").line()}
                <div class="actions">
                    <button>"Record answer"</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// Asks for an exception.
#[must_use]
pub fn exception_form_page(phase: &Phase, zone: &str, form: &Form) -> Page {
    let kinds = CriterionKind::ALL.map(|kind| Choice::new(kind.key(), kind.name())).into();
    let fields = view! {
        {select(form, "kind", "Criterion", None, kinds)}
        {Field::new(form, "risk", "Risk").hint("What can happen to whom because of it").line()}
        {Field::new(form, "control", "Compensating control").hint("What is done instead").line()}
        {Field::new(form, "until", "Until")
            .kind("date")
            .width("narrow")
            .hint(format!("The last day on which it holds, in {zone}. It expires by itself."))
            .line()}
    };
    FormPage {
        title: "Request exception",
        section: Section::Home,
        above: (format!("/phases/{}/gate", phase.id), format!("Gate of {}", phase.title())),
        form,
        action: format!("/phases/{}/exceptions/new", phase.id),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Submit",
    }
    .page()
}
