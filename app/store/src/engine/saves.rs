//! Whether something was saved meanwhile: who tries again must know, or would save it twice.

use std::cell::Cell;

tokio::task_local! {
    static SAVED: Cell<bool>;
}

/// Does something and says whether it saved anything, however it ended.
pub async fn watch_saves<T>(work: impl Future<Output = T>) -> (T, bool) {
    let watched = async move {
        let done = work.await;
        (done, SAVED.try_with(Cell::get).unwrap_or(true))
    };
    SAVED.scope(Cell::new(false), watched).await
}

/// Notes that a write was committed. Nobody may be watching, which is no fault.
pub(super) fn note_save() {
    let _ = SAVED.try_with(|saved| saved.set(true));
}
