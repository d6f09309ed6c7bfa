//! What suggested a proposal, as far as who asks may see it.

use domain::ids::{ProductId, ReleaseId};
use domain::response::proposal::ProposalSource;
use domain::text::Topic;
use store::Transaction;

use super::question::sees;
use crate::{Actor, Error, Refusal};

/// What a source says about itself.
#[derive(Default)]
pub(super) struct Came {
    pub(super) release: Option<ReleaseId>,
    pub(super) because: Option<String>,
    pub(super) title: String,
    pub(super) reason: String,
    pub(super) topic: Option<Topic>,
    pub(super) question: Option<String>,
}

impl Came {
    /// # Errors
    /// It is of another product, or the actor may not see it.
    pub(super) async fn find(
        transaction: &mut Transaction,
        actor: &Actor,
        product: ProductId,
        source: &ProposalSource,
    ) -> Result<Self, Error> {
        let came = match source {
            ProposalSource::None => return Ok(Self::default()),
            ProposalSource::Topic(topic) => Self {
                because: Some(format!("More and more people ask about “{topic}”.")),
                title: topic.to_string(),
                reason: format!("More and more people ask about “{topic}”"),
                topic: Some(topic.clone()),
                ..Self::default()
            },
            ProposalSource::Question(id) => {
                let question = store::response::question::find_question(transaction, *id).await?;
                let question = question.filter(|one| one.product == product);
                let question = question.ok_or(Refusal::NotFound)?;
                let words = question.text.words.to_string();
                Self {
                    release: question.release,
                    because: Some(format!("Somebody asked: “{words}”")),
                    title: words.clone(),
                    reason: "No template answered it".to_owned(),
                    topic: question.text.topic,
                    question: Some(words),
                }
            }
            ProposalSource::Response(id) => {
                let response = store::response::find_response(transaction, *id).await?;
                let response = response.filter(|one| one.product == product);
                let response = response.ok_or(Refusal::NotFound)?;
                let all = store::response::response_use::list_helped(transaction, product).await?;
                let helped = all.into_iter().find(|(of, _)| of == id);
                let title = response.text.title.to_string();
                let because = helped.map(|(_, helped)| helped.in_words(&title));
                Self {
                    release: response.release,
                    reason: because.clone().unwrap_or_default(),
                    because: because.map(|because| format!("{because}.")),
                    title,
                    topic: Some(response.text.topic),
                    question: None,
                }
            }
        };
        if !sees(transaction, actor, product, came.release).await? {
            return Err(Refusal::NotFound.into());
        }
        Ok(came)
    }
}
