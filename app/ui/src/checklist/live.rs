//! What others do on the checklist, while one looks at it.

use domain::checklist::ItemStatus;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::CustomEvent;

use super::group::show_count;
use super::send::{is_waiting, send_again};
use super::{Row, functions};

/// What the stream says about a change.
#[derive(Deserialize)]
struct Change {
    action: String,
    detail: Option<String>,
}

/// The lines that a step changed.
#[derive(Deserialize)]
struct Stepped {
    rows: Vec<Line>,
    progress: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    status: ItemStatus,
}

/// Listens to what the page is told.
pub(super) fn listen(
    release: String,
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
    undo: RwSignal<Option<RwSignal<Row>>>,
) {
    let release = StoredValue::new(release);
    let changed = window_event_listener_untyped("holdpoint:change", move |event| {
        let detail =
            event.dyn_into::<CustomEvent>().ok().and_then(|event| event.detail().as_string());
        let change = detail.and_then(|text| serde_json::from_str::<Change>(&text).ok());
        let Some(change) = change else { return };
        match change.detail.and_then(|detail| serde_json::from_str::<Stepped>(&detail).ok()) {
            Some(stepped) => show(stepped, all, progress),
            None if change.action.starts_with("item") || change.action.starts_with("checklist") => {
                read_again(release, all, message);
            }
            None => {}
        }
    });
    let everything = window_event_listener_untyped("holdpoint:everything", move |_| {
        read_again(release, all, message);
    });
    let open = window_event_listener_untyped("holdpoint:open", move |_| {
        send_again(all, progress, message, undo);
    });
    on_cleanup(move || {
        changed.remove();
        everything.remove();
        open.remove();
    });
}

fn show(stepped: Stepped, all: StoredValue<Vec<RwSignal<Row>>>, progress: RwSignal<String>) {
    for line in stepped.rows {
        let found = all.with_value(|all| {
            all.iter().find(|row| row.with_untracked(|row| row.id == line.id)).copied()
        });
        // One's own tick is there already, with what the server said to it.
        if let Some(row) = found.filter(|row| row.with_untracked(|row| row.status != line.status)) {
            row.update(|row| *row = row.after(line.status));
        }
    }
    show_count(&stepped.progress);
    progress.set(stepped.progress);
}

/// Reads the lines again. When some are new or gone the page is read anew, where it stands: nothing is lost by that but
/// words in the filter and ticks that are not sent, and while there are such the page says so instead.
fn read_again(
    release: StoredValue<String>,
    all: StoredValue<Vec<RwSignal<Row>>>,
    message: RwSignal<String>,
) {
    spawn_local(async move {
        let Ok(groups) = functions::rows(release.get_value()).await else { return };
        let fresh: Vec<Row> = groups.into_iter().flat_map(|group| group.rows).collect();
        let same = all.with_value(|all| {
            let ids = all.iter().map(|row| row.with_untracked(|row| row.id.clone()));
            ids.eq(fresh.iter().map(|row| row.id.clone()))
        });
        if same {
            all.with_value(|all| {
                for (row, fresh) in all.iter().zip(fresh) {
                    if row.with_untracked(|row| *row != fresh) {
                        row.set(fresh);
                    }
                }
            });
        } else if is_waiting() || is_typing() {
            message.set("The list has other items now. Reload the page to see them.".to_owned());
        } else {
            let _ = window().location().reload();
        }
    });
}

fn is_typing() -> bool {
    let active = document().active_element();
    active.is_some_and(|active| active.matches("input, dialog *").unwrap_or(false))
}
