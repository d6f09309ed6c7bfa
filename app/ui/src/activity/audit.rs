//! The trail of everything, for who looks after the installation: by ids, without what was written.

use std::collections::HashMap;

use domain::activity::Action;
use domain::limits;
use domain::person::Person;
use domain::text::hex;
use jiff::Timestamp;
use leptos::prelude::*;
use service::activity::sealed::SealedRecord;

use crate::form::Form;
use crate::kit::{Choice, Field, choose, error_summary, notice};
use crate::page::{AdminTab, Page, Section, admin_tabs};

/// What can be asked for, as it stands in the address.
pub const ASKED: [&str; 4] = ["action", "actor", "from", "to"];

/// A page of it. `query` is what was asked for, to go on with.
#[must_use]
pub fn audit_page(
    records: Vec<SealedRecord>,
    people: Vec<Person>,
    form: &Form,
    query: &str,
) -> Page {
    let full = u32::try_from(records.len()).is_ok_and(|count| count >= limits::PAGE);
    let older = records
        .last()
        .filter(|_| full)
        .map(|record| format!("/admin/audit?{query}&before={}", record.place()));
    let export = |ending: &str| format!("/admin/audit.{ending}?{query}");
    let is_asked = ASKED.into_iter().any(|name| !form.value(name).is_empty());
    let is_empty = records.is_empty();
    let names: HashMap<String, String> =
        people.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    let rows: Vec<_> = records.into_iter().map(|record| row(record, &names)).collect();
    let content = view! {
        {admin_tabs(AdminTab::Audit)}
        <h1>"Audit trail"</h1>
        <p class="lead">
            "Everything that was done, also failed sign-ins and refusals, the newest first. It has ids only: what was \
            written stays with those who may read it."
        </p>
        {error_summary(form)}
        <details open=is_asked>
            <summary>"Show only a part of it"</summary>
            <form class="stack" method="get" action="/admin/audit">
                <div class="beside">
                    {choose(form, "action", "What was done", None, actions())}
                    {choose(form, "actor", "Who did it", Some("By name".to_owned()), actors(people))}
                    {Field::new(form, "from", "From").kind("date").width("narrow").hint("A day in UTC").line()}
                    {Field::new(form, "to", "To").kind("date").width("narrow").hint("With this day").line()}
                </div>
                <div class="actions">
                    <button class="primary">"Show"</button>
                    <a class="button" href="/admin/audit">
                        "Show everything"
                    </a>
                </div>
            </form>
        </details>
        <section class="sheet" aria-labelledby="records">
            <h2 id="records">"Records"</h2>
            {if is_empty { notice("Nothing of this kind was done.") } else { table(rows) }}
            <div class="actions">
                {older
                    .map(|href| {
                        view! {
                            <a class="button" href=href>
                                "Older"
                            </a>
                        }
                    })}
                <a class="button" href=export("csv")>
                    "Export as CSV"
                </a>
                <a class="button" href=export("jsonl")>
                    "Export as JSON lines"
                </a>
            </div>
            <p class="small">
                "Each sealed record covers the one before it. " <code>"holdpoint audit verify"</code>
                " says whether one was changed, taken out or put in."
            </p>
        </section>
    };
    Page::new("Audit trail", Section::People, content).refused_if(form.is_refused())
}

/// The kinds of what can be done, as they are chosen: `item completed`.
#[must_use]
pub fn in_words(key: &str) -> String {
    key.replace('_', " ")
}

fn actions() -> Vec<Choice> {
    let every = Action::ALL.map(|action| Choice::new(action.key(), in_words(action.key())));
    std::iter::once(Choice::new("", "Everything")).chain(every).collect()
}

fn actors(people: Vec<Person>) -> Vec<Choice> {
    let every = people.into_iter().map(|one| Choice::new(one.id.to_string(), one.name));
    std::iter::once(Choice::new("", "Everybody")).chain(every).collect()
}

fn table(rows: Vec<AnyView>) -> AnyView {
    view! {
        <table class="plain">
            <thead>
                <tr>
                    <th scope="col">"When (UTC)"</th>
                    <th scope="col">"Who"</th>
                    <th scope="col">"What"</th>
                    <th scope="col">"About"</th>
                    <th scope="col">"Seal"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(sealed: SealedRecord, names: &HashMap<String, String>) -> AnyView {
    let record = sealed.record;
    let at = Timestamp::from_microsecond(record.at).unwrap_or(Timestamp::UNIX_EPOCH);
    let who = match record.actor.map(|id| names.get(&id).cloned()) {
        Some(Some(name)) => name,
        Some(None) => "Somebody who is gone".to_owned(),
        None => "Holdpoint, or nobody who is known".to_owned(),
    };
    let seal = sealed.seal.map_or_else(
        || "Not yet".to_owned(),
        |(number, hash)| format!("{number} · {}", hex(&hash).get(..8).unwrap_or_default()),
    );
    view! {
        <tr>
            <td>
                <time datetime=at.to_string()>{at.strftime("%Y-%m-%d %H:%M:%S").to_string()}</time>
            </td>
            <td>{who} <br /> <span class="small">{record.network}</span></td>
            <td>{in_words(&record.action)}</td>
            <td>
                {in_words(&record.object_kind)} <br /> <code class="small">{record.object}</code>
            </td>
            <td class="small">{seal}</td>
        </tr>
    }
    .into_any()
}
