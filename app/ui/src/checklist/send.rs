//! A tick on its way to the server: shown at once, taken back when it is refused.

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

async fn post(address: &str) -> Result<Ticked, Refused> {
    let lost = || Refused {
        message: "The server did not answer. Your connection may be lost; try again.".to_owned(),
        now: None,
    };
    let (ok, text) = fetch(address).await.map_err(|_| lost())?;
    if ok {
        return serde_json::from_str(&text).map_err(|_| lost());
    }
    Err(serde_json::from_str(&text).unwrap_or_else(|_| lost()))
}

async fn fetch(address: &str) -> Result<(bool, String), JsValue> {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&JsValue::from_str(""));
    let request = Request::new_with_str_and_init(address, &options)?;
    request.headers().set("accept", "application/json")?;
    request.headers().set("content-type", "application/x-www-form-urlencoded")?;
    let response: Response =
        JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.ok(), text.as_string().unwrap_or_default()))
}
