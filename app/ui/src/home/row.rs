use leptos::prelude::*;

use crate::symbol::{Mark, Symbol};

/// Something that waits: its shape, where it leads and what it is, what it belongs to, and what is said at the end.
pub(super) fn row(
    symbol: Symbol,
    (href, title): (String, String),
    below: String,
    end: AnyView,
) -> AnyView {
    view! {
        <li>
            <Mark symbol=symbol />
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{below}</span>
            </span>
            {end}
        </li>
    }
    .into_any()
}

/// What is said at the end of a row.
pub(super) fn who(words: impl IntoView + 'static) -> AnyView {
    view! { <span class="who">{words}</span> }.into_any()
}

/// The rows of one kind, when there are any.
pub(super) fn sheet(label: &'static str, rows: Vec<AnyView>) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    Some(
        view! {
            <section class="sheet" aria-label=label>
                <h2>{label}</h2>
                <ul class="reasons">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
