//! A form that is sent twice: by two presses, by reloading what was sent, by going back. Every form knows the page that
//! it stood on, so the same words from the same page are known, and are saved once.

use axum::body::Bytes;
use domain::ids::RequestId;
use service::activity::number_of_form;
use ui::kit::SENT_FROM;
use url::form_urlencoded;
use uuid::Uuid;

use super::{Visit, kept};

/// The words of a form without the number of its page, and the number under which they are saved. None where it has no
/// page, or nobody is signed in, or a word is secret: the number stands in the log, and is made of the words.
pub(super) fn read(visit: &Visit, path: &str, body: &Bytes) -> Option<(RequestId, Bytes)> {
    let actor = visit.actor().ok()?;
    let fields = kept::fields(body);
    let (_, page) = fields.iter().find(|(name, _)| name == SENT_FROM)?;
    let page = RequestId::new(Uuid::try_parse(page).ok()?);
    if fields.iter().any(|(name, _)| kept::is_secret(name)) {
        return None;
    }
    let words = fields.iter().filter(|(name, _)| name != SENT_FROM);
    let words = form_urlencoded::Serializer::new(String::new()).extend_pairs(words).finish();
    let number = number_of_form(actor, page, path, words.as_bytes());
    Some((number, words.into()))
}
