use jiff::Timestamp;
use thiserror::Error;

use crate::ids::{BallotId, PersonId, PhaseId};
use crate::text::{Label, Line};
use crate::words;

/// The invited roles and what they say. Nobody sees a vote before all are in or the time is over,
/// so that nobody follows anybody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ballot {
    pub id: BallotId,
    pub phase: PhaseId,
    /// Until when votes are taken.
    pub until: Timestamp,
    pub opened_by: PersonId,
    pub opened_at: Timestamp,
    /// It was decided, or the gate was closed without a decision.
    pub closed: bool,
    pub seats: Vec<Seat>,
}

/// An invited role, and the person who speaks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seat {
    /// `Security`, `Support`.
    pub role: Label,
    pub person: PersonId,
    pub vote: Option<(Voice, Timestamp)>,
}

/// A seat as somebody may see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenSeat {
    pub role: Label,
    pub person: PersonId,
    pub voted: bool,
    /// None while votes are hidden, but for one's own.
    pub voice: Option<Voice>,
}

/// What somebody says at a gate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Voice {
    Go {
        comment: Option<Line>,
    },
    /// Go, and this has to be done. It becomes an item.
    GoIf {
        condition: Line,
    },
    NoGo {
        comment: Line,
    },
    CannotJudge {
        comment: Option<Line>,
    },
}

/// Why a vote was not taken. The sentences are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum VoteError {
    #[error("The vote is over, so this was not counted.")]
    TooLate,
    #[error("All votes are in and everybody has seen them, so they stay as they are.")]
    Revealed,
    #[error("You are not invited to this vote.")]
    NotInvited,
    #[error("The gate is closed.")]
    Closed,
}

words! {
    /// What one can say: stored, read from the form and shown.
    pub enum VoiceKind(label) {
        Go = "go", "Go";
        GoIf = "go_if", "Go if";
        NoGo = "no_go", "No-go";
        CannotJudge = "cannot_judge", "Cannot judge";
    }
}

impl Ballot {
    /// Everybody may see the votes. Where nobody was asked, there is nothing to hide.
    #[must_use]
    pub fn is_revealed(&self, now: Timestamp) -> bool {
        now >= self.until || self.voted() == self.seats.len()
    }

    /// How many have voted.
    #[must_use]
    pub fn voted(&self) -> usize {
        self.seats.iter().filter(|seat| seat.vote.is_some()).count()
    }

    /// The seats as a person may see them: before the votes are shown, only their own.
    #[must_use]
    pub fn seen_by(&self, person: PersonId, now: Timestamp) -> Vec<SeenSeat> {
        let revealed = self.is_revealed(now);
        let seen = |seat: &Seat| SeenSeat {
            role: seat.role.clone(),
            person: seat.person,
            voted: seat.vote.is_some(),
            voice: seat
                .vote
                .as_ref()
                .filter(|_| revealed || seat.person == person)
                .map(|(voice, _)| voice.clone()),
        };
        self.seats.iter().map(seen).collect()
    }

    /// Whether a person may vote now. Until the votes are seen, they may change theirs.
    ///
    /// # Errors
    /// They are not invited, or the vote is over.
    pub fn require_open(&self, person: PersonId, now: Timestamp) -> Result<&Seat, VoteError> {
        let seat = self.seats.iter().find(|seat| seat.person == person);
        let seat = seat.ok_or(VoteError::NotInvited)?;
        if self.closed {
            Err(VoteError::Closed)
        } else if now >= self.until {
            Err(VoteError::TooLate)
        } else if self.is_revealed(now) {
            Err(VoteError::Revealed)
        } else {
            Ok(seat)
        }
    }

    /// The conditions of those who said go-if, with their roles.
    pub fn conditions(&self) -> impl Iterator<Item = (&Seat, &Line)> {
        self.seats.iter().filter_map(|seat| match &seat.vote {
            Some((Voice::GoIf { condition }, _)) => Some((seat, condition)),
            _ => None,
        })
    }
}

