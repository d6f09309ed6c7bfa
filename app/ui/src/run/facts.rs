use domain::finding::change_marker::ChangeMarker;
use domain::run::Run;
use jiff::Timestamp;
use leptos::prelude::*;
use service::run::Shown;

use super::{picture, state_of};
use crate::kit::summary_list;
use crate::symbol::Tag;
use crate::words;

/// What was planned against what it took.
pub(super) fn dumbbell_sheet(shown: &Shown) -> Option<AnyView> {
    let picture = picture::dumbbell(&shown.steps, &shown.forecast)?;
    Some(
        view! {
            <section class="sheet" aria-labelledby="dumbbell">
                <h2 id="dumbbell">"Planned against actual"</h2>
                {picture}
            </section>
        }
        .into_any(),
    )
}

/// The state of a run beside its name.
pub(super) fn state_tag(run: &Run, markers: &[ChangeMarker]) -> AnyView {
    let (symbol, word) = state_of(run, markers);
    view! { <Tag symbol=symbol word=word /> }.into_any()
}

pub(super) fn conclusion_facts(shown: &Shown, now: Timestamp) -> Option<AnyView> {
    let run = &shown.run;
    let zone = shown.seen.release.schedule.zone();
    let conclusion = run.conclusion.as_ref()?;
    let who =
        |by, at| format!("{}, {}", words::name(&shown.names, by), words::moment(at, zone, now));
    let signed = match run.signed {
        Some((by, at)) => who(by, at),
        None => "Nobody yet: a second person has to agree".to_owned(),
    };
    Some(summary_list(vec![
        ("What came out", conclusion.words.clone().into_any()),
        ("Said by", who(conclusion.by, conclusion.at).into_any()),
        ("Signed off by", signed.into_any()),
    ]))
}
