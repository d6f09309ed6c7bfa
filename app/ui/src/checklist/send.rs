//! A tick on its way to the server: shown at once, taken back when it is refused.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::group::show_count;
use super::keyboard::hold_focus;
use super::{Row, Ticked, functions};
use crate::function::Code;

/// Ticks a line by the server function; without the island the browser sends its form.
pub(super) fn tick(
    row: RwSignal<Row>,
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
    undo: RwSignal<Option<RwSignal<Row>>>,
) {
    let before = row.get_untracked();
    if !before.can_tick && !before.can_verify {
        return;
    }
    hold_focus(&before.id, ".tick");
    row.set(before.hoped());
    message.set(String::new());
    undo.set(None);
    let step = if before.can_verify { "verify" } else { "complete" };
    spawn_local(async move {
        let (ticked, words) = match functions::tick(before.id.clone(), step.to_owned()).await {
            Ok(ticked) => {
                let words = format!("Saved: {}. {}", before.title, ticked.progress);
                undo.set(Some(row));
                (Some(ticked), words)
            }
            Err(refused) if refused.code == Code::Lost => {
                WAITING.with_borrow_mut(|waiting| waiting.push((row, before.clone())));
                (
                    None,
                    format!(
                        "Not sent yet: {}. It is sent when the connection is back.",
                        before.title
                    ),
                )
            }
            Err(refused) if matches!(refused.code, Code::MaybeSaved | Code::Unclear) => {
                (None, format!("Look again: {}. {}", before.title, refused.message))
            }
            Err(refused) => {
                let words = format!("Not saved: {}. {}", before.title, refused.message);
                row.set(before);
                (refused.now, words)
            }
        };
        if let Some(ticked) = ticked {
            show(ticked, all, progress);
        }
        message.set(words);
    });
}

/// Takes back the last tick.
pub(super) fn take_back(
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
    undo: RwSignal<Option<RwSignal<Row>>>,
) {
    let Some(row) = undo.get_untracked() else { return };
    let (id, title) = row.with_untracked(|row| (row.id.clone(), row.title.clone()));
    hold_focus(&id, ".announced");
    undo.set(None);
    spawn_local(async move {
        let (now, words) = match functions::tick(id, "undo".to_owned()).await {
            Ok(now) => {
                let words = format!("Undone: {title}. {}", now.progress);
                (Some(now), words)
            }
            Err(refused) => (refused.now, format!("Not undone: {title}. {}", refused.message)),
        };
        if let Some(now) = now {
            show(now, all, progress);
        }
        message.set(words);
    });
}

/// Takes over what the server says about the lines.
fn show(ticked: Ticked, all: StoredValue<Vec<RwSignal<Row>>>, progress: RwSignal<String>) {
    for changed in ticked.rows {
        let found = all.with_value(|all| {
            all.iter().find(|row| row.with_untracked(|row| row.id == changed.id)).copied()
        });
        if let Some(found) = found {
            found.set(changed);
        }
    }
    show_count(&ticked.progress);
    progress.set(ticked.progress);
}

thread_local! {
    /// Ticks that are not sent yet, with how their lines stood before.
    static WAITING: RefCell<Vec<(RwSignal<Row>, Row)>> = const { RefCell::new(Vec::new()) };
}

/// Whether something is not sent yet.
pub(super) fn is_waiting() -> bool {
    WAITING.with_borrow(|waiting| !waiting.is_empty())
}

/// Sends again what was not sent. A tick that did arrive counts once: the second is refused, and
/// the line shows how it stands.
pub(super) fn send_again(
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
    undo: RwSignal<Option<RwSignal<Row>>>,
) {
    let unsent = WAITING.take();
    for (row, before) in unsent {
        // Somebody else did something with the line meanwhile: what they did stands.
        if row.with_untracked(|row| row.status) != before.hoped().status {
            message.set(format!("Not sent: {}. Somebody else changed it meanwhile.", before.title));
            continue;
        }
        row.set(before);
        tick(row, all, progress, message, undo);
    }
}
