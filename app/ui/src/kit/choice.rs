use std::collections::HashMap;

use domain::limits;
use domain::person::{ACCESS_ENDED, Person};
use leptos::prelude::*;

use super::field::{Field, around, described};
use crate::form::Form;

/// One of the things to choose from.
pub struct Choice {
    pub key: String,
    pub label: String,
    pub hint: Option<&'static str>,
}

impl Choice {
    pub fn new(key: impl ToString, label: impl Into<String>) -> Self {
        Self { key: key.to_string(), label: label.into(), hint: None }
    }

    #[must_use]
    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// The people to choose from, and nobody. Who was chosen before their access ended stays on the list, or
/// the next save would take them out without a word.
#[must_use]
pub fn people(people: &[Person], present: &str) -> Vec<Choice> {
    let nobody = std::iter::once(Choice::new("", "Unassigned"));
    let mut names: HashMap<String, usize> = HashMap::new();
    for person in people {
        *names.entry(person.name.to_lowercase()).or_default() += 1;
    }
    // Two with one name are told apart by their addresses.
    let label = |person: &Person| match names.get(&person.name.to_lowercase()) {
        Some(2..) => format!("{} ({})", person.name, person.email),
        _ => person.name.clone(),
    };
    let offered = people.iter().filter_map(|person| match person.active {
        true => Some(Choice::new(person.id, label(person))),
        false if person.id.to_string() == present => {
            Some(Choice::new(person.id, format!("{} {ACCESS_ENDED}", person.name)))
        }
        false => None,
    });
    nobody.chain(offered).collect()
}

/// One of few in a list that opens; one of many by typing a part of what it is called, which the browser looks for.
/// What was typed then comes as it stands: whoever reads the form finds what it names.
#[must_use]
pub fn choose(
    form: &Form,
    name: &'static str,
    label: &'static str,
    hint: Option<String>,
    choices: Vec<Choice>,
) -> AnyView {
    if choices.len() <= limits::LIST {
        return select(form, name, label, hint, choices);
    }
    let mut choices = choices;
    choices.retain(|choice| !choice.key.is_empty());
    let (count, value) = (choices.len(), form.value(name));
    let chosen = choices.iter().find(|choice| choice.key == value);
    let form = form.clone().with(name, chosen.map_or(value, |chosen| &chosen.label));
    let offered = choices.into_iter().map(|choice| choice.label).take(limits::OFFERED);
    let hint = match (hint, count > limits::OFFERED) {
        (hint, false) => hint.unwrap_or_else(|| "Type a part of it, and choose".to_owned()),
        (hint, true) => format!(
            "{}The list offers the first {} of {count}; any other one may be typed in full",
            hint.map_or(String::new(), |hint| format!("{hint}. ")),
            limits::OFFERED
        ),
    };
    Field::new(&form, name, label).hint(hint).width("middle").choices(offered.collect()).line()
}

/// One of few, in a list that opens.
#[must_use]
pub fn select(
    form: &Form,
    name: &'static str,
    label: &'static str,
    hint: Option<String>,
    choices: Vec<Choice>,
) -> AnyView {
    let error = form.error(name).map(str::to_owned);
    let described = described(name, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    let value = form.value(name).to_owned();
    let options = options(choices, &value);
    let list = view! {
        <select class="input" id=name name=name aria-describedby=described aria-invalid=invalid>
            {options}
        </select>
    };
    around(name, label, hint, error, list.into_any())
}

/// The entries of such a list, with the chosen one.
pub(crate) fn options(choices: Vec<Choice>, value: &str) -> Vec<impl IntoView + use<>> {
    let entry = |choice: Choice| {
        let selected = choice.key == value;
        view! {
            <option value=choice.key selected=selected>
                {choice.label}
            </option>
        }
    };
    choices.into_iter().map(entry).collect()
}

/// One of a few, all in sight.
#[must_use]
pub fn radios(
    form: &Form,
    name: &'static str,
    legend: &'static str,
    choices: Vec<Choice>,
) -> AnyView {
    Radios { name, id: name.to_owned(), legend }.view(form, choices)
}

/// One of a few, where the same question stands more than once on a page.
pub struct Radios {
    pub name: &'static str,
    /// Unlike that of any other question on the page. The first choice has it: the error summary leads there.
    pub id: String,
    pub legend: &'static str,
}

impl Radios {
    #[must_use]
    pub fn view(self, form: &Form, choices: Vec<Choice>) -> AnyView {
        let Self { name, id, legend } = self;
        let error = form.error(name).map(str::to_owned);
        let value = form.value(name).to_owned();
        let described = described(&id, false, error.is_some());
        let class = if error.is_some() { "field refused" } else { "field" };
        let of_error = format!("{id}-error");
        let radios: Vec<_> = choices
            .into_iter()
            .enumerate()
            .map(|(place, choice)| {
                let id = if place == 0 { id.clone() } else { format!("{id}-{}", choice.key) };
                let checked = choice.key == value;
                view! {
                    <div class="radio">
                        <input r#type="radio" id=id.clone() name=name value=choice.key checked=checked />
                        <label for=id>
                            {choice.label}{choice.hint.map(|hint| view! { <span class="hint">{hint}</span> })}
                        </label>
                    </div>
                }
            })
            .collect();
        view! {
            <fieldset class=class aria-describedby=described>
                <legend>{legend}</legend>
                {error
                    .map(|error| {
                        view! {
                            <p class="error" id=of_error>
                                {error}
                            </p>
                        }
                    })}
                {radios}
            </fieldset>
        }
        .into_any()
    }
}

/// Yes or no.
#[must_use]
pub fn checkbox(
    form: &Form,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    let checked = form.has(name);
    let described = format!("{name}-hint");
    view! {
        <div class="field check">
            <input r#type="checkbox" id=name name=name checked=checked aria-describedby=described.clone() />
            <label for=name>{label}</label>
            <p class="hint" id=described>
                {hint}
            </p>
        </div>
    }
    .into_any()
}
