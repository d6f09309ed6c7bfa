use domain::limits;
use domain::text::Line;
use domain::training::document::parts;
use domain::training::file::{FileKind, MaterialFile};
use domain::training::pitfall::Pitfall;
use domain::training::version::VersionRange;
use domain::training::{Format, Material};
use leptos::prelude::*;
use service::training::{Planning, Shown};

use super::{section, shelf_link};
use crate::form::Form;
use crate::kit::{
    self, Choice, Confirm, Field, FormPage, back, choose, conflict, crumb, error_summary, select,
};
use crate::page::Page;
use crate::product::cohort::cohort_boxes;

/// The form of a material as it is kept.
#[must_use]
pub fn material_form(material: &Material) -> Form {
    let text = &material.text;
    let form = Form::default()
        .with("title", &text.title)
        .with("format", text.format.key())
        .with("minutes", text.minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
        .with("roles", text.roles.as_ref().map(Line::to_string).unwrap_or_default())
        .with("embargo", text.embargo.map(|phase| phase.to_string()).unwrap_or_default())
        .with("review_on", text.review_on.map(|day| day.to_string()).unwrap_or_default())
        .with("owner", text.owner.map(|owner| owner.to_string()).unwrap_or_default());
    material
        .cohorts
        .iter()
        .fold(form, |form, cohort| form.ticked(&format!("cohort:{cohort}"), true))
}

/// Plans a material, or changes the one that is given.
#[must_use]
pub fn material_form_page(planning: &Planning, material: Option<&Material>, form: &Form) -> Page {
    let (list, name) = shelf_link(&planning.shelf);
    let (above, action) = match material {
        Some(material) => {
            let here = format!("/materials/{}", material.id);
            ((here.clone(), material.text.title.to_string()), format!("{here}/edit"))
        }
        None => ((list.clone(), name), format!("{list}/new")),
    };
    let formats = Format::ALL.map(|format| Choice::new(format.key(), format.label())).into();
    let embargo = planning.shelf.release.is_some().then(|| {
        let none = std::iter::once(Choice::new("", "No phase: when it is published"));
        let phases = planning.phases.iter();
        let phases = phases.map(|phase| Choice::new(phase.id, phase.title()));
        let hint = "Before this phase is live, only those who write it see it";
        select(form, "embargo", "Not before", Some(hint.to_owned()), none.chain(phases).collect())
    });
    let fields = view! {
        {Field::new(form, "title", "Title").hint(format!("Up to {} characters", limits::TITLE)).line()}
        {select(form, "format", "Format", None, formats)}
        {Field::new(form, "minutes", "Minutes to read (optional)")
            .hint(format!("A whole number, at most {}", limits::READING_MINUTES))
            .width("narrow")
            .line()}
        {cohort_boxes(&planning.cohorts, "For whom it is", form)}
        {Field::new(form, "roles", "Roles (optional)").hint("For whom in them, such as nurses").line()}
        {embargo}
        {Field::new(form, "review_on", "Review by (optional)")
            .kind("date")
            .hint("When somebody has to look whether it is still true")
            .width("narrow")
            .line()}
        {choose(form, "owner", "Owner", None, kit::people(&planning.people, form.value("owner")))}
    };
    let theirs = material.and_then(|material| {
        let kept = material_form(material);
        let of = |name| kept.value(name).to_owned();
        conflict(
            form,
            &[
                ("title", "Title", of("title")),
                ("format", "Format", of("format")),
                ("minutes", "Minutes to read", of("minutes")),
                ("roles", "Roles", of("roles")),
                ("review_on", "Review by", of("review_on")),
            ],
        )
    });
    FormPage {
        title: if material.is_some() { "Edit the material" } else { "Add a material" },
        section: section(&planning.shelf),
        above,
        form,
        action,
        version: material.map_or(0, |material| material.version),
        theirs,
        fields: fields.into_any(),
        button: if material.is_some() { "Save" } else { "Add material" },
    }
    .page()
}

#[must_use]
pub fn pitfall_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    let newest = shown.newest().map(|newest| newest.text.body.as_str()).unwrap_or_default();
    let none = std::iter::once(Choice::new("", "No part yet"));
    let headings =
        parts(newest).into_iter().map(|part| Choice::new(part.words.clone(), part.words));
    let fields = view! {
        {Field::new(form, "words", "What users stumbled over").line()}
        {Field::new(form, "source", "Where it was seen (optional)")
            .hint("Which research, such as “usability test in May”")
            .line()}
        {select(form, "heading", "Part that answers it", None, none.chain(headings).collect())}
    };
    FormPage {
        title: "Add a pitfall",
        section: section(&shown.planning.shelf),
        above: (here.clone(), shown.material.text.title.to_string()),
        form,
        action: format!("{here}/pitfalls/new"),
        version: 0,
        theirs: None,
        fields: fields.into_any(),
        button: "Add pitfall",
    }
    .page()
}

