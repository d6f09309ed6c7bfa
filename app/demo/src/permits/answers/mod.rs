//! What the support desk of the demo says: 24 templates, the fragments that they share, and what was learned.

mod account;
mod applying;
mod counter;
mod decision;
pub(crate) mod learning;
mod paper;
mod plan;

use domain::response::{Channel, Situation};

/// A template. Cohorts and materials are named by their places among those of the demo.
pub(crate) struct Answer {
    pub topic: &'static str,
    pub title: &'static str,
    pub code: &'static str,
    /// One on a line.
    pub questions: &'static str,
    pub note: &'static str,
    pub avoid: &'static str,
    pub channel: Channel,
    /// It belongs to the product and not to the release.
    pub of_product: bool,
    pub cohorts: &'static [usize],
    pub material: Option<usize>,
    /// Nobody gets it any more.
    pub retired: bool,
    pub says: &'static [Says],
    pub used: Used,
}

/// What it says in a situation, in a language, and where that text is in its life.
pub(crate) type Says = (Situation, &'static str, Stands, &'static str);

#[derive(Clone, Copy)]
pub(crate) enum Stands {
    Active,
    /// Its last day was so many days ago.
    Expired(i64),
    InReview,
    Draft,
    /// A lead asked for changes.
    SentBack(&'static str),
}

/// How often it was copied, how often it helped and how often it did not.
pub(crate) type Used = (usize, usize, usize);

const PLAIN: Answer = Answer {
    topic: "",
    title: "",
    code: "",
    questions: "",
    note: "",
    avoid: "",
    channel: Channel::Any,
    of_product: false,
    cohorts: &[],
    material: None,
    retired: false,
    says: &[],
    used: (0, 0, 0),
};

/// All of them, topic by topic.
pub(crate) fn all() -> impl Iterator<Item = &'static Answer> {
    let topics: [&[Answer]; 6] = [
        &account::ANSWERS,
        &applying::ANSWERS,
        &paper::ANSWERS,
        &plan::ANSWERS,
        &decision::ANSWERS,
        &counter::ANSWERS,
    ];
    topics.into_iter().flatten()
}

/// The name of a fragment, what it says, and a change of it that waits for approval.
pub(crate) const FRAGMENTS: [(&str, &str, Option<&str>); 2] = [
    ("closing", "Kind regards\n{{agent | The permit desk}}\nPermit desk of the city", None),
    (
        "counter hours",
        "The counters are open Monday to Friday from 8:00 to 12:00, and on Thursday until 18:00.",
        Some(
            "The counters are open Monday to Friday from 8:00 to 12:00, and on Thursday until 18:00. In the \
             week after your district has begun they are open every day until 18:00.",
        ),
    ),
];
