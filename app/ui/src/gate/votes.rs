use domain::gate::{SeenSeat, Voice};
use domain::phase::PhaseState;
use domain::text::Line;
use jiff::Timestamp;
use leptos::prelude::*;
use service::gate::{Gate, Poll};

use super::condition::condition_fields;
use crate::form::Form;
use crate::kit::{Choice, Field, Radios, radios, warning};
use crate::symbol::{Symbol, Tag};
use crate::words;

/// Who was asked and what they say, as far as the viewer may see it.
pub(super) fn votes_sheet(gate: &Gate, form: &Form, now: Timestamp) -> AnyView {
    let content = match &gate.poll {
        Some(poll) => votes(gate, poll, now),
        None => view! { <p>"Nobody has been asked yet."</p> }.into_any(),
    };
    let here = format!("/phases/{}/gate", gate.phase.id);
    let label = match gate.phase.state {
        PhaseState::Planned => Some("Start go/no-go vote"),
        PhaseState::Scheduled => Some("Decide again"),
        _ => None,
    };
    let open = label.filter(|_| gate.judged.seen.can_decide).map(|label| {
        view! {
            <p class="actions">
                <a class="button primary" href=format!("{here}/open")>
                    {label}
                </a>
            </p>
        }
    });
    let close = (gate.judged.seen.can_decide && gate.phase.state == PhaseState::InDecision).then(|| {
        view! {
            <details open=form.has("close")>
                <summary>"Cancel vote"</summary>
                <form class="stack" method="post" action=format!("{here}/close")>
                    <input r#type="hidden" name="version" value=gate.phase.version.to_string() />
                    {Field::new(form, "reason", "Reason").hint("The phase is planned again.").line()}
                    <div class="actions">
                        <button>"Cancel vote"</button>
                    </div>
                </form>
            </details>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="votes">
            <h2 id="votes">"Votes"</h2>
            {content}
            {open}
            {close}
        </section>
    }
    .into_any()
}

fn votes(gate: &Gate, poll: &Poll, now: Timestamp) -> AnyView {
    let zone = gate.judged.seen.release.schedule.zone();
    let voted = poll.seats.iter().filter(|seat| seat.voted).count();
    let lead = match (poll.seats.len(), poll.revealed) {
        (0, _) => "No role was invited; the owner decides alone.".to_owned(),
        (all, true) => format!("{voted} of {all} voted."),
        (all, false) if poll.closed => {
            format!("{voted} of {all} voted before it was closed without a decision.")
        }
        (all, false) => format!(
            "{voted} of {all} have voted. Hidden until all are in or until {}.",
            words::moment(poll.until, zone, now)
        ),
    };
    let rows: Vec<_> = poll.seats.iter().map(|seat| seat_row(gate, poll, seat)).collect();
    view! {
        <p class="small">{lead}</p>
        <ul class="rows votes">{rows}</ul>
    }
    .into_any()
}

fn seat_row(gate: &Gate, poll: &Poll, seat: &SeenSeat) -> impl IntoView + use<> {
    let (symbol, word) = voice_of(poll, seat);
    let said = seat.voice.as_ref().and_then(Voice::words).map(Line::to_string);
    let who = words::name(&gate.judged.names, seat.person);
    view! {
        <li>
            <span>
                <b>{seat.role.to_string()}</b>
                " "
                <span class="small">{who}</span>
                {said
                    .map(|said| {
                        view! {
                            <br />
                            <span class="small">{format!("“{said}”")}</span>
                        }
                    })}
            </span>
            <Tag symbol=symbol word=word.to_owned() />
        </li>
    }
}

/// What somebody said, as far as the reader may know it.
pub(crate) const fn voice_of(poll: &Poll, seat: &SeenSeat) -> (Symbol, &'static str) {
    match (&seat.voice, seat.voted) {
        (Some(Voice::Go { .. }), _) => (Symbol::Pass, "Go"),
        (Some(Voice::GoIf { .. }), _) => (Symbol::Waived, "Go if"),
        (Some(Voice::NoGo { .. }), _) => (Symbol::Fail, "No-go"),
        (Some(Voice::CannotJudge { .. }), _) => (Symbol::Unknown, "Cannot judge"),
        (None, true) => (Symbol::Live, "Voted"),
        (None, false) if poll.revealed => (Symbol::Unknown, "Did not vote"),
        (None, false) => (Symbol::Open, "Waiting"),
    }
}

/// The viewer's own vote.
pub(super) fn vote_sheet(gate: &Gate, form: &Form) -> AnyView {
    let answer = gate.judged.verdict.answer.label();
    let voices = vec![
        Choice::new("go", "Go"),
        Choice::new("go_if", "Go if …").hint("The condition becomes an item of the checklist"),
        Choice::new("no_go", "No-go").hint("Say why"),
        Choice::new("cannot_judge", "Cannot judge").hint("Not enough information"),
    ];
    view! {
        <section class="sheet vote" aria-labelledby="your-vote">
            <h2 id="your-vote">"You are asked to vote"</h2>
            <p class="small">{format!("The verdict now: {answer}. What it rests on stands below.")}</p>
            <form class="stack" method="post" action=format!("/phases/{}/gate/vote", gate.phase.id)>
                {radios(form, "voice", "Your vote", voices)}
                {Field::new(form, "comment", "Condition, reason or comment").line()}
                <div class="actions">
                    <button class="primary">"Vote"</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Deciding, going in spite of the verdict, and what was decided before.
pub(super) fn decision_sheet(gate: &Gate, form: &Form, now: Timestamp) -> AnyView {
    let zone = gate.judged.seen.release.schedule.zone();
    let rows: Vec<_> = gate
        .decisions
        .iter()
        .enumerate()
        .map(|(place, decision)| {
            let word = if decision.go { "Go" } else { "No-go" };
            let symbol = if decision.go { Symbol::Pass } else { Symbol::Fail };
            let by = words::name(&gate.judged.names, decision.by);
            let line = format!("Decision {}: {word}", decision.number);
            let below = format!("{by}, {}", words::moment(decision.at, zone, now));
            let superseded = (place > 0).then_some("superseded");
            view! {
                <li>
                    <span>
                        <a href=format!("/decisions/{}", decision.id)>{line}</a>
                        <br />
                        <span class="small">{below}</span>
                    </span>
                    {superseded.map(|word| view! { <span class="small">{word}</span> })}
                    <Tag symbol=symbol word=word.to_owned() />
                </li>
            }
        })
        .collect();
    let before = if rows.is_empty() {
        view! { <p>"Nothing is decided yet. A decision keeps everything it rested on, and is never \
        changed."</p> }
        .into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let open = gate.phase.state == PhaseState::InDecision;
    view! {
        <section class="sheet" aria-labelledby="decision-title">
            <h2 id="decision-title">"Decision"</h2>
            {before}
            {open.then(|| override_part(gate, form))}
            {(open && gate.judged.seen.can_decide).then(|| decide_form(gate, form))}
        </section>
    }
    .into_any()
}

fn decide_form(gate: &Gate, form: &Form) -> AnyView {
    let choices = vec![
        Choice::new("go", "Go").hint("Conditions of the votes become items"),
        Choice::new("no_go", "No-go").hint("The phase is planned again"),
    ];
    let hidden = gate.poll.as_ref().is_some_and(|poll| !poll.revealed);
    if hidden {
        return view! { <p class="small">"You can decide when all votes are in or the time is over."</p> }.into_any();
    }
    view! {
        <form class="stack" method="post" action=format!("/phases/{}/gate/decide", gate.phase.id)>
            {radios(form, "decision", "Decide", choices)}
            {condition_fields(gate, form)}
            {Field::new(form, "words", "Comment (optional for go)")
                .hint("Markdown. It is kept with the decision.")
                .area(3)}
            <div class="actions">
                <button class="primary">"Decide"</button>
            </div>
        </form>
    }
    .into_any()
}

/// Asking to go in spite of the verdict, and the answer of another person.
fn override_part(gate: &Gate, form: &Form) -> Option<AnyView> {
    let verdict = &gate.judged.verdict;
    let here = format!("/phases/{}/gate/override", gate.phase.id);
    let names = &gate.judged.names;
    let standing = gate.asked.as_ref().map(|asked| {
        let who = words::name(names, asked.requested_by);
        let (symbol, word) = match asked.answer {
            None => (Symbol::Unknown, "Waits for another person".to_owned()),
            Some((by, true)) => (Symbol::Waived, format!("Approved by {}", words::name(names, by))),
            Some((by, false)) => (Symbol::Fail, format!("Rejected by {}", words::name(names, by))),
        };
        view! {
            <div id="override">
                <p>
                    <b>{format!("{who} asks to go in spite of the verdict: ")}</b>
                    {asked.reason.clone()}
                </p>
                <Tag symbol=symbol word=word />
            </div>
        }
    });
    let waits = gate.asked.as_ref().is_some_and(|asked| asked.answer.is_none());
    let choices = vec![
        Choice::new("approve", "Approve").hint("The owner can then go in spite of the verdict"),
        Choice::new("reject", "Reject"),
    ];
    // The answers to exceptions are called the same.
    let blank = Form::default();
    let answered = if form.has("exception-id") { &blank } else { form };
    let answers = (waits && gate.judged.seen.can_approve).then(|| {
        view! {
            <form class="stack" method="post" action=format!("{here}/answer")>
                {Radios {
                    name: "answer",
                    id: "override-answer".to_owned(),
                    legend: "Your answer to the override",
                }
                    .view(answered, choices)}
                <div class="actions">
                    <button>"Record answer"</button>
                </div>
            </form>
        }
    });
    let ask = (gate.judged.seen.can_decide && !verdict.answer.may_go() && !waits).then(|| {
        view! {
            <details open=form.has("override")>
                <summary>"Override and go"</summary>
                <form class="stack" method="post" action=here>
                    {warning(
                        "Another person, an approver of this release, has to agree. Who asked, why, and who \
                        agreed stay in the decision.",
                    )}
                    {Field::new(form, "override", "Reason").line()}
                    <div class="actions">
                        <button>"Ask for an override"</button>
                    </div>
                </form>
            </details>
        }
    });
    if standing.is_none() && answers.is_none() && ask.is_none() {
        return None;
    }
    Some(
        view! {
            {standing}
            {answers}
            {ask}
        }
        .into_any(),
    )
}
