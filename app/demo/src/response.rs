//! What the support desk of the demo says: templates, their texts and fragments, and how often they were copied.

use std::collections::HashMap;

use domain::activity::{Action, Object};
use domain::day::Zone;
use domain::ids::{
    CohortId, FragmentId, MaterialId, PersonId, ResponseId, ResponseUseId, VariantId,
};
use domain::person::{Role, Standing, Support};
use domain::phase::Phase;
use domain::response::body::VariableName;
use domain::response::fragment::{Fragment, Proposed};
use domain::response::variant::Approval;
use domain::response::{
    Language, Questions, Response, ResponseText, ShortCode, Situation, Text, TextState, Validity,
    Variant,
};
use domain::text::{Markdown, Title, Topic};
use jiff::{SignedDuration, Span, Timestamp};
use store::Transaction;
use store::activity::Record;
use store::response::response_use::ResponseUse;

use crate::permits::answers::{self as told, Answer, FRAGMENTS, Says, Stands};
use crate::{Error, PRODUCT, RELEASE, ZONE, append, broken, new_id, origin_of, record, written};

/// Who writes the answers, who approves them, who copies them.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    pub author: PersonId,
    pub lead: PersonId,
    pub agent: PersonId,
}

/// The templates by their short codes.
pub(crate) type Added = HashMap<&'static str, ResponseId>;

pub(crate) async fn add(
    now: Timestamp,
    transaction: &mut Transaction,
    desk: Desk,
    (phases, materials): (&[Phase], &[MaterialId]),
) -> Result<Added, Error> {
    let demo = Responses { now, desk, phases, materials };
    let standing = |role, support| Standing { role, support };
    for (person, standing) in [
        (desk.lead, standing(Role::Member, Support::Lead)),
        (desk.agent, standing(Role::Viewer, Support::Agent)),
    ] {
        store::person::save_access(transaction, (person, 1), standing, true).await?;
    }
    for (name, body, proposed) in FRAGMENTS {
        demo.fragment(transaction, (name, body, proposed)).await?;
    }
    let mut added = HashMap::new();
    for (order, answer) in (0..).zip(told::all()) {
        added.insert(answer.code, demo.response(transaction, order, answer).await?);
    }
    Ok(added)
}

struct Responses<'a> {
    now: Timestamp,
    desk: Desk,
    phases: &'a [Phase],
    materials: &'a [MaterialId],
}

/// A text that can be copied: its situation, its variant and its number.
type Copied = (Situation, VariantId, i64);

