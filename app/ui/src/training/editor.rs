//! Where a material is written. Without the script of the page it is a form like others.

use domain::limits;
use domain::training::{MaterialVersion, VersionState};
use leptos::prelude::*;
use service::training::Shown;

use super::section;
use crate::form::Form;
use crate::kit::{
    Choice, Field, ask_first, back, conflict, crumb, document, error_summary, radios, signs,
    warning,
};
use crate::page::Page;

/// The form of the newest version, or of what the writer typed and has not saved.
#[must_use]
pub fn writing_form(shown: &Shown) -> Form {
    let Some(newest) = shown.newest() else { return Form::default() };
    let draft = shown.draft.as_ref();
    let next = matches!(newest.state, VersionState::Published { .. });
    let changes = newest.text.changes.as_ref().filter(|_| !next);
    let body = draft.map_or(newest.text.body.as_str(), |draft| draft.body.as_str());
    Form::default()
        .with("version", draft.map_or(newest.version, |draft| draft.based_on))
        .with("draft", draft.map_or(0, |draft| draft.version))
        .with("body", body)
        .with("link", newest.text.link.as_ref().map(domain::text::Link::as_str).unwrap_or_default())
        .with("asks", if newest.text.asks_again || next { "again" } else { "small" })
        .with("changes", changes.map(ToString::to_string).unwrap_or_default())
}

#[must_use]
pub fn editor_page(shown: &Shown, form: &Form) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    let title = format!("Write “{}”", shown.material.text.title);
    let newest = shown.newest();
    let draft = shown.draft.as_ref();
    let kept = draft.map_or(0, |draft| draft.version);
    let seen = if form.is_conflict() { kept.to_string() } else { form.value("draft").to_owned() };
    let later = newest.is_some_and(is_later);
    let about_change = later.then(|| {
        let choices = vec![
            Choice::new("again", "It asks again")
                .hint("Something that people do is different. Whoever read an older version reads this one."),
            Choice::new("small", "A small change").hint("Whoever read an older version has read enough."),
        ];
        view! {
            {radios(form, "asks", "What kind of change it is", choices)}
            {Field::new(form, "changes", "What changed").hint("For those who read the version before").line()}
        }
    });
    let restored = (draft.is_some() && !form.is_refused()).then(|| {
        view! {
            {warning("This is what you typed and did not save. Save it, or throw it away.")}
            <p class="actions">{ask_first(format!("{here}/draft/delete"), "Throw it away", "")}</p>
        }
    });
    let content = view! {
        <div>{crumb(here.clone(), shown.material.text.title.to_string())}<h1>{title.clone()}</h1></div>
        {error_summary(form)}
        {theirs(shown, form)}
        {restored}
        <div class="two">
            <section class="sheet" aria-label="Text">
                {signs()}
                <form class="stack" method="post" action=format!("{here}/write")>
                    <input
                        r#type="hidden"
                        name="version"
                        value=form.version(newest.map_or(0, |newest| newest.version))
                    />
                    <input r#type="hidden" name="draft" value=seen />
                    {Field::new(form, "body", "Text")
                        .hint(
                            format!(
                                "Markdown, up to {} KB. Headings are the parts that pitfalls lead to.",
                                limits::MARKDOWN / 1024,
                            ),
                        )
                        .kept_at(format!("{here}/draft"))
                        .area(24)}
                    <p class="small" id="kept" role="status"></p>
                    {Field::new(form, "link", "Link (optional)")
                        .kind("url")
                        .hint("When it is somewhere else: a video, a course")
                        .line()} {about_change} <div class="actions">
                        <button class="primary">"Save draft"</button>
                        {back(&here)}
                    </div>
                </form>
            </section>
            <section class="sheet" aria-labelledby="shown">
                <h2 id="shown">"Preview"</h2>
                <div id="preview" data-from=format!("{here}/preview")>
                    {document(shown.material.id, form.value("body"))}
                </div>
            </section>
        </div>
    };
    Page::new(title, section(&shown.planning.shelf), content).writes().refused_if(form.is_refused())
}

/// Whether people have read one before it, or will have when it is saved.
const fn is_later(newest: &MaterialVersion) -> bool {
    newest.number > 1 || matches!(newest.state, VersionState::Published { .. })
}

/// What others saved meanwhile, and what another tab of the same person kept.
fn theirs(shown: &Shown, form: &Form) -> Option<AnyView> {
    let newest = shown.newest()?;
    let mut texts = vec![("body", "Text as it is saved", newest.text.body.as_str().to_owned())];
    let draft = shown.draft.as_ref();
    texts.extend(draft.map(|draft| {
        ("body", "Text that another tab of yours kept", draft.body.as_str().to_owned())
    }));
    conflict(form, &texts)
}

/// What was written, as people will read it.
#[must_use]
pub fn preview_page(shown: &Shown) -> Page {
    let here = format!("/materials/{}", shown.material.id);
    let form = writing_form(shown);
    let kept = shown.draft.is_some().then(|| warning("With what you typed and did not save."));
    let title = format!("Preview of “{}”", shown.material.text.title);
    let content = view! {
        <div class="narrow-page">
            {crumb(here, shown.material.text.title.to_string())} <h1>{title.clone()}</h1> {kept}
            <section class="sheet" aria-labelledby="text">
                <h2 class="hidden-label" id="text">
                    "Text"
                </h2>
                <div id="preview">{document(shown.material.id, form.value("body"))}</div>
            </section>
        </div>
    };
    Page::new(title, section(&shown.planning.shelf), content)
}
