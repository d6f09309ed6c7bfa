use domain::limits;
use leptos::prelude::*;
use service::desk::{Asked, Chosen, Fill, Part};

use super::state::state;

/// The words that differ each time. They are in the address, so that the page works without scripts; what Holdpoint
/// knows is not, so that it stays true while releases move.
pub(super) fn fill(part: &Part, asked: &Asked, chosen: &Chosen) -> AnyView {
    if chosen.fills.is_empty() {
        return view! { <div id="fill" hidden=true></div> }.into_any();
    }
    let (known, needed): (Vec<_>, Vec<_>) =
        chosen.fills.iter().partition(|fill| fill.known.is_some());
    let fields: Vec<_> = needed.into_iter().map(field).collect();
    let is_changed = known.iter().any(|fill| !fill.typed.is_empty());
    let by_itself = (!known.is_empty()).then(|| {
        let names: Vec<_> = known.iter().map(|fill| label(fill)).collect();
        let fields: Vec<_> = known.into_iter().map(field).collect();
        view! {
            <details open=is_changed>
                <summary>{format!("Filled in by itself: {}", names.join(", "))}</summary>
                <div class="fill">{fields}</div>
            </details>
        }
    });
    view! {
        <form id="fill" class="stack" method="get" action="/desk" aria-label="Fill in">
            {state(part, asked)}
            <input r#type="hidden" name="answer" value=chosen.listed.response.to_string() />
            {(!fields.is_empty()).then(|| view! { <div class="fill">{fields}</div> })}
            {by_itself}
            // With scripts the text follows what is typed.
            <noscript>
                <div class="actions">
                    <button>"Fill in"</button>
                </div>
            </noscript>
        </form>
    }
    .into_any()
}

fn label(fill: &Fill) -> String {
    fill.name.replace('_', " ")
}

fn field(fill: &Fill) -> impl IntoView + use<> {
    let (id, name) = (format!("v-{}", fill.name.replace(' ', "-")), format!("v.{}", fill.name));
    let of = id.clone();
    let otherwise = fill.known.as_ref().or(fill.fallback.as_ref());
    let placeholder = otherwise.cloned().unwrap_or_else(|| "needed".to_owned());
    view! {
        <label for=of>
            {label(fill)}
            <input
                class="input"
                id=id
                name=name
                value=fill.typed.clone()
                placeholder=placeholder
                maxlength=limits::VALUE.to_string()
                autocomplete="off"
                aria-required=otherwise.is_none().then_some("true")
                data-fill=if fill.known.is_some() { "known" } else { "" }
            />
        </label>
    }
}
