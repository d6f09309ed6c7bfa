//! Readers: the critical users of the cohorts of a product, by their names.

use domain::ids::CohortId;
use domain::limits;
use domain::product::cohort::Cohort;
use domain::training::reader::Reader;
use leptos::prelude::*;
use service::training::reader::{OfCohort, Readers};

use crate::form::Form;
use crate::kit::{
    Confirm, Field, FormPage, ask_first, checkbox, choose, conflict, crumb, empty, people,
};
use crate::page::{Page, Section};
use crate::symbol::{Symbol, Tag};
use crate::words::counted;

/// Everybody whom the cohorts of a product count on, by cohort.
#[must_use]
pub fn readers_page(readers: &Readers, added: Option<usize>) -> Page {
    let product = &readers.product;
    let above = product.address();
    let critical: i64 = readers.cohorts.iter().map(|(.., critical)| critical).sum();
    let answer = match usize::try_from(critical).unwrap_or_default() {
        0 => "Nobody is named yet".to_owned(),
        count => format!("{} named", counted(count, "critical user is", "critical users are")),
    };
    let added = added.map(|count| {
        crate::kit::notice(format!("{} added.", counted(count, "reader was", "readers were")))
    });
    let sheets: Vec<_> = readers.cohorts.iter().map(|one| of_cohort(readers, one)).collect();
    let none = sheets.is_empty().then(|| {
        let begin = readers.can_write.then(|| (format!("{above}/cohorts/new"), "Add a cohort"));
        let why =
            "Critical users are named by cohort: a group of people who get something together.";
        view! { <section class="sheet">{empty("No cohorts yet", why, begin)}</section> }
    });
    let here = format!("{above}/readers");
    let content = view! {
        <div>{crumb(above, product.name.clone())}<h1>"Critical users"</h1></div>
        {added}
        <section class="sheet" aria-labelledby="named">
            <h2 class="large" id="named">
                {answer}
            </h2>
            <p>
                "Who has to have read what is published before a phase reaches their cohort. Whoever has an \
                account reads here; everybody else gets a personal link."
            </p>
        </section>
        {none}
        {sheets}
        {pages(&here, &[], (readers.page, readers.has_more))}
    };
    Page::new(format!("Critical users · {}", product.name), Section::Products, content)
}

/// The way to the pages before and behind.
pub(super) fn pages(
    here: &str,
    query: &[(&str, String)],
    (page, has_more): (i64, bool),
) -> Option<AnyView> {
    let href = |to: i64| {
        let of = query.iter().map(|(name, value)| format!("{name}={value}&"));
        format!("{here}?{}page={to}", of.collect::<String>())
    };
    let before = (page > 0).then(|| {
        view! {
            <a class="button" href=href(page - 1)>
                "Previous page"
            </a>
        }
    });
    let behind = has_more.then(|| {
        view! {
            <a class="button" href=href(page + 1)>
                "Next page"
            </a>
        }
    });
    let any = before.is_some() || behind.is_some();
    any.then(|| view! { <p class="actions">{before}{behind}</p> }.into_any())
}

fn of_cohort(
    readers: &Readers,
    (cohort, all, critical): &(Cohort, i64, i64),
) -> impl IntoView + use<> {
    let id = format!("cohort-{}", cohort.id);
    let rows: Vec<_> = readers
        .readers
        .iter()
        .filter(|reader| reader.cohort == cohort.id)
        .map(|reader| row(reader, readers.can_write))
        .collect();
    let count = match (*critical, *all) {
        (_, 0) => "nobody named".to_owned(),
        (critical, all) if critical == all => format!("{all} critical"),
        (critical, all) => format!("{critical} critical, {} not counted", all - critical),
    };
    let elsewhere = rows.is_empty() && *all > 0;
    let here = format!("/cohorts/{}/readers", cohort.id);
    let (add, list) = (format!("{here}/new"), format!("{here}/import"));
    let name = cohort.text.name.to_string();
    let about = name.clone();
    let write = readers.can_write.then(|| {
        view! {
            <p class="actions">
                <a class="button" href=add>
                    "Add a reader"
                    <span class="hidden-label">{format!(" to {about}")}</span>
                </a>
                <a class="button" href=list>
                    "Add a list"
                    <span class="hidden-label">{format!(" to {about}")}</span>
                </a>
            </p>
        }
    });
    view! {
        <section class="sheet" aria-labelledby=id.clone()>
            <div class="head">
                <h2 id=id.clone()>{name.clone()}</h2>
                <span class="small">{count}</span>
            </div>
            <ul class="rows">{rows}</ul>
            {elsewhere.then(|| view! { <p class="small">"Their names are on another page of this list."</p> })}
            {write}
        </section>
    }
}

