use leptos::prelude::*;

use super::group::{Section, gate_link};
use super::{Due, Group, Row};
use crate::symbol::Tag;

/// The list with its filter. As sent by the server it is plain forms and links; in the browser it
/// ticks at once, takes the tick back when the server refuses, and listens to single keys.
#[island]
pub fn Checklist(
    release: String,
    address: String,
    groups: Vec<Group>,
    progress: String,
    words: String,
    open_only: bool,
    shortcuts: bool,
) -> impl IntoView {
    let progress = RwSignal::new(progress);
    let words = RwSignal::new(words);
    let open_only = RwSignal::new(open_only);
    let message = RwSignal::new(String::new());
    let undo: RwSignal<Option<RwSignal<Row>>> = RwSignal::new(None);
    let sections: Vec<Section> = groups.into_iter().map(Section::new).collect();
    let all: StoredValue<Vec<RwSignal<Row>>> =
        StoredValue::new(sections.iter().flat_map(|section| section.rows.clone()).collect());
    let shown =
        move |row: RwSignal<Row>| row.with(|row| row.matches(&words.get(), open_only.get()));
    let none = move || all.with_value(|all| !all.is_empty() && !all.iter().any(|row| shown(*row)));
    #[cfg(feature = "islands")]
    {
        super::keyboard::listen(shortcuts, all, message);
        super::live::listen(release, all, progress, message, undo);
    }
    #[cfg(not(feature = "islands"))]
    let _ = (release, shortcuts);
    let sections: Vec<_> = sections
        .into_iter()
        .map(|section| {
            let state = (all, progress, message, undo);
            let lines: Vec<_> = section
                .rows
                .iter()
                .map(|row| {
                    let row = *row;
                    let number = row.with_untracked(|row| row.number);
                    view! {
                        <Line
                            row=row
                            href=format!("{address}/items/{number}")
                            hidden=Signal::derive(move || !shown(row))
                            state=state
                        />
                    }
                })
                .collect();
            let rows = section.rows.clone();
            let any = move || rows.iter().any(|row| shown(*row));
            let folded = section.folded;
            let edit = section.edit.clone().map(|href| gate_link(href, &section.name));
            let lines = view! { <ul class="tasks">{lines}</ul> };
            let inside = if section.name.is_empty() {
                lines.into_any()
            } else {
                view! {
                    <details open=move || !folded>
                        <summary>{section.heading()}</summary>
                        {edit}
                        {lines}
                    </details>
                }
                .into_any()
            };
            view! {
                <section class="task-group" hidden=move || !any()>
                    {inside}
                </section>
            }
        })
        .collect();
    view! {
        <div class="checklist">
            <form class="filter" method="get" role="search" aria-label="Filter the items">
                <label for="words" class="hidden-label">
                    "Words in the title or the owner"
                </label>
                <input
                    class="input middle"
                    id="words"
                    name="words"
                    r#type="search"
                    placeholder="Filter by title or owner"
                    autocomplete="off"
                    prop:value=words
                    value=words.get_untracked()
                    on:input=move |event| words.set(event_target_value(&event))
                />
                <span class="check inline">
                    <input
                        r#type="checkbox"
                        id="open"
                        name="open"
                        checked=open_only.get_untracked()
                        on:change=move |event| open_only.set(event_target_checked(&event))
                    />
                    <label for="open">"Open only"</label>
                </span>
                <button class="quiet apply">"Filter"</button>
                <span class="small" id="progress">
                    {move || progress.get()}
                </span>
            </form>
            <div class="announced">
                <p class="announce" role="status" aria-live="polite">
                    {move || message.get()}
                </p>
                <button
                    class="quiet"
                    hidden=move || undo.get().is_none()
                    on:click=move |_| {
                        #[cfg(feature = "islands")]
                        super::send::take_back(all, progress, message, undo);
                    }
                >
                    "Undo"
                </button>
            </div>
            <p class="small" hidden=move || !none()>
                "No item matches the filter."
            </p>
            {sections}
        </div>
    }
}

/// What the lines of a checklist share.
type Shared = (
    StoredValue<Vec<RwSignal<Row>>>,
    RwSignal<String>,
    RwSignal<String>,
    RwSignal<Option<RwSignal<Row>>>,
);

/// One line: its box, what it says, who and when, and its state.
#[component]
fn Line(row: RwSignal<Row>, href: String, hidden: Signal<bool>, state: Shared) -> impl IntoView {
    let line = row.get_untracked();
    let depth = format!("task depth-{}", line.depth);
    let class =
        move || if row.with(|row| row.status.is_finished()) { "title done" } else { "title" };
    let owner = line.owner.clone();
    let due = move || row.with(|row| row.due.clone()).map(due_view);
    view! {
        <li class=depth id=format!("item-{}", line.id) hidden=move || hidden.get()>
            <TickBox row=row state=state />
            <div class=class>
                <a href=href>{line.title}</a>
                {line.marks.map(|marks| view! { <span class="small">{marks}</span> })}
                <span class="small note" hidden=move || row.with(|row| row.note.is_none())>
                    {move || row.with(|row| row.note.clone().unwrap_or_default())}
                </span>
            </div>
            <span class="who small">{owner}</span>
            <span class="due">{due}</span>
            <span class="state">
                <Tag
                    symbol=Signal::derive(move || row.with(Row::symbol))
                    word=Signal::derive(move || row.with(|row| row.word().to_owned()))
                />
            </span>
        </li>
    }
}

fn due_view(due: Due) -> impl IntoView {
    let class = if due.late { "fail late" } else { "" };
    view! {
        <span class=class>{due.day}</span>
        {due.offset.map(|offset| view! { <span class=format!("small {class}")>{offset}</span> })}
    }
}

/// The box before a line. A button in a form, so that it works before and without the island.
#[component]
fn TickBox(row: RwSignal<Row>, state: Shared) -> impl IntoView {
    let id = row.with_untracked(|row| row.id.clone());
    let complete = format!("/items/{id}/complete");
    let verify = format!("/items/{id}/verify");
    let action =
        move || if row.with(|row| row.can_verify) { verify.clone() } else { complete.clone() };
    let label = move || {
        row.with(|row| {
            let verb = if row.can_verify { "Verify" } else { "Mark done" };
            format!("{verb}: {}", row.title)
        })
    };
    let class = move || if row.with(|row| row.can_verify) { "box verify" } else { "box" };
    let possible = move || row.with(|row| row.can_tick || row.can_verify);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        #[cfg(feature = "islands")]
        super::send::tick(row, state.0, state.1, state.2, state.3);
    };
    #[cfg(not(feature = "islands"))]
    let _ = state;
    view! {
        <form class="tick" method="post" action=action on:submit=submit>
            <button class=class aria-label=label hidden=move || !possible()></button>
            <span class="still" hidden=possible aria-hidden="true">
                <svg class="mark">
                    <use href=move || row.with(|row| row.symbol().reference()) />
                </svg>
            </span>
        </form>
    }
}
