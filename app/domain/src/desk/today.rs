//! What a cohort has today, and what comes next for it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::day_in_words;
use crate::ids::{CohortId, ReleaseId};
use crate::phase::{Phase, PhaseState};
use crate::release::Release;

/// A cohort's turn in a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    pub release: Release,
    pub phase: Phase,
}

/// What a cohort has of a product, of the releases that somebody may see.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Today {
    /// The last that was begun for them.
    pub now: Option<Turn>,
    /// What they had before it, and have again when it was rolled back.
    pub before: Option<Turn>,
    /// What is still to come for them.
    pub next: Option<Turn>,
    /// Who gets next what they have.
    pub others: Option<Turn>,
    /// How the turn of the cohort stands in each release.
    pub states: Vec<(ReleaseId, PhaseState)>,
}

impl Today {
    /// From the releases of a product that somebody may see, each with its phases.
    #[must_use]
    pub fn of(cohort: CohortId, releases: &[(Release, Vec<Phase>)]) -> Self {
        let turns: Vec<Turn> = releases
            .iter()
            .flat_map(|(release, phases)| {
                let own = phases.iter().filter(|phase| phase.plan.cohort == cohort);
                own.map(|phase| Turn { release: release.clone(), phase: phase.clone() })
            })
            .collect();
        let mut begun: Vec<&Turn> = turns.iter().filter(|turn| turn.began().is_some()).collect();
        begun.sort_by_key(|turn| turn.began());
        let now = begun.pop();
        let holds = |turn: &&Turn| turn.phase.state != PhaseState::RolledBack;
        let before = begun.into_iter().rev().find(holds);
        let others = now.and_then(|now| {
            let (_, phases) = releases.iter().find(|(release, _)| release.id == now.release.id)?;
            let ahead = phases.iter().filter(|phase| phase.state.is_ahead());
            let phase = ahead
                .filter(|phase| phase.plan.cohort != cohort)
                .min_by_key(|phase| starts(phase))?;
            Some(Turn { release: now.release.clone(), phase: phase.clone() })
        });
        let next = turns
            .iter()
            .filter(|turn| turn.phase.state.is_ahead() && turn.release.state.is_open())
            .min_by_key(|turn| starts(&turn.phase));
        let mut states: Vec<(ReleaseId, PhaseState)> = Vec::new();
        for (release, _) in releases {
            let own = || turns.iter().filter(|turn| turn.release.id == release.id);
            let begun = own().filter(|turn| turn.began().is_some()).max_by_key(|turn| turn.began());
            let turn = begun.or_else(|| own().min_by_key(|turn| starts(&turn.phase)));
            states.extend(turn.map(|turn| (release.id, turn.phase.state)));
        }
        Self { now: now.cloned(), before: before.cloned(), next: next.cloned(), others, states }
    }

    /// How the cohort's turn in a release stands; none when it has no turn there.
    #[must_use]
    pub fn state_in(&self, release: ReleaseId) -> Option<PhaseState> {
        self.states.iter().find(|(id, _)| *id == release).map(|(_, state)| *state)
    }

    /// How they stand to the product: by what was begun last for them, else by what comes.
    #[must_use]
    pub fn state(&self) -> Option<PhaseState> {
        self.now.as_ref().or(self.next.as_ref()).map(|turn| turn.phase.state)
    }

    /// The turn whose words are filled into answers.
    #[must_use]
    pub fn turn(&self) -> Option<&Turn> {
        self.now.as_ref().or(self.next.as_ref())
    }

    /// The answer to what these people have.
    #[must_use]
    pub fn sentence(&self, now: Timestamp) -> String {
        match &self.now {
            Some(turn) => turn.sentence(now),
            None => "They do not have it yet".to_owned(),
        }
    }

    /// What comes for them, or for who is next.
    #[must_use]
    pub fn coming(&self, now: Timestamp) -> Option<String> {
        let again =
            self.now.as_ref().is_some_and(|turn| turn.phase.state == PhaseState::RolledBack);
        let before = self
            .before
            .as_ref()
            .filter(|_| again)
            .map(|turn| format!("They have {} again", turn.name()));
        let of = |turn: &Turn, who: &str| {
            let (phase, today) = (&turn.phase, turn.today(now));
            let starts = day_in_words(phase.plan.dates.starts_on(), today);
            match phase.state {
                PhaseState::Scheduled => {
                    format!("{who}{}, phase {}, starts on {starts}", turn.name(), phase.position)
                }
                _ => format!(
                    "{who}{}, phase {}, is planned for {starts} and not decided yet. Don't promise a date",
                    turn.name(),
                    phase.position
                ),
            }
        };
        let next = self.next.as_ref().map(|turn| of(turn, ""));
        let others = || {
            let turn = self.others.as_ref()?;
            Some(of(turn, &format!("{} are next: ", turn.phase.cohort_name)))
        };
        let said: Vec<String> = before.into_iter().chain(next.or_else(others)).collect();
        (!said.is_empty()).then(|| format!("{}.", said.join(". ")))
    }
}

impl Turn {
    /// When it began, when it is not planned again.
    fn began(&self) -> Option<Timestamp> {
        let state = self.phase.state;
        let is_begun = !state.is_ahead() && state != PhaseState::Skipped;
        self.phase.clocks.started_at.filter(|_| is_begun)
    }

    /// The release with its version.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.release.name, self.release.label)
    }

    fn today(&self, now: Timestamp) -> Date {
        self.release.schedule.zone().day(now)
    }

    fn sentence(&self, now: Timestamp) -> String {
        let (zone, phase) = (self.release.schedule.zone(), &self.phase);
        let on = |at: Option<Timestamp>| {
            at.map(|at| day_in_words(zone.day(at), zone.day(now))).unwrap_or_default()
        };
        let (name, clocks) = (self.name(), phase.clocks);
        match phase.state {
            PhaseState::RolledBack => format!("{name} was rolled back on {}", on(clocks.ended_at)),
            PhaseState::Halted => format!("{name} is halted since {}", on(clocks.ended_at)),
            PhaseState::PausedLive | PhaseState::PausedBaking => {
                format!("{name} is paused since {}", on(clocks.paused_at))
            }
            _ => format!("They have {name} since {}", on(clocks.started_at)),
        }
    }
}

fn starts(phase: &Phase) -> (Date, i64) {
    (phase.plan.dates.starts_on(), phase.position)
}
