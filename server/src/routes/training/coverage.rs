//! Who has read what, and asking those who have not.

use domain::access::Operation;
use std::collections::HashMap;

use axum::extract::Query;
use domain::ids::{CohortId, MaterialId, ReaderId, ReleaseId};
use domain::training::coverage_export::{matrix_csv, readers_csv};
use service::Refusal;
use service::training::coverage::{self, Reminded, Whom};
use ui::form::Form;
use ui::training::{coverage_page, matrix_page};

use crate::web::{Answer, Failure, Id, Many, Visit, download, redirect, refuse};

type Asked = Query<HashMap<String, String>>;

const CSV: &str = "text/csv; charset=utf-8";

pub(super) async fn matrix(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let matrix = coverage::matrix(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| matrix_page(&matrix, visit.now())))
}

pub(super) async fn matrix_table(visit: Visit, Id(id): Id<ReleaseId>) -> Answer {
    let matrix = coverage::matrix(visit.service(), visit.actor()?, id).await?;
    let today = matrix.shelf.today(visit.now());
    let cells = matrix.materials.iter().flat_map(|material| {
        matrix.cohorts.iter().filter_map(|(cohort, _)| {
            let (counts, due) = matrix.cell(material, cohort.id)?;
            Some((material.text.title.as_str(), cohort.text.name.as_str(), counts, due))
        })
    });
    Ok(download(CSV, "coverage.csv", matrix_csv(cells, today)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<MaterialId>, Query(query): Asked) -> Answer {
    show(&visit, id, &query, &Form::default()).await
}

pub(super) async fn table(visit: Visit, Id(id): Id<MaterialId>, Query(query): Asked) -> Answer {
    let chosen = chosen(query.get("cohort"))?;
    let shown = coverage::everybody(visit.service(), visit.actor()?, id, chosen).await?;
    let zone = shown.shelf.zone();
    let mut readers = shown.readers.clone();
    if !shown.shelf.may(Operation::WriteTraining) {
        // Addresses are for those who write to people.
        for reader in &mut readers {
            reader.email = None;
        }
    }
    let rows = readers.iter().filter_map(|one| {
        let of = shown.of(one.cohort)?;
        Some((one, of.cohort.text.name.as_str(), of.due))
    });
    let text = readers_csv(rows, (&zone, zone.day(visit.now())));
    Ok(download(CSV, "coverage.csv", text))
}

pub(super) async fn remind(visit: Visit, Id(id): Id<MaterialId>, Many(pairs): Many) -> Answer {
    let value = |name: &str| pairs.iter().find(|(of, _)| of == name).map(|(_, value)| value);
    let cohort = value("cohort").filter(|cohort| !cohort.is_empty()).cloned();
    let ticked: Vec<String> =
        pairs.iter().filter(|(name, _)| name == "reader").map(|(_, id)| id.clone()).collect();
    let all = value("whom").is_some_and(|whom| whom == "all");
    let whom = if all {
        Whom::All(chosen(cohort.as_ref())?)
    } else {
        Whom::These(ticked.iter().filter_map(|id| id.parse::<ReaderId>().ok()).collect())
    };
    let cohort = cohort.map(|cohort| ("cohort".to_owned(), cohort));
    match coverage::remind(visit.service(), visit.actor()?, id, &whom).await {
        Ok(Reminded { at_home, by_link }) => {
            let of = cohort.map(|(name, cohort)| format!("{name}={cohort}&")).unwrap_or_default();
            Ok(redirect(&format!(
                "/materials/{id}/coverage?{of}reminded={at_home}&links={by_link}"
            )))
        }
        Err(error) => {
            let whom = if all { "all" } else { "ticked" };
            let form = Form::default().with("whom", whom);
            let mut form = ticked
                .iter()
                .fold(form, |form, reader| form.ticked(&format!("reader-{reader}"), true));
            refuse(&mut form, error)?;
            show(&visit, id, &cohort.into_iter().collect(), &form).await
        }
    }
}

/// The page with a form that was refused.
pub(super) async fn show(
    visit: &Visit,
    id: MaterialId,
    query: &HashMap<String, String>,
    form: &Form,
) -> Answer {
    let number = |name: &str| query.get(name).and_then(|text| text.parse::<i64>().ok());
    let which = (chosen(query.get("cohort"))?, number("page").unwrap_or_default());
    let shown = coverage::of_material(visit.service(), visit.actor()?, id, which).await?;
    let count = |name: &str| number(name).and_then(|count| usize::try_from(count).ok());
    let reminded = count("reminded")
        .map(|at_home| Reminded { at_home, by_link: count("links").unwrap_or_default() });
    Ok(visit.page(|| coverage_page(&shown, (form, reminded), visit.now())))
}

/// The one cohort that is asked about.
fn chosen(text: Option<&String>) -> Result<Option<CohortId>, Failure> {
    text.map(|text| text.parse().map_err(|_| Refusal::NotFound.into())).transpose()
}
