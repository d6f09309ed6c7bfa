//! What a column or a name in a document means, in the spellings that help desks and people use.

use crate::words;

words! {
    pub enum Field(spellings: &'static [&'static str]) {
        ShortCode = "short_code", &["short_code", "shortcode", "code", "shortcut", "key", "slug", "abbreviation"];
        Title = "title", &["title", "name", "template_name", "macro_name", "heading", "label", "titel"];
        Topic = "topic", &["topic", "category", "section", "folder", "group", "thema"];
        Questions = "questions",
            &["questions", "question", "example_questions", "examples", "keywords", "triggers", "fragen"];
        Note = "note", &["note", "notes", "agent_note", "internal_note", "note_to_agent", "description", "notiz"];
        Avoid = "avoid", &["avoid", "when_not_to_use", "do_not_use"];
        Cohorts = "cohorts", &["cohorts", "cohort", "audience"];
        Channel = "channel", &["channel", "kanal"];
        Situation = "situation", &["situation", "when", "phase"];
        Language = "language", &["language", "lang", "locale", "sprache"];
        Subject = "subject", &["subject", "subject_line", "email_subject", "betreff"];
        ValidFrom = "valid_from", &["valid_from", "from", "starts"];
        ValidTo = "valid_to", &["valid_to", "valid_until", "until", "expires"];
        Body = "body",
            &["body", "text", "content", "message", "answer", "response", "reply", "snippet", "template", "inhalt"];
        Active = "active", &["active", "enabled"];
        State = "state", &["state", "status"];
        Id = "id", &["id", "foreign_id", "created_at", "updated_at", "created_by", "updated_by", "position"];
    }
}

impl Field {
    /// What a spelling means. Case, spaces and dashes do not count.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let mut spelling = String::new();
        for character in name.trim().chars().take(60) {
            if character.is_alphanumeric() {
                spelling.extend(character.to_lowercase());
            } else if !spelling.ends_with('_') && !spelling.is_empty() {
                spelling.push('_');
            }
        }
        let spelling = spelling.trim_end_matches('_');
        Self::ALL.into_iter().find(|field| field.spellings().contains(&spelling))
    }
}
