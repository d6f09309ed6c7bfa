//! The symbols of status: the same shape everywhere, always beside a word.

use leptos::prelude::*;

/// A shape of the sprite that stands once in every page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Symbol {
    Pass,
    Fail,
    Stale,
    Unknown,
    Live,
    Waived,
    Na,
    Open,
}

impl Symbol {
    /// The name of the shape, which is also the class of its colour.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Stale => "stale",
            Self::Unknown => "unknown",
            Self::Live => "live",
            Self::Waived => "waived",
            Self::Na => "na",
            Self::Open => "open",
        }
    }

    /// Where the shape is in the page.
    #[must_use]
    pub const fn reference(self) -> &'static str {
        match self {
            Self::Pass => "#s-pass",
            Self::Fail => "#s-fail",
            Self::Stale => "#s-stale",
            Self::Unknown => "#s-unknown",
            Self::Live => "#s-live",
            Self::Waived => "#s-waived",
            Self::Na => "#s-na",
            Self::Open => "#s-open",
        }
    }

    const fn tag_class(self) -> &'static str {
        match self {
            Self::Pass => "tag pass",
            Self::Fail => "tag fail",
            Self::Stale => "tag stale",
            Self::Unknown => "tag unknown",
            Self::Live => "tag live",
            Self::Waived => "tag waived",
            Self::Na => "tag na",
            Self::Open => "tag open",
        }
    }

    const fn mark_class(self) -> &'static str {
        match self {
            Self::Pass => "mark pass",
            Self::Fail => "mark fail",
            Self::Stale => "mark stale",
            Self::Unknown => "mark unknown",
            Self::Live => "mark live",
            Self::Waived => "mark waived",
            Self::Na => "mark na",
            Self::Open => "mark open",
        }
    }
}

/// A status: its shape and its word.
#[component]
#[must_use]
pub fn Tag(
    #[prop(into)] symbol: Signal<Symbol>,
    #[prop(into)] word: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || symbol.get().tag_class()>
            <svg aria-hidden="true">
                <use href=move || symbol.get().reference() />
            </svg>
            <span>{move || word.get()}</span>
        </span>
    }
}

/// A shape beside a sentence that says the same.
#[component]
#[must_use]
pub fn Mark(symbol: Symbol) -> impl IntoView {
    view! {
        <svg class=symbol.mark_class() aria-hidden="true">
            <use href=symbol.reference() />
        </svg>
    }
}
