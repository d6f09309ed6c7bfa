use domain::day::Zone;
use domain::limits;
use domain::phase::schedule::Preview;
use domain::product::Product;
use domain::release::{Kind, Release, Tier};
use leptos::prelude::*;

use crate::form::Form;
use crate::kit::{Choice, Field, back, checkbox, conflict, crumb, error_summary, radios, warning};
use crate::page::{Page, Section};
use crate::phase::schedule::preview_sheet;

/// The form of a release as it is kept.
#[must_use]
pub fn release_form(release: &Release) -> Form {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Form::default()
        .with("name", &release.name)
        .with("label", &release.label)
        .with("slug", &release.slug)
        .with("summary", &release.summary)
        .with("kind", release.kind.key())
        .with("tier", release.tier.key())
        .with("zone", release.schedule.zone())
        .with("feature_complete", day(release.schedule.feature_complete()))
        .with("launch", day(release.schedule.launch()))
        .ticked("restricted", release.restricted)
}

/// Plans a new release of a product, or changes the plan of the one that is given.
#[must_use]
pub fn release_form_page(
    product: &Product,
    release: Option<&Release>,
    preview: Option<&Preview>,
    form: &Form,
) -> Page {
    let (title, button) = match release {
        Some(_) => ("Edit the plan", "Save"),
        None => ("Plan a release", "Plan the release"),
    };
    let button = if preview.is_some() { "Save anyway" } else { button };
    let here = release.map_or(product.address(), Release::address);
    let action = release.map_or(format!("{here}/releases/new"), |_| format!("{here}/edit"));
    let version = release.map_or(0, |release| release.version);
    let above = release.map_or(product.name.clone(), |release| release.name.clone());
    let launched = release.and_then(|release| release.schedule.launch());
    // The dates were looked at, so the next save is one that knows what it breaks.
    let confirm = preview.map(|preview| {
        view! {
            {warning("Nothing is saved yet. This is what the new dates do to the schedule.")}
            {preview_sheet(preview)}
        }
    });
    let confirmed =
        preview.map(|_| view! { <input r#type="hidden" name="confirmed" value="on" /> });
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), above)} <h1>{title}</h1> {error_summary(form)}
            {release.and_then(|release| theirs(release, form))} {confirm}
            <form class="stack" method="post" action=action>
                <input r#type="hidden" name="version" value=form.version(version) />
                {confirmed}
                {Field::new(form, "name", "Name")
                    .hint("What people will get, such as Online building permits")
                    .width("middle")
                    .line()}
                {Field::new(form, "label", "Version")
                    .hint("As in 2.4.0 or Spring 2027")
                    .width("narrow")
                    .line()}
                {Field::new(form, "slug", "Address (optional)")
                    .hint(
                        format!(
                            "What stands behind {}/. Left empty, it is the version. Old addresses keep leading here.",
                            product.address(),
                        ),
                    )
                    .width("middle")
                    .line()}
                {Field::new(form, "launch", "Launch date (optional)")
                    .kind("date")
                    .width("narrow")
                    .hint("The day it becomes visible to people, like 2026-12-01")
                    .line()}
                {launched
                    .map(|_| {
                        Field::new(form, "reason", "Reason for moving the launch")
                            .hint("Only when you move it. It is kept with the old date.")
                            .line()
                    })}
                {Field::new(form, "feature_complete", "Feature-complete date (optional)")
                    .kind("date")
                    .width("narrow")
                    .hint(
                        format!(
                            "The day everything is built. A buffer of {} days or more before the launch is the rule.",
                            limits::BUFFER_DAYS,
                        ),
                    )
                    .line()}
                {Field::new(form, "zone", "Time zone")
                    .width("middle")
                    .hint("Where the launch is. Type a city, as in Zurich or New York, and choose.")
                    .choices(Zone::names())
                    .of_browser(release.is_none() && !form.is_refused())
                    .line()}
                {radios(
                    form,
                    "kind",
                    "Rollout type",
                    Kind::ALL.map(|kind| Choice::new(kind.key(), kind.label())).into(),
                )}
                {radios(
                    form,
                    "tier",
                    "Rigour",
                    Tier::ALL.map(|tier| Choice::new(tier.key(), tier.label())).into(),
                )}
                {checkbox(
                    form,
                    "restricted",
                    "Private, visible only to members",
                    "For everybody else it does not exist.",
                )}
                {Field::new(form, "summary", "Summary (optional)")
                    .hint("Markdown. What changes, and for whom?")
                    .area(5)}
                <div class="actions">
                    <button class="primary">{button}</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new(title, Section::Home, content).refused_if(form.is_refused())
}

fn theirs(release: &Release, form: &Form) -> Option<AnyView> {
    let kept = release_form(release);
    let field =
        |name: &'static str, label: &'static str| (name, label, kept.value(name).to_owned());
    conflict(
        form,
        &[
            field("name", "Name"),
            field("label", "Version"),
            field("slug", "Address"),
            field("launch", "Launch date"),
            field("feature_complete", "Feature-complete date"),
            field("zone", "Time zone"),
            field("kind", "Rollout type"),
            field("tier", "Rigour"),
            field("summary", "Summary"),
        ],
    )
}
