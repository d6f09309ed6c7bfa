//! What an action can be about: one row for each kind of thing.

use crate::words;

words! {
    /// What an action was about.
    pub enum Object() {
        Person = "person";
        Invitation = "invitation";
        Session = "session";
        Product = "product";
        Release = "release";
        Item = "item";
        Cohort = "cohort";
        Phase = "phase";
        Freeze = "freeze";
        Outcome = "outcome";
        Runbook = "runbook";
        Step = "step";
        Run = "run";
        Drill = "drill";
        Finding = "finding";
        Marker = "marker";
        Material = "material";
        Reader = "reader";
        Response = "response";
        Fragment = "fragment";
        Question = "question";
        Contact = "contact";
        Proposal = "proposal";
        Installation = "installation";
    }
}
