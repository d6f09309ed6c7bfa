//! From what is stored to what is shown.

use std::collections::HashMap;

use domain::checklist::{AskedAt, Item, ItemState, ItemStatus, Line, of_section};
use domain::ids::{ItemId, PersonId};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use service::gate::verdict::Judged;

use super::row::can_be_ticked;
use super::{Due, Group, Row, Ticked};
use crate::words;

/// The lines of a checklist under their sections, in order.
#[must_use]
pub fn groups(judged: &Judged, me: PersonId, now: Timestamp) -> Vec<Group> {
    let items: HashMap<ItemId, &Item> = judged.items().iter().map(|item| (item.id, item)).collect();
    let mut groups: Vec<Group> = Vec::new();
    for line in judged.outline().lines() {
        let Some(item) = items.get(&line.id) else { continue };
        let section = item.section.join(" › ");
        let begins = line.depth == 0 && groups.last().is_none_or(|group| group.section != section);
        if begins || groups.is_empty() {
            groups.push(group(judged, &item.section));
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row(judged, line, item, me, now));
        }
    }
    groups
}

fn group(judged: &Judged, section: &[String]) -> Group {
    let asked = of_section(section, judged.asked_sections()).filter(|said| *said != AskedAt::Next);
    let address = judged.seen.release.address();
    let name = section.join(" › ");
    let edit = (judged.seen.can_work && !name.is_empty()).then(|| {
        let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
        format!("{address}/checklist/section?section={name}")
    });
    let asked = asked.map(|said| words_of(judged, said));
    Group { section: name, asked, edit, folded: false, rows: Vec::new() }
}

/// Which gate asks, in few words.
fn words_of(judged: &Judged, asked: AskedAt) -> String {
    match asked {
        AskedAt::AfterLaunch => "after launch".to_owned(),
        asked => format!("for {}", asked.in_words(judged.phases())),
    }
}

/// What changed by a tick: the line and those above it.
#[must_use]
pub fn ticked(judged: &Judged, id: ItemId, me: PersonId, now: Timestamp) -> Ticked {
    let items: HashMap<ItemId, &Item> = judged.items().iter().map(|item| (item.id, item)).collect();
    let lines = judged.outline().upwards(id);
    let rows =
        lines.filter_map(|line| Some(row(judged, line, items.get(&line.id)?, me, now))).collect();
    Ticked { rows, progress: judged.progress().sentence() }
}

fn row(judged: &Judged, line: &Line, item: &Item, me: PersonId, now: Timestamp) -> Row {
    let schedule = &judged.seen.release.schedule;
    let work = judged.seen.can_work && !line.has_sub_items;
    let can_verify = work
        && line.critical
        && line.status == ItemStatus::Done
        && matches!(item.state, ItemState::Done(by) if by != me);
    Row {
        id: item.id.to_string(),
        number: item.ordinal,
        title: item.title.clone(),
        depth: line.depth,
        status: line.status,
        critical: line.critical,
        marks: marks(judged, line, item),
        has_sub_items: line.has_sub_items,
        owner: item.owner.map(|owner| words::name(&judged.names, owner)),
        due: item.due_at.map(|at| {
            let late = at < now && !line.status.is_finished();
            let offset =
                if line.status.is_finished() { None } else { words::offset(at, schedule, now) };
            Due { day: words::day(at, schedule.zone(), now), offset, late }
        }),
        note: note(&item.state),
        may_work: judged.seen.can_work,
        can_tick: work && can_be_ticked(line.status),
        can_verify,
    }
}

fn marks(judged: &Judged, line: &Line, item: &Item) -> Option<String> {
    let work = !line.has_sub_items;
    let marks: Vec<String> = [
        (work && line.critical).then(|| "critical, needs a second person".to_owned()),
        (work && !line.required).then(|| "optional".to_owned()),
        item.asked.map(|asked| words_of(judged, asked)),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!marks.is_empty()).then(|| marks.join(", "))
}

fn note(state: &ItemState) -> Option<String> {
    match state {
        ItemState::Blocked { reason, on } => Some(format!("Blocked by {on}: {reason}")),
        ItemState::NotApplicable { reason } => Some(reason.clone()),
        _ => None,
    }
}
