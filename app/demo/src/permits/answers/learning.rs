//! What the desk of the demo learned: questions that nothing answers, contacts by day, and what follows.

/// What was asked, the cohort, how many days ago, and the topic if somebody sorted it.
pub(crate) const QUESTIONS: [(&str, usize, i64, Option<&str>); 5] = [
    (
        "My permit from 1998 has a number with a stroke. How do I type it, or can you look it up for me?",
        0,
        4,
        Some("Applications"),
    ),
    (
        "The upload stopped, I tried three browsers, and the file has only 12 MB. It is a scan with layers.",
        0,
        3,
        Some("Plans"),
    ),
    ("can i sign for the whole community of owners or does everybody need an account", 0, 2, None),
    (
        "I moved to another district last month. Do I apply on paper or online?",
        1,
        2,
        Some("Applying"),
    ),
    (
        "Is the portal read aloud by a screen reader, and who helps me if a plan is only a picture?",
        0,
        1,
        None,
    ),
];

/// How often the North asked, by topic; the last number is yesterday. Its phase went live five days ago.
pub(crate) const CONTACTS: [(&str, [u32; 14]); 6] = [
    ("Accounts", [0, 1, 0, 0, 0, 0, 1, 0, 1, 7, 5, 3, 2, 2]),
    ("Applying", [2, 1, 1, 2, 0, 0, 2, 1, 2, 9, 8, 4, 3, 2]),
    ("Paper", [3, 2, 3, 2, 0, 0, 2, 3, 2, 4, 3, 2, 1, 1]),
    ("Plans", [1, 0, 1, 1, 0, 0, 0, 1, 1, 4, 6, 7, 7, 9]),
    ("Applications", [2, 2, 1, 2, 0, 0, 1, 2, 1, 3, 4, 4, 3, 3]),
    ("Fees", [0, 1, 1, 0, 0, 0, 1, 0, 0, 2, 1, 2, 1, 1]),
];

/// What is accepted: an item for the checklist of the next release, because a template does not help.
pub(crate) const ACCEPTED: Accepted = Accepted {
    title: "Get a list of the permit numbers from before 2004",
    reason: "“An old number is not found” did not help 8 of 11 people: they want the file, and not to hear why there \
             is none.",
    of_response: "old-number",
    item: "The archive has one on cards. Somebody has to type it in before the portal begins in a district; it takes \
           a person two days for each.",
};

/// What is still open: a template, because a topic rises.
pub(crate) const OPEN: Open = Open {
    title: "Scans with layers",
    reason: "Contacts about plans doubled in five days, and “A plan cannot be uploaded” says nothing about layers.",
    topic: "Plans",
};

pub(crate) struct Accepted {
    pub title: &'static str,
    pub reason: &'static str,
    /// The short code of the template that does not help.
    pub of_response: &'static str,
    /// What the item in the library explains.
    pub item: &'static str,
}

pub(crate) struct Open {
    pub title: &'static str,
    pub reason: &'static str,
    pub topic: &'static str,
}
