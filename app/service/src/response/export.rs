//! Taking templates along. An export is one more way to copy an answer, so it gives what the desk gives: texts
//! that are approved and valid today. The archive of support leads, who decide what is approved, has drafts
//! and what is over as well, each with its state; what goes to a help desk never has them, whoever asks.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Operation;
use domain::ids::{ProductId, ReleaseId, ResponseId};
use domain::product::{Place, Product};
use domain::response::TextStatus;
use domain::response::body::{Body, Fragments};
use domain::response::export::{
    ExportTarget, HelpDesk, Macro, Row, html_for, to_csv, to_json, to_markdown, to_yaml, to_zammad,
    to_zendesk,
};
use jiff::Timestamp;
use store::response::exchange::{self, Kept};
use store::response::fragment::list_fragments;
use store::{StoreError, Transaction};

use crate::access::{self, WriteResponse, grant_at};
use crate::{Actor, Error, Service};

/// The texts of a product and of its releases that the actor may see, as a document.
///
/// # Errors
/// The actor may not write templates of the product.
pub async fn export(
    service: &Service,
    actor: &Actor,
    product: ProductId,
    target: ExportTarget,
) -> Result<String, Error> {
    let mut transaction = service.database.read().await?;
    let place = Place::Product(product);
    let granted = grant_at::<WriteResponse>(&mut transaction, actor, place).await?;
    let leads = granted.may(Operation::ApproveResponse);
    let texts = readable(&mut transaction, (service, actor), &granted.product).await?;
    let active = texts.iter().filter(|(_, status)| *status == TextStatus::Active);
    Ok(match target {
        ExportTarget::Zendesk | ExportTarget::Zammad => {
            let fragments = fragments(&mut transaction, product).await?;
            let name = granted.product.name.as_str();
            let desk = match target {
                ExportTarget::Zendesk => HelpDesk::Zendesk,
                _ => HelpDesk::Zammad,
            };
            let alone = variants_of(&texts);
            let macros: Vec<Macro> = active
                .filter_map(|(kept, _)| {
                    let several = alone.get(&kept.response).is_some_and(|count| *count > 1);
                    as_macro(kept, several, desk, (&fragments, name))
                })
                .collect();
            match desk {
                HelpDesk::Zendesk => to_zendesk(&macros),
                HelpDesk::Zammad => to_zammad(&macros),
            }
        }
        archive => {
            let cohorts = exchange::list_cohorts_of(&mut transaction, product).await?;
            let texts: Vec<&(Kept, TextStatus)> =
                if leads { newest(&texts) } else { active.collect() };
            let rows: Vec<Row> =
                texts.into_iter().map(|(kept, status)| row(kept, *status, &cohorts)).collect();
            match archive {
                ExportTarget::Csv => to_csv(&rows),
                ExportTarget::Markdown => to_markdown(&rows),
                ExportTarget::Yaml => to_yaml(&rows),
                _ => to_json(&rows),
            }
        }
    })
}

/// The texts of templates that the actor may see, and what each is today.
async fn readable(
    transaction: &mut Transaction,
    (service, actor): (&Service, &Actor),
    product: &Product,
) -> Result<Vec<(Kept, TextStatus)>, Error> {
    let now: Timestamp = service.now();
    let seen = access::list_seen(transaction, actor, Some(product.id)).await?;
    let days: BTreeMap<ReleaseId, _> =
        seen.iter().map(|release| (release.id, release.schedule.zone().day(now))).collect();
    let kept = exchange::list_kept(transaction, product.id).await?;
    let texts = kept.into_iter().filter_map(|kept| {
        let today = match kept.release {
            Some(release) => *days.get(&release)?,
            None => product.zone.day(now),
        };
        let status = kept.status(today);
        Some((kept, status))
    });
    Ok(texts.collect())
}

/// Of each variant the newest text: the one that its people work on.
fn newest(texts: &[(Kept, TextStatus)]) -> Vec<&(Kept, TextStatus)> {
    let next = texts.iter().skip(1).map(Some).chain([None]);
    let ends = texts
        .iter()
        .zip(next)
        .filter(|((kept, _), next)| next.is_none_or(|(next, _)| next.variant != kept.variant));
    ends.map(|(text, _)| text).collect()
}

/// How many active texts a template has: where there are several, each is called by its variant.
fn variants_of(texts: &[(Kept, TextStatus)]) -> BTreeMap<ResponseId, usize> {
    let mut count = BTreeMap::new();
    for (kept, _) in texts.iter().filter(|(_, status)| *status == TextStatus::Active) {
        *count.entry(kept.response).or_insert(0) += 1;
    }
    count
}

async fn fragments(
    transaction: &mut Transaction,
    product: ProductId,
) -> Result<Fragments, StoreError> {
    let mut fragments = Fragments::default();
    for fragment in list_fragments(transaction, product).await? {
        let body = fragment.body.as_ref().and_then(|body| Body::parse(body.as_str()).ok());
        if let Some(body) = body {
            fragments.insert(&fragment.name, body);
        }
    }
    Ok(fragments)
}

/// A text whose fragment is not approved cannot be given to anybody, and is none.
fn as_macro(
    kept: &Kept,
    several: bool,
    desk: HelpDesk,
    (fragments, product): (&Fragments, &str),
) -> Option<Macro> {
    let body = Body::parse(&kept.body).ok()?;
    let html = html_for(desk, (&body, fragments), product).ok()?;
    let variant = if several {
        format!("{}, {}", kept.situation.label().to_lowercase(), kept.language.as_str())
    } else {
        String::new()
    };
    Some(Macro {
        short_code: kept.short_code.clone(),
        title: kept.title.clone(),
        topic: kept.topic.clone(),
        questions: lines(&kept.questions),
        note: kept.note.clone(),
        variant,
        html,
    })
}

fn row(kept: &Kept, status: TextStatus, cohorts: &[(ResponseId, String)]) -> Row {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    // Sorted by template.
    let start = cohorts.partition_point(|(response, _)| *response < kept.response);
    let own = cohorts.iter().skip(start).take_while(|(response, _)| *response == kept.response);
    let names: BTreeSet<&str> = own.map(|(_, name)| name.as_str()).collect();
    Row {
        short_code: kept.short_code.clone(),
        title: kept.title.clone(),
        topic: kept.topic.clone(),
        questions: lines(&kept.questions),
        note: kept.note.clone(),
        avoid: kept.avoid.clone(),
        cohorts: names.into_iter().map(str::to_owned).collect(),
        channel: kept.channel.key().to_owned(),
        situation: kept.situation.key().to_owned(),
        language: kept.language.as_str().to_owned(),
        valid_from: day(kept.validity.from),
        valid_to: day(kept.validity.to),
        state: status.key().to_owned(),
        body: kept.body.clone(),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
