//! Bringing templates in and taking them along.

use std::collections::{BTreeSet, HashMap};

use axum::Router;
use axum::extract::Query;
use axum::routing::{get, post};
use domain::ids::{ProductId, ReleaseId};
use domain::product::Place;
use domain::response::export::ExportTarget;
use domain::response::import::Problem;
use service::response::export::export;
use service::response::import::{self, Chosen, Done, Sent};
use ui::form::Form;
use ui::response::import::{import_page, preview_page, responses_of};

use crate::web::{Answer, App, Id, Unread, Visit, download, redirect, refuse};

pub(super) fn pages() -> Router<App> {
    Router::new()
        .route("/products/{id}/responses/export.json", get(json))
        .route("/products/{id}/responses/export.csv", get(csv))
        .route("/products/{id}/responses/export.md", get(markdown))
        .route("/products/{id}/responses/export.yaml", get(yaml))
        .route("/products/{id}/responses/zendesk.json", get(zendesk))
        .route("/products/{id}/responses/zammad.csv", get(zammad))
}

pub(super) fn uploads() -> Router<App> {
    Router::new()
        .route("/products/{id}/responses/import", get(of_product).post(preview_of_product))
        .route("/products/{id}/responses/import/confirm", post(confirm_of_product))
        .route("/releases/{id}/responses/import", get(of_release).post(preview_of_release))
        .route("/releases/{id}/responses/import/confirm", post(confirm_of_release))
}

type Asked = Query<HashMap<String, String>>;
type InProduct = Id<ProductId>;
type InRelease = Id<ReleaseId>;

async fn of_product(visit: Visit, Id(id): InProduct, Query(query): Asked) -> Answer {
    page(&visit, Place::Product(id), &query).await
}

async fn of_release(visit: Visit, Id(id): InRelease, Query(query): Asked) -> Answer {
    page(&visit, Place::Release(id), &query).await
}

async fn preview_of_product(visit: Visit, Id(id): InProduct, unread: Unread) -> Answer {
    preview(&visit, Place::Product(id), unread).await
}

async fn preview_of_release(visit: Visit, Id(id): InRelease, unread: Unread) -> Answer {
    preview(&visit, Place::Release(id), unread).await
}

async fn confirm_of_product(visit: Visit, Id(id): InProduct, unread: Unread) -> Answer {
    confirm(&visit, Place::Product(id), unread).await
}

async fn confirm_of_release(visit: Visit, Id(id): InRelease, unread: Unread) -> Answer {
    confirm(&visit, Place::Release(id), unread).await
}

async fn page(visit: &Visit, place: Place, query: &HashMap<String, String>) -> Answer {
    let at = import::at(visit.service(), visit.actor()?, place).await?;
    let count = |name: &str| query.get(name).and_then(|count| count.parse().ok());
    let done = count("new").map(|new| Done {
        new,
        variants: count("variants").unwrap_or_default(),
        changed: count("changed").unwrap_or_default(),
        unchanged: count("unchanged").unwrap_or_default(),
    });
    Ok(visit.page(|| import_page(&at, &Form::default(), &[], done)))
}

async fn preview(visit: &Visit, place: Place, unread: Unread) -> Answer {
    let actor = visit.actor()?;
    let (at, upload) = unread.behind(import::at(visit.service(), actor, place)).await?;
    let document = upload.document();
    let name = if upload.file.is_empty() { "" } else { upload.name.as_str() };
    let result = match &document {
        Ok(document) => {
            let sent = Sent { name, document, chosen: None };
            import::preview(visit.service(), actor, place, &sent).await
        }
        Err(refusal) => Err(refusal.clone().into()),
    };
    let text = document.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    match result {
        Ok(preview) if preview.plan.is_wrong() => {
            // What a file held is in the form as if it had been pasted, to be put right at once.
            let mut form = Form::default().with("document", text.unwrap_or_default());
            form.fail("document", sentence(&preview.plan.problems));
            Ok(visit.page(|| import_page(&at, &form, &preview.plan.problems, None)))
        }
        Ok(preview) => {
            let text = text.unwrap_or_default();
            Ok(visit.page(|| preview_page(&preview, name, &text)))
        }
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| import_page(&at, &form, &[], None)))
        }
    }
}

fn sentence(problems: &[Problem]) -> String {
    let wrong = problems.iter().filter(|problem| problem.wrong).count();
    match wrong {
        1 => "A line is wrong. Nothing comes in before it is put right".to_owned(),
        wrong => format!("{wrong} lines are wrong. Nothing comes in before they are put right"),
    }
}

async fn confirm(visit: &Visit, place: Place, unread: Unread) -> Answer {
    let actor = visit.actor()?;
    let (at, upload) = unread.behind(import::at(visit.service(), actor, place)).await?;
    let all = |name: &str| -> BTreeSet<usize> {
        let named = upload.fields.iter().filter(|(field, _)| field == name);
        named.filter_map(|(_, value)| value.parse().ok()).collect()
    };
    let file = upload.fields.iter().find(|(field, _)| field == "name");
    let sent = Sent {
        name: file.map_or("", |(_, name)| name),
        document: upload.pasted.as_bytes(),
        chosen: Some(Chosen { take: all("take"), convert: all("convert") }),
    };
    let result = if upload.too_large {
        upload.document().map(|_| Done::default()).map_err(Into::into)
    } else {
        import::confirm(visit.service(), actor, place, &sent).await
    };
    match result {
        Ok(Done { new, variants, changed, unchanged }) => {
            let here = responses_of(&at);
            let counts =
                format!("new={new}&variants={variants}&changed={changed}&unchanged={unchanged}");
            Ok(redirect(&format!("{here}/import?{counts}")))
        }
        Err(error) => {
            let mut form = Form::default().with("document", &upload.pasted);
            refuse(&mut form, error)?;
            Ok(visit.page(|| import_page(&at, &form, &[], None)))
        }
    }
}

async fn json(visit: Visit, id: InProduct) -> Answer {
    exported(&visit, id, ExportTarget::Json).await
}

async fn csv(visit: Visit, id: InProduct) -> Answer {
    exported(&visit, id, ExportTarget::Csv).await
}

async fn markdown(visit: Visit, id: InProduct) -> Answer {
    exported(&visit, id, ExportTarget::Markdown).await
}

async fn yaml(visit: Visit, id: InProduct) -> Answer {
    exported(&visit, id, ExportTarget::Yaml).await
}

async fn zendesk(visit: Visit, id: InProduct) -> Answer {
    exported(&visit, id, ExportTarget::Zendesk).await
}

async fn zammad(visit: Visit, id: InProduct) -> Answer {
    exported(&visit, id, ExportTarget::Zammad).await
}

async fn exported(visit: &Visit, Id(id): InProduct, target: ExportTarget) -> Answer {
    let text = export(visit.service(), visit.actor()?, id, target).await?;
    let name = match target {
        ExportTarget::Zendesk | ExportTarget::Zammad => {
            format!("templates-{}.{}", target.key(), target.ends())
        }
        _ => format!("templates.{}", target.ends()),
    };
    Ok(download(target.kind(), &name, text))
}
