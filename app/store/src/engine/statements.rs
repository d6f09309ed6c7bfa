//! How many statements something took: a page has a budget of them, and a test holds it to that.

use std::cell::Cell;

tokio::task_local! {
    static STATEMENTS: Cell<usize>;
}

/// Does something and says how many statements it sent in this task, whatever the database.
pub async fn count_statements<T>(work: impl Future<Output = T>) -> (T, usize) {
    let counted = async move {
        let done = work.await;
        (done, STATEMENTS.try_with(Cell::get).unwrap_or_default())
    };
    STATEMENTS.scope(Cell::new(0), counted).await
}

/// Notes that a statement is sent. Nobody may be counting, which is no fault.
pub(super) fn note_statement() {
    let _ = STATEMENTS.try_with(|count| count.set(count.get() + 1));
}
