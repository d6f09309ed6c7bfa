//! Finding templates by words. What is found are candidates: approved texts that fit the days and the cohort. Which
//! text of a template is right is decided by the domain alone, from the template itself.

use std::fmt::Write as _;

use domain::desk::Term;
use domain::ids::{CohortId, ResponseId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// A question about the texts of a scope, in the words of each engine: they take a list apart differently, and ask
/// differently for words.
macro_rules! scoped {
    ($transaction:expr, $before:literal, ($sqlite:literal, $postgres:literal), $behind:literal) => {
        $transaction.by_engine(
            scoped!(@text $before, $sqlite, "json_each($1)", $behind),
            scoped!(@text $before, $postgres, "json_array_elements_text($1::json)", $behind),
        )
    };
    (@text $before:literal, $words:literal, $each:literal, $behind:literal) => {
        concat!(
            $before,
            $words,
            " s.place IN (SELECT value FROM ",
            $each,
            ")
               AND (s.valid_from IS NULL OR s.valid_from <= $2)
               AND (s.valid_to IS NULL OR s.valid_to >= $2)
               AND (NOT EXISTS (SELECT 1 FROM response_cohorts c WHERE c.response_id = s.response_id)
                    OR EXISTS (SELECT 1 FROM response_cohorts c
                               WHERE c.response_id = s.response_id AND c.cohort_id = $3)) ",
            $behind
        )
    };
}

/// Whose answers are searched, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// Where texts lie that could be right: see [`place`].
    pub places: Vec<String>,
    pub cohort: Option<CohortId>,
    pub today: Date,
}

/// Where the words have to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    ShortCode,
    Title,
    Questions,
    Anything,
}

/// How the words go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Join {
    All,
    Any,
}

/// The texts of a release or a product for one situation in one language.
#[must_use]
pub fn place(of: Uuid, situation: &str, language: &str) -> String {
    format!("{} {situation} {language}", of.simple())
}

/// Which of some words something begins with, whatever it is of.
pub async fn list_known(
    transaction: &mut Transaction,
    words: &[String],
) -> Result<Vec<bool>, StoreError> {
    let sql = transaction.by_engine(
        "SELECT EXISTS (SELECT 1 FROM response_fts WHERE response_fts MATCH $1)",
        "SELECT EXISTS (SELECT 1 FROM response_fts WHERE words @@ to_tsquery('simple', $1))",
    );
    let mut known = Vec::with_capacity(words.len());
    for word in words {
        let term = [Term::Beginning(word.clone())];
        let asked = expression(transaction, &term, Within::Anything, Join::All);
        let (is_known,): (bool,) = transaction.one(sql, (asked,)).await?;
        known.push(is_known);
    }
    Ok(known)
}

/// Templates with the words, at most so many, in no order.
pub async fn list_candidates(
    transaction: &mut Transaction,
    scope: &Scope,
    (terms, within, join): (&[Term], Within, Join),
    limit: usize,
) -> Result<Vec<ResponseId>, StoreError> {
    // The words first: SQLite would also begin with the places, and ask for the words once for each row.
    let sql = scoped!(
        transaction,
        "SELECT s.response_id FROM response_fts f CROSS JOIN response_search s WHERE",
        (
            " s.id = f.rowid AND response_fts MATCH $5 AND",
            " s.id = f.id AND f.words @@ to_tsquery('simple', $5) AND"
        ),
        "LIMIT $4"
    );
    let asked = expression(transaction, terms, within, join);
    let (places, today, cohort) = values(scope);
    let rows: Vec<(Uuid,)> =
        transaction.all(sql, (places, today, cohort, bound(limit), asked)).await?;
    Ok(rows.into_iter().map(|(id,)| ResponseId::new(id)).collect())
}

/// Templates without a question, at most so many: what was copied most since a moment comes first.
pub async fn list_most_used(
    transaction: &mut Transaction,
    scope: &Scope,
    since: Timestamp,
    limit: usize,
) -> Result<Vec<ResponseId>, StoreError> {
    let sql = scoped!(
        transaction,
        "SELECT s.response_id
         FROM response_search s
         LEFT JOIN (SELECT response_id, COUNT(*) AS uses FROM response_uses WHERE at >= $5
                    GROUP BY response_id) u ON u.response_id = s.response_id
         WHERE",
        ("", ""),
        "GROUP BY s.response_id, u.uses
         ORDER BY COALESCE(u.uses, 0) DESC, s.response_id
         LIMIT $4"
    );
    let (places, today, cohort) = values(scope);
    let values = (places, today, cohort, bound(limit), since.as_microsecond());
    let rows: Vec<(Uuid,)> = transaction.all(sql, values).await?;
    Ok(rows.into_iter().map(|(id,)| ResponseId::new(id)).collect())
}

/// How many templates there are, whatever they say.
pub async fn count_candidates(
    transaction: &mut Transaction,
    scope: &Scope,
) -> Result<usize, StoreError> {
    let sql = scoped!(
        transaction,
        "SELECT COUNT(DISTINCT s.response_id) FROM response_search s WHERE",
        ("", ""),
        ""
    );
    let (count,): (i64,) = transaction.one(sql, values(scope)).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

fn values(scope: &Scope) -> (String, String, Option<Uuid>) {
    let places = serde_json::Value::from(scope.places.clone()).to_string();
    (places, scope.today.to_string(), scope.cohort.map(CohortId::uuid))
}

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// What the index of the engine understands. Words are letters and digits only, so nothing in them means anything.
fn expression(transaction: &Transaction, terms: &[Term], within: Within, join: Join) -> String {
    let (column, weight) = match within {
        Within::ShortCode => ("short_code : ", "A"),
        Within::Title => ("title : ", "B"),
        Within::Questions => ("questions : ", "C"),
        Within::Anything => ("", ""),
    };
    let quote = transaction.by_engine('"', '\'');
    let begins = transaction.by_engine("*", ":*");
    let or = transaction.by_engine(" OR ", " | ");
    let between = match join {
        Join::All => transaction.by_engine(" AND ", " & "),
        Join::Any => or,
    };
    // PostgreSQL names the place behind each word, SQLite before all of them.
    let weight = transaction.by_engine("", weight);
    let mut asked = transaction.by_engine(column, "").to_owned();
    asked.push('(');
    for (place, term) in terms.iter().enumerate() {
        if place > 0 {
            asked.push_str(between);
        }
        match term {
            Term::Beginning(word) => {
                let _ = write!(asked, "{quote}{word}{quote}{begins}{weight}");
            }
            Term::Near(words) => {
                let colon = if weight.is_empty() { "" } else { ":" };
                let words = words.iter().map(|word| format!("{quote}{word}{quote}{colon}{weight}"));
                let _ = write!(asked, "({})", words.collect::<Vec<_>>().join(or));
            }
        }
    }
    asked.push(')');
    asked
}
