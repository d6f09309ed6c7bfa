use domain::access::Operation;
use domain::day::day_in_words;
use domain::training::Reading;
use domain::training::version::VersionStatus;
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use service::training::{MaterialRow, Materials};

use super::{section, shelf_link, standing};
use crate::kit::empty;
use crate::page::Page;
use crate::product::shelf::list_head;
use crate::release::Tab;
use crate::symbol::Tag;
use crate::words::{self, counted};

/// The materials of a release, or those of a product that are for all of its releases.
#[must_use]
pub fn materials_page(materials: &Materials, now: Timestamp) -> Page {
    let shelf = &materials.shelf;
    let today = shelf.today(now);
    let (here, _) = shelf_link(shelf);
    let product = shelf.product.address();
    let (top, name) = list_head(shelf, (Tab::Training, "Training"), now);
    let begin =
        shelf.may(Operation::WriteTraining).then(|| (format!("{here}/new"), "Add a material"));
    let list = if materials.rows.is_empty() {
        empty(
            "No training yet",
            "A material prepares people before a release reaches them. Somebody else reviews it, then those it \
            is for read it and say so.",
            begin.clone(),
        )
    } else {
        let rows: Vec<_> =
            materials.rows.iter().map(|material| row(materials, material, today)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let more = begin.filter(|_| !materials.rows.is_empty()).map(|(href, label)| {
        view! {
            <p class="actions">
                <a class="button" href=href>
                    {label}
                </a>
            </p>
        }
    });
    let others = shelf.release.is_some().then(|| {
        view! {
            <p class="actions">
                <a href=format!("{here}/coverage")>"Coverage"</a>
                <a href=format!("{product}/training")>"Training for all releases of the product"</a>
            </p>
        }
    });
    let content = view! {
        {top}
        <section class="sheet" aria-labelledby="training">
            <h2 class="large" id="training">
                {answer(materials)}
            </h2>
            {list}
            {more}
            {others}
        </section>
    };
    Page::new(format!("Training · {name}"), section(shelf), content)
}

fn answer(materials: &Materials) -> String {
    let open = materials.rows.iter().filter(|row| row.material.is_open()).count();
    let prepared = materials.rows.iter().filter(|row| row.material.retired_at.is_none()).count();
    match (open, prepared - open) {
        (0, 0) => "Nothing to read".to_owned(),
        (0, _) => format!("{} in preparation", counted(prepared, "material", "materials")),
        (_, 0) => counted(open, "material to read", "materials to read"),
        (_, rest) => {
            format!(
                "{}, {rest} in preparation",
                counted(open, "material to read", "materials to read")
            )
        }
    }
}

fn row(materials: &Materials, row: &MaterialRow, today: Date) -> impl IntoView + use<> {
    let (material, newest) = (&row.material, row.newest.as_ref());
    let text = &material.text;
    let (symbol, word) = standing(material, newest, today);
    let next = newest.filter(|newest| Some(newest.number) != material.published);
    let next = next.filter(|newest| newest.number > 1).map(|newest| match newest.state.status() {
        VersionStatus::Draft => "next version in work".to_owned(),
        _ => format!("next version {}", newest.state.word()),
    });
    let names: Vec<_> = materials
        .cohorts
        .iter()
        .filter(|cohort| material.cohorts.contains(&cohort.id))
        .map(|cohort| cohort.text.name.to_string())
        .collect();
    let parts = [
        Some(text.format.label().to_owned()),
        text.minutes.map(|minutes| format!("{minutes} min")),
        Some(if names.is_empty() { "for everybody".to_owned() } else { names.join(", ") }),
        text.owner.map(|owner| words::name(&materials.names, owner)),
        text.review_on.map(|day| format!("review by {}", day_in_words(day, today))),
        next,
        row.newest.is_none().then(|| read_words(material.current_for_readers(row.read)).to_owned()),
    ];
    let facts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let facts = facts.collect::<Vec<_>>().join(" · ");
    let (href, title) = (format!("/materials/{}", material.id), text.title.to_string());
    view! {
        <li>
            <span>
                <a href=href>{title}</a>
                <br />
                <span class="small">{facts}</span>
            </span>
            <Tag symbol=symbol word=word.to_owned() />
        </li>
    }
}

const fn read_words(reading: Reading) -> &'static str {
    match reading {
        Reading::NotAsked => "",
        Reading::NotYet => "you have not read it",
        Reading::Older(_) => "it changed since you read it",
        Reading::Read(_) => "you have read it",
    }
}
