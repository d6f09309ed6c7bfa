//! What past runs say about the next one. With fewer than three of them it says so.

use std::collections::HashMap;

use crate::ids::StepId;
use crate::minutes::in_words;

/// What is known of one run: how long its steps took that were done, and the whole, where it went
/// through. In seconds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastRun {
    pub steps: Vec<(StepId, i64)>,
    pub total: Option<i64>,
}

/// What was seen, in seconds: everything lies within what was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    pub best: i64,
    pub median: i64,
    pub worst: i64,
    pub runs: usize,
}

/// The total and each step.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Forecast {
    pub total: Option<Spread>,
    pub steps: HashMap<StepId, Spread>,
}

/// Whether the whole fits into a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// Fewer than three runs: nobody knows.
    TooFew,
    /// The worst run would have fitted.
    Fits,
    /// The usual run would fit, the worst would not.
    Tight,
    TooLong,
}

/// How many runs it takes to say something.
const ENOUGH: usize = 3;

impl Forecast {
    #[must_use]
    pub fn of(runs: &[PastRun]) -> Self {
        let mut by_step: HashMap<StepId, Vec<i64>> = HashMap::new();
        for (step, seconds) in runs.iter().flat_map(|run| &run.steps) {
            by_step.entry(*step).or_default().push(*seconds);
        }
        let steps = by_step.into_iter().filter_map(|(step, seen)| Some((step, Spread::of(seen)?)));
        let totals = runs.iter().filter_map(|run| run.total).collect();
        Self { total: Spread::of(totals), steps: steps.collect() }
    }

    /// How much it can be trusted, in a sentence.
    #[must_use]
    pub fn honesty(&self) -> String {
        match self.total.map_or(0, |total| total.runs) {
            0 => "No run has gone through yet, so there is no forecast.".to_owned(),
            1 => "One run has gone through: that is a measure, not a forecast. Three make one."
                .to_owned(),
            2 => "Two runs have gone through: too few for a forecast. Three make one.".to_owned(),
            runs => format!("From {runs} runs that went through."),
        }
    }

    /// Whether the next run fits into a window of so many seconds.
    #[must_use]
    pub fn fits(&self, window: i64) -> Measure {
        match self.total {
            Some(total) if total.is_enough() => total.fits(window),
            _ => Measure::TooFew,
        }
    }
}

impl Spread {
    /// None when nothing was seen. The median of an even number is the lower of the two in the middle,
    /// so that it is something that was seen.
    #[must_use]
    pub fn of(mut seen: Vec<i64>) -> Option<Self> {
        seen.sort_unstable();
        let middle = seen.len().saturating_sub(1) / 2;
        let (best, worst) = (*seen.first()?, *seen.last()?);
        Some(Self { best, median: *seen.get(middle)?, worst, runs: seen.len() })
    }

    #[must_use]
    pub const fn is_enough(self) -> bool {
        self.runs >= ENOUGH
    }

    const fn fits(self, window: i64) -> Measure {
        if self.worst <= window {
            Measure::Fits
        } else if self.median <= window {
            Measure::Tight
        } else {
            Measure::TooLong
        }
    }

    /// `24 to 33 min`, in words.
    #[must_use]
    pub fn in_words(self) -> String {
        let (best, worst) = (in_words(self.best), in_words(self.worst));
        match self.runs {
            1 => format!("The one past run took {worst}"),
            _ if best == worst => format!("{} past runs took {worst}", self.runs),
            _ => format!("{} past runs took {best} to {worst}", self.runs),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(total: i64) -> PastRun {
        PastRun { steps: Vec::new(), total: Some(total) }
    }

    #[test]
    fn fewer_than_three_runs_are_no_forecast() {
        for runs in [&[][..], &[run(60)], &[run(60), run(90)]] {
            let forecast = Forecast::of(runs);
            assert_eq!(forecast.fits(3600), Measure::TooFew);
            assert!(!forecast.honesty().starts_with("From"), "{}", forecast.honesty());
        }
        let forecast = Forecast::of(&[run(60), run(90), run(70)]);
        assert_eq!(
            (forecast.fits(90), forecast.fits(89), forecast.fits(69)),
            (Measure::Fits, Measure::Tight, Measure::TooLong)
        );
        assert_eq!(forecast.total.unwrap().median, 70);
    }

    proptest! {
        #[test]
        fn the_forecast_lies_within_what_was_seen(seen in prop::collection::vec(0i64..100_000, 1..40)) {
            let spread = Spread::of(seen.clone()).unwrap();
            let (least, most) = (*seen.iter().min().unwrap(), *seen.iter().max().unwrap());
            prop_assert!(spread.best == least && spread.worst == most);
            prop_assert!(least <= spread.median && spread.median <= most);
            prop_assert!(seen.contains(&spread.median));
        }
    }
}
