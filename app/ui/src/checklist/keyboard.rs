//! Single keys on the checklist. They do nothing while somebody types, and nothing with a modifier.

use domain::checklist::ItemStatus;
use leptos::ev::keydown;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, KeyboardEvent};

use super::Row;

/// Listens, unless the person has switched the keys off.
pub(super) fn listen(on: bool, all: StoredValue<Vec<RwSignal<Row>>>, message: RwSignal<String>) {
    if !on {
        return;
    }
    let handle = window_event_listener(keydown, move |event| {
        if is_typing(&event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let handled = match event.key().as_str() {
            "j" => step(1),
            "k" => step(-1),
            "x" => press_box(all, message),
            "Enter" => false,
            "e" => edit(all),
            "/" => focus("words"),
            "?" => open_help(),
            _ => false,
        };
        if handled {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Leads the focus to what a line is called, when what has it is about to go: somebody who presses keys goes on there.
pub(super) fn hold_focus(id: &str, going: &str) {
    let goes = |active: Element| active.closest(going).ok().flatten().is_some();
    let link = format!("#item-{id} .title a");
    if document().active_element().is_some_and(goes)
        && let Some(link) = document().query_selector(&link).ok().flatten()
        && let Ok(link) = link.dyn_into::<HtmlElement>()
    {
        let _ = link.focus();
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target
        .is_some_and(|target| target.matches("input, textarea, select, dialog *").unwrap_or(false))
}

/// The links of the lines that are shown, in order. `Enter` on one opens it: that is what links do.
fn links() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(".task:not([hidden]) .title a") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}

fn step(by: isize) -> bool {
    let links = links();
    let active = document().active_element();
    let here = links
        .iter()
        .position(|link| active.as_ref().is_some_and(|active| line_of(active) == line_of(link)));
    let next = match here {
        Some(here) => here.checked_add_signed(by),
        None => Some(0),
    };
    next.and_then(|next| links.get(next)).is_some_and(|link| link.focus().is_ok())
}

fn line_of(element: &Element) -> Option<String> {
    element.closest(".task").ok().flatten().map(|line| line.id())
}

fn active_line() -> Option<Element> {
    document().active_element()?.closest(".task").ok().flatten()
}

fn press_box(all: StoredValue<Vec<RwSignal<Row>>>, message: RwSignal<String>) -> bool {
    let Some(line) = active_line() else {
        message.set("Choose an item first: j and k move.".to_owned());
        return true;
    };
    let found = line.query_selector(".tick button:not([hidden])").ok().flatten();
    match found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        Some(button) => button.click(),
        None => message.set(why_not(&line, all)),
    }
    true
}

/// Why a line has no box to press.
fn why_not(line: &Element, all: StoredValue<Vec<RwSignal<Row>>>) -> String {
    let id = line.id();
    let row = all.with_value(|all| {
        all.iter().map(|row| row.get_untracked()).find(|row| id.ends_with(&row.id))
    });
    let why = match row {
        Some(row) if row.has_sub_items => {
            "This item is done when its sub-items are. Mark those done."
        }
        Some(row) if row.may_work && row.status == ItemStatus::Blocked => {
            "This item is blocked. Open it to unblock it."
        }
        Some(row) if row.status.is_finished() => {
            "This item is finished. Open it to reopen it with a reason."
        }
        _ => "You can read this checklist and not change it.",
    };
    why.to_owned()
}

fn edit(all: StoredValue<Vec<RwSignal<Row>>>) -> bool {
    let Some(line) = active_line().map(|line| line.id()) else { return false };
    let id = line.trim_start_matches("item-").to_owned();
    let known = all.with_value(|all| all.iter().any(|row| row.with_untracked(|row| row.id == id)));
    known && window().location().set_href(&format!("/items/{id}/edit")).is_ok()
}

fn focus(id: &str) -> bool {
    let found =
        document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

fn open_help() -> bool {
    let found = document().get_element_by_id("keys");
    let dialog = found.and_then(|found| found.dyn_into::<HtmlDialogElement>().ok());
    dialog.is_some_and(|dialog| dialog.open() || dialog.show_modal().is_ok())
}
