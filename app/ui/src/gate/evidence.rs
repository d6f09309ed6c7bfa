//! The evidence pack, to read and to print.

use domain::gate::evidence::{CONTROLS, Pack};
use leptos::prelude::*;
use service::release::Seen;

use crate::kit::crumb;
use crate::page::{Page, Section};
use crate::symbol::{Mark, Symbol};

/// What a release has to show, by control, and what speaks against it.
#[must_use]
pub fn evidence_page(seen: &Seen, pack: &Pack) -> Page {
    let here = seen.release.address();
    let facts: Vec<_> = pack.facts.iter().map(|fact| view! { <p>{fact.clone()}</p> }).collect();
    let controls: Vec<_> = CONTROLS
        .map(|control| {
            let pieces: Vec<_> = pack
                .for_control(control)
                .map(|piece| view! { <li>{piece.sentence.clone()}</li> })
                .collect();
            let proven = pack.for_control(control).any(|piece| piece.proves);
            let (symbol, says) = match (pieces.is_empty(), proven) {
                (true, _) => {
                    (Symbol::Unknown, format!("No evidence yet. It would be {}.", control.by))
                }
                (_, true) => (Symbol::Pass, format!("Shown by {}.", control.by)),
                _ => (
                    Symbol::Stale,
                    "Something was done. None of it passed, is signed off and is fresh.".to_owned(),
                ),
            };
            view! {
                <li class="exception">
                    <h3>{format!("{} {}", control.id, control.name)}</h3>
                    <p class="finding">
                        <Mark symbol=symbol />
                        <span>{says}</span>
                    </p>
                    {(!pieces.is_empty()).then(|| view! { <ul>{pieces}</ul> })}
                </li>
            }
        })
        .into_iter()
        .collect();
    let part = |id: &'static str, title: &'static str, lines: &[String]| {
        let rows: Vec<_> = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
        let list = if rows.is_empty() {
            view! { <p>"None."</p> }.into_any()
        } else {
            view! { <ul>{rows}</ul> }.into_any()
        };
        view! {
            <section class="sheet" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                {list}
            </section>
        }
    };
    let content = view! {
        <div>
            {crumb(here.clone(), format!("{} {}", seen.release.name, seen.release.label))}
            <h1>{format!("Evidence: {}", pack.title)}</h1>{facts}
        </div>
        <p class="actions">
            <a class="button" href=format!("{here}/evidence.md")>
                "Download as Markdown"
            </a>
        </p>
        <section class="sheet" aria-labelledby="controls">
            <h2 id="controls">"Controls of NIST SP 800-53, revision 5"</h2>
            <ul class="rows">{controls}</ul>
        </section>
        {part("findings", "Findings", &pack.findings)}
        {part("exceptions", "Exceptions", &pack.exceptions)}
        {part("decisions", "Decisions", &pack.decisions)}
    };
    Page::new(format!("Evidence · {}", seen.release.name), Section::Home, content)
}
