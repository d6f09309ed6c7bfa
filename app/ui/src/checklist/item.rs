use super::{symbol, word};
use domain::checklist::{Item, ItemState, ItemStatus, Line, StepError};
use jiff::Timestamp;
use leptos::prelude::*;
use service::Actor;
use service::checklist::Deletion;
use service::gate::verdict::Judged;

use crate::form::Form;
use crate::kit::{
    Choice, Confirm, Field, ask_first, choose, crumb, error_summary, prose, summary_list,
};
use crate::page::{Page, Section};
use crate::release::{Tab, tabs};
use crate::symbol::Tag;
use crate::words;

/// One item: what it says, how it stands, and every step it can take.
#[must_use]
pub fn item_page(
    judged: &Judged,
    item: &Item,
    viewer: &Actor,
    form: &Form,
    now: Timestamp,
) -> Page {
    let release = &judged.seen.release;
    let line = judged.outline().find(item.id).copied();
    let status = line.map_or(item.state.status(), |line| line.status);
    let critical = line.is_some_and(|line| line.critical);
    let parent = judged.items().iter().find(|other| Some(other.id) == item.parent);
    let above = parent.map_or_else(
        || (format!("{}/checklist", release.address()), format!("{}: checklist", release.name)),
        |parent| (format!("/items/{}", parent.id), parent.title.clone()),
    );
    let steps = judged.seen.can_work.then(|| steps(judged, item, line, viewer, form));
    let content = view! {
        <div>
            {crumb(above.0, above.1)} <div class="head">
                <h1>{item.title.clone()}</h1>
                <Tag symbol=symbol(status, critical) word=word(status, critical).to_owned() />
            </div>
        </div>
        {tabs(release, Tab::Checklist, Some(judged.progress()))}
        {error_summary(form)}
        <div class="two">
            <div class="stack">
                {prose(&item.explanation)
                    .map(|text| {
                        view! {
                            <section class="sheet" aria-label="Explanation">
                                {text}
                            </section>
                        }
                    })} {below(judged, item)} {steps}
            </div>
            <section class="sheet" aria-label="Facts">
                {facts(judged, item, line, now)}
                {judged
                    .seen
                    .can_work
                    .then(|| {
                        view! {
                            <p class="actions">
                                <a class="button" href=format!("/items/{}/edit", item.id)>
                                    "Edit"
                                </a>
                                <a
                                    class="button"
                                    href=format!("{}/checklist/new?parent={}", release.address(), item.id)
                                >
                                    "Add a sub-item"
                                </a>
                            </p>
                        }
                    })}
            </section>
        </div>
    };
    Page::new(item.title.clone(), Section::Home, content).refused_if(form.is_refused())
}

