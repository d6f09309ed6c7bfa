//! What search finds. Triggers write the rows (`0020_search.sql`); here they are only read.
//!
//! What somebody may not see is left out where the rows are read, before anything is counted or cut off.

use domain::ids::{ProductId, ReleaseId};
use domain::search::{Entry, EntryKind, Query, Viewer, Whereabouts, Word};
use uuid::Uuid;

use crate::{StoreError, Transaction};

/// How many rows the domain looks at to find the best. The engines give their best first.
const LOOKED_AT: i64 = 300;

/// Fewer than this are looked for once more, as if they were misspelt.
const FEW: usize = 5;

/// The rows that somebody may see: $2 to $9 say who it is, and what they look for.
macro_rules! select {
    ($from:literal, $which:literal) => {
        concat!(
            "SELECT e.kind, e.object_id, e.page_id, e.title, e.words, r.id AS release_id,
                    r.name || ' ' || r.label AS release_name, p.id AS product_id, p.name AS product_name
             FROM ",
            $from,
            "
             LEFT JOIN releases r ON r.id = e.release_id
             LEFT JOIN products p ON p.id = COALESCE(e.product_id, r.product_id)
             WHERE (e.release_id IS NULL
                    OR ($3 AND ",
            $crate::release::sight::seen_by!("r", "$2"),
            "))
               AND (e.kind NOT IN ('material', 'pitfall') OR $4
                    OR EXISTS (SELECT 1
                               FROM materials m
                               LEFT JOIN phases f ON f.id = m.embargo_phase_id
                               WHERE m.id = e.page_id AND m.published IS NOT NULL AND m.retired_at IS NULL
                                 AND (f.id IS NULL
                                      OR f.state NOT IN ('planned', 'in_decision', 'scheduled', 'skipped'))))
               AND (e.kind <> 'pitfall' OR $4
                    OR EXISTS (SELECT 1
                               FROM pitfalls q
                               JOIN materials m ON m.id = q.material_id
                               WHERE q.id = e.object_id AND q.since <= m.published
                                 AND (q.until IS NULL OR q.until > m.published)))
               AND (e.kind <> 'response'
                    OR ($5 AND ($6 OR EXISTS (SELECT 1 FROM responses a
                                              WHERE a.id = e.object_id AND a.retired_at IS NULL))))
               AND (e.kind <> 'person' OR $7
                    OR EXISTS (SELECT 1 FROM people o WHERE o.id = e.object_id AND o.active))
               AND ($8 = '' OR $8 LIKE '% ' || e.kind || ' %')
               AND ($9 IS NULL OR p.id = $9)
               ",
            $which
        )
    };
}

/// What a search is narrowed to. No kind means every kind.
#[derive(Clone, Default, Debug)]
pub struct Only {
    pub kinds: Vec<EntryKind>,
    pub product: Option<ProductId>,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    kind: String,
    object_id: Uuid,
    page_id: Uuid,
    title: String,
    words: String,
    release_id: Option<Uuid>,
    release_name: Option<String>,
    product_id: Option<Uuid>,
    product_name: Option<String>,
}

impl EntryRow {
    fn read(self) -> Result<Entry, StoreError> {
        Ok(Entry {
            kind: EntryKind::from_key(&self.kind)
                .ok_or_else(|| StoreError::unknown("search_entries.kind", &self.kind))?,
            object: self.object_id,
            page: self.page_id,
            title: self.title,
            words: self.words,
            product: self.product_id.map(ProductId::new).zip(self.product_name),
            release: self.release_id.map(ReleaseId::new).zip(self.release_name),
        })
    }
}

/// What somebody finds and may see, the best first: as it is written, and when that is little also what is nearly so.
///
/// # Errors
/// The database fails.
pub async fn find(
    transaction: &mut Transaction,
    viewer: Viewer,
    query: &Query,
    only: &Only,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = find_written(transaction, viewer, query, only).await?;
    let enough = FEW.min(limit);
    if best(query, &found).len() < enough {
        found.extend(find_nearly(transaction, viewer, query, only).await?);
    }
    let mut best = best(query, &found);
    best.truncate(limit);
    Ok(best.into_iter().cloned().collect())
}

/// Each row once, the best first; of equals the kind decides, then the shorter title.
fn best<'a>(query: &Query, found: &'a [Entry]) -> Vec<&'a Entry> {
    let scored = found.iter().filter_map(|one| Some((query.score(&one.title, &one.words)?, one)));
    let mut scored: Vec<_> = scored.collect();
    scored.sort_by_key(|(score, one)| {
        (std::cmp::Reverse(*score), one.kind as usize, one.title.len(), one.object)
    });
    scored.dedup_by_key(|(_, one)| (one.kind, one.object));
    scored.into_iter().map(|(_, one)| one).collect()
}

