use leptos::prelude::*;

/// Facts with their names.
#[must_use]
pub fn summary_list(facts: Vec<(&'static str, AnyView)>) -> AnyView {
    let rows: Vec<_> = facts
        .into_iter()
        .map(|(name, fact)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{fact}</dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }.into_any()
}
