use jiff::civil::{Date, Weekday};

use super::Timeline;
use crate::day::day_in_words;
use crate::gate::Standing;
use crate::ids::PhaseId;
use crate::phase::{Phase, PhaseState};
use crate::product::freeze::Freeze;

/// Something on the schedule that does not go together, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash {
    pub kind: ClashKind,
    pub phase: Option<PhaseId>,
    /// What it clashes with, so that the same clash is known again after a move.
    pub with: String,
    pub sentence: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClashKind {
    Overdue,
    Overlap,
    Bake,
    Frozen,
    Weekend,
    Absent,
    BeforeLaunch,
    BeforeComplete,
    ItemsTooLate,
    ExceptionEnds,
}

impl Clash {
    /// Whether both are about the same thing, whatever the dates in their sentences.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (self.kind, self.phase, &self.with) == (other.kind, other.phase, &other.with)
    }
}

impl Timeline<'_> {
    /// Everything that does not go together, in the order of the phases. Only what is still to come
    /// is asked about: nobody can move the past.
    #[must_use]
    pub fn clashes(&self) -> Vec<Clash> {
        let mut clashes = Vec::new();
        let mut before: Option<&Phase> = None;
        for phase in self.phases.iter().filter(|phase| phase.state.takes_time()) {
            if phase.state.is_ahead() {
                self.around(phase, before, &mut clashes);
                self.on_its_days(phase, &mut clashes);
                self.of_others(phase, &mut clashes);
            }
            before = Some(phase);
        }
        self.items_of_the_next(&mut clashes);
        clashes
    }

    fn today(&self) -> Date {
        self.schedule.zone().day(self.now)
    }

    fn day(&self, day: Date) -> String {
        day_in_words(day, self.today())
    }

    /// Against the phase before, the launch, and today.
    fn around(&self, phase: &Phase, before: Option<&Phase>, clashes: &mut Vec<Clash>) {
        let title = phase.title();
        let starts = phase.plan.dates.starts_on();
        let mut add = |kind, with: String, sentence| {
            clashes.push(Clash { kind, phase: Some(phase.id), with, sentence });
        };
        if starts < self.today() {
            let sentence = format!("{title} was to begin on {} and has not.", self.day(starts));
            add(ClashKind::Overdue, String::new(), sentence);
        }
        if let Some(before) = before {
            let baked = before.plan.baked_on();
            let of = before.title();
            if before.plan.dates.ends_on() >= starts {
                let sentence =
                    format!("{title} begins on {} while {of} is still going on.", self.day(starts));
                add(ClashKind::Overlap, before.id.to_string(), sentence);
            } else if baked >= starts && before.state != PhaseState::Complete {
                let sentence = format!(
                    "{title} begins on {}, but {of} bakes until {}.",
                    self.day(starts),
                    self.day(baked)
                );
                add(ClashKind::Bake, before.id.to_string(), sentence);
            }
        }
        if let Some(launch) = self.schedule.launch().filter(|launch| starts < *launch) {
            let sentence = format!(
                "{title} begins on {}, before the launch on {}.",
                self.day(starts),
                self.day(launch)
            );
            add(ClashKind::BeforeLaunch, String::new(), sentence);
        }
        if let Some(complete) = self.schedule.feature_complete().filter(|day| starts < *day) {
            let sentence = format!(
                "{title} begins on {}, before everything is built on {}.",
                self.day(starts),
                self.day(complete)
            );
            add(ClashKind::BeforeComplete, String::new(), sentence);
        }
    }

    /// Against freezes, holidays and weekends.
    fn on_its_days(&self, phase: &Phase, clashes: &mut Vec<Clash>) {
        let dates = phase.plan.dates;
        let title = phase.title();
        let known = |freeze: &&Freeze| {
            phase.freeze_reason.as_ref().is_some_and(|reason| reason.covers(freeze))
        };
        let frozen = self.freezes_of(phase).filter(|freeze| !known(freeze));
        for freeze in frozen {
            clashes.push(Clash {
                kind: ClashKind::Frozen,
                phase: Some(phase.id),
                with: freeze.id.to_string(),
                sentence: format!("{title} is in {}.", freeze.in_words()),
            });
        }
        if matches!(dates.starts_on().weekday(), Weekday::Saturday | Weekday::Sunday) {
            clashes.push(Clash {
                kind: ClashKind::Weekend,
                phase: Some(phase.id),
                with: String::new(),
                sentence: format!("{title} begins on a weekend, {}.", self.day(dates.starts_on())),
            });
        }
    }

    /// The freezes and holidays that a phase would run into.
    pub fn freezes_of(&self, phase: &Phase) -> impl Iterator<Item = &Freeze> {
        let dates = phase.plan.dates;
        self.freezes.iter().filter(move |freeze| freeze.stops(dates))
    }

    /// Against absent owners and exceptions that end.
    fn of_others(&self, phase: &Phase, clashes: &mut Vec<Clash>) {
        let title = phase.title();
        let dates = phase.plan.dates;
        let away = self.absences.iter().filter(|absence| {
            Some(absence.person) == phase.plan.owner && absence.dates.overlaps(dates)
        });
        for absence in away {
            let who = self.names.get(&absence.person).map_or("Its owner", String::as_str);
            let days = absence.dates.in_words(|day| self.day(day));
            clashes.push(Clash {
                kind: ClashKind::Absent,
                phase: Some(phase.id),
                with: absence.id.to_string(),
                sentence: format!("{who}, who owns {title}, is away {days}."),
            });
        }
        let ending = self.exceptions.iter().filter(|exception| {
            exception.phase == phase.id
                && exception.standing(self.today()) == Standing::Approved
                && exception.text.until < dates.starts_on()
        });
        for exception in ending {
            clashes.push(Clash {
                kind: ClashKind::ExceptionEnds,
                phase: Some(phase.id),
                with: exception.id.to_string(),
                sentence: format!(
                    "The exception from “{}” ends on {}, before {title} begins.",
                    exception.text.kind.name(),
                    self.day(exception.text.until)
                ),
            });
        }
    }

    /// Required items that are due only after the next phase has begun.
    fn items_of_the_next(&self, clashes: &mut Vec<Clash>) {
        let Some(next) = self.phases.iter().find(|phase| phase.state.is_ahead()) else { return };
        let Ok(begins) = next.plan.starts_at(self.schedule.zone()) else { return };
        let late = self.items.iter().filter(|item| {
            item.required && item.is_open() && item.due_at.is_some_and(|due| due > begins)
        });
        for item in late {
            let due =
                item.due_at.map_or(String::new(), |due| self.day(self.schedule.zone().day(due)));
            clashes.push(Clash {
                kind: ClashKind::ItemsTooLate,
                phase: Some(next.id),
                with: item.id.to_string(),
                sentence: format!(
                    "“{}” is due on {due}, after {} begins on {}.",
                    item.title,
                    next.title(),
                    self.day(next.plan.dates.starts_on())
                ),
            });
        }
    }
}
