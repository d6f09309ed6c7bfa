//! What was sent while something failed, and what came of it as far as anybody knows.

/// What somebody who sends a form knows afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// It was said to be saved.
    Done,
    /// It was said not to be saved.
    Refused,
    /// Nobody said anything, or that it is not known.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Write {
    /// A product with the name of the sending.
    Add,
    /// The product that everybody changes gets that name; it was seen at this version.
    Rename { seen: i64 },
}

/// One form. Its key is in no other.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) key: String,
    /// The number of the page that it stood on.
    pub(super) page: uuid::Uuid,
    pub(super) write: Write,
    pub(super) outcome: Outcome,
}

/// What an answer says. An answer that was cut off says nothing.
pub(super) fn outcome(answer: &str) -> Outcome {
    let status = answer.split(' ').nth(1).unwrap_or_default();
    match status {
        "303" => Outcome::Done,
        _ if !answer.trim_end().ends_with("</html>") => Outcome::Unknown,
        "200" if answer.contains("was saved the first time") => Outcome::Done,
        "503" if answer.contains("may have been saved") => Outcome::Unknown,
        "503" | "401" | "403" | "404" | "409" | "422" | "429" => Outcome::Refused,
        _ => Outcome::Unknown,
    }
}

/// What an answer says of what was sent before already: that this one was not looked at says nothing of the first.
pub(super) fn outcome_again(answer: &str) -> Outcome {
    match outcome(answer) {
        Outcome::Refused if !answer.starts_with("HTTP/1.1 422") => Outcome::Unknown,
        outcome => outcome,
    }
}
