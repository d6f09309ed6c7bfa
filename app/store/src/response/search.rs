//! Finding templates by words. What is found are candidates: approved texts that fit the days and the cohort. Which
//! text of a template is right is decided by the domain alone, from the template itself.

use domain::desk::Term;
use domain::ids::{CohortId, ResponseId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::place::Place;
use crate::engine::value::list;
use crate::{StoreError, Transaction};

/// What is right on a day for a cohort: $2 and $3 say which.
macro_rules! right {
    ($behind:literal) => {
        concat!(
            "(s.valid_from IS NULL OR s.valid_from <= $2)
               AND (s.valid_to IS NULL OR s.valid_to >= $2)
               AND (NOT EXISTS (SELECT 1 FROM response_cohorts c WHERE c.response_id = s.response_id)
                    OR EXISTS (SELECT 1 FROM response_cohorts c
                               WHERE c.response_id = s.response_id AND c.cohort_id = $3)) ",
            $behind
        )
    };
}

/// The same in the places of $1, without words.
macro_rules! in_places {
    ($transaction:expr, $before:literal, $behind:literal) => {
        $transaction.by_engine(
            concat!($before, " s.place IN (SELECT value FROM json_each($1)) AND ", right!($behind)),
            concat!(
                $before,
                " s.place = ANY (ARRAY(SELECT value FROM json_array_elements_text($1::json))) AND ",
                right!($behind)
            ),
        )
    };
}

/// SQLite: templates with the words of $1 in one column and in the places of $4, at most $5.
macro_rules! in_column {
    ($rank:literal, $column:literal) => {
        concat!(
            "SELECT * FROM (SELECT s.response_id, ",
            $rank,
            " AS rank FROM response_fts f CROSS JOIN response_search s
               WHERE s.id = f.rowid AND response_fts MATCH $4 || ' AND ",
            $column,
            " : ' || $1 AND ",
            right!("LIMIT $5)")
        )
    };
}

/// PostgreSQL: the rows with the words of $1 in one column and in some places, found by the index. With a limit in
/// sight it would go through all of them.
macro_rules! rows_with {
    ($name:literal, $column:literal, $places:literal) => {
        concat!(
            $name,
            " AS MATERIALIZED (
                 SELECT id FROM response_fts
                 WHERE place && ARRAY(SELECT json_array_elements_text(",
            $places,
            "::json)) AND ",
            $column,
            " @@ to_tsquery('simple', $1))"
        )
    };
}

/// PostgreSQL: the templates of such rows, at most $5.
macro_rules! of_rows {
    ($rank:literal, $name:literal) => {
        concat!(
            "(SELECT s.response_id, ",
            $rank,
            " AS rank FROM ",
            $name,
            " f JOIN response_search s ON s.id = f.id WHERE ",
            right!("LIMIT $5)")
        )
    };
}

/// Whose answers are searched, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// Where texts lie that could be right.
    pub places: Vec<Place>,
    pub cohort: Option<CohortId>,
    pub today: Date,
}

/// How the words go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Join {
    All,
    Any,
}

/// Which of some words something in a scope begins with. What lies elsewhere is not asked: it may be hidden.
pub async fn list_known(
    transaction: &mut Transaction,
    scope: &Scope,
    words: &[String],
) -> Result<Vec<bool>, StoreError> {
    if scope.places.is_empty() {
        return Ok(vec![false; words.len()]);
    }
    let sql = transaction.by_engine(
        "SELECT EXISTS (SELECT 1 FROM response_fts
                        WHERE response_fts MATCH $2 || ' AND {short_code title questions body} : ' || $1)",
        concat!("WITH ", rows_with!("f", "words", "$2"), " SELECT EXISTS (SELECT 1 FROM f)"),
    );
    let places = places(transaction, scope);
    let mut known = Vec::with_capacity(words.len());
    for word in words {
        let asked = expression(transaction, &[Term::Beginning(word.clone())], Join::All);
        let (is_known,): (bool,) = transaction.one(sql, (asked, &*places)).await?;
        known.push(is_known);
    }
    Ok(known)
}

/// Those of some words that any text has. To ask for a few of them is quick, for hundreds it is not.
pub async fn list_existing(
    transaction: &mut Transaction,
    words: &[String],
) -> Result<Vec<String>, StoreError> {
    let sql = transaction.by_engine(
        "SELECT term FROM response_words_fts WHERE term IN (SELECT value FROM json_each($1))",
        "SELECT word FROM json_array_elements_text($1::json) AS asked (word)
         WHERE EXISTS (SELECT 1 FROM response_fts WHERE words @@ word::tsquery)",
    );
    let rows: Vec<(String,)> = transaction.all(sql, (list(words.iter().cloned()),)).await?;
    Ok(rows.into_iter().map(|(word,)| word).collect())
}

