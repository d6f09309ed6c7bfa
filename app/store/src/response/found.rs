//! Many templates at once, with what decides which of their texts is right.

use std::collections::HashMap;

use domain::ids::{CohortId, ProductId, ReleaseId, ResponseId, VariantId};
use domain::response::body::{Body, Fragments, VariableName};
use domain::response::{Offer, TextStatus, Validity};
use domain::text::Markdown;
use jiff::Timestamp;
use uuid::Uuid;

use super::by_response;
use super::place::Place;
use crate::engine::value::{among, day, list, moment, parse_stored};
use crate::{StoreError, Transaction};

/// A template in a list: what is searched of it, and every text that it has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pub id: ResponseId,
    pub release: Option<ReleaseId>,
    pub title: String,
    pub short_code: String,
    pub questions: String,
    pub retired: bool,
    pub cohorts: Vec<CohortId>,
    pub offers: Vec<Offer>,
}

type TemplateRow = (Uuid, Option<Uuid>, String, String, String, Option<i64>);

type OfferRow = (Uuid, Uuid, i64, String, Option<String>, Option<String>);

/// The templates with these ids, in no order.
pub async fn list_templates(
    transaction: &mut Transaction,
    ids: &[ResponseId],
) -> Result<Vec<Template>, StoreError> {
    let sql = among!(
        transaction,
        "SELECT id, release_id, title, short_code, questions, retired_at FROM responses WHERE id",
        "$1"
    );
    let ids = json(ids.iter().map(|id| id.uuid()));
    let rows: Vec<TemplateRow> = transaction.all(sql, (ids.clone(),)).await?;
    let sql = among!(
        transaction,
        "SELECT response_id, cohort_id FROM response_cohorts WHERE response_id",
        "$1"
    );
    let mut cohorts = by_response(transaction.all(sql, (ids.clone(),)).await?);
    // What was never approved and what is retired is right at no time, and not in this table. The planner of
    // PostgreSQL does not know how long the list is, and would join all variants with all texts.
    let sql = among!(
        transaction,
        "SELECT response_id, variant_id, number, place, valid_from, valid_to FROM response_search WHERE response_id",
        "$1"
    );
    let mut offers: HashMap<Uuid, Vec<Offer>> = HashMap::new();
    for row in transaction.all::<OfferRow>(sql, (ids,)).await? {
        offers.entry(row.0).or_default().push(offer(row)?);
    }
    let read = |(id, release, title, short_code, questions, retired): TemplateRow| Template {
        id: ResponseId::new(id),
        release: release.map(ReleaseId::new),
        title,
        short_code,
        questions,
        retired: retired.is_some(),
        cohorts: cohorts.remove(&ResponseId::new(id)).unwrap_or_default(),
        offers: offers.remove(&id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(read).collect())
}

fn offer((response, variant, number, place, from, to): OfferRow) -> Result<Offer, StoreError> {
    let Place { situation, language, .. } = Place::parse(&place)?;
    Ok(Offer {
        response: ResponseId::new(response),
        variant: VariantId::new(variant),
        number,
        situation,
        language,
        state: TextStatus::Approved,
        validity: Validity {
            from: day("response_search.valid_from", from)?,
            to: day("response_search.valid_to", to)?,
        },
    })
}

/// The templates that could be used in a release, those of its product and its own, by their titles. Retired ones are
/// left out.
pub async fn list_titles_in(
    transaction: &mut Transaction,
    product: ProductId,
    release: ReleaseId,
) -> Result<Vec<(ResponseId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = transaction
        .all(
            "SELECT id, title FROM responses
             WHERE product_id = $1 AND (release_id IS NULL OR release_id = $2) AND retired_at IS NULL
             ORDER BY LOWER(topic), LOWER(title), id",
            (product.uuid(), release.uuid()),
        )
        .await?;
    Ok(rows.into_iter().map(|(id, title)| (ResponseId::new(id), title)).collect())
}

/// For whom they are. A template without a cohort is for everybody.
pub async fn list_cohorts_in(
    transaction: &mut Transaction,
    product: ProductId,
    release: ReleaseId,
) -> Result<HashMap<ResponseId, Vec<CohortId>>, StoreError> {
    let rows = transaction
        .all(
            "SELECT c.response_id, c.cohort_id
             FROM response_cohorts c JOIN responses r ON r.id = c.response_id
             WHERE r.product_id = $1 AND (r.release_id IS NULL OR r.release_id = $2)
             ORDER BY c.response_id, c.cohort_id",
            (product.uuid(), release.uuid()),
        )
        .await?;
    Ok(by_response(rows))
}

/// What texts say.
pub async fn list_bodies(
    transaction: &mut Transaction,
    texts: &[(VariantId, i64)],
) -> Result<HashMap<(VariantId, i64), String>, StoreError> {
    let sql = among!(
        transaction,
        "SELECT variant_id, number, body FROM variant_texts WHERE state = 'approved' AND variant_id",
        "$1"
    );
    let list = json(texts.iter().map(|(variant, _)| variant.uuid()));
    let rows: Vec<(Uuid, i64, String)> = transaction.all(sql, (list,)).await?;
    let keyed = rows.into_iter().map(|(id, number, body)| ((VariantId::new(id), number), body));
    Ok(keyed.filter(|(key, _)| texts.contains(key)).collect())
}

/// What stands beside an approved text for whoever copies it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenText {
    pub body: String,
    pub note: Markdown,
    pub avoid: Markdown,
    pub approved: Option<(String, Timestamp)>,
}

type OpenRow = (String, String, String, Option<String>, Option<i64>);

/// An approved text of a product, with who approved it.
pub async fn find_open_text(
    transaction: &mut Transaction,
    product: ProductId,
    (variant, number): (VariantId, i64),
) -> Result<Option<OpenText>, StoreError> {
    let row: Option<OpenRow> = transaction
        .optional(
            "SELECT t.body, r.note, r.avoid, p.name, t.approved_at
             FROM variant_texts t
             JOIN variants v ON v.id = t.variant_id
             JOIN responses r ON r.id = v.response_id
             LEFT JOIN people p ON p.id = t.approved_by
             WHERE t.variant_id = $1 AND t.number = $2 AND t.state = 'approved' AND r.product_id = $3",
            (variant.uuid(), number, product.uuid()),
        )
        .await?;
    let Some((body, note, avoid, name, at)) = row else { return Ok(None) };
    let prose = |text: &str| parse_stored("responses", text, Markdown::stored);
    let approved = name.zip(at.map(moment));
    Ok(Some(OpenText { body, note: prose(&note)?, avoid: prose(&avoid)?, approved }))
}

/// The approved fragments of a product.
pub async fn list_approved_fragments(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Fragments, StoreError> {
    let rows: Vec<(String, String)> = transaction
        .all(
            "SELECT name, body FROM fragments WHERE product_id = $1 AND body IS NOT NULL",
            (product.uuid(),),
        )
        .await?;
    let mut fragments = Fragments::default();
    for (name, body) in rows {
        let name = parse_stored("fragments.name", &name, VariableName::parse)?;
        fragments.insert(&name, parse_stored("fragments.body", &body, Body::parse)?);
    }
    Ok(fragments)
}

fn json(ids: impl Iterator<Item = Uuid>) -> String {
    list(ids.map(|id| id.simple().to_string()))
}
