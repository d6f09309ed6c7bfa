use domain::checklist::Item;
use domain::limits;
use domain::person::Person;
use domain::release::Schedule;
use leptos::prelude::*;
use service::gate::verdict::Judged;

use super::section::{asked_key, gates};
use crate::form::Form;
use crate::kit::{
    self, Choice, Field, back, checkbox, choose, conflict, crumb, error_summary, select,
};
use crate::page::{Page, Section};

/// The form of an item as it is kept.
#[must_use]
pub fn item_form(item: &Item, schedule: &Schedule) -> Form {
    Form::default()
        .with("title", &item.title)
        .with("section", item.section.join(" › "))
        .with("explanation", &item.explanation)
        .ticked("required", item.required)
        .ticked("critical", item.critical)
        .with("asked", asked_key(item.asked))
        .with("owner", item.owner.map(|owner| owner.to_string()).unwrap_or_default())
        .with("due", due(item, schedule))
        .with("notes", &item.notes)
        .with("evidence", item.evidence.as_deref().unwrap_or_default())
}

fn due(item: &Item, schedule: &Schedule) -> String {
    let local = item.due_at.map(|at| schedule.zone().local(at));
    local.map(|local| local.strftime("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

/// Changes an item. After a conflict it shows both texts.
#[must_use]
pub fn item_form_page(judged: &Judged, item: &Item, people: &[Person], form: &Form) -> Page {
    let seen = &judged.seen;
    let here = format!("/items/{}", item.id);
    let owner =
        item.owner.map(|owner| crate::words::name(&judged.names, owner)).unwrap_or_default();
    let mine = people.iter().find(|person| person.id.to_string() == form.value("owner"));
    let theirs = conflict(
        &form.clone().with("owner-name", mine.map_or("", |person| &person.name)),
        &[
            ("title", "Title", item.title.clone()),
            ("section", "Section", item.section.join(" › ")),
            ("explanation", "Explanation", item.explanation.clone()),
            ("owner-name", "Owner", owner),
            ("due", "Due", due(item, &seen.release.schedule)),
            ("notes", "Notes", item.notes.clone()),
            ("evidence", "Evidence", item.evidence.clone().unwrap_or_default()),
        ],
    );
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), item.title.clone())} <h1>"Edit the item"</h1> {error_summary(form)} {theirs}
            <form class="stack" method="post" action=format!("{here}/edit")>
                <input r#type="hidden" name="version" value=form.version(item.version) />
                {fields(judged, form, people, item.parent.is_none())}
                {Field::new(form, "reason", "Reason for asking less (optional)")
                    .hint(
                        "Needed when it stops being required or critical, or when a later gate asks for it. It is kept \
                        with your name and the time.",
                    )
                    .line()}
                <div class="actions">
                    <button class="primary">"Save"</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new(format!("Edit · {}", item.title), Section::Home, content)
        .refused_if(form.is_refused())
}

/// Adds an item, at the top or under another.
#[must_use]
pub fn new_item_page(
    judged: &Judged,
    parent: Option<&Item>,
    people: &[Person],
    form: &Form,
) -> Page {
    let here = format!("{}/checklist", judged.seen.release.address());
    let under = parent.map(|parent| {
        let again = if parent.state.status().is_finished() {
            " It is open again until this sub-item is done, too."
        } else {
            ""
        };
        format!("Under “{}”.{again}", parent.title)
    });
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), "Checklist")}
            <h1>{if parent.is_some() { "Add a sub-item" } else { "Add an item" }}</h1>
            {under.map(|under| view! { <p class="lead">{under}</p> })} {error_summary(form)}
            <form class="stack" method="post" action=format!("{here}/new")>
                <input
                    r#type="hidden"
                    name="parent"
                    value=parent.map(|parent| parent.id.to_string()).unwrap_or_default()
                />
                {fields(judged, form, people, parent.is_none())}
                <div class="actions">
                    <button class="primary">"Add the item"</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new("Add an item", Section::Home, content).refused_if(form.is_refused())
}

fn fields(judged: &Judged, form: &Form, people: &[Person], at_top: bool) -> AnyView {
    let zone = judged.seen.release.schedule.zone();
    let gates = at_top.then(|| {
        let mut choices = vec![Choice::new("", "As its section says, else the next gate")];
        choices.extend(gates(judged.phases(), form.value("asked")));
        select(form, "asked", "Gate that asks for it", None, choices)
    });
    view! {
        {Field::new(form, "title", "Title")
            .hint(format!("What has to be true, in up to {} characters", limits::TITLE))
            .line()}
        {at_top
            .then(|| {
                Field::new(form, "section", "Section (optional)")
                    .hint("A heading, or several with › between them")
                    .line()
            })}
        {Field::new(form, "explanation", "Explanation (optional)")
            .hint("Markdown. How is it done, and what counts as done?")
            .area(5)}
        {choose(form, "owner", "Owner", None, kit::people(people, form.value("owner")))}
        {Field::new(form, "due", "Due (optional)")
            .kind("datetime-local")
            .width("middle")
            .hint(format!("In {zone}, like 2026-11-23 17:00"))
            .line()}
        {checkbox(
            form,
            "required",
            "Required",
            "The release is not ready before it is done or does not apply.",
        )}
        {checkbox(form, "critical", "Critical", "A second person has to verify it.")}
        {gates}
        {Field::new(form, "notes", "Notes (optional)")
            .hint("Markdown. What happened, what to know next time")
            .area(4)}
        {Field::new(form, "evidence", "Evidence (optional)")
            .kind("url")
            .hint("A link to what shows that it is true")
            .line()}
    }
    .into_any()
}