impl Voice {
    /// # Errors
    /// A condition or a reason is missing, or it is none of the four.
    pub fn parse(key: &str, words: Option<Line>) -> Result<Self, &'static str> {
        match (VoiceKind::from_key(key).ok_or("Choose one of the four")?, words) {
            (VoiceKind::Go, comment) => Ok(Self::Go { comment }),
            (VoiceKind::GoIf, Some(condition)) => Ok(Self::GoIf { condition }),
            (VoiceKind::GoIf, None) => {
                Err("Enter the condition. It becomes an item of the checklist")
            }
            (VoiceKind::NoGo, Some(comment)) => Ok(Self::NoGo { comment }),
            (VoiceKind::NoGo, None) => Err("Enter why not"),
            (VoiceKind::CannotJudge, comment) => Ok(Self::CannotJudge { comment }),
        }
    }

    /// Which of the four it is, without its words.
    #[must_use]
    pub const fn kind(&self) -> VoiceKind {
        match self {
            Self::Go { .. } => VoiceKind::Go,
            Self::GoIf { .. } => VoiceKind::GoIf,
            Self::NoGo { .. } => VoiceKind::NoGo,
            Self::CannotJudge { .. } => VoiceKind::CannotJudge,
        }
    }

    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.kind().key()
    }

    #[must_use]
    pub const fn label(&self) -> &'static str {
        self.kind().label()
    }

    /// The comment, the condition or the reason.
    #[must_use]
    pub const fn words(&self) -> Option<&Line> {
        match self {
            Self::Go { comment } | Self::CannotJudge { comment } => comment.as_ref(),
            Self::GoIf { condition: words } | Self::NoGo { comment: words } => Some(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn ballot(votes: &[bool]) -> Ballot {
        let at = |second| Timestamp::from_second(second).unwrap();
        let seats = (1..).zip(votes).map(|(number, voted)| Seat {
            role: Label::parse("Support").unwrap(),
            person: PersonId::new(Uuid::from_u128(number)),
            vote: voted.then(|| (Voice::Go { comment: None }, at(1))),
        });
        Ballot {
            id: BallotId::new(Uuid::nil()),
            phase: PhaseId::new(Uuid::nil()),
            until: at(100),
            opened_by: PersonId::new(Uuid::nil()),
            opened_at: at(0),
            closed: false,
            seats: seats.collect(),
        }
    }

    proptest! {
        #[test]
        fn votes_are_seen_when_all_are_in_or_the_time_is_over(
            votes in prop::collection::vec(any::<bool>(), 1..8), second in 0..200i64,
        ) {
            let now = Timestamp::from_second(second).unwrap();
            let all = votes.iter().all(|voted| *voted);
            prop_assert_eq!(ballot(&votes).is_revealed(now), all || second >= 100);
        }

        #[test]
        fn before_the_votes_are_shown_everybody_sees_only_their_own(
            votes in prop::collection::vec(any::<bool>(), 2..8),
        ) {
            let now = Timestamp::from_second(1).unwrap();
            let (ballot, me) = (ballot(&votes), PersonId::new(Uuid::from_u128(1)));
            prop_assume!(!ballot.is_revealed(now));
            for seat in ballot.seen_by(me, now) {
                prop_assert!(seat.voice.is_none() || seat.person == me);
            }
        }

        #[test]
        fn nobody_votes_after_the_votes_were_seen(
            votes in prop::collection::vec(any::<bool>(), 1..8), second in 0..200i64,
        ) {
            let now = Timestamp::from_second(second).unwrap();
            let ballot = ballot(&votes);
            let open = ballot.require_open(PersonId::new(Uuid::from_u128(1)), now).is_ok();
            prop_assert_eq!(open, !ballot.is_revealed(now));
        }
    }

    #[test]
    fn whoever_is_not_invited_does_not_vote() {
        let stranger = PersonId::new(Uuid::from_u128(99));
        let now = Timestamp::from_second(1).unwrap();
        assert_eq!(ballot(&[false]).require_open(stranger, now), Err(VoteError::NotInvited));
    }

    #[test]
    fn a_condition_and_a_no_need_words() {
        assert!(Voice::parse("go_if", None).is_err() && Voice::parse("no_go", None).is_err());
        assert!(Voice::parse("go", None).is_ok() && Voice::parse("perhaps", None).is_err());
    }

    fn line(words: &str) -> Line {
        Line::parse(words).unwrap()
    }

    #[test]
    fn everybody_sees_who_has_voted_and_their_own_voice_and_in_the_end_every_voice() {
        let ballot = ballot(&[true, true, false]);
        let (me, now) = (PersonId::new(Uuid::from_u128(1)), Timestamp::from_second(1).unwrap());
        let seen = |now| {
            let seats = ballot.seen_by(me, now).into_iter();
            seats.map(|seat| (seat.voted, seat.voice.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(seen(now), [(true, true), (true, false), (false, false)]);
        let over = Timestamp::from_second(100).unwrap();
        assert_eq!(seen(over), [(true, true), (true, true), (false, false)]);
        assert_eq!(ballot.voted(), 2);
    }

    #[test]
    fn a_vote_that_is_over_says_why() {
        let (me, soon) = (PersonId::new(Uuid::from_u128(1)), Timestamp::from_second(1).unwrap());
        let over = Timestamp::from_second(100).unwrap();
        assert_eq!(ballot(&[true]).require_open(me, soon), Err(VoteError::Revealed));
        assert_eq!(ballot(&[false]).require_open(me, over), Err(VoteError::TooLate));
        let closed = Ballot { closed: true, ..ballot(&[false]) };
        assert_eq!(closed.require_open(me, soon), Err(VoteError::Closed));
        assert_eq!(ballot(&[false, true]).require_open(me, soon).unwrap().person, me);
    }

    #[test]
    fn only_who_says_go_if_has_a_condition() {
        let mut ballot = ballot(&[true, true]);
        assert_eq!(ballot.conditions().count(), 0);
        let voice = Voice::GoIf { condition: line("Tell the desk") };
        ballot.seats[1].vote = Some((voice, Timestamp::from_second(1).unwrap()));
        let conditions: Vec<_> = ballot.conditions().collect();
        assert_eq!(conditions, [(&ballot.seats[1], &line("Tell the desk"))]);
    }

    #[test]
    fn each_voice_is_what_its_key_says_and_keeps_its_words() {
        for (key, label) in
            [("go", "Go"), ("go_if", "Go if"), ("no_go", "No-go"), ("cannot_judge", "Cannot judge")]
        {
            let voice = Voice::parse(key, Some(line("because"))).unwrap();
            assert_eq!((voice.key(), voice.label()), (key, label));
            assert_eq!(voice.words(), Some(&line("because")));
        }
        assert_eq!(Voice::parse("go", None).unwrap().words(), None);
    }
}
