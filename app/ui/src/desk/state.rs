use leptos::prelude::*;
use service::desk::{Asked, Part};

/// What every form of the desk sends with it: for whom.
pub(super) fn place(part: &Part) -> AnyView {
    let cohort = part.cohort.as_ref().map(|cohort| cohort.id.to_string());
    let product =
        part.product.as_ref().filter(|_| cohort.is_none()).map(|product| product.id.to_string());
    view! {
        {cohort.map(|id| view! { <input r#type="hidden" name="cohort" value=id /> })}
        {product.map(|id| view! { <input r#type="hidden" name="product" value=id /> })}
    }
    .into_any()
}

/// What a form sends so that the page that comes back is the same.
pub(super) fn state(part: &Part, asked: &Asked) -> AnyView {
    view! {
        {place(part)}
        <input r#type="hidden" name="q" value=asked.typed.clone() />
        <input r#type="hidden" name="language" value=part.language.to_string() />
    }
    .into_any()
}
