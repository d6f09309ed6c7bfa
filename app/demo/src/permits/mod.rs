//! The texts of the demo: a city moves its building permits online.

pub(crate) mod answers;
pub(crate) mod rehearsal;
pub(crate) mod training;

use domain::release::Part;

pub(super) const PRODUCT: &str = "Permit portal";
pub(super) const PRODUCT_SUMMARY: &str =
    "Residents and builders apply for **building permits** here and follow them.";
pub(super) const RELEASE: &str = "Online building permits";
pub(super) const RELEASE_SUMMARY: &str = "The paper form goes away. Applicants upload their plans, \
    case workers answer in one place. One district first, then two more, then the whole city.";
pub(super) const SLIP_REASON: &str =
    "The archive needed a week more to deliver the old permit numbers";

pub(super) const PEOPLE: [(&str, &str, Part); 4] = [
    ("Noor Haddad", "noor.haddad@demo.invalid", Part::Owner),
    ("Tomás Rivera", "tomas.rivera@demo.invalid", Part::Contributor),
    ("Ingrid Solberg", "ingrid.solberg@demo.invalid", Part::Approver),
    ("Kofi Mensah", "kofi.mensah@demo.invalid", Part::Contributor),
];

#[derive(Clone, Copy)]
pub(super) enum State {
    Open,
    Started,
    /// By which of the people.
    Done(usize),
    Verified(usize, usize),
    Excused(&'static str),
}

/// What the Markdown does not say about an item, found by how its title begins.
pub(super) struct Detail {
    pub title: &'static str,
    pub state: State,
    pub owner: usize,
    pub due_in_days: i64,
    pub required: bool,
    pub critical: bool,
    pub evidence: Option<&'static str>,
}

const fn detail(title: &'static str, state: State, owner: usize, due_in_days: i64) -> Detail {
    Detail { title, state, owner, due_in_days, required: true, critical: false, evidence: None }
}

const fn critical(detail: Detail) -> Detail {
    Detail { critical: true, ..detail }
}

const fn proven(detail: Detail, link: &'static str) -> Detail {
    Detail { evidence: Some(link), ..detail }
}

const fn optional(detail: Detail) -> Detail {
    Detail { required: false, ..detail }
}

pub(super) const DETAILS: [Detail; 16] = [
    detail("Agree which districts", State::Done(0), 0, -20),
    detail("Name somebody in each district", State::Done(1), 1, -12),
    proven(
        detail("Write down how to go back", State::Done(1), 1, -6),
        "https://wiki.demo.invalid/permits/rollback",
    ),
    critical(proven(
        detail("Restore yesterday’s backup", State::Verified(1, 2), 1, -4),
        "https://wiki.demo.invalid/permits/restore",
    )),
    detail("Count the permits", State::Done(1), 1, -2),
    detail("Rehearse the migration", State::Done(1), 1, -8),
    detail("Compare a hundred permits", State::Done(1), 1, -7),
    critical(detail("Check that nobody sees", State::Verified(2, 1), 2, -7)),
    detail("Run the accessibility check", State::Done(3), 3, -7),
    detail("Publish the short guide", State::Done(3), 3, -6),
    detail("Train the counter staff", State::Started, 3, 3),
    detail("Load the answers", State::Done(0), 0, -6),
    critical(detail("Switch the alerts on", State::Verified(1, 2), 1, -6)),
    optional(detail("Hang posters", State::Excused("The districts stopped using posters"), 3, -6)),
    detail("Tell the districts", State::Done(0), 0, -6),
    optional(detail("Ask ten applicants", State::Open, 0, 6)),
];

pub(super) const CHECKLIST: &str = "\
# Before we build on it
- [x] Agree which districts begin
- [x] Name somebody in each district who can be called
- [x] Write down how to go back to the paper form
  Who decides, who prints, where the forms are kept.

# Data
- [x] Restore yesterday’s backup on another machine
- [x] Move the old permits
  - [x] Count the permits in the old archive
  - [x] Rehearse the migration with all plans
  - [x] Compare a hundred permits by hand
- [x] Check that nobody sees the plans of others

# People
- [x] Run the accessibility check with a screen reader
- [x] Publish the short guide for applicants
- [ ] Train the counter staff of the next two districts
- [x] Load the answers for the support desk
- [ ] Hang posters at the counters

# The last days
- [x] Switch the alerts on and page somebody once
- [x] Tell the districts the day and the hour
- [ ] Ask ten applicants what they missed
";

#[cfg(test)]
mod tests;
