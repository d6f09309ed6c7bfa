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
