use crate::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a person is in one release.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Part(label) {
        Owner = "owner", "Owner";
        Approver = "approver", "Approver";
        Contributor = "contributor", "Contributor";
    }
}
