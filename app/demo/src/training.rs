//! What the demo trains: materials and their versions, the critical users of the districts, and who has read what.

use std::collections::HashMap;

use domain::activity::{Action, Object};
use domain::day::Zone;
use domain::ids::{MaterialId, PersonId, PitfallId, ReaderId};
use domain::person::{Email, Role};
use domain::phase::Phase;
use domain::text::{Line, Markdown, Name, Title, optional};
use domain::training::pitfall::{Pitfall, PitfallText};
use domain::training::reader::{Reader, ReaderText};
use domain::training::version::{Review, VersionRange};
use domain::training::{Material, MaterialText, MaterialVersion, VersionState, VersionText};
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use store::Transaction;
use store::activity::Record;
use store::training::acknowledgement::{Acknowledgement, By};

use crate::permits::training::{self as told, MATERIALS, READERS, REMINDED, STAFF, Stands};
use crate::{Error, NO_PASSWORD, PRODUCT, RELEASE, ZONE, append, broken, new_id, origin_of};
use crate::{record, written};

/// What others of the demo refer to.
pub(crate) struct Added {
    pub materials: Vec<MaterialId>,
    /// People with an account who work at the counters.
    pub staff: Vec<PersonId>,
}

pub(crate) async fn add(
    now: Timestamp,
    transaction: &mut Transaction,
    people: &[PersonId],
    phases: &[Phase],
) -> Result<Added, Error> {
    let (Some(reviewer), Some(trainer)) = (people.first().copied(), people.last().copied()) else {
        return Err(broken("nobody trains"));
    };
    let demo = Training { now, reviewer, trainer, phases };
    let mut materials = Vec::new();
    for (place, told) in MATERIALS.iter().enumerate() {
        materials.push(demo.material(transaction, place, told).await?);
    }
    let mut staff = Vec::new();
    for (name, email) in STAFF {
        let id = PersonId::new(new_id());
        let (email, name) = (Email::parse(email).map_err(broken)?, written(Name::parse(name))?);
        let who = (&email, &name, Role::Viewer);
        store::person::add_person(transaction, id, who, NO_PASSWORD, now).await?;
        staff.push(id);
    }
    let added = Added { materials, staff };
    demo.readers(transaction, &added).await?;
    Ok(added)
}

struct Training<'a> {
    now: Timestamp,
    reviewer: PersonId,
    trainer: PersonId,
    phases: &'a [Phase],
}

