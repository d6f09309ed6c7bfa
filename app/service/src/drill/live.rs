//! What is written down while a drill runs.

use domain::activity::Action;
use domain::drill::{Drill, Mark, ScribeLine, TimelineEntry, TimelineEntryKind};
use domain::ids::{DrillId, TimelineEntryId};
use domain::limits;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use store::activity::Record;

use super::{granted_alone, granted_line, record_about, refused};
use crate::access::Work;
use crate::{Actor, Error, Service};

/// A line for the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewTimelineEntry {
    /// Made where it was typed, so that it counts once however often it is sent.
    pub id: TimelineEntryId,
    pub what: What,
    /// How long ago it was typed; only the difference is believed.
    pub age: SignedDuration,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    Words(ScribeLine),
    /// Words are optional behind a mark.
    Mark(Mark, String),
}

/// Writes a line, once, at the time of the server.
///
/// # Errors
/// There is no such drill, the actor may not work on it, or nothing is written in it now.
pub async fn say(
    service: &Service,
    actor: &Actor,
    id: DrillId,
    say: &NewTimelineEntry,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (drill, sequence) = granted_line::<Work>(&mut transaction, actor, id).await?;
    match store::drill::timeline_entry::find_drill_of_entry(&mut transaction, say.id).await? {
        Some(there) if there == id => return Ok(()),
        Some(_) => return Err(refused("This was sent to another drill").into()),
        None => {}
    }
    if !drill.state.takes_words() {
        let message = format!("The drill is {}, so this was not taken", drill.state.word());
        return Err(refused(message).into());
    }
    if sequence > limits::ENTRIES {
        let message = format!("A timeline has at most {} lines", limits::ENTRIES);
        return Err(refused(message).into());
    }
    let now = service.now();
    let at = now.checked_sub(say.age.max(SignedDuration::ZERO)).unwrap_or(now);
    let at = within(&drill, at, now);
    let (kind, words, owner) = match &say.what {
        What::Words(said) => (said.kind, said.words.to_string(), said.owner.clone()),
        What::Mark(mark, words) => (TimelineEntryKind::Mark(*mark), words.clone(), None),
    };
    let by = actor.person.id;
    let entry = TimelineEntry { id: say.id, sequence, kind, words, owner, at, said_at: now, by };
    if store::drill::timeline_entry::add_entry(&mut transaction, id, &entry).await? {
        let reason = Some(format!("{}: {}", kind.label(), entry.words));
        let record = Record { reason, ..record_about(&drill, Action::DrillSaid) };
        service.audit(&mut transaction, actor, &record).await?;
    }
    Ok(transaction.commit().await?)
}

/// Corrects when something happened: a time of the day, as near as possible to when it was written.
///
/// # Errors
/// There is no such drill or line, the actor may not work on it, or it is reported.
pub async fn correct(
    service: &Service,
    actor: &Actor,
    (id, entry): (DrillId, TimelineEntryId),
    time: Time,
) -> Result<(), Error> {
    let mut transaction = service.database.write().await?;
    let (granted, drill) = granted_alone::<Work>(&mut transaction, actor, id).await?;
    if !drill.state.takes_words() {
        let message = format!("The timeline of a drill that is {} stays", drill.state.word());
        return Err(refused(message).into());
    }
    let timeline = store::drill::timeline_entry::list_timeline(&mut transaction, id).await?;
    let found = timeline.iter().find(|one| one.id == entry);
    let found = found.ok_or_else(|| refused("This line is not in the timeline"))?;
    let zone = granted.release.schedule.zone();
    let days = [-1, 0, 1].into_iter().filter_map(|days| {
        let day = zone.day(found.said_at).checked_add(jiff::Span::new().days(days)).ok()?;
        zone.moment(day.to_datetime(time)).ok()
    });
    let nearest = days.min_by_key(|at| at.duration_since(found.said_at).abs());
    let at = within(&drill, nearest.unwrap_or(found.at), service.now());
    store::drill::timeline_entry::correct_entry(&mut transaction, (id, entry), at).await?;
    let reason = Some(format!("“{}” was at {time}", found.words));
    let record = Record { reason, ..record_about(&drill, Action::DrillCorrected) };
    service.audit(&mut transaction, actor, &record).await?;
    Ok(transaction.commit().await?)
}

/// Nothing happened in a drill before it began, or later than now.
fn within(drill: &Drill, at: Timestamp, now: Timestamp) -> Timestamp {
    at.min(now).max(drill.started_at.unwrap_or(at.min(now)))
}
