//! What is counted and measured while the program runs.

use std::time::Instant;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Seconds until the head of an answer: from what a page takes to what somebody takes for broken.
const SECONDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
pub(super) struct Answered {
    pub(super) method: &'static str,
    /// The pattern, such as `/releases/{id}`.
    pub(super) route: String,
    pub(super) status: u16,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Took {
    method: &'static str,
}

/// What was counted since the start.
pub(crate) struct Metrics {
    answered: Family<Answered, Counter>,
    took: Family<Took, Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        let took = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        Self { answered: Family::default(), took }
    }
}

impl Metrics {
    pub(super) fn count(&self, answered: Answered, since: Instant) {
        let took = Took { method: answered.method };
        self.took.get_or_create(&took).observe(since.elapsed().as_secs_f64());
        self.answered.get_or_create(&answered).inc();
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "Answers by method, pattern of the address and status";
        registry.register("answers", help, self.answered.clone());
        let help = "Time until the head of an answer was there";
        registry.register_with_unit("answer", help, Unit::Seconds, self.took.clone());
    }
}