fn facts(judged: &Judged, item: &Item, line: Option<Line>, now: Timestamp) -> AnyView {
    let schedule = &judged.seen.release.schedule;
    let name = |id| words::name(&judged.names, id);
    let mut facts: Vec<(&'static str, AnyView)> = Vec::new();
    let parent = line.is_some_and(|line| line.has_sub_items);
    match &item.state {
        // What stands for its sub-items was ticked by nobody.
        ItemState::Done(_) | ItemState::Verified { .. } | ItemState::Blocked { .. } if parent => {}
        ItemState::Done(by) => facts.push(("Completed by", name(*by).into_any())),
        ItemState::Verified { done_by, verified_by } => {
            facts.push(("Completed by", name(*done_by).into_any()));
            facts.push(("Verified by", name(*verified_by).into_any()));
        }
        ItemState::Blocked { reason, on } => {
            facts.push(("Blocked by", on.clone().into_any()));
            facts.push(("Reason", reason.clone().into_any()));
        }
        ItemState::NotApplicable { reason } => {
            facts.push(("N/A reason", reason.clone().into_any()));
        }
        ItemState::Pending | ItemState::InProgress => {}
    }
    facts.push(("Owner", item.owner.map_or("Unassigned".to_owned(), name).into_any()));
    let due = item.due_at.map_or("No date".to_owned(), |at| {
        let open = !line.is_some_and(|line| line.status.is_finished());
        let offset = words::offset(at, schedule, now).filter(|_| open);
        let offset = offset.map(|offset| format!(" ({offset})"));
        format!("{}{}", words::moment(at, schedule.zone(), now), offset.unwrap_or_default())
    });
    facts.push(("Due", due.into_any()));
    if !item.section.is_empty() {
        facts.push(("Section", item.section.join(" › ").into_any()));
    }
    let weight = match line.map(|line| (line.required, line.critical)) {
        Some((_, true)) if parent => "Critical: a second person verifies each of its sub-items",
        Some((_, true)) => "Critical: a second person verifies it",
        Some((false, false)) => "Optional",
        _ => "Required",
    };
    facts.push(("Priority", weight.into_any()));
    facts.push(("Asked for at", judged.asked(item.id).in_words(judged.phases()).into_any()));
    if let Some(link) = item.evidence.clone() {
        let text = link.clone();
        facts.push((
            "Evidence",
            view! {
                <a href=link rel="noopener noreferrer nofollow">
                    {text}
                </a>
            }
            .into_any(),
        ));
    }
    if let Some(notes) = prose(&item.notes) {
        facts.push(("Notes", notes));
    }
    summary_list(facts)
}

fn below(judged: &Judged, item: &Item) -> Option<AnyView> {
    let rows: Vec<_> = judged
        .items()
        .iter()
        .filter(|other| other.parent == Some(item.id))
        .map(|other| {
            let status =
                judged.outline().find(other.id).map_or(other.state.status(), |line| line.status);
            let href = format!("/items/{}", other.id);
            let title = other.title.clone();
            view! {
                <li>
                    <a href=href>{title}</a>
                    <Tag symbol=symbol(status, false) word=status.label().to_owned() />
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="below">
                <h2 id="below">"Sub-items"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn steps(judged: &Judged, item: &Item, line: Option<Line>, viewer: &Actor, form: &Form) -> AnyView {
    let parent = line.is_some_and(|line| line.has_sub_items);
    let status = item.state.status();
    let open = matches!(status, ItemStatus::Pending | ItemStatus::InProgress | ItemStatus::Blocked);
    let critical = line.is_some_and(|line| line.critical);
    let mine = matches!(item.state, ItemState::Done(by) if by == viewer.person.id);
    let id = item.id;
    let simple = move |step: &'static str, label: &'static str, class: &'static str| {
        view! {
            <form method="post" action=format!("/items/{id}/{step}")>
                <button id="step" class=class>
                    {label}
                </button>
            </form>
        }
        .into_any()
    };
    let first: AnyView = match status {
        _ if parent => view! { <p id="step">{StepError::HasSubItems.to_string()}</p> }.into_any(),
        ItemStatus::Pending => view! {
            {simple("complete", "Mark done", "primary")}
            {simple("start", "Start", "")}
        }
        .into_any(),
        ItemStatus::InProgress => simple("complete", "Mark done", "primary"),
        ItemStatus::Blocked => simple("start", "Unblock", "primary"),
        ItemStatus::Done if critical && mine => {
            view! { <p id="step">{StepError::OwnWork.to_string()}</p> }.into_any()
        }
        ItemStatus::Done if critical => simple("verify", "Verify", "primary"),
        ItemStatus::Done | ItemStatus::Verified | ItemStatus::NotApplicable => ().into_any(),
    };
    // Unblocking needs no reason; reopening what is finished does.
    let reopens = if parent { status == ItemStatus::NotApplicable } else { status.is_finished() };
    let reopen = reopens.then(|| reason_form(id, form, "reopen", "Reopen", None));
    let block = (open && !parent)
        .then(|| reason_form(id, form, "block", "Mark as blocked", Some("Blocked by")));
    let excuse = open.then(|| reason_form(id, form, "excuse", "Mark as not applicable", None));
    view! {
        <section class="sheet" aria-labelledby="steps">
            <h2 id="steps">"Actions"</h2>
            <div class="actions">{first}</div>
            {reopen}
            {block}
            {excuse}
            <details open=form.has("to")>
                <summary>"Move or delete"</summary>
                {moves(judged, item, form)}
                <p>{ask_first(format!("/items/{id}/delete"), "Delete item …", "")}</p>
            </details>
        </section>
    }
    .into_any()
}

fn reason_form(
    id: domain::ids::ItemId,
    form: &Form,
    step: &'static str,
    label: &'static str,
    on: Option<&'static str>,
) -> AnyView {
    // A form that was refused stays open with what was typed; the others are as they were.
    let tried = form.value("step") == step;
    let blank = Form::default();
    let form = if tried { form } else { &blank };
    let (reason, waits) = match step {
        "reopen" => ("reopen-reason", ""),
        "block" => ("block-reason", "block-on"),
        _ => ("excuse-reason", ""),
    };
    view! {
        <details open=tried>
            <summary>{label}</summary>
            <form class="stack" method="post" action=format!("/items/{id}/{step}")>
                {on.map(|on| Field::new(form, waits, on).width("middle").line())}
                {Field::new(form, reason, "Reason").hint("It is kept with your name and the time").line()}
                <div class="actions">
                    <button>{label}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

fn moves(judged: &Judged, item: &Item, form: &Form) -> AnyView {
    let id = item.id;
    let action = format!("/items/{id}/place");
    let comes_out = form.value("to") == "out" && form.is_refused();
    let button = |key: &'static str, label: &'static str| {
        let asks = comes_out && key == "out";
        view! {
            <form class=asks.then_some("stack") method="post" action=action.clone()>
                <input r#type="hidden" name="to" value=key />
                {asks.then(|| reason_to_move(form))}
                <button>{label}</button>
            </form>
        }
    };
    let others: Vec<Choice> = judged
        .outline()
        .lines()
        .iter()
        .filter(|line| line.id != id)
        .filter_map(|line| {
            judged.items().iter().find(|other| other.id == line.id).map(|other| (line, other))
        })
        .map(|(line, other)| {
            Choice::new(
                other.id,
                format!("{} {}{}", other.ordinal, "– ".repeat(line.depth), other.title),
            )
        })
        .collect();
    view! {
        <div class="actions">
            {button("up", "Move up")}{button("down", "Move down")}
            {item.parent.is_some().then(|| button("out", "Move out"))}
        </div>
        {(!others.is_empty())
            .then(|| {
                view! {
                    <form class="stack" method="post" action=action.clone()>
                        <input r#type="hidden" name="to" value="under" />
                        {choose(form, "under", "Make it a sub-item of", None, others)}
                        {(!comes_out).then(|| reason_to_move(form))}
                        <div class="actions">
                            <button>"Move under it"</button>
                        </div>
                    </form>
                }
            })}
    }
    .into_any()
}

fn reason_to_move(form: &Form) -> AnyView {
    Field::new(form, "reason", "Reason for asking later (optional)")
        .hint("Needed when a later gate asks for it there. It is kept with your name and the time.")
        .line()
}

/// Asks before an item goes; of a critical one also why.
#[must_use]
pub fn delete_page(deletion: &Deletion, form: &Form) -> Page {
    let item = &deletion.item;
    let here = format!("/items/{}", item.id);
    let with = match deletion.below {
        0 => String::new(),
        below => format!(" and its {}", words::counted(below, "sub-item", "sub-items")),
    };
    let reason = deletion.critical.then(|| {
        Field::new(form, "reason", "Reason")
            .hint("A critical item is deleted. The reason is kept with your name and the time.")
            .line()
    });
    Confirm {
        question: format!("Delete “{}”{with}?", item.title),
        section: Section::Home,
        above: (here.clone(), item.title.clone()),
        losses: vec![
            "Its explanation, owner, date, notes and evidence are deleted. What was done to it stays in the \
            activity of the release.".to_owned(),
        ],
        form,
        fields: reason,
        action: format!("{here}/delete"),
        button: "Delete item",
    }
    .page()
}
