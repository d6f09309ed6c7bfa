use leptos::prelude::*;

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
    let groups: Vec<(Option<AnyView>, Vec<RwSignal<Row>>)> = groups
        .into_iter()
        .map(|group| {
            let heading = heading(group.section, group.asked, group.edit);
            (heading, group.rows.into_iter().map(RwSignal::new).collect())
        })
        .collect();
    let rows: Vec<RwSignal<Row>> = groups.iter().flat_map(|(_, rows)| rows.clone()).collect();
    let shown =
        move |row: RwSignal<Row>| row.with(|row| row.matches(&words.get(), open_only.get()));
    let none = {
        let rows = rows.clone();
        move || !rows.is_empty() && !rows.iter().any(|row| shown(*row))
    };
    let all = StoredValue::new(rows);
    #[cfg(feature = "islands")]
    {
        super::keyboard::listen(shortcuts, all, message);
        super::live::listen(release, all, progress, message);
    }
    #[cfg(not(feature = "islands"))]
    let _ = release;
    let groups: Vec<_> = groups
        .into_iter()
        .map(|(heading, rows)| {
            let any = {
                let rows = rows.clone();
                move || rows.iter().any(|row| shown(*row))
            };
            let rows: Vec<_> = rows
                .into_iter()
                .map(|row| {
                    view! {
                        <Line
                            row=row
                            href=format!("{address}/items/{}", row.with_untracked(|row| row.number))
                            hidden=Signal::derive(move || !shown(row))
                            all=all
                            progress=progress
                            message=message
                        />
                    }
                })
                .collect();
            view! {
                <section class="task-group" hidden=move || !any()>
                    {heading}
                    <ul class="tasks">{rows}</ul>
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
            <p class="announce" role="status" aria-live="polite">
                {move || message.get()}
            </p>
            <p class="small" hidden=move || !none()>
                "No item matches the filter."
            </p>
            {groups}
            <dialog id="keys" aria-labelledby="keys-title" hidden=!shortcuts>
                <h2 id="keys-title">"Keyboard shortcuts"</h2>
                <dl class="summary">
                    <div>
                        <dt>
                            <kbd>"j"</kbd>
                            " / "
                            <kbd>"k"</kbd>
                        </dt>
                        <dd>"Next or previous item"</dd>
                    </div>
                    <div>
                        <dt>
                            <kbd>"x"</kbd>
                        </dt>
                        <dd>"Mark the item done, or verify it"</dd>
                    </div>
                    <div>
                        <dt>
                            <kbd>"Enter"</kbd>
                        </dt>
                        <dd>"Open the item"</dd>
                    </div>
                    <div>
                        <dt>
                            <kbd>"e"</kbd>
                        </dt>
                        <dd>"Edit the item"</dd>
                    </div>
                    <div>
                        <dt>
                            <kbd>"/"</kbd>
                        </dt>
                        <dd>"Go to the filter"</dd>
                    </div>
                    <div>
                        <dt>
                            <kbd>"?"</kbd>
                        </dt>
                        <dd>"This help"</dd>
                    </div>
                </dl>
                <p class="small">"You can switch them off in your account."</p>
                <form method="dialog">
                    <button class="primary">"Close"</button>
                </form>
            </dialog>
        </div>
    }
}

/// The heading of a section, which gate asks for its items, and where one says so.
fn heading(section: String, asked: Option<String>, edit: Option<String>) -> Option<AnyView> {
    if section.is_empty() {
        return None;
    }
    let label = format!("Gate of {section}");
    let heading = view! {
        <div class="task-head">
            <h3>{section}</h3>
            {asked.map(|asked| view! { <span class="small">{asked}</span> })}
            {edit
                .map(|href| {
                    view! {
                        <a class="small" href=href aria-label=label>
                            "Gate"
                        </a>
                    }
                })}
        </div>
    };
    Some(heading.into_any())
}

/// One line: its box, what it says, who and when, and its state.
#[component]
fn Line(
    row: RwSignal<Row>,
    href: String,
    hidden: Signal<bool>,
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
) -> impl IntoView {
    let line = row.get_untracked();
    let depth = format!("task depth-{}", line.depth);
    let class =
        move || if row.with(|row| row.status.is_finished()) { "title done" } else { "title" };
    let marks = marks(&line);
    let owner = line.owner.clone();
    let due = move || row.with(|row| row.due.clone()).map(due_view);
    view! {
        <li class=depth id=format!("item-{}", line.id) hidden=move || hidden.get()>
            <TickBox row=row all=all progress=progress message=message />
            <div class=class>
                <a href=href>{line.title}</a>
                {marks.map(|marks| view! { <span class="small">{marks}</span> })}
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

fn marks(row: &Row) -> Option<String> {
    let work = !row.has_sub_items;
    let marks: Vec<&str> = [
        (work && row.critical).then_some("critical, needs a second person"),
        (work && row.optional).then_some("optional"),
        row.asked.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!marks.is_empty()).then(|| marks.join(", "))
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
fn TickBox(
    row: RwSignal<Row>,
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
) -> impl IntoView {
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
        super::send::tick(row, all, progress, message);
    };
    #[cfg(not(feature = "islands"))]
    let _ = (all, progress, message);
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
