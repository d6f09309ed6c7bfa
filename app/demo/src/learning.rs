//! What the desk of the demo learned: open questions, contacts by day, and two proposals.

use domain::activity::{Action, Object};
use domain::day::Zone;
use domain::ids::{ContactId, ProductItemId, ProposalId, QuestionId};
use domain::phase::Phase;
use domain::response::contact::{Contact, ContactText};
use domain::response::product_item::ProductItem;
use domain::response::proposal::{
    Proposal, ProposalKind, ProposalSource, ProposalState, ProposalText,
};
use domain::text::{Line, Markdown, Title, Topic};
use jiff::{SignedDuration, Span, Timestamp};
use store::Transaction;
use store::activity::Record;
use store::response::question::NewQuestion;

use crate::permits::answers::learning::{ACCEPTED, CONTACTS, OPEN, QUESTIONS};
use crate::response::{Added, Desk};
use crate::{Error, PRODUCT, RELEASE, ZONE, append, broken, new_id, origin_of, record, written};

pub(crate) async fn add(
    now: Timestamp,
    transaction: &mut Transaction,
    desk: Desk,
    (phases, answers): (&[Phase], &Added),
) -> Result<(), Error> {
    let demo = Learning { now, desk, phases };
    demo.questions(transaction).await?;
    demo.contacts(transaction).await?;
    demo.accepted(transaction, answers).await?;
    demo.open(transaction).await
}

struct Learning<'a> {
    now: Timestamp,
    desk: Desk,
    phases: &'a [Phase],
}

impl Learning<'_> {
    fn ago(&self, days: i64, hours: i64) -> Timestamp {
        self.now - SignedDuration::from_hours(24 * days + hours)
    }

    async fn questions(&self, transaction: &mut Transaction) -> Result<(), Error> {
        for (hours, (words, place, days, topic)) in (0..).zip(QUESTIONS) {
            let question = NewQuestion {
                id: QuestionId::new(new_id()),
                product: PRODUCT,
                release: Some(RELEASE),
                cohort: self.phases.get(place).map(|phase| phase.plan.cohort),
                words,
                topic,
                asked_by: self.desk.agent,
                asked_at: self.ago(days, hours),
            };
            store::response::question::add_question(transaction, &question).await?;
        }
        Ok(())
    }

    /// Of the first phase, until yesterday.
    async fn contacts(&self, transaction: &mut Transaction) -> Result<(), Error> {
        let Some(first) = self.phases.first() else { return Ok(()) };
        let today = Zone::parse(ZONE).map_err(broken)?.day(self.now);
        for (topic, counts) in CONTACTS {
            for (days, count) in (1..).zip(counts.into_iter().rev()) {
                let contact = Contact {
                    id: ContactId::new(new_id()),
                    product: PRODUCT,
                    text: ContactText {
                        cohort: first.plan.cohort,
                        day: today.checked_sub(Span::new().days(days)).map_err(broken)?,
                        topic: written(Topic::parse(topic))?,
                        count,
                    },
                    by: self.desk.agent,
                    at: self.ago(days - 1, 1),
                    version: 1,
                };
                store::response::contact::keep_contact(transaction, &contact).await?;
            }
        }
        Ok(())
    }

    /// The next release of the product begins with what was accepted.
    async fn accepted(&self, transaction: &mut Transaction, answers: &Added) -> Result<(), Error> {
        let source = answers.get(ACCEPTED.of_response).copied();
        let source = source.map_or(ProposalSource::None, ProposalSource::Response);
        let text = ProposalText {
            kind: ProposalKind::Item,
            title: written(Title::parse(ACCEPTED.title))?,
            reason: written(Line::parse(ACCEPTED.reason))?,
        };
        let proposal = self.proposal(text, source, self.ago(3, 4));
        store::response::proposal::add_proposal(transaction, &proposal).await?;
        let at = self.ago(2, 6);
        let item = ProductItem {
            id: ProductItemId::new(new_id()),
            product: PRODUCT,
            proposal: Some(proposal.id),
            title: proposal.text.title.clone(),
            explanation: written(Markdown::parse(ACCEPTED.item))?,
            created_at: at,
        };
        store::response::product_item::add_product_item(transaction, &item).await?;
        let became = Some(item.id.uuid());
        let state = ProposalState::Accepted { by: self.desk.author, at, became };
        store::response::proposal::save_answer(transaction, (proposal.id, 1), &state).await?;
        let record = Record {
            label: Some(ACCEPTED.title.to_owned()),
            ..record(Action::ProposalAccepted, Object::Proposal, proposal.id.uuid())
        };
        Ok(append(transaction, at, &origin_of(Some(self.desk.author)), &record).await?)
    }

    async fn open(&self, transaction: &mut Transaction) -> Result<(), Error> {
        let text = ProposalText {
            kind: ProposalKind::Template,
            title: written(Title::parse(OPEN.title))?,
            reason: written(Line::parse(OPEN.reason))?,
        };
        let source = ProposalSource::Topic(written(Topic::parse(OPEN.topic))?);
        let proposal = self.proposal(text, source, self.ago(1, 2));
        Ok(store::response::proposal::add_proposal(transaction, &proposal).await?)
    }

    /// The lead proposes; somebody else answers.
    fn proposal(&self, text: ProposalText, source: ProposalSource, made_at: Timestamp) -> Proposal {
        Proposal {
            id: ProposalId::new(new_id()),
            product: PRODUCT,
            release: Some(RELEASE),
            text,
            source,
            state: ProposalState::Open,
            made_by: self.desk.lead,
            made_at,
            version: 1,
        }
    }
}
