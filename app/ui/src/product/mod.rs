//! Products and their releases.

pub mod cohort;
pub mod freeze;
pub(crate) mod shelf;

use domain::product::Product;
use domain::product::cohort::Cohort;
use domain::product::freeze::Freeze;
use domain::release::Release;
use domain::response::product_item::ProductItem;
use jiff::Timestamp;
use leptos::prelude::*;

use crate::form::Form;
use crate::kit::{Field, back, conflict, crumb, empty, error_summary, prose};
use crate::page::{Page, Section};
use crate::product::cohort::cohorts_sheet;
use crate::product::freeze::freezes_sheet;
use crate::response::library_sheet;

#[must_use]
pub fn products_page(products: Vec<Product>, can_write: bool) -> Page {
    let begin = can_write.then(|| ("/products/new".to_owned(), "Add a product"));
    let list = if products.is_empty() {
        empty(
            "No products yet",
            "A product is a service that your team owns, such as a portal or an app. Its releases are \
            planned under it.",
            begin,
        )
    } else {
        let rows: Vec<_> = products
            .into_iter()
            .map(|product| {
                let href = product.address();
                view! {
                    <li>
                        <a href=href>{product.name}</a>
                    </li>
                }
            })
            .collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let content = view! {
        <div class="head">
            <h1>"Products"</h1>
            {can_write
                .then(|| {
                    view! {
                        <a class="button" href="/products/new">
                            "Add a product"
                        </a>
                    }
                })}
        </div>
        <section class="sheet">{list}</section>
    };
    Page::new("Products", Section::Products, content)
}

#[must_use]
pub fn product_page(
    product: &Product,
    releases: Vec<Release>,
    (cohorts, freezes, library): (&[Cohort], &[Freeze], &[ProductItem]),
    can_write: bool,
    now: Timestamp,
) -> Page {
    let here = product.address();
    let begin = can_write.then(|| (format!("{here}/releases/new"), "Plan a release"));
    let list = if releases.is_empty() {
        empty(
            "No releases yet",
            "A release is one version on its way to people. A name, a version and a date are enough to begin.",
            begin,
        )
    } else {
        let rows: Vec<_> = releases
            .into_iter()
            .map(|release| {
                let href = release.address();
                let zone = release.schedule.zone();
                let launch = release.schedule.launch().map_or_else(
                    || "No launch date".to_owned(),
                    |day| format!("Launch {}", domain::day::day_in_words(day, zone.day(now))),
                );
                view! {
                    <li>
                        <span>
                            <a href=href>{release.name}</a>
                            " "
                            {release.label}
                        </span>
                        <span class="small">{format!("{} · {launch}", release.state.label())}</span>
                    </li>
                }
            })
            .collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let content = view! {
        <div>
            {crumb("/products", "Products")} <div class="head">
                <h1>{product.name.clone()}</h1>
                {can_write
                    .then(|| {
                        view! {
                            <span class="actions">
                                <a class="button" href=format!("{here}/edit")>
                                    "Edit"
                                </a>
                                <a class="button primary" href=format!("{here}/releases/new")>
                                    "Plan a release"
                                </a>
                            </span>
                        }
                    })}
            </div>
        </div>
        {prose(&product.summary)}
        <section class="sheet" aria-labelledby="releases">
            <h2 id="releases">"Releases"</h2>
            {list}
            <p>
                <a href=format!("{here}/findings")>"Findings across releases"</a>
            </p>
            <p>
                <a href=format!("{here}/training")>"Training for all releases"</a>
            </p>
            <p>
                <a href=format!("{here}/responses")>"Responses for all releases"</a>
            </p>
            <p>
                <a href=format!("{here}/readers")>"Critical users of the cohorts"</a>
            </p>
            <p>
                <a href=format!("{here}/support")>"What people ask, and how many"</a>
            </p>
        </section>
        <div class="two">
            {cohorts_sheet(product, cohorts, can_write)}{freezes_sheet(product, freezes, can_write, now)}
        </div>
        {library_sheet(product, library)}
    };
    Page::new(product.name.clone(), Section::Products, content)
}

/// Adds a product, or changes the one that is given.
#[must_use]
pub fn product_form_page(product: Option<&Product>, form: &Form) -> Page {
    let title = if product.is_some() { "Edit the product" } else { "Add a product" };
    let button = if product.is_some() { "Save" } else { "Add the product" };
    let here = product.map_or("/products".to_owned(), Product::address);
    let action = product.map_or("/products/new".to_owned(), |_| format!("{here}/edit"));
    let version = product.map_or(0, |product| product.version);
    let theirs = product.and_then(|product| {
        conflict(
            form,
            &[
                ("name", "Name", product.name.clone()),
                ("slug", "Address", product.slug.clone()),
                ("summary", "Summary", product.summary.clone()),
            ],
        )
    });
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), product.map_or("Products".to_owned(), |product| product.name.clone()))}
            <h1>{title}</h1> {error_summary(form)} {theirs} <form class="stack" method="post" action=action>
                <input r#type="hidden" name="version" value=form.version(version) />
                {Field::new(form, "name", "Name")
                    .hint("What your users call it, such as Permit portal")
                    .width("middle")
                    .line()}
                {Field::new(form, "slug", "Address (optional)")
                    .hint(
                        "What stands behind the / in links, such as permit-portal. Left empty, it is made of the name. \
                        Old addresses keep leading here.",
                    )
                    .width("middle")
                    .line()}
                {Field::new(form, "summary", "Summary (optional)")
                    .hint("Markdown. Whom is it for, and what do they do with it?")
                    .area(4)}
                <div class="actions">
                    <button class="primary">{button}</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new(title, Section::Products, content).refused_if(form.is_refused())
}

/// The form of a product as it is kept.
#[must_use]
pub fn product_form(product: &Product) -> Form {
    Form::default()
        .with("name", &product.name)
        .with("slug", &product.slug)
        .with("summary", &product.summary)
}