fn row(reader: &Reader, can_write: bool) -> impl IntoView + use<> {
    let email = reader.text.email.as_ref().filter(|_| can_write).map(ToString::to_string);
    let account = if reader.person.is_some() { "has an account" } else { "no account" };
    let facts = [email, Some(account.to_owned())];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let name = reader.text.name.to_string();
    let name = if can_write {
        let href = format!("/readers/{}", reader.id);
        view! { <a href=href>{name}</a> }.into_any()
    } else {
        view! { <span>{name}</span> }.into_any()
    };
    let ended = (!reader.text.critical)
        .then(|| view! { <Tag symbol=Symbol::Na word="Not counted".to_owned() /> });
    view! {
        <li>
            <span>{name} <br /> <span class="small">{facts}</span></span>
            {ended}
        </li>
    }
}

/// The form of a reader as it is kept.
#[must_use]
pub fn reader_form(reader: &Reader) -> Form {
    let email = reader.text.email.as_ref().map(ToString::to_string).unwrap_or_default();
    let person = reader.person.map(|person| person.to_string()).unwrap_or_default();
    Form::default()
        .with("name", &reader.text.name)
        .with("email", email)
        .with("person", person)
        .ticked("critical", reader.text.critical)
}

/// Names a critical user of a cohort, or changes the one that is given.
#[must_use]
pub fn reader_form_page(of: &OfCohort, reader: Option<&Reader>, form: &Form) -> Page {
    let kept = reader.map(reader_form);
    let fields = [("name", "Name"), ("email", "Email")];
    let theirs = kept.and_then(|kept| {
        conflict(form, &fields.map(|(name, label)| (name, label, kept.value(name).to_owned())))
    });
    let title = match reader {
        Some(_) => format!("Edit the reader of {}", of.cohort.text.name),
        None => format!("Add a critical user of {}", of.cohort.text.name),
    };
    FormPage {
        title: &title,
        section: Section::Products,
        above: above(of),
        form,
        action: reader.map_or(format!("/cohorts/{}/readers/new", of.cohort.id), |reader| {
            format!("/readers/{}", reader.id)
        }),
        version: reader.map_or(0, |reader| reader.version),
        theirs,
        fields: form_fields(of, reader, form),
        button: if reader.is_some() { "Save reader" } else { "Add reader" },
    }
    .page()
}

fn form_fields(of: &OfCohort, reader: Option<&Reader>, form: &Form) -> AnyView {
    let persons = people(&of.people, form.value("person"));
    let remove = reader.map(|reader| {
        let name = reader.text.name.to_string();
        let ask = ask_first(format!("/readers/{}/delete", reader.id), "Remove reader …", &name);
        view! { <p>{ask}</p> }
    });
    let hint = "Somebody with an account reads here. Without a name above, they are called as they call themselves";
    view! {
        {Field::new(form, "name", "Name (optional for a person with an account)")
            .hint(format!("Up to {} characters", limits::NAME))
            .width("middle")
            .line()}
        {Field::new(form, "email", "Email (optional)")
            .hint("An address that somebody here signs in with is their account")
            .kind("email")
            .width("middle")
            .line()}
        {choose(form, "person", "Person with an account (optional)", Some(hint.to_owned()), persons)}
        {checkbox(
            form,
            "critical",
            "Critical user",
            "They are asked to read and are counted before a phase begins",
        )}
        {remove}
    }
    .into_any()
}

/// Asks before a reader goes.
#[must_use]
pub fn reader_delete_page(of: &OfCohort, reader: &Reader, form: &Form) -> Page {
    let name = reader.text.name.to_string();
    let here = format!("/readers/{}", reader.id);
    Confirm {
        question: format!("Remove reader {name}?"),
        section: Section::Products,
        above: (here.clone(), name),
        losses: vec![
            format!("They are not asked and not counted any more in {}.", of.cohort.text.name),
            "When they confirmed something by a link, were reminded or have a link, their name stays as not \
            counted: what they read is evidence. Otherwise it is deleted."
                .to_owned(),
        ],
        form,
        fields: None,
        action: format!("{here}/delete"),
        button: "Remove reader",
    }
    .page()
}

/// What the readers of a cohort are part of.
pub(super) fn above(of: &OfCohort) -> (String, String) {
    let label = format!("{}: critical users", of.product.name);
    (readers_path(of, Some(of.cohort.id)), label)
}

pub(super) fn readers_path(of: &OfCohort, cohort: Option<CohortId>) -> String {
    let anchor = cohort.map(|cohort| format!("#cohort-{cohort}")).unwrap_or_default();
    format!("{}/readers{anchor}", of.product.address())
}
