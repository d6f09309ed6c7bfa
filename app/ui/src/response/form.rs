use domain::limits;
use domain::response::{Channel, Response};
use leptos::prelude::*;
use service::response::{Planning, Shown};

use super::{section, shelf_link};
use crate::form::Form;
use crate::kit::{self, Choice, Confirm, Field, FormPage, choose, conflict, select};
use crate::page::Page;
use crate::product::cohort::cohort_boxes;

/// The form of a template as it is kept.
#[must_use]
pub fn response_form(response: &Response) -> Form {
    let text = &response.text;
    let id = |id: Option<String>| id.unwrap_or_default();
    let form = Form::default()
        .with("topic", &text.topic)
        .with("title", &text.title)
        .with("short_code", &text.short_code)
        .with("questions", text.questions.as_lines())
        .with("note", text.note.as_str())
        .with("avoid", text.avoid.as_str())
        .with("channel", text.channel.key())
        .with("material", id(text.material.map(|material| material.to_string())))
        .with("finding", id(text.finding.map(|finding| finding.to_string())))
        .with("owner", id(text.owner.map(|owner| owner.to_string())));
    text.cohorts.iter().fold(form, |form, cohort| form.ticked(&format!("cohort:{cohort}"), true))
}

/// Adds a template, or changes the one that is given.
#[must_use]
pub fn response_form_page(planning: &Planning, response: Option<&Response>, form: &Form) -> Page {
    let (list, name) = shelf_link(&planning.shelf);
    let (above, action) = match response {
        Some(response) => {
            let here = format!("/responses/{}", response.id);
            ((here.clone(), response.text.title.to_string()), format!("{here}/edit"))
        }
        None => ((list.clone(), name), format!("{list}/new")),
    };
    let channels = Channel::ALL.map(|channel| Choice::new(channel.key(), channel.label())).into();
    let kept = response.map(|response| &response.text);
    let materials = planning.materials.iter();
    let materials = materials.map(|one| Choice::new(one.id, one.text.title.to_string()));
    let materials = offered(materials.collect(), kept.and_then(|kept| kept.material));
    let findings = planning.findings.iter();
    let findings = findings.map(|one| Choice::new(one.id, one.text.title.to_string()));
    let findings = offered(findings.collect(), kept.and_then(|kept| kept.finding));
    let questions = format!("One on a line, at most {}, as people ask", limits::QUESTIONS);
    let code = format!("Letters, digits and hyphens, at most {}", limits::SHORT_CODE);
    let fields = view! {
        {Field::new(form, "title", "Title").hint("What is asked, in a few words").line()}
        {Field::new(form, "topic", "Topic")
            .hint("What templates are sorted by, such as Sign-in or Printing")
            .width("middle")
            .line()}
        {Field::new(form, "short_code", "Short code")
            .hint(code)
            .width("narrow")
            .line()}
        {Field::new(form, "questions", "Example questions (optional)").hint(questions).area(4)}
        {Field::new(form, "note", "Note for the agent (optional)")
            .hint("Markdown. It is shown beside the answer and never sent")
            .area(3)}
        {Field::new(form, "avoid", "When not to use it (optional)").hint("Markdown. Never sent").area(2)}
        {select(form, "channel", "Channel", None, channels)}
        {cohort_boxes(&planning.cohorts, "Cohorts", form)}
        {select(form, "material", "Related training", None, materials)}
        {select(form, "finding", "Known issue", None, findings)}
        {choose(form, "owner", "Owner", None, kit::people(&planning.people, form.value("owner")))}
    };
    let theirs = response.and_then(|response| {
        let kept = response_form(response);
        let of = |name| kept.value(name).to_owned();
        conflict(
            form,
            &[
                ("title", "Title", of("title")),
                ("topic", "Topic", of("topic")),
                ("short_code", "Short code", of("short_code")),
                ("questions", "Example questions", of("questions")),
                ("note", "Note for the agent", of("note")),
                ("avoid", "When not to use it", of("avoid")),
                ("channel", "Channel", of("channel")),
            ],
        )
    });
    FormPage {
        title: if response.is_some() { "Edit template" } else { "Add template" },
        section: section(&planning.shelf),
        above,
        form,
        action,
        version: response.map_or(0, |response| response.version),
        theirs,
        fields: fields.into_any(),
        button: if response.is_some() { "Save template" } else { "Add template" },
    }
    .page()
}

/// None, or one of those that may be seen. What the template has stays on the list without its name when it may not
/// be seen, or the next save would take it out without a word.
fn offered(seen: Vec<Choice>, kept: Option<impl ToString>) -> Vec<Choice> {
    let kept = kept.map(|kept| kept.to_string());
    let hidden = kept.filter(|kept| seen.iter().all(|one| one.key != *kept));
    let hidden = hidden.map(|kept| Choice::new(kept, "The one it has, which you cannot see"));
    std::iter::once(Choice::new("", "None")).chain(seen).chain(hidden).collect()
}

/// Asks before a template is retired.
#[must_use]
pub fn retire_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/responses/{}", shown.response.id);
    let title = shown.response.text.title.to_string();
    let version = form.version(shown.response.version);
    Confirm {
        question: format!("Retire “{title}”?"),
        section: section(&shown.planning.shelf),
        above: (here.clone(), title),
        losses: vec![
            "Nobody finds or copies it any more, in any language.".to_owned(),
            "What it said and how often it was used stays known.".to_owned(),
        ],
        form,
        fields: Some(view! { <input r#type="hidden" name="version" value=version /> }.into_any()),
        action: format!("{here}/retire"),
        button: "Retire template",
    }
    .page()
}
