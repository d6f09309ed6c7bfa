use leptos::prelude::*;
use service::home::Home;
use service::response::waiting::Waiting;

use crate::symbol::{Mark, Symbol};

/// Answers that wait for the viewer's approval.
pub(super) fn answers(home: &Home) -> Option<AnyView> {
    if home.answers.is_empty() {
        return None;
    }
    let rows: Vec<_> = home
        .answers
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
            view! {
                <li>
                    <Mark symbol=Symbol::Unknown />
                    <span>
                        <a href=href>{format!("Approve “{title}”")}</a>
                    </span>
                    <span class="who">{what}</span>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="answers">
                <h2 id="answers">"Waiting for your approval"</h2>
                <ul class="reasons">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
