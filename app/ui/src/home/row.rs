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
