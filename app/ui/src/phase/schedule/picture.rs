use domain::phase::{Phase, PhaseState};
use domain::product::freeze::Freeze;
use jiff::Span;
use jiff::civil::Date;
use leptos::prelude::*;

use super::scale::{Scale, Zoom};
use crate::kit::chart::place;

/// Room for half a diamond on the left.
pub(super) const LEFT: f64 = 10.0;
/// A name begins with its bar, unless it would run out of the picture.
const NAME: f64 = 230.0;
/// Room for the words on top.
const TOP: f64 = 46.0;
const ROW: f64 = 50.0;

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub(super) phases: &'a [Phase],
    pub(super) freezes: &'a [Freeze],
    pub(super) launch: Option<Date>,
    pub(super) today: Date,
    /// What says the same in words.
    pub(super) table: &'static str,
}

/// The phases as bars, their gates as diamonds, freezes hatched, today and the launch as lines.
pub(super) fn picture(drawn: &Drawn<'_>, (scale, zoom): (Scale, Zoom)) -> AnyView {
    let rows = drawn.phases.len();
    #[expect(clippy::cast_precision_loss, reason = "a release has at most some dozen phases")]
    let height = TOP + rows as f64 * ROW + 8.0;
    let width = scale.width();
    let bars: Vec<_> =
        drawn.phases.iter().enumerate().map(|(row, phase)| bar(scale, phase, row)).collect();
    let frozen: Vec<_> =
        drawn.freezes.iter().filter_map(|freeze| hatched(scale, freeze, height)).collect();
    let ticks: Vec<_> = scale
        .ticks(zoom)
        .into_iter()
        .map(|(day, word)| {
            let x = place(scale.x(day));
            view! {
                <line class="tick-line" x1=x.clone() x2=x.clone() y1="30" y2=place(height) />
                <text class="tick-word" x=x y="26">
                    {word}
                </text>
            }
        })
        .collect();
    let launch = drawn.launch.and_then(|day| marker(scale, day, "Launch", "launch-line", height));
    let today = marker(scale, drawn.today, "Today", "today-line", height);
    let label = format!("Timeline of {rows} phases; {} says the same", drawn.table);
    view! {
        <div class="picture" tabindex="0" role="region" aria-label="Timeline">
            <svg
                class="timeline"
                viewBox=format!("0 0 {width:.0} {height:.0}")
                width=place(width)
                height=place(height)
                role="img"
                aria-label=label
            >
                <defs>
                    <pattern
                        id="hatch"
                        width="6"
                        height="6"
                        patternUnits="userSpaceOnUse"
                        patternTransform="rotate(45)"
                    >
                        <line class="hatch" x1="0" y1="0" x2="0" y2="6" />
                    </pattern>
                </defs>
                {frozen}
                {ticks}
                {today}
                {launch}
                {bars}
            </svg>
        </div>
    }
    .into_any()
}

fn next_day(day: Date) -> Date {
    day.checked_add(Span::new().days(1)).unwrap_or(day)
}

/// A phase: its name, its gate, its days, and its bake time in a paler bar.
fn bar(scale: Scale, phase: &Phase, row: usize) -> AnyView {
    #[expect(clippy::cast_precision_loss, reason = "a release has at most some dozen phases")]
    let y = TOP + row as f64 * ROW;
    let dates = phase.plan.dates;
    let (from, to) = (scale.x(dates.starts_on()), scale.x(next_day(dates.ends_on())));
    let baked = scale.x(next_day(phase.plan.baked_on()));
    let name: String = phase.title().chars().take(36).collect();
    let named_at = from.clamp(scale.left, (scale.width() - NAME).max(scale.left));
    let top = y + 12.0;
    let class = match phase.state {
        PhaseState::Skipped | PhaseState::RolledBack => "days gone",
        PhaseState::Halted => "days stopped",
        PhaseState::Complete => "days finished",
        state if state.is_ahead() => "days ahead",
        _ => "days running",
    };
    let gate = scale.is_in_sight(dates.starts_on()).then(|| {
        let points = format!(
            "{from:.1},{:.1} {:.1},{:.1} {from:.1},{:.1} {:.1},{:.1}",
            top + 8.0,
            from + 7.0,
            top + 15.0,
            top + 22.0,
            from - 7.0,
            top + 15.0
        );
        view! { <polygon class="gate-mark" points=points /> }
    });
    let visible = to > scale.left && from < scale.width();
    let bars = visible.then(|| {
        view! {
            <rect
                class="bake"
                x=place(to)
                y=place(top + 11.0)
                width=place((baked - to).max(0.0))
                height="8"
            />
            <rect
                class=class
                data-phase=phase.id.to_string()
                data-ahead=phase.state.is_ahead().to_string()
                x=place(from)
                y=place(top + 6.0)
                width=place((to - from).max(3.0))
                height="18"
                rx="3"
            />
        }
    });
    view! {
        <g>
            <text class="bar-name" x=place(named_at) y=place(y + 12.0)>
                {name}
            </text>
            {bars}
            {gate}
            <line class="row-line" x1="0" x2=place(scale.width()) y1=place(y + 42.0) y2=place(y + 42.0) />
        </g>
    }
    .into_any()
}

fn hatched(scale: Scale, freeze: &Freeze, height: f64) -> Option<AnyView> {
    let from = scale.x(freeze.text.dates.starts_on());
    let to = scale.x(next_day(freeze.text.dates.ends_on()));
    let width = to - from;
    let title = freeze.in_words();
    (width > 0.0).then(|| {
        view! {
            <rect class="frozen" x=place(from) y="32" width=place(width) height=place(height - 32.0)>
                <title>{title}</title>
            </rect>
        }.into_any()
    })
}

fn marker(
    scale: Scale,
    day: Date,
    word: &'static str,
    class: &'static str,
    height: f64,
) -> Option<AnyView> {
    let x = place(scale.x(day));
    scale.is_in_sight(day).then(|| {
        view! {
            <line class=class x1=x.clone() x2=x.clone() y1="14" y2=place(height) />
            <text class=class x=x y="11">
                {word}
            </text>
        }
        .into_any()
    })
}
