//! What a row of the table of addresses is made of: what somebody needs, and forms that are taken.

use domain::access::Operation as O;

/// What somebody needs to be let in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Needs {
    /// No session: it is how one gets a session, what programs ask, or behind a secret.
    Nothing,
    /// That it is one's own; the ids here are nobody's.
    Own,
    May(O),
}

pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) needs: Needs,
    pub(super) fields: &'static [(&'static str, &'static str)],
}

impl Row {
    pub(super) const fn see(path: &'static str) -> Self {
        get(path, Needs::May(O::SeeRelease))
    }
}

pub(super) const fn get(path: &'static str, needs: Needs) -> Row {
    Row { method: "GET", path, needs, fields: &[] }
}

pub(super) const fn post(
    path: &'static str,
    needs: Needs,
    fields: &'static [(&'static str, &'static str)],
) -> Row {
    Row { method: "POST", path, needs, fields }
}

pub(super) const ACCOUNT: Needs = Needs::May(O::ManageAccount);
pub(super) const ORGANISATION: Needs = Needs::May(O::SeeOrganisation);
pub(super) const PEOPLE: Needs = Needs::May(O::ManagePeople);
pub(super) const OPERATE: Needs = Needs::May(O::Operate);
pub(super) const WRITE: Needs = Needs::May(O::WriteProduct);
pub(super) const CREATE: Needs = Needs::May(O::CreateRelease);
pub(super) const SEE: Needs = Needs::May(O::SeeRelease);
pub(super) const PLAN: Needs = Needs::May(O::PlanRelease);
pub(super) const WORK: Needs = Needs::May(O::WorkChecklist);
pub(super) const VOTE: Needs = Needs::May(O::Vote);
pub(super) const DECIDE: Needs = Needs::May(O::Decide);
pub(super) const ASK: Needs = Needs::May(O::RequestException);
pub(super) const APPROVE: Needs = Needs::May(O::Approve);
pub(super) const ANSWER: Needs = Needs::May(O::WriteResponse);
pub(super) const LEAD: Needs = Needs::May(O::ApproveResponse);

pub(super) const TRAIN: Needs = Needs::May(O::WriteTraining);

pub(super) const MATERIAL: &[(&str, &str)] =
    &[("version", "99"), ("title", "What is new"), ("format", "guide")];

pub(super) const DESK: Needs = Needs::May(O::UseDesk);

pub(super) const RELEASE: &[(&str, &str)] = &[
    ("version", "99"),
    ("name", "Spring"),
    ("label", "2.0"),
    ("zone", "UTC"),
    ("kind", "standard"),
    ("tier", "low"),
];
pub(super) const PRODUCT: &[(&str, &str)] = &[("version", "99"), ("name", "Portal")];
pub(super) const COHORT: &[(&str, &str)] =
    &[("version", "99"), ("name", "Pilots"), ("kind", "site")];
pub(super) const ITEM: &[(&str, &str)] = &[("version", "99"), ("title", "Tell the desk")];
pub(super) const TEMPLATES: &[(&str, &str)] =
    &[("document", "title,body\nOne,Hello\n"), ("take", "0")];
pub(super) const NOBODY: &str = "00000000-0000-7000-8000-000000000000";
pub(super) const PHASE: &[(&str, &str)] = &[
    ("version", "99"),
    ("name", "Pilot"),
    ("cohort", NOBODY),
    ("starts_on", "2027-05-03"),
    ("bake_days", "2"),
    ("planned", "20"),
    ("unit", "people"),
];
pub(super) const RUN: &[(&str, &str)] =
    &[("version", "99"), ("kind", "dry_run"), ("margin", "10 min")];
pub(super) const DRILL: &[(&str, &str)] =
    &[("version", "99"), ("title", "x"), ("scenario", "outage"), ("kind", "tabletop")];
pub(super) const FINDING: &[(&str, &str)] =
    &[("version", "99"), ("title", "x"), ("severity", "low"), ("source", "")];
pub(super) const RESPONSE: &[(&str, &str)] = &[
    ("version", "99"),
    ("title", "Where is it?"),
    ("topic", "Finding"),
    ("short_code", "where"),
    ("channel", "any"),
];
pub(super) const TEXT: &[(&str, &str)] = &[
    ("version", "99"),
    ("number", "1"),
    ("situation", "after"),
    ("language", "en"),
    ("body", "Hello {{first name | there}}"),
];
pub(super) const FRAGMENT: &[(&str, &str)] =
    &[("version", "99"), ("name", "bye"), ("body", "Kind regards")];
pub(super) const SHIFT: &[(&str, &str)] = &[
    ("version", "99"),
    ("starts_on", "2027-05-03"),
    ("bake_days", "2"),
    ("reason", "late"),
    ("confirmed", "on"),
];
