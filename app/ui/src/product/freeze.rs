//! Freezes and holidays: days on which nothing is launched.

use domain::product::Product;
use domain::product::freeze::{Freeze, FreezeKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::form::Form;
use crate::kit::{Choice, Confirm, Field, FormPage, ask_first, radios};
use crate::page::{Page, Section};
use crate::words;

/// The freezes and holidays of a product, on its page.
#[must_use]
pub fn freezes_sheet(
    product: &Product,
    freezes: &[Freeze],
    can_write: bool,
    now: Timestamp,
) -> AnyView {
    let today = TimeZone::UTC.to_datetime(now).date();
    let rows: Vec<_> = freezes
        .iter()
        .map(|freeze| {
            let name = freeze.text.name.to_string();
            let days =
                format!("{} · {}", freeze.text.kind.label(), words::days(freeze.text.dates, today));
            let delete = can_write
                .then(|| ask_first(format!("/freezes/{}/delete", freeze.id), "Delete", &name));
            view! {
                <li>
                    <span>{name.clone()}<br /><span class="small">{days}</span></span>
                    {delete}
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p>"None. On the days of a freeze or a holiday no phase starts, unless somebody says \
         why."</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let add = can_write.then(
        || view! { <a href=format!("{}/freezes/new", product.address())>"Add freeze or holiday"</a> },
    );
    view! {
        <section class="sheet" aria-labelledby="freezes">
            <div class="head">
                <h2 id="freezes">"Freezes and holidays"</h2>
                {add}
            </div>
            {list}
        </section>
    }
    .into_any()
}

#[must_use]
pub fn freeze_form_page(product: &Product, form: &Form) -> Page {
    let kinds = FreezeKind::ALL.map(|kind| Choice::new(kind.key(), kind.label())).into();
    let fields = view! {
        {Field::new(form, "name", "Name").hint("Such as Year end or National holiday").width("middle").line()}
        {radios(form, "kind", "What it is", kinds)}
        {Field::new(form, "from", "First day").kind("date").width("narrow").line()}
        {Field::new(form, "to", "Last day (optional)")
            .kind("date")
            .width("narrow")
            .hint("Empty means the first day. The days count in the zone of each release.")
            .line()}
    };
    FormPage {
        title: "Add freeze or holiday",
        section: Section::Products,
        above: (product.address(), product.name.clone()),
        form,
        action: format!("{}/freezes/new", product.address()),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Close these days",
    }
    .page()
}

/// Asks before the days of a freeze or a holiday are open again.
#[must_use]
pub fn freeze_delete_page(product: &Product, freeze: &Freeze, now: Timestamp) -> Page {
    let today = TimeZone::UTC.to_datetime(now).date();
    let name = freeze.text.name.to_string();
    let days = words::days(freeze.text.dates, today);
    let kind = freeze.text.kind.label().to_lowercase();
    Confirm {
        question: format!("Delete {kind} {name}?"),
        section: Section::Products,
        above: (format!("{}#freezes", product.address()), product.name.clone()),
        losses: vec![format!(
            "Phases of every release of {} can start on {days} again, without a reason. No gate will warn \
            of these days.",
            product.name
        )],
        form: &Form::default(),
        fields: None,
        action: format!("/freezes/{}/delete", freeze.id),
        button: match freeze.text.kind {
            FreezeKind::Freeze => "Delete freeze",
            FreezeKind::Holiday => "Delete holiday",
        },
    }
    .page()
}
