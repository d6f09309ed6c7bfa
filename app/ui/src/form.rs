//! A form as it was sent, and as it is shown again: what was typed, and what is wrong with it.

use std::collections::HashMap;
use std::fmt::Display;

use domain::ids::PersonId;
use domain::text::optional;
use service::Refusal;

/// The values of a form by the names of its fields, and an error for each that has one.
#[derive(Clone, Default, Debug)]
pub struct Form {
    values: HashMap<String, String>,
    errors: Vec<(String, String)>,
    conflict: bool,
    /// By whom and when, as at the end of “saved last by …”.
    saved: Option<String>,
}

impl Form {
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { values: pairs.into_iter().collect(), ..Self::default() }
    }

    /// Fills a field, as when something that exists is about to be changed.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// Ticks a box, or not.
    #[must_use]
    pub fn ticked(self, name: &str, on: bool) -> Self {
        if on { self.with(name, "on") } else { self }
    }

    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// The fields whose names begin so, each with what is behind that.
    pub fn beginning<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let fields = self.values.iter();
        fields.filter_map(move |(name, value)| Some((name.strip_prefix(start)?, value.as_str())))
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Takes a value out, for what must not be shown again: passwords.
    pub fn take(&mut self, name: &str) -> String {
        self.values.remove(name).unwrap_or_default()
    }

    /// Reads a field into its type; when that fails, the field has an error.
    pub fn read<T, E: Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(self.value(name)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(name, error);
                None
            }
        }
    }

    /// Reads a choice; anything that was not offered is an error.
    pub fn choose<T>(&mut self, name: &str, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.read(name, |key| find(key).ok_or("Choose one from the list"))
    }

    /// Reads a field that may be left empty.
    pub fn optional<T, E: Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        self.read(name, |text| optional(text, parse))
    }

    /// Reads a person who may be left out; none when what was sent is no person.
    pub fn read_person(&mut self, name: &str) -> Option<Option<PersonId>> {
        self.optional(name, |text| text.parse().map_err(|_| "Choose a person from the list"))
    }

    pub fn fail(&mut self, name: &str, error: impl Display) {
        self.errors.push((name.to_owned(), error.to_string()));
    }

    /// Takes what a service refused, if it is about this form.
    ///
    /// # Errors
    /// The refusal is about something else.
    pub fn refuse(&mut self, refusal: Refusal) -> Result<(), Refusal> {
        match refusal {
            Refusal::Invalid { field, message } => self.fail(field, message),
            Refusal::Conflict => self.conflict = true,
            other => return Err(other),
        }
        Ok(())
    }

    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|(field, _)| field == name).map(|(_, error)| error.as_str())
    }

    #[must_use]
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    /// The version that whoever sent the form had seen; one that nothing has when it names none.
    #[must_use]
    pub fn seen_version(&self) -> i64 {
        self.value("version").parse().unwrap_or(0)
    }

    /// The version that a form names: the one it was filled from, also when it comes back with an
    /// error; the newest only when the person has just been shown what that says.
    #[must_use]
    pub fn version(&self, newest: i64) -> String {
        let sent = self.value("version");
        if self.conflict || sent.is_empty() { newest.to_string() } else { sent.to_owned() }
    }

    /// Notes who saved while this was typed.
    pub fn was_saved(&mut self, by: String) {
        self.saved = Some(by);
    }

    /// By whom and when it was saved while this was typed, when that is known.
    #[must_use]
    pub fn saved(&self) -> Option<&str> {
        self.saved.as_deref()
    }

    /// Somebody else saved while this was typed.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        self.conflict
    }

    #[must_use]
    pub const fn is_refused(&self) -> bool {
        self.conflict || !self.errors.is_empty()
    }
}
