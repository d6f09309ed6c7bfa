//! What the demo trains: six materials, the critical users of each district, and who read what.

mod body;

use domain::training::Format;

use body::{COUNTER, DECIDING, PAPER, PLANS, PORTAL, PORTAL_BEFORE, SIGN_IN};

/// A material as it is written. People and cohorts are named by their places among those of the demo.
pub(crate) struct Material {
    pub title: &'static str,
    pub format: Format,
    pub minutes: u32,
    pub roles: Option<&'static str>,
    /// It belongs to the product and not to the release.
    pub of_product: bool,
    /// None means everybody.
    pub cohorts: &'static [usize],
    /// The phase that it waits for.
    pub embargo: Option<usize>,
    /// So many days from now somebody looks whether it is still true.
    pub review_in_days: Option<i64>,
    pub versions: &'static [Version],
    pub pitfalls: &'static [Pitfall],
}

/// A version, and how many days ago it was written. Its author is the trainer of the demo.
pub(crate) struct Version {
    pub body: &'static str,
    pub days_ago: i64,
    pub asks_again: bool,
    pub changes: Option<&'static str>,
    pub stands: Stands,
}

pub(crate) enum Stands {
    Published,
    InReview,
}

/// What users stumbled over, which research showed it, and the heading that answers it.
pub(crate) type Pitfall = (&'static str, &'static str, &'static str);

const fn published(body: &'static str, days_ago: i64) -> Version {
    Version { body, days_ago, asks_again: true, changes: None, stands: Stands::Published }
}

pub(crate) const MATERIALS: [Material; 6] = [
    Material {
        title: "The new portal in ten minutes",
        format: Format::Guide,
        minutes: 10,
        roles: None,
        of_product: false,
        cohorts: &[],
        embargo: None,
        review_in_days: Some(60),
        versions: &[
            published(PORTAL_BEFORE, 30),
            Version {
                changes: Some(
                    "Plans are sent before the fee is paid, and drafts are kept for 30 days",
                ),
                ..published(PORTAL, 9)
            },
        ],
        pitfalls: &[
            (
                "Five of eight applicants looked for the fee before they had sent a plan",
                "Usability test with eight applicants, round 2",
                "From the first click to the permit",
            ),
            (
                "People closed the browser and believed that everything was lost",
                "Interviews at the counter North",
                "What is kept for you",
            ),
        ],
    },
    Material {
        title: "Helping applicants at the counter",
        format: Format::Walkthrough,
        minutes: 20,
        roles: Some("Counter staff"),
        of_product: false,
        cohorts: &[0, 1],
        embargo: None,
        review_in_days: Some(45),
        versions: &[published(COUNTER, 16)],
        pitfalls: &[
            (
                "Staff typed for the applicant, and the application then belonged to the counter",
                "Observation at the counter North, two mornings",
                "Whose application it is",
            ),
            (
                "Applicants without a phone were sent home",
                "Interviews at the counter North",
                "Somebody without a phone",
            ),
        ],
    },
    Material {
        title: "When the portal is not available",
        format: Format::Card,
        minutes: 3,
        roles: Some("Counter staff and case workers"),
        of_product: false,
        cohorts: &[],
        embargo: None,
        review_in_days: Some(-2),
        versions: &[published(PAPER, 25)],
        pitfalls: &[(
            "Nobody at the counter knew who decides that paper is used again",
            "Drill “A deployment goes wrong”",
            "Who decides",
        )],
    },
    Material {
        title: "Reading plans on the screen",
        format: Format::Exercise,
        minutes: 45,
        roles: Some("Case workers"),
        of_product: false,
        cohorts: &[1],
        embargo: Some(1),
        review_in_days: None,
        versions: &[published(PLANS, 8)],
        pitfalls: &[(
            "Two of three case workers measured on a page that was not shown at its real scale",
            "Usability test with case workers",
            "Set the scale first",
        )],
    },
    Material {
        title: "Deciding a permit online",
        format: Format::Slides,
        minutes: 30,
        roles: Some("Case workers"),
        of_product: false,
        cohorts: &[1, 2],
        embargo: None,
        review_in_days: None,
        versions: &[Version { stands: Stands::InReview, ..published(DECIDING, 2) }],
        pitfalls: &[(
            "“Send back” was read as “refuse”",
            "Usability test with case workers",
            "Send back or refuse",
        )],
    },
    Material {
        title: "Signing in safely",
        format: Format::Faq,
        minutes: 6,
        roles: None,
        of_product: true,
        cohorts: &[],
        embargo: None,
        review_in_days: Some(120),
        versions: &[published(SIGN_IN, 40)],
        pitfalls: &[(
            "The code was looked for in the wrong mailbox",
            "Calls to the central desk in the spring",
            "The code does not arrive",
        )],
    },
];

/// People with an account who have no part in the release: they work at the counters.
pub(crate) const STAFF: [(&str, &str); 2] =
    [("Lucía Ferrer", "lucia.ferrer@demo.invalid"), ("Jonas Brandt", "jonas.brandt@demo.invalid")];

/// A critical user: their cohort, their name and address, their place among the staff if they have an
/// account, and for each material the newest version that they read.
pub(crate) type Counted = (usize, &'static str, Option<&'static str>, Option<usize>, [i64; 6]);

pub(crate) const READERS: [Counted; 13] = [
    (0, "Lucía Ferrer", Some("lucia.ferrer@demo.invalid"), Some(0), [2, 1, 1, 0, 0, 1]),
    (0, "Piet van Dam", Some("piet.vandam@demo.invalid"), None, [2, 1, 1, 0, 0, 1]),
    (0, "Amina Yusuf", Some("amina.yusuf@demo.invalid"), None, [2, 1, 1, 0, 0, 1]),
    (0, "Greta Holm", Some("greta.holm@demo.invalid"), None, [1, 1, 0, 0, 0, 1]),
    (0, "Rafael Costa", None, None, [2, 1, 1, 0, 0, 1]),
    (1, "Jonas Brandt", Some("jonas.brandt@demo.invalid"), Some(1), [1, 1, 1, 0, 0, 1]),
    (1, "Sofia Marino", Some("sofia.marino@demo.invalid"), None, [2, 1, 1, 0, 0, 1]),
    (1, "Daniel Okoro", Some("daniel.okoro@demo.invalid"), None, [2, 0, 0, 0, 0, 1]),
    (1, "Yuki Tanaka", Some("yuki.tanaka@demo.invalid"), None, [1, 1, 0, 0, 0, 0]),
    (1, "Elif Demir", None, None, [0, 0, 0, 0, 0, 0]),
    (2, "Marta Kowalska", Some("marta.kowalska@demo.invalid"), None, [2, 0, 0, 0, 0, 1]),
    (2, "Henrik Dahl", Some("henrik.dahl@demo.invalid"), None, [0, 0, 0, 0, 0, 0]),
    (2, "Leila Nasser", None, None, [0, 0, 0, 0, 0, 0]),
];

/// Who was reminded, by their names, of which material, and how many days ago.
pub(crate) const REMINDED: [(&str, usize, i64); 4] =
    [("Greta Holm", 0, 2), ("Greta Holm", 2, 2), ("Elif Demir", 1, 1), ("Daniel Okoro", 1, 1)];
