use domain::drill::{Mark, TimelineEntry, TimelineEntryKind};
use domain::limits;
use leptos::prelude::*;
use service::drill::Shown;

use crate::form::Form;
use crate::words;

/// The one field of the scribe, and a button for each moment that counts.
pub(super) fn scribe_sheet(shown: &Shown, form: &Form) -> AnyView {
    let action = format!("/drills/{}/say", shown.drill.id);
    let once = || service::press().to_string();
    let marked =
        |mark| shown.timeline.iter().any(|entry| entry.kind == TimelineEntryKind::Mark(mark));
    let marks: Vec<_> = Mark::ALL
        .map(|mark| {
            let done = marked(mark);
            let class = if done { "marked" } else { "" };
            let said = done.then(|| view! { <span class="hidden-label">" (marked)"</span> });
            view! {
                <form method="post" action=action.clone() data-act="">
                    <input r#type="hidden" name="id" value=once() />
                    <input r#type="hidden" name="mark" value=mark.key() />
                    <button class=class id=format!("mark-{}", mark.key())>
                        {mark.label()}
                        {said}
                    </button>
                </form>
            }
        })
        .into_iter()
        .collect();
    let typed = form.value("words").to_owned();
    view! {
        <section class="sheet screen" aria-labelledby="scribe">
            <h2 id="scribe">"Add to timeline"</h2>
            <form class="line-form" method="post" action=action.clone() data-act="words">
                <input r#type="hidden" name="id" value=once() />
                <label for="words" class="hidden-label">
                    "What happens"
                </label>
                <input
                    class="input"
                    id="words"
                    name="words"
                    value=typed
                    maxlength=limits::REASON.to_string()
                    autocomplete="off"
                    aria-describedby="signs"
                />
                <button class="primary">"Post"</button>
            </form>
            <p class="small" id="signs">
                <code>"!decision"</code>
                " "
                <code>"?question"</code>
                " "
                <code>"#action @owner"</code>
                " Enter posts, with the time of the server."
            </p>
        </section>
        <section class="sheet screen" aria-labelledby="marks">
            <h2 id="marks">"Mark a moment"</h2>
            <div class="marks">{marks}</div>
        </section>
    }
    .into_any()
}

/// What happened, the newest first while it runs.
pub(super) fn timeline_sheet(shown: &Shown) -> Option<AnyView> {
    shown.drill.started_at?;
    let corrects = shown.seen.can_work && shown.drill.state.takes_words();
    let none = shown.timeline.is_empty().then(|| view! { <p class="small">"Nothing yet."</p> });
    let rows: Vec<_> =
        shown.timeline.iter().rev().map(|entry| row(shown, entry, corrects)).collect();
    Some(
        view! {
            <section class="sheet" aria-labelledby="timeline">
                <h2 id="timeline">"What happened"</h2>
                {none}
                <ol class="timeline-list">{rows}</ol>
            </section>
        }
        .into_any(),
    )
}

fn row(shown: &Shown, entry: &TimelineEntry, corrects: bool) -> impl IntoView + use<> {
    let zone = shown.seen.release.schedule.zone();
    let time = zone.local(entry.at).strftime("%H:%M:%S").to_string();
    let by = words::name(&shown.names, entry.by);
    let moved = entry.said_at.duration_since(entry.at).as_secs().abs() > 60;
    let moved =
        moved.then(|| format!(", written at {}", zone.local(entry.said_at).strftime("%H:%M")));
    let kind = (entry.kind != TimelineEntryKind::Note).then(|| {
        let class =
            if entry.kind == TimelineEntryKind::Question { "kind question" } else { "kind" };
        view! {
            <b class=class>{entry.kind.label()}</b>
            " "
        }
    });
    let correct = corrects.then(|| {
        let id = format!("time-{}", entry.id);
        let value = zone.local(entry.at).strftime("%H:%M:%S").to_string();
        view! {
            <details>
                <summary>"Correct the time"</summary>
                <form class="actions" method="post" action=format!("/drills/{}/correct", shown.drill.id)>
                    <input r#type="hidden" name="entry" value=entry.id.to_string() />
                    <label for=id.clone() class="hidden-label">
                        "It was at"
                    </label>
                    <input class="input narrow" r#type="time" step="1" id=id name="time" value=value />
                    <button>"Correct"</button>
                </form>
            </details>
        }
    });
    let class = format!("entry-{}", entry.kind.line().key());
    let words = entry.words.clone();
    view! {
        <li class=class>
            <time>{time}</time>
            <div>
                <p>{kind}{words}</p>
                <p class="small">{by}{moved}</p>
                {correct}
            </div>
        </li>
    }
}
