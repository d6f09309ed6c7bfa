use leptos::prelude::*;

/// The way back to what a page is part of.
#[must_use]
pub fn crumb(href: impl Into<String>, label: impl Into<String>) -> AnyView {
    let (href, label) = (href.into(), label.into());
    view! {
        <p class="crumb">
            <a href=href>{label}</a>
        </p>
    }
    .into_any()
}

/// Leaves a form without saving.
#[must_use]
pub fn back(href: &str) -> AnyView {
    let href = href.to_owned();
    view! {
        <a class="button" href=href>
            "Cancel"
        </a>
    }
    .into_any()
}

/// A page with nothing on it yet: what will be here, why it helps, and how to begin.
#[must_use]
pub fn empty(
    title: &'static str,
    why: &'static str,
    begin: Option<(String, &'static str)>,
) -> AnyView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p>{why}</p>
            {begin
                .map(|(href, label)| {
                    view! {
                        <a class="button primary" href=href>
                            {label}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}
