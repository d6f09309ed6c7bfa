//! A tick on its way to the server: shown at once, taken back when it is refused.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

use super::{Row, Ticked};

/// What the server says when it refuses.
#[derive(Deserialize)]
struct Refused {
    message: String,
}

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
        match post(&address).await {
            Ok(ticked) => {
                let title = before.title.clone();
                for changed in ticked.rows {
                    let found = all.with_value(|all| {
                        all.iter()
                            .find(|row| row.with_untracked(|row| row.id == changed.id))
                            .copied()
                    });
                    if let Some(found) = found {
                        found.set(changed);
                    }
                }
                message.set(format!("Saved: {title}. {}", ticked.progress));
                progress.set(ticked.progress);
            }
            Err(sentence) => {
                message.set(format!("Not saved: {}. {sentence}", before.title));
                row.set(before);
            }
        }
    });
}

async fn post(address: &str) -> Result<Ticked, String> {
    const LOST: &str = "The server did not answer. Your connection may be lost; try again.";
    let (ok, text) = fetch(address).await.map_err(|_| LOST.to_owned())?;
    if ok {
        return serde_json::from_str(&text).map_err(|_| LOST.to_owned());
    }
    let refused: Result<Refused, _> = serde_json::from_str(&text);
    Err(refused.map_or_else(|_| LOST.to_owned(), |refused| refused.message))
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