/// Templates with the words: first those that have them in the short code, then in the title, the questions, and
/// anywhere; at most so many of each and twice as many in all, and some more than once. The engines stop as soon as
/// they have enough, so what is asked for last is seldom looked for.
pub async fn list_candidates(
    transaction: &mut Transaction,
    scope: &Scope,
    (terms, join): (&[Term], Join),
    limit: usize,
) -> Result<Vec<ResponseId>, StoreError> {
    if scope.places.is_empty() {
        return Ok(Vec::new());
    }
    let sql = transaction.by_engine(
        concat!(
            in_column!("1", "short_code"),
            " UNION ALL ",
            in_column!("2", "title"),
            " UNION ALL ",
            in_column!("3", "questions"),
            " UNION ALL ",
            in_column!("4", "{short_code title questions body}"),
            " LIMIT 2 * $5"
        ),
        concat!(
            "WITH ",
            rows_with!("code", "short_code", "$4"),
            ", ",
            rows_with!("title", "title", "$4"),
            ", ",
            rows_with!("questions", "questions", "$4"),
            ", ",
            rows_with!("words", "words", "$4"),
            of_rows!("1", "code"),
            " UNION ALL ",
            of_rows!("2", "title"),
            " UNION ALL ",
            of_rows!("3", "questions"),
            " UNION ALL ",
            of_rows!("4", "words"),
            " LIMIT 2 * $5"
        ),
    );
    let asked = expression(transaction, terms, join);
    let (today, cohort) = asking(scope);
    let places = places(transaction, scope);
    let mut rows: Vec<(Uuid, i32)> =
        transaction.all(sql, (asked, today, cohort, places, bound(limit))).await?;
    // No engine says that it keeps the order of the parts.
    rows.sort_by_key(|(_, rank)| *rank);
    Ok(rows.into_iter().map(|(id, _)| ResponseId::new(id)).collect())
}

/// Templates that were copied since a moment, at most so many, the most used first.
pub async fn list_most_used(
    transaction: &mut Transaction,
    scope: &Scope,
    since: Timestamp,
    limit: usize,
) -> Result<Vec<ResponseId>, StoreError> {
    let sql = in_places!(
        transaction,
        "SELECT u.response_id
         FROM (SELECT response_id, COUNT(*) AS uses FROM response_uses WHERE at >= $5 GROUP BY response_id) u
         WHERE EXISTS (SELECT 1 FROM response_search s WHERE s.response_id = u.response_id AND",
        ")
         ORDER BY u.uses DESC, u.response_id
         LIMIT $4"
    );
    let (today, cohort) = asking(scope);
    let values = (listed(scope), today, cohort, bound(limit), since.as_microsecond());
    let rows: Vec<(Uuid,)> = transaction.all(sql, values).await?;
    Ok(rows.into_iter().map(|(id,)| ResponseId::new(id)).collect())
}

/// Any templates, at most so many, whatever they say.
pub async fn list_any(
    transaction: &mut Transaction,
    scope: &Scope,
    limit: usize,
) -> Result<Vec<ResponseId>, StoreError> {
    let sql =
        in_places!(transaction, "SELECT s.response_id FROM response_search s WHERE", "LIMIT $4");
    let (today, cohort) = asking(scope);
    let rows: Vec<(Uuid,)> =
        transaction.all(sql, (listed(scope), today, cohort, bound(limit))).await?;
    Ok(rows.into_iter().map(|(id,)| ResponseId::new(id)).collect())
}

/// How many templates there are, whatever they say.
pub async fn count_candidates(
    transaction: &mut Transaction,
    scope: &Scope,
) -> Result<usize, StoreError> {
    let sql = in_places!(
        transaction,
        "SELECT COUNT(DISTINCT s.response_id) FROM response_search s WHERE",
        ""
    );
    let (today, cohort) = asking(scope);
    let (count,): (i64,) = transaction.one(sql, (listed(scope), today, cohort)).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// When, and for whom.
fn asking(scope: &Scope) -> (String, Option<Uuid>) {
    (scope.today.to_string(), scope.cohort.map(CohortId::uuid))
}

fn listed(scope: &Scope) -> String {
    list(scope.places.iter().map(Place::key))
}

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The places of a scope, as the index of the engine is asked for them.
fn places(transaction: &Transaction, scope: &Scope) -> String {
    if transaction.by_engine(false, true) {
        return listed(scope);
    }
    // One word each, as the trigger writes it.
    let keys = scope.places.iter().map(Place::key);
    let words = keys.map(|key| format!("\"{}\"", key.replace([' ', '_', '-'], "")));
    format!("place : ({})", words.collect::<Vec<_>>().join(" OR "))
}

/// What the index of the engine understands. Words are letters and digits only, so nothing in them means anything.
fn expression(transaction: &Transaction, terms: &[Term], join: Join) -> String {
    let quote = transaction.by_engine('"', '\'');
    let begins = transaction.by_engine("*", ":*");
    let or = transaction.by_engine(" OR ", " | ");
    let between = match join {
        Join::All => transaction.by_engine(" AND ", " & "),
        Join::Any => or,
    };
    let term = |term: &Term| match term {
        Term::Beginning(word) => format!("{quote}{word}{quote}{begins}"),
        Term::Near(words) => {
            let words = words.iter().map(|word| format!("{quote}{word}{quote}"));
            format!("({})", words.collect::<Vec<_>>().join(or))
        }
    };
    let terms: Vec<_> = terms.iter().map(term).collect();
    format!("({})", terms.join(between))
}
