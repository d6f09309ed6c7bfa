//! What others do on the checklist, while one looks at it.

use domain::checklist::ItemStatus;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::CustomEvent;

use super::send::send_again;
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
        send_again(all, progress, message);
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
    progress.set(stepped.progress);
}

/// Reads the lines again. Lines that are new or gone are not moved under the reader's hands: the
/// page says so.
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
        } else {
            message.set(
                "Somebody changed which items are on this list. Reload the page to see them."
                    .to_owned(),
            );
        }
    });
}