/// Rows in which words begin with every word.
async fn find_written(
    transaction: &mut Transaction,
    viewer: Viewer,
    query: &Query,
    only: &Only,
) -> Result<Vec<Entry>, StoreError> {
    let asked = transaction.by_engine(
        each(query, " AND ", |word| Some(format!("\"{}\"*", word.typed()))),
        each(query, " & ", |word| Some(format!("'{}':*", word.typed()))),
    );
    let sql = transaction.by_engine(
        select!(
            "search_words_fts JOIN search_entries e ON e.id = search_words_fts.rowid",
            "AND search_words_fts MATCH $1
             ORDER BY bm25(search_words_fts, 10.0, 1.0), e.id DESC
             LIMIT $10"
        ),
        select!(
            "search_fts s JOIN search_entries e ON e.id = s.entry_id",
            "AND s.vector @@ to_tsquery('simple', search_fold($1))
             ORDER BY ts_rank(s.vector, to_tsquery('simple', search_fold($1))) DESC, e.id DESC
             LIMIT $10"
        ),
    );
    ask(transaction, sql, asked, viewer, only).await
}

/// Rows that have a part of every word: among them is what is misspelt, here or there, and what is inside of a word.
async fn find_nearly(
    transaction: &mut Transaction,
    viewer: Viewer,
    query: &Query,
    only: &Only,
) -> Result<Vec<Entry>, StoreError> {
    let asked = transaction.by_engine(
        each(query, " AND ", |word| {
            any(word, " OR ", |part| format!("\"{part}\"")).map(|parts| format!("({parts})"))
        }),
        each(query, "\n", |word| any(word, "|", ToOwned::to_owned)),
    );
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let sql = transaction.by_engine(
        select!(
            "search_parts_fts JOIN search_entries e ON e.id = search_parts_fts.rowid",
            "AND search_parts_fts MATCH $1
             ORDER BY bm25(search_parts_fts), e.id DESC
             LIMIT $10"
        ),
        // Each word is a line and a pattern of its parts, of letters, digits and spaces alone.
        select!(
            "(SELECT n.entry_id
              FROM unnest(string_to_array(search_fold($1), chr(10))) AS w (pattern)
              JOIN search_fts n ON n.parts ~ w.pattern
              GROUP BY n.entry_id
              HAVING COUNT(*) = cardinality(string_to_array($1, chr(10)))) s
             JOIN search_entries e ON e.id = s.entry_id",
            "ORDER BY e.id DESC
             LIMIT $10"
        ),
    );
    ask(transaction, sql, asked, viewer, only).await
}

/// Something for each word for which there is something.
fn each(query: &Query, between: &str, say: impl Fn(&Word) -> Option<String>) -> String {
    query.words().iter().filter_map(say).collect::<Vec<_>>().join(between)
}

fn any(word: &Word, between: &str, say: impl Fn(&String) -> String) -> Option<String> {
    let parts = word.parts();
    (!parts.is_empty()).then(|| parts.iter().map(say).collect::<Vec<_>>().join(between))
}

/// What somebody did something to lately and may still see, the last first.
///
/// # Errors
/// The database fails.
pub async fn list_recent(
    transaction: &mut Transaction,
    viewer: Viewer,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    let sql = select!(
        "(SELECT a.object_id, MAX(a.at) AS at
          FROM (SELECT object_id, at FROM audit WHERE actor_id = $2 ORDER BY at DESC LIMIT 200) a
          GROUP BY a.object_id) l
         JOIN search_entries e ON e.object_id = l.object_id",
        "AND e.kind <> $1
         ORDER BY l.at DESC, e.id DESC
         LIMIT $10"
    );
    // To themselves people do much: they sign in.
    let asked = EntryKind::Person.key().to_owned();
    let mut found = ask(transaction, sql, asked, viewer, &Only::default()).await?;
    found.truncate(limit);
    Ok(found)
}

/// Where a thing lies, for whoever may see it.
///
/// # Errors
/// The database fails.
pub async fn find_whereabouts(
    transaction: &mut Transaction,
    viewer: Viewer,
    object: Uuid,
) -> Result<Option<Whereabouts>, StoreError> {
    let sql = select!(
        "search_entries e",
        "AND e.object_id = CAST($1 AS UUID)
         LIMIT $10"
    );
    let sql = transaction.by_engine(
        select!(
            "search_entries e",
            "AND e.object_id = unhex($1, '-')
             LIMIT $10"
        ),
        sql,
    );
    let found = ask(transaction, sql, object.to_string(), viewer, &Only::default()).await?;
    Ok(found.into_iter().next().map(|entry| Whereabouts {
        product: entry.product.map(|(id, _)| id),
        release: entry.release.map(|(id, _)| id),
    }))
}

async fn ask(
    transaction: &mut Transaction,
    sql: &'static str,
    asked: String,
    viewer: Viewer,
    only: &Only,
) -> Result<Vec<Entry>, StoreError> {
    let kinds: Vec<&str> = only.kinds.iter().map(|kind| kind.key()).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" {} ", kinds.join(" ")) };
    let rows: Vec<EntryRow> = transaction
        .all(
            sql,
            (
                asked,
                viewer.person.uuid(),
                viewer.sees_releases,
                viewer.writes_training,
                viewer.uses_answers,
                viewer.writes_answers,
                viewer.manages_people,
                kinds,
                only.product.map(ProductId::uuid),
                LOOKED_AT,
            ),
        )
        .await?;
    rows.into_iter().map(EntryRow::read).collect()
}