impl Responses<'_> {
    fn ago(&self, days: i64, hours: i64) -> Timestamp {
        self.now - SignedDuration::from_hours(24 * days + hours)
    }

    fn cohort(&self, place: usize) -> Option<CohortId> {
        self.phases.get(place).map(|phase| phase.plan.cohort)
    }

    async fn fragment(
        &self,
        transaction: &mut Transaction,
        (name, body, proposed): (&str, &str, Option<&str>),
    ) -> Result<(), Error> {
        let proposed = match proposed {
            Some(body) => Some(Proposed {
                body: written(Markdown::parse(body))?,
                by: self.desk.agent,
                at: self.ago(1, 4),
            }),
            None => None,
        };
        let fragment = Fragment {
            id: FragmentId::new(new_id()),
            product: PRODUCT,
            name: VariableName::parse(name).map_err(broken)?,
            body: Some(written(Markdown::parse(body))?),
            proposed,
            approved: Some((self.desk.lead, self.ago(19, 0))),
            version: 1,
        };
        let at = self.ago(20, 0);
        Ok(store::response::fragment::add_fragment(transaction, &fragment, at).await?)
    }

    async fn response(
        &self,
        transaction: &mut Transaction,
        order: i64,
        told: &Answer,
    ) -> Result<ResponseId, Error> {
        let (id, at) =
            (ResponseId::new(new_id()), self.ago(18, 0) + SignedDuration::from_mins(order));
        let response = Response {
            id,
            product: PRODUCT,
            release: (!told.of_product).then_some(RELEASE),
            text: ResponseText {
                topic: written(Topic::parse(told.topic))?,
                title: written(Title::parse(told.title))?,
                short_code: ShortCode::parse(told.code).map_err(broken)?,
                questions: Questions::parse(told.questions).map_err(broken)?,
                note: written(Markdown::parse(told.note))?,
                avoid: written(Markdown::parse(told.avoid))?,
                channel: told.channel,
                cohorts: told.cohorts.iter().filter_map(|place| self.cohort(*place)).collect(),
                material: told.material.and_then(|place| self.materials.get(place).copied()),
                finding: None,
                owner: Some(self.desk.author),
            },
            retired_at: None,
            created_by: self.desk.author,
            created_at: at,
            version: 1,
        };
        store::response::add_response(transaction, &response).await?;
        let mut copied = Vec::new();
        for says in told.says {
            copied.extend(self.text(transaction, (id, at), says).await?);
        }
        self.uses(transaction, id, told, &copied).await?;
        if !copied.is_empty() {
            self.tell(transaction, (Action::TextApproved, self.ago(14, 0)), &response).await?;
        }
        if told.retired {
            let retired = self.ago(4, 0);
            store::response::retire_response(transaction, (id, 1), retired).await?;
            self.tell(transaction, (Action::ResponseRetired, retired), &response).await?;
        }
        Ok(id)
    }

    async fn tell(
        &self,
        transaction: &mut Transaction,
        (action, at): (Action, Timestamp),
        response: &Response,
    ) -> Result<(), Error> {
        let record = Record {
            release: response.release,
            label: Some(response.text.title.to_string()),
            ..record(action, Object::Response, response.id.uuid())
        };
        Ok(append(transaction, at, &origin_of(Some(self.desk.lead)), &record).await?)
    }

    /// None for a text that nobody could ever copy.
    async fn text(
        &self,
        transaction: &mut Transaction,
        (response, at): (ResponseId, Timestamp),
        (situation, language, stands, body): &Says,
    ) -> Result<Option<Copied>, Error> {
        let variant = Variant {
            id: VariantId::new(new_id()),
            response,
            situation: *situation,
            language: Language::parse(language).map_err(broken)?,
        };
        store::response::variant::add_variant(transaction, &variant, at).await?;
        let approved = TextState::Approved(Approval { by: self.desk.lead, at: self.ago(14, 0) });
        let (state, validity) = match stands {
            Stands::Active => (approved, Validity::default()),
            Stands::Expired(days) => {
                let today = Zone::parse(ZONE).map_err(broken)?.day(self.now);
                let before = |days: i64| today.checked_sub(Span::new().days(days)).map_err(broken);
                let validity = Validity::new(Some(before(days + 7)?), Some(before(*days)?));
                (approved, validity.map_err(broken)?)
            }
            Stands::InReview => (TextState::InReview, Validity::default()),
            Stands::Draft | Stands::SentBack(_) => {
                (TextState::Draft { review: None }, Validity::default())
            }
        };
        let text = Text {
            variant: variant.id,
            number: 1,
            body: written(Markdown::parse(body))?,
            state,
            validity,
            written_by: self.desk.author,
            written_at: self.ago(16, 0),
            version: 1,
        };
        store::response::text::add_text(transaction, &text).await?;
        if let Stands::SentBack(reason) = stands {
            let state = TextState::Draft { review: Some((*reason).to_owned()) };
            let which = (variant.id, 1, 1);
            store::response::text::save_text_state(transaction, which, (&state, validity)).await?;
        }
        Ok(text.state.approval().map(|_| (*situation, variant.id, 1)))
    }

    /// Most of them since the first phase is live, and a few before it.
    async fn uses(
        &self,
        transaction: &mut Transaction,
        response: ResponseId,
        told: &Answer,
        copied: &[Copied],
    ) -> Result<(), Error> {
        let (used, helped, did_not) = told.used;
        let right = |situations: &[Situation]| {
            let fits = |copied: &&Copied| situations.contains(&copied.0);
            copied.iter().find(fits).or(copied.first())
        };
        for turn in 0..used {
            let hours = i64::try_from(turn * 131 % 120).unwrap_or_default();
            let early = turn % 6 == 5;
            let (situation, days) =
                if early { (Situation::Before, 6) } else { (Situation::During, 0) };
            let Some((_, variant, number)) = right(situation.right()) else { return Ok(()) };
            let what = ResponseUse {
                id: ResponseUseId::new(new_id()),
                response,
                variant: *variant,
                number: *number,
                cohort: self.cohort(usize::from(early && turn % 4 == 1)),
                person: if turn % 3 == 2 { self.desk.author } else { self.desk.agent },
                at: self.ago(days, 1 + hours),
            };
            store::response::response_use::add_use(transaction, &what).await?;
            if turn < helped + did_not {
                let answer = (turn < helped, None);
                store::response::response_use::save_helped(transaction, what.id, answer).await?;
            }
        }
        Ok(())
    }
}