#[must_use]
pub fn file_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    let error = form.error("file").map(|error| {
        view! {
            <p class="error" id="file-error">
                {error.to_owned()}
            </p>
        }
    });
    let class = if error.is_some() { "field refused" } else { "field" };
    let described = if error.is_some() { "file-hint file-error" } else { "file-hint" };
    let invalid = error.is_some().then_some("true");
    let kinds = FileKind::ALL.map(FileKind::label).join(", ");
    let most = limits::UPLOAD / 1024 / 1024;
    let accept = FileKind::ALL.map(|kind| format!(".{}", kind.ending())).join(",");
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), shown.material.text.title.to_string())} <h1>"Add a file"</h1>
            {error_summary(form)}
            <form
                class="stack"
                method="post"
                action=format!("{here}/files/new")
                enctype="multipart/form-data"
            >
                <div class=class>
                    <label for="file">"File"</label>
                    <p class="hint" id="file-hint">
                        {format!("Up to {most} MiB: {kinds}")}
                    </p>
                    {error}
                    <input
                        r#type="file"
                        id="file"
                        name="file"
                        accept=accept
                        aria-describedby=described
                        aria-invalid=invalid
                    />
                </div>
                <div class="actions">
                    <button class="primary">"Add file"</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new("Add a file", section(&shown.planning.shelf), content).refused_if(form.is_refused())
}

/// Asks before a material is retired.
#[must_use]
pub fn retire_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    let title = shown.material.text.title.to_string();
    Confirm {
        question: format!("Retire “{title}”?"),
        section: section(&shown.planning.shelf),
        above: (here.clone(), title),
        losses: vec![
            "Nobody reads it any more, and nothing of it changes any more.".to_owned(),
            "Who has read it stays known.".to_owned(),
        ],
        form,
        fields: Some(Field::new(form, "reason", "Reason").line()),
        action: format!("{here}/retire"),
        button: "Retire material",
    }
    .page()
}

/// Asks before what somebody typed is thrown away.
#[must_use]
pub fn forget_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    Confirm {
        question: "Throw away what you typed?".to_owned(),
        section: section(&shown.planning.shelf),
        above: (format!("{here}/write"), format!("Write “{}”", shown.material.text.title)),
        losses: vec!["What you typed and did not save is lost. What is saved stays.".to_owned()],
        form,
        fields: None,
        action: format!("{here}/draft/delete"),
        button: "Throw it away",
    }
    .page()
}

#[must_use]
pub fn delete_file_page(shown: &Shown, file: &MaterialFile, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    Confirm {
        question: format!("Delete file “{}”?", file.name),
        section: section(&shown.planning.shelf),
        above: (here.clone(), shown.material.text.title.to_string()),
        losses: vec![loss(shown, file.range)],
        form,
        fields: None,
        action: format!("{here}/files/{}/delete", file.id),
        button: "Delete file",
    }
    .page()
}

#[must_use]
pub fn delete_pitfall_page(shown: &Shown, pitfall: &Pitfall, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    Confirm {
        question: format!("Delete pitfall “{}”?", pitfall.text.words),
        section: section(&shown.planning.shelf),
        above: (here.clone(), shown.material.text.title.to_string()),
        losses: vec![loss(shown, pitfall.range), "The text that answers it stays.".to_owned()],
        form,
        fields: None,
        action: format!("{here}/pitfalls/{}/delete", pitfall.id),
        button: "Delete pitfall",
    }
    .page()
}

/// When it is gone for readers.
fn loss(shown: &Shown, range: VersionRange) -> String {
    match shown.material.published {
        Some(number) if range.holds(number) => {
            "Readers see it until the next version is published.".to_owned()
        }
        _ => "Nobody but those who write has seen it.".to_owned(),
    }
}
