use std::collections::HashMap;

use axum::extract::Query;
use domain::ids::{ProductId, ProposalId};
use domain::response::proposal::{ProposalKind, ProposalSource, ProposalText};
use domain::text::{Line, Reason, Title, Topic};
use service::Refusal;
use service::response::proposal;
use ui::form::Form;
use ui::response::{proposal_form_page, proposal_page};

use crate::web::{Answer, Id, Sent, Visit, redirect, refuse};

/// The form, filled with what the page that leads here knows.
pub(super) async fn new(
    visit: Visit,
    Id(id): Id<ProductId>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let source = source(|name| query.get(name).map_or("", String::as_str))?;
    let begun = proposal::begin(visit.service(), visit.actor()?, id, &source).await?;
    let form = Form::default()
        .with("kind", ProposalKind::Template.key())
        .with("title", &begun.title)
        .with("reason", &begun.reason);
    Ok(visit.page(|| proposal_form_page(&begun, &source, &form)))
}

pub(super) async fn make(visit: Visit, Id(id): Id<ProductId>, Sent(mut form): Sent) -> Answer {
    let source = source(|name| form.value(name))?;
    if let Some(text) = read(&mut form) {
        let made = (&source, &text);
        match proposal::propose(visit.service(), visit.actor()?, id, made).await {
            Ok(proposal) => return Ok(redirect(&format!("/proposals/{proposal}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let begun = proposal::begin(visit.service(), visit.actor()?, id, &source).await?;
    Ok(visit.page(|| proposal_form_page(&begun, &source, &form)))
}

pub(super) async fn page(visit: Visit, Id(id): Id<ProposalId>) -> Answer {
    show(&visit, id, &Form::default()).await
}

pub(super) async fn accept(visit: Visit, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    let seen = (id, form.seen_version());
    match proposal::accept(visit.service(), visit.actor()?, seen).await {
        Ok(()) => return Ok(redirect(&format!("/proposals/{id}"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show(&visit, id, &form).await
}

pub(super) async fn decline(visit: Visit, Id(id): Id<ProposalId>, Sent(mut form): Sent) -> Answer {
    let seen = (id, form.seen_version());
    if let Some(reason) = form.read("reason", Reason::parse) {
        match proposal::decline(visit.service(), visit.actor()?, seen, &reason).await {
            Ok(()) => return Ok(redirect(&format!("/proposals/{id}"))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    show(&visit, id, &form).await
}

async fn show(visit: &Visit, id: ProposalId, form: &Form) -> Answer {
    let shown = proposal::find(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| proposal_page(&shown, form, visit.now())))
}

/// What suggested it. What is no id is of nothing that exists.
fn source<'a>(value: impl Fn(&'static str) -> &'a str) -> Result<ProposalSource, Refusal> {
    let gone = |_| Refusal::NotFound;
    match (value("question"), value("response"), value("topic")) {
        ("", "", "") => Ok(ProposalSource::None),
        ("", "", topic) => {
            Ok(ProposalSource::Topic(Topic::parse(topic).map_err(|_| Refusal::NotFound)?))
        }
        ("", response, _) => response.parse().map(ProposalSource::Response).map_err(gone),
        (question, ..) => question.parse().map(ProposalSource::Question).map_err(gone),
    }
}

fn read(form: &mut Form) -> Option<ProposalText> {
    let kind = form.choose("kind", ProposalKind::from_key);
    let title = form.read("title", Title::parse);
    let reason = form.read("reason", Line::parse);
    Some(ProposalText { kind: kind?, title: title?, reason: reason? })
}
