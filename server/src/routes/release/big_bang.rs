use std::collections::HashMap;

use axum::extract::Query;
use domain::ids::ReleaseId;
use domain::release::big_bang::{Factor, Mitigation};
use service::release::big_bang;
use ui::form::Form;
use ui::release::big_bang::bang_page;

use crate::web::{Answer, Id, Many, Visit, redirect, refuse};

pub(super) async fn page(
    visit: Visit,
    Id(id): Id<ReleaseId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let added = query.get("added").and_then(|added| added.parse().ok());
    show(&visit, id, &Form::default(), added).await
}

async fn show(visit: &Visit, id: ReleaseId, form: &Form, added: Option<usize>) -> Answer {
    let bang = big_bang::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| bang_page(&bang, form, added, visit.now())))
}

pub(super) async fn assess(visit: Visit, Id(id): Id<ReleaseId>, Many(pairs): Many) -> Answer {
    let said: Vec<Factor> = chosen(&pairs, "factor", Factor::from_key);
    big_bang::assess(visit.service(), visit.actor()?, id, &said).await?;
    Ok(redirect(&format!("/releases/{id}/big-bang")))
}

pub(super) async fn mitigate(visit: Visit, Id(id): Id<ReleaseId>, Many(pairs): Many) -> Answer {
    let mitigations: Vec<Mitigation> = chosen(&pairs, "mitigation", Mitigation::from_key);
    match big_bang::mitigate(visit.service(), visit.actor()?, id, &mitigations).await {
        Ok(added) => Ok(redirect(&format!("/releases/{id}/big-bang?added={added}"))),
        Err(error) => {
            let mut form = Form::default();
            refuse(&mut form, error)?;
            show(&visit, id, &form, None).await
        }
    }
}

/// The ticked boxes of one name.
fn chosen<T>(pairs: &[(String, String)], name: &str, find: impl Fn(&str) -> Option<T>) -> Vec<T> {
    pairs.iter().filter(|(of, _)| of == name).filter_map(|(_, key)| find(key)).collect()
}
