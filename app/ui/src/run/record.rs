use leptos::prelude::*;
use service::run::Shown;

use crate::form::Form;
use crate::kit::{Choice, Field, back, crumb, error_summary, options};
use crate::page::{Page, Section};

/// A run that was done without Holdpoint: when it began, and what each step took.
#[must_use]
pub fn record_page(shown: &Shown, form: &Form) -> Page {
    let run = &shown.run;
    let here = format!("/runs/{}", run.id);
    let rows: Vec<_> = shown
        .plan
        .iter()
        .map(|step| {
            let id = step.id;
            let (took, how, why) = (format!("took-{id}"), format!("how-{id}"), format!("why-{id}"));
            let planned = step.text.planned.map(|planned| planned.to_string()).unwrap_or_default();
            let filled = if form.has(&took) { form.value(&took).to_owned() } else { planned };
            let error = form.error(&took).or(form.error(&why)).map(str::to_owned);
            let class = if error.is_some() { "field refused" } else { "field" };
            let endings = [("done", "Done"), ("fail", "Failed"), ("skip", "Skipped")];
            let endings = options(endings.map(|(key, label)| Choice::new(key, label)).into(), form.value(&how));
            let title = step.text.title.to_string();
            let reason = form.value(&why).to_owned();
            view! {
                <fieldset class=class>
                    <legend>{format!("{}. {title}", step.position)}</legend>
                    {error.map(|error| view! { <p class="error">{error}</p> })}
                    <div class="typed">
                        <span>
                            <label for=took.clone()>"Took"</label>
                            <input
                                class="input narrow"
                                id=took.clone()
                                name=took
                                value=filled
                                autocomplete="off"
                            />
                        </span>
                        <span>
                            <label for=how.clone()>"Ended"</label>
                            <select class="input" id=how.clone() name=how>
                                {endings}
                            </select>
                        </span>
                        <span>
                            <label for=why.clone()>"Why, unless it was done"</label>
                            <input class="input" id=why.clone() name=why value=reason autocomplete="off" />
                        </span>
                    </div>
                </fieldset>
            }
        })
        .collect();
    let content = view! {
        <div class="narrow-page">
            {crumb(here.clone(), run.title())} <h1>"Write down what was done"</h1> {error_summary(form)}
            <p>
                "For a run that was clocked elsewhere. The times are filled with what was planned: change \
                what was different."
            </p> <form class="stack" method="post" action=format!("{here}/record")>
                {Field::new(form, "started", "Began")
                    .kind("datetime-local")
                    .width("middle")
                    .hint(format!("In {}", shown.seen.release.schedule.zone()))
                    .line()}
                {rows}
                {Field::new(form, "rollback", "Going back took (optional)")
                    .hint("When it was rehearsed too, like 40 min")
                    .width("narrow")
                    .line()}
                <div class="actions">
                    <button class="primary">"Keep the run"</button>
                    {back(&here)}
                </div>
            </form>
        </div>
    };
    Page::new(format!("Write down · {}", run.title()), Section::Home, content)
        .refused_if(form.is_refused())
}
