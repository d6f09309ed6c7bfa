//! Where approved texts lie: of which release or product, for which situation, in which language.

use std::collections::HashMap;

use domain::response::{Language, Situation};
use uuid::Uuid;

use super::variant::situation;
use crate::engine::value::{list, parse_stored};
use crate::{StoreError, Transaction};

/// One place in which there is at least one approved text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The id of a release, or of a product for what holds in all of its releases.
    pub of: Uuid,
    pub situation: Situation,
    pub language: Language,
}

impl Place {
    /// As the triggers of `response_search` write it.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {} {}", self.of.simple(), self.situation.key(), self.language)
    }

    pub(super) fn parse(key: &str) -> Result<Self, StoreError> {
        let unknown = || StoreError::unknown("response_search.place", key);
        let mut parts = key.split(' ');
        let mut part = || parts.next().ok_or_else(unknown);
        Ok(Self {
            of: part()?.parse().map_err(|_| unknown())?,
            situation: situation(part()?)?,
            language: parse_stored("response_search.place", part()?, Language::parse)?,
        })
    }
}

/// The places of some releases and products, in no order. It goes from place to place and never counts the texts in
/// one: a product has a few dozens of places and thousands of texts.
pub async fn list_places(
    transaction: &mut Transaction,
    of: &[Uuid],
) -> Result<Vec<Place>, StoreError> {
    // Every place of an id begins with it, and every situation with a letter before z.
    macro_rules! places {
        ($each:literal) => {
            concat!(
                "WITH RECURSIVE places (id, place) AS (
                     SELECT value, (SELECT MIN(s.place) FROM response_search s
                                    WHERE s.place > value AND s.place < value || 'z')
                     FROM ",
                $each,
                "
                     UNION ALL
                     SELECT p.id, (SELECT MIN(s.place) FROM response_search s
                                   WHERE s.place > p.place AND s.place < p.id || 'z')
                     FROM places p
                     WHERE p.place IS NOT NULL
                 )
                 SELECT place FROM places WHERE place IS NOT NULL"
            )
        };
    }
    let sql = transaction
        .by_engine(places!("json_each($1)"), places!("json_array_elements_text($1::json)"));
    let ids = list(of.iter().map(|id| id.simple().to_string()));
    let rows: Vec<(String,)> = transaction.all(sql, (ids,)).await?;
    rows.iter().map(|(key,)| Place::parse(key)).collect()
}

/// The language of most texts in some places.
pub async fn find_most_written(
    transaction: &mut Transaction,
    places: &[Place],
) -> Result<Option<Language>, StoreError> {
    let sql = transaction.by_engine(
        "SELECT place, COUNT(*) FROM response_search WHERE place IN (SELECT value FROM json_each($1)) GROUP BY place",
        "SELECT place, COUNT(*) FROM response_search
         WHERE place = ANY (ARRAY(SELECT value FROM json_array_elements_text($1::json))) GROUP BY place",
    );
    let keys = list(places.iter().map(Place::key));
    let rows: Vec<(String, i64)> = transaction.all(sql, (keys,)).await?;
    let mut counts: HashMap<Language, i64> = HashMap::new();
    for (key, count) in rows {
        *counts.entry(Place::parse(&key)?.language).or_default() += count;
    }
    let most = counts.into_iter().max_by(|(one, few), (other, many)| {
        few.cmp(many).then_with(|| other.as_str().cmp(one.as_str()))
    });
    Ok(most.map(|(language, _)| language))
}