impl Training<'_> {
    fn ago(&self, days: i64, hours: i64) -> Timestamp {
        self.now - SignedDuration::from_hours(24 * days + hours)
    }

    fn day(&self, in_days: i64) -> Result<Date, Error> {
        let today = Zone::parse(ZONE).map_err(broken)?.day(self.now);
        today.checked_add(Span::new().days(in_days)).map_err(broken)
    }

    async fn material(
        &self,
        transaction: &mut Transaction,
        place: usize,
        told: &told::Material,
    ) -> Result<MaterialId, Error> {
        let id = MaterialId::new(new_id());
        let cohort = |place: &usize| self.phases.get(*place).map(|phase| phase.plan.cohort);
        let embargo = told.embargo.and_then(|place| self.phases.get(place));
        let first = told.versions.iter().map(|version| version.days_ago).max().unwrap_or_default();
        let material = Material {
            id,
            product: PRODUCT,
            release: (!told.of_product).then_some(RELEASE),
            text: MaterialText {
                title: written(Title::parse(told.title))?,
                format: told.format,
                minutes: Some(told.minutes),
                roles: told.roles.map(line).transpose()?,
                embargo: embargo.map(|phase| phase.id),
                review_on: told.review_in_days.map(|days| self.day(days)).transpose()?,
                owner: Some(self.trainer),
            },
            cohorts: told.cohorts.iter().filter_map(cohort).collect(),
            published: None,
            asked: None,
            embargo: embargo.map(|phase| phase.state),
            retired_at: None,
            created_by: self.trainer,
            // One a minute, so that they stay in this order.
            created_at: self.ago(first, 3)
                + SignedDuration::from_mins(i64::try_from(place).unwrap_or_default()),
            version: 1,
        };
        store::training::add_material(transaction, &material).await?;
        let mut saved = 1;
        for (number, version) in (1..).zip(told.versions) {
            let newest = told.versions.len() == usize::try_from(number).unwrap_or_default();
            self.version(transaction, (id, number, newest), version).await?;
            if matches!(version.stands, Stands::Published) {
                store::training::save_published(transaction, (id, saved), number).await?;
                saved += 1;
                // What is closed until its phase is named to nobody before.
                let label = if told.embargo.is_none() {
                    told.title
                } else {
                    "training that is not open yet"
                };
                let record = Record {
                    release: material.release,
                    label: Some(label.to_owned()),
                    ..record(Action::MaterialPublished, Object::Material, id.uuid())
                };
                let origin = origin_of(Some(self.trainer));
                append(transaction, self.ago(version.days_ago, 0), &origin, &record).await?;
            }
        }
        for (order, (words, source, heading)) in (0..).zip(told.pitfalls) {
            let text = PitfallText {
                words: line(words)?,
                source: Some(line(source)?),
                heading: Some(line(heading)?),
            };
            let pitfall = Pitfall {
                id: PitfallId::new(new_id()),
                material: id,
                range: VersionRange::since(1),
                text,
            };
            let at = material.created_at + SignedDuration::from_mins(order);
            store::training::pitfall::add_pitfall(transaction, &pitfall, at).await?;
        }
        Ok(id)
    }

    async fn version(
        &self,
        transaction: &mut Transaction,
        (material, number, newest): (MaterialId, i64, bool),
        told: &told::Version,
    ) -> Result<(), Error> {
        let review = Review { by: self.reviewer, at: self.ago(told.days_ago, 1) };
        let at = self.ago(told.days_ago, 0);
        let version = MaterialVersion {
            material,
            number,
            text: VersionText {
                body: written(Markdown::parse(told.body))?,
                link: None,
                asks_again: told.asks_again,
                changes: told.changes.map(line).transpose()?,
            },
            state: VersionState::Draft { sent_back: None },
            authors: vec![self.trainer],
            written_at: self.ago(told.days_ago, 2),
            // The next one goes on from here: each was written, submitted, reviewed, published and replaced.
            version: 5 * number,
        };
        store::training::version::add_version(transaction, &version).await?;
        let state = match told.stands {
            Stands::InReview => VersionState::InReview,
            Stands::Published if newest => VersionState::Published { review, at },
            Stands::Published => VersionState::Replaced { review, at },
        };
        let id = (material, number, version.version);
        store::training::version::save_version_state(transaction, id, &state).await?;
        Ok(())
    }

    /// Who counts, what they read, and who was reminded of what they did not read.
    async fn readers(&self, transaction: &mut Transaction, added: &Added) -> Result<(), Error> {
        let mut ids = HashMap::new();
        for (order, (cohort, name, email, account, read)) in (0..).zip(READERS) {
            let Some(phase) = self.phases.get(cohort) else { continue };
            let person = account.and_then(|place| added.staff.get(place).copied());
            let reader = Reader {
                id: ReaderId::new(new_id()),
                cohort: phase.plan.cohort,
                text: ReaderText {
                    name: written(Name::parse(name))?,
                    email: optional(email.unwrap_or_default(), Email::parse).map_err(broken)?,
                    critical: true,
                },
                person,
                created_at: self.ago(45, 0),
                version: 1,
            };
            store::training::reader::add_reader(transaction, &reader).await?;
            ids.insert(name, reader.id);
            let by = person.map_or(By::Reader(reader.id), By::Person);
            for ((material, told), newest) in added.materials.iter().zip(&MATERIALS).zip(read) {
                for (number, version) in (1..=newest).zip(told.versions) {
                    let read = Acknowledgement {
                        material: *material,
                        number,
                        by,
                        // They read it one after the other in the days behind its publication.
                        at: self.ago(version.days_ago, 0)
                            + SignedDuration::from_hours(7 + 9 * order),
                    };
                    store::training::acknowledgement::add_acknowledgement(
                        transaction,
                        new_id(),
                        &read,
                    )
                    .await?;
                }
            }
        }
        for (name, material, days) in REMINDED {
            let (Some(reader), Some(material)) = (ids.get(name), added.materials.get(material))
            else {
                continue;
            };
            let id = (new_id(), self.ago(days, 2));
            store::training::reader::add_reminder(
                transaction,
                id,
                (*material, *reader),
                self.trainer,
            )
            .await?;
        }
        Ok(())
    }
}

fn line(text: &str) -> Result<Line, Error> {
    written(Line::parse(text))
}
