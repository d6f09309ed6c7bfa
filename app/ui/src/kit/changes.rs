use domain::text::diff::{Change, compare};
use leptos::prelude::*;

/// What changed in a text, as it was written: with its signs and its placeholders.
#[must_use]
pub fn changes(before: &str, after: &str) -> AnyView {
    let piece = |piece: domain::text::diff::Piece| match piece.change {
        Change::Same => piece.words.into_any(),
        Change::Added => view! { <ins>{piece.words}</ins> }.into_any(),
        Change::Removed => view! { <del>{piece.words}</del> }.into_any(),
    };
    let pieces: Vec<_> = compare(before, after).into_iter().map(piece).collect();
    view! { <div class="changes">{pieces}</div> }.into_any()
}

/// A text as it was written.
#[must_use]
pub fn written(text: &str) -> AnyView {
    view! { <div class="changes">{text.to_owned()}</div> }.into_any()
}
