use crate::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a person is in the organisation.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role(label, explanation) {
        Admin = "admin", "Administrator", "Manages people. Works on releases like a member.";
        Member = "member", "Member", "Creates releases and works on their checklists.";
        Viewer = "viewer", "Viewer", "Reads everything that is open, changes nothing.";
    }
}

words! {
    /// What a person is at the support desk, beside their role.
    #[derive(PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Support(label, explanation) {
        None = "none", "Not in support", "Uses the desk only as a member or an administrator.";
        Agent = "agent", "Support agent", "Uses the desk and writes answers, also as a viewer.";
        Lead = "lead", "Support lead", "Approves the answers that others wrote.";
    }
}

/// What a person is in the organisation: everything that permission asks about them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub role: Role,
    pub support: Support,
}
