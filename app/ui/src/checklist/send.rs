//! A tick on its way to the server: shown at once, taken back when it is refused.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

use super::{Refused, Row, Ticked};

/// Sends the form of a line the way the browser would, and asks for the answer as data.
pub(super) fn tick(
    row: RwSignal<Row>,
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
) {
    let before = row.get_untracked();
    if !before.can_tick && !before.can_verify {
        return;
    }
    let step = if before.can_verify { "verify" } else { "complete" };
    let address = format!("/items/{}/{step}", before.id);
    row.set(before.hoped());
    message.set(String::new());
    spawn_local(async move {
        let (ticked, words) = match post(&address).await {
            Ok(ticked) => {
                let words = format!("Saved: {}. {}", before.title, ticked.progress);
                (Some(ticked), words)
            }
            Err(Failed::Lost) => {
                WAITING.with_borrow_mut(|waiting| waiting.push((row, before.clone())));
                (
                    None,
                    format!(
                        "Not sent yet: {}. It is sent when the connection is back.",
                        before.title
                    ),
                )
            }
            Err(Failed::Refused(refused)) => {
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
    progress.set(ticked.progress);
}

/// Why a tick was not saved.
enum Failed {
    /// Nobody answered: it is sent again when the connection is back.
    Lost,
    Refused(Refused),
}

thread_local! {
    /// Ticks that are not sent yet, with how their lines stood before.
    static WAITING: RefCell<Vec<(RwSignal<Row>, Row)>> = const { RefCell::new(Vec::new()) };
}

/// Sends again what was not sent. A tick that did arrive counts once: the second is refused, and
/// the line shows how it stands.
pub(super) fn send_again(
    all: StoredValue<Vec<RwSignal<Row>>>,
    progress: RwSignal<String>,
    message: RwSignal<String>,
) {
    let unsent = WAITING.take();
    for (row, before) in unsent {
        // Somebody else did something with the line meanwhile: what they did stands.
        if row.with_untracked(|row| row.kept) != before.hoped().kept {
            message.set(format!("Not sent: {}. Somebody else changed it meanwhile.", before.title));
            continue;
        }
        row.set(before);
        tick(row, all, progress, message);
    }
}

async fn post(address: &str) -> Result<Ticked, Failed> {
    let (ok, text) = fetch("POST", address).await.map_err(|_| Failed::Lost)?;
    if ok {
        return serde_json::from_str(&text).map_err(|_| Failed::Lost);
    }
    let unclear = |_| Refused {
        message: "The server did not answer clearly. Reload the page, then look again.".to_owned(),
        now: None,
    };
    Err(Failed::Refused(serde_json::from_str(&text).unwrap_or_else(unclear)))
}

/// Asks for data; says whether it was given, and the text.
pub(super) async fn fetch(method: &str, address: &str) -> Result<(bool, String), JsValue> {
    let options = RequestInit::new();
    options.set_method(method);
    if method == "POST" {
        options.set_body(&JsValue::from_str(""));
    }
    let request = Request::new_with_str_and_init(address, &options)?;
    request.headers().set("accept", "application/json")?;
    request.headers().set("content-type", "application/x-www-form-urlencoded")?;
    let response: Response =
        JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.ok(), text.as_string().unwrap_or_default()))
}
