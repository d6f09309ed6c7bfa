use domain::gate::verdict::{CriterionKind, Switch};
use jiff::Timestamp;
use leptos::prelude::*;
use service::release::Seen;

use crate::form::Form;
use crate::kit::{Field, error_summary};
use crate::page::{Page, Section};
use crate::release::{Tab, head};
use crate::symbol::{Symbol, Tag};

/// Which criteria a release asks for, and why those that are not as its tier has them.
#[must_use]
pub fn criteria_page(seen: &Seen, switches: &[Switch], form: &Form, now: Timestamp) -> Page {
    let release = &seen.release;
    let rows: Vec<_> = CriterionKind::ALL.map(|kind| row(seen, kind, switches, form)).into();
    let changed = switches.len();
    let lead = match changed {
        0 => "Using tier defaults.".to_owned(),
        1 => "This release differs from its tier in one criterion.".to_owned(),
        count => format!("This release differs from its tier in {count} criteria."),
    };
    let content = view! {
        {head(seen, Tab::None, None, now)}
        <div>
            <h2 class="large">{lead}</h2>
            <p>{release.tier.label()}</p>
        </div>
        {error_summary(form)}
        <section class="sheet" aria-label="Criteria">
            <ul class="rows">{rows}</ul>
        </section>
    };
    Page::new(format!("Criteria · {}", release.name), Section::Home, content)
        .refused_if(form.is_refused())
}

fn row(seen: &Seen, kind: CriterionKind, switches: &[Switch], form: &Form) -> AnyView {
    let asked = kind.is_in(seen.release.tier);
    let switch = switches.iter().find(|switch| switch.kind == kind);
    let on = switch.map_or(asked, |switch| switch.on);
    let (symbol, word) = match (on, switch.is_some()) {
        (true, false) => (Symbol::Pass, "On"),
        (true, true) => (Symbol::Pass, "Switched on"),
        (false, false) => (Symbol::Na, "Off"),
        (false, true) => (Symbol::Na, "Switched off"),
    };
    let reason = switch.map(|switch| format!("“{}”", switch.reason));
    let change = seen.can_plan.then(|| {
        let action = format!("{}/criteria", seen.release.address());
        let (value, label) = if on { ("off", "Turn off") } else { ("on", "Turn on") };
        // Back to what the tier has needs no reason.
        let fields = switch.is_none().then(|| {
            let blank = Form::default();
            let form = if form.value("kind") == kind.key() { form } else { &blank };
            Field::new(form, "reason", "Reason").line()
        });
        let button = view! {
            <form class="stack" method="post" action=action>
                <input r#type="hidden" name="kind" value=kind.key() />
                {fields}
                <div class="actions">
                    <button name="on" value=value aria-label=format!("{label}: {}", kind.name())>
                        {label}
                    </button>
                </div>
            </form>
        };
        if switch.is_some() {
            return button.into_any();
        }
        let open = form.value("kind") == kind.key();
        view! {
            <details open=open>
                <summary aria-label=format!("{label}: {}", kind.name())>{label}</summary>
                {button}
            </details>
        }
        .into_any()
    });
    view! {
        <li class="exception">
            <div class="head">
                <span>
                    <b>{kind.name()}</b>
                    <br />
                    {kind.explanation()}
                </span>
                <Tag symbol=symbol word=word.to_owned() />
            </div>
            {reason.map(|reason| view! { <p class="small">{reason}</p> })}
            {change}
        </li>
    }
    .into_any()
}
