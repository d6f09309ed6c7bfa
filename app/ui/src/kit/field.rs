use leptos::prelude::*;

use crate::form::Form;

/// A labelled text field with its hint and its error, filled with what the form has.
pub struct Field {
    name: &'static str,
    label: &'static str,
    hint: Option<String>,
    value: String,
    error: Option<String>,
    width: &'static str,
    kind: &'static str,
    complete: Option<&'static str>,
    kept_at: Option<String>,
    choices: Vec<String>,
    of_browser: bool,
}

impl Field {
    #[must_use]
    pub fn new(form: &Form, name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            hint: None,
            value: form.value(name).to_owned(),
            error: form.error(name).map(str::to_owned),
            width: "wide",
            kind: "text",
            complete: None,
            kept_at: None,
            choices: Vec::new(),
            of_browser: false,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// As wide as its content: `narrow`, `middle` or `wide`.
    #[must_use]
    pub const fn width(mut self, width: &'static str) -> Self {
        self.width = width;
        self
    }

    /// The type of the input: `email`, `date`, `datetime-local`, `url`.
    #[must_use]
    pub const fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// What a browser may fill in (WCAG 1.3.5).
    #[must_use]
    pub const fn complete(mut self, purpose: &'static str) -> Self {
        self.complete = Some(purpose);
        self
    }

    /// Where the script of the page keeps what is typed, while it is typed.
    #[must_use]
    pub fn kept_at(mut self, address: String) -> Self {
        self.kept_at = Some(address);
        self
    }

    /// What is typed is kept in this browser until it is sent.
    #[must_use]
    pub fn kept_here(self) -> Self {
        self.kept_at(String::new())
    }

    /// What a browser offers while somebody types. Anything else may be typed as well.
    #[must_use]
    pub fn choices(mut self, choices: Vec<String>) -> Self {
        self.choices = choices;
        self
    }

    /// The time zone of the browser stands there at first, when it says which.
    #[must_use]
    pub const fn of_browser(mut self, is_new: bool) -> Self {
        self.of_browser = is_new;
        self
    }

    /// One line.
    #[must_use]
    pub fn line(self) -> AnyView {
        let described = described(self.name, self.hint.is_some(), self.error.is_some());
        let invalid = self.error.is_some().then_some("true");
        let class = format!("input {}", self.width);
        let list = (!self.choices.is_empty()).then(|| format!("{}-choices", self.name));
        let choices = list.clone().map(|list| {
            let choices =
                self.choices.into_iter().map(|choice| view! { <option value=choice></option> });
            view! { <datalist id=list>{choices.collect::<Vec<_>>()}</datalist> }
        });
        let input = view! {
            <input
                class=class
                id=self.name
                name=self.name
                r#type=self.kind
                value=self.value
                list=list
                data-browser-zone=self.of_browser.then_some("")
                autocomplete=self.complete.unwrap_or("off")
                aria-describedby=described
                aria-invalid=invalid
            />
            {choices}
        };
        around(self.name, self.label, self.hint, self.error, input.into_any())
    }

    /// Several lines.
    #[must_use]
    pub fn area(self, rows: u8) -> AnyView {
        let described = described(self.name, self.hint.is_some(), self.error.is_some());
        let invalid = self.error.is_some().then_some("true");
        // A line end right behind the tag would be dropped by the browser.
        let value =
            if self.value.starts_with('\n') { format!("\n{}", self.value) } else { self.value };
        let area = view! {
            <textarea
                class="input wide"
                id=self.name
                name=self.name
                rows=rows.to_string()
                data-keep=self.kept_at
                aria-describedby=described
                aria-invalid=invalid
            >
                {value}
            </textarea>
        };
        around(self.name, self.label, self.hint, self.error, area.into_any())
    }
}

/// A field for a password. What was typed is never sent back.
#[must_use]
pub fn secret_field(
    form: &Form,
    name: &'static str,
    label: &'static str,
    purpose: &'static str,
    hint: Option<String>,
) -> AnyView {
    let error = form.error(name).map(str::to_owned);
    let described = described(name, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let input = view! {
        <input
            class="input middle"
            id=name
            name=name
            r#type="password"
            autocomplete=purpose
            aria-describedby=described
            aria-invalid=invalid
        />
    };
    around(name, label, hint, error, input.into_any())
}

pub(super) fn described(name: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [(hint, "hint"), (error, "error")]
        .iter()
        .filter(|(there, _)| *there)
        .map(|(_, part)| format!("{name}-{part}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub(super) fn around(
    name: &'static str,
    label: &'static str,
    hint: Option<String>,
    error: Option<String>,
    control: AnyView,
) -> AnyView {
    let class = if error.is_some() { "field refused" } else { "field" };
    view! {
        <div class=class>
            <label for=name>{label}</label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="hint" id=format!("{name}-hint")>
                            {hint}
                        </p>
                    }
                })}
            {error
                .map(|error| {
                    view! {
                        <p class="error" id=format!("{name}-error")>
                            {error}
                        </p>
                    }
                })}
            {control}
        </div>
    }
    .into_any()
}
