use leptos::prelude::*;
use service::home::Home;
use service::response::waiting::Waiting;

use super::row::{row, who};
use crate::symbol::Symbol;

/// Answers that wait for the viewer's approval.
pub(super) fn answers(home: &Home) -> Vec<AnyView> {
    home.answers
        .iter()
        .map(|waiting| {
            let (href, title, what) = match waiting {
                Waiting::Text(text) => {
                    (format!("/variants/{}", text.variant), text.title.clone(), "template")
                }
                Waiting::Fragment(fragment) => {
                    (format!("/fragments/{}", fragment.id), fragment.name.to_string(), "fragment")
                }
            };
            let title = format!("Approve “{title}”");
            row(Symbol::Unknown, (href, title), what.to_owned(), who(""))
        })
        .collect()
}
