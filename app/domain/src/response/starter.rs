//! Three templates to begin with, for what people always ask after a launch.

use crate::words;

words! {
    /// A template that is offered where there is none yet. Each becomes a draft; people make it theirs.
    pub enum Starter(topic, title, questions, note, avoid, body) {
        Missing = "why", "Features", "Why doesn't it do that?",
            "Why doesn't the system do X?\nThe old system could do this\nIs this feature missing?\n\
             When will this be added?",
            "Find out what the person wants to get done, not only which feature they miss: there is often \
             another way.\n\n\
             Promise no date. If it is planned, say so only when the release page says so.",
            "If it worked yesterday and does not today, it is broken: use “Something is broken”.",
            "Hello {{first name | there}},\n\n\
             thank you for telling us. {{release}} does not do this: {{what they asked for}}.\n\n\
             What you can do today: {{another way | tell us what you want to get done, and we look for a way \
             together}}.\n\n\
             We passed your question on to the team. It counts when they decide what comes \
             next, and we cannot promise a date.\n\n\
             Kind regards\n{{agent | the support team}}";
        Broken = "broken", "Problems", "Something is broken",
            "This is broken\nIt doesn't work anymore\nI get an error\nThe page stays empty",
            "Ask for three things: what they did, what they saw, and when. A screenshot saves a day.\n\n\
             Look at the known issues first. If many report the same within an hour, call whoever is on duty.",
            "Not for a lost password or a closed account: that is access, not a fault.",
            "Hello {{first name | there}},\n\n\
             we are sorry that this does not work for you. So that we find it quickly, please send us:\n\n\
             1. what you did just before\n\
             2. what you saw, best with a picture of the screen\n\
             3. about when it happened\n\n\
             Until then: {{workaround | please try once more in a few minutes}}. What you saved is kept.\n\n\
             Your number for this is {{ticket number}}. We write to you as soon as we know more.\n\n\
             Kind regards\n{{agent | the support team}}";
        Find = "find", "Finding things", "Where is it now?",
            "I can't find Z\nWhere did the button go?\nMy records are gone\nWhere is the old menu?",
            "Most of what people miss has moved. Ask for the name it had before, and look it up in the training.\n\n\
             If records are missing and not only a button, ask for one example and check it yourself.",
            "If the cohort does not have the release yet, they are still in the old system: \
             nothing has moved for them.",
            "Hello {{first name | there}},\n\n\
             with {{release}} some things have a new place. You find {{what they look for}} here: \
             {{where it is now}}.\n\n\
             Nothing was deleted in the move. If it is not there, reply with {{an example | the name or the number \
             of one that you miss}} and we look it up for you.\n\n\
             Kind regards\n{{agent | the support team}}";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::body::{Body, Fragments, Known, Values, fill};
    use crate::response::{Questions, ShortCode};
    use crate::text::{Markdown, Title};

    #[test]
    fn every_starter_is_a_template_as_people_would_write_it() {
        for starter in Starter::ALL {
            ShortCode::parse(starter.key()).unwrap();
            Title::parse(starter.title()).unwrap();
            Questions::parse(starter.questions()).unwrap();
            Markdown::parse(starter.note()).unwrap();
            let body = Body::parse(starter.body()).unwrap();
            let filled = fill(&body, &Values::samples(), &Fragments::default()).unwrap();
            assert!(!filled.missing.iter().any(|name| Known::of(name).is_some()));
            assert!(filled.plain.contains("Lena"), "{}", filled.plain);
        }
    }
}
