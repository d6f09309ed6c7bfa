//! Cohorts: who gets it together.

use domain::product::Product;
use domain::product::cohort::{Cohort, CohortKind};
use domain::text::Line;
use leptos::prelude::*;

use crate::form::Form;
use crate::kit::{Choice, Confirm, Field, FormPage, ask_first, conflict, empty, radios};
use crate::page::{Page, Section};

/// The cohorts of a product, on its page.
#[must_use]
pub fn cohorts_sheet(product: &Product, cohorts: &[Cohort], can_write: bool) -> AnyView {
    let new = format!("{}/cohorts/new", product.address());
    let begin = can_write.then(|| (new.clone(), "Add a cohort"));
    if cohorts.is_empty() {
        let content = empty(
            "No cohorts yet",
            "A cohort is a group of people who get something together: an organisation, a site, a region, a \
            role or a share of the traffic. Releases go to one after the other.",
            begin,
        );
        return view! { <section class="sheet">{content}</section> }.into_any();
    }
    let rows: Vec<_> = cohorts
        .iter()
        .map(|cohort| {
            let facts = [
                Some(cohort.text.kind.label().to_owned()),
                cohort.text.champion.as_ref().map(|champion| format!("Champion: {champion}")),
                cohort.text.contact.as_ref().map(|contact| format!("Contact: {contact}")),
            ];
            let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <li>
                    <a href=format!("/cohorts/{}", cohort.id)>{cohort.in_words()}</a>
                    <span class="small">{facts}</span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="cohorts">
            <div class="head">
                <h2 id="cohorts">"Cohorts"</h2>
                {begin.map(|(href, label)| view! { <a href=href>{label}</a> })}
            </div>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

/// The form of a cohort as it is kept.
#[must_use]
pub fn cohort_form(cohort: &Cohort) -> Form {
    let text = &cohort.text;
    let line = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    Form::default()
        .with("name", &text.name)
        .with("kind", text.kind.key())
        .with("size", number(text.size))
        .with("share", number(text.share))
        .with("contact", line(&text.contact))
        .with("champion", line(&text.champion))
        .with("language", line(&text.language))
        .with("constraints", text.constraints.as_str())
        .with("chosen_because", text.chosen_because.as_str())
        .with("equity_note", text.equity_note.as_str())
}

/// Adds a cohort to a product, or changes the one that is given.
#[must_use]
pub fn cohort_form_page(product: &Product, cohort: Option<&Cohort>, form: &Form) -> Page {
    let above = (product.address(), product.name.clone());
    let action = cohort.map_or(format!("{}/cohorts/new", product.address()), |cohort| {
        format!("/cohorts/{}", cohort.id)
    });
    FormPage {
        title: if cohort.is_some() { "Edit the cohort" } else { "Add a cohort" },
        section: Section::Products,
        above,
        form,
        action,
        version: cohort.map_or(0, |cohort| cohort.version),
        theirs: cohort.and_then(|cohort| theirs(cohort, form)),
        fields: fields(form, cohort),
        button: if cohort.is_some() { "Save" } else { "Add the cohort" },
    }
    .page()
}

fn fields(form: &Form, cohort: Option<&Cohort>) -> AnyView {
    let kinds = CohortKind::ALL.map(|kind| Choice::new(kind.key(), kind.label())).into();
    let delete = cohort.map(|cohort| {
        let ask = ask_first(format!("/cohorts/{}/delete", cohort.id), "Delete cohort …", "");
        view! { <p>{ask}</p> }
    });
    view! {
        {Field::new(form, "name", "Name")
            .hint("As people call it, such as Regional offices")
            .width("middle")
            .line()}
        {radios(form, "kind", "Grouped by", kinds)}
        {Field::new(form, "size", "Number of people (optional)")
            .hint("About how many, like 5100")
            .width("narrow")
            .line()}
        {Field::new(form, "share", "Percent of all users (optional)")
            .hint("For a share of the traffic, from 0 to 100")
            .width("narrow")
            .line()}
        {Field::new(form, "contact", "Contact (optional)").hint("Name, phone or email").line()}
        {Field::new(form, "champion", "Champion (optional)")
            .hint("User advocate")
            .width("middle")
            .line()}
        {Field::new(form, "language", "Language (optional)").width("middle").line()}
        {Field::new(form, "constraints", "Constraints (optional)")
            .hint("Markdown. Opening hours, old browsers, slow lines, busy weeks")
            .area(3)}
        {Field::new(form, "chosen_because", "Why this cohort (optional)")
            .hint("Markdown. What it is good for, and when its turn should come")
            .area(3)}
        {Field::new(form, "equity_note", "Equity note (optional)")
            .hint("Markdown. Who might this disadvantage, and how is that mitigated?")
            .area(3)}
        {delete}
    }
    .into_any()
}

/// Asks before a cohort goes.
#[must_use]
pub fn cohort_delete_page(cohort: &Cohort, form: &Form) -> Page {
    let name = cohort.text.name.to_string();
    let here = format!("/cohorts/{}", cohort.id);
    Confirm {
        question: format!("Delete cohort {name}?"),
        section: Section::Products,
        above: (here.clone(), name),
        losses: vec![
            "Its size, contact, champion, language, constraints and notes are deleted and cannot be \
            restored.".to_owned(),
            "A cohort that a phase is planned for cannot be deleted.".to_owned(),
        ],
        form,
        fields: None,
        action: format!("{here}/delete"),
        button: "Delete cohort",
    }
    .page()
}

/// Boxes to tick the cohorts for whom something is; nothing where the product has none.
pub(crate) fn cohort_boxes(
    cohorts: &[Cohort],
    legend: &'static str,
    form: &Form,
) -> Option<AnyView> {
    if cohorts.is_empty() {
        return None;
    }
    let error =
        form.error("cohorts").map(|error| view! { <p class="error">{error.to_owned()}</p> });
    let boxes: Vec<_> = cohorts
        .iter()
        .map(|cohort| {
            let name = format!("cohort:{}", cohort.id);
            let checked = form.has(&name);
            view! {
                <div class="radio">
                    <input r#type="checkbox" id=name.clone() name=name.clone() checked=checked />
                    <label for=name>{cohort.text.name.to_string()}</label>
                </div>
            }
        })
        .collect();
    Some(
        view! {
            <fieldset class="field" id="cohorts">
                <legend>{legend}</legend>
                <p class="hint">"Without a cohort it is for everybody"</p>
                {error}
                {boxes}
            </fieldset>
        }
        .into_any(),
    )
}

fn theirs(cohort: &Cohort, form: &Form) -> Option<AnyView> {
    let kept = cohort_form(cohort);
    let fields = [
        ("name", "Name"),
        ("kind", "Grouped by"),
        ("size", "Number of people"),
        ("share", "Percent of all users"),
        ("contact", "Contact"),
        ("champion", "Champion"),
        ("language", "Language"),
        ("constraints", "Constraints"),
        ("chosen_because", "Why this cohort"),
        ("equity_note", "Equity note"),
    ];
    conflict(form, &fields.map(|(name, label)| (name, label, kept.value(name).to_owned())))
}
