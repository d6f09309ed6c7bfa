//! A picture of two counts that go in steps over days: what is to be, and what is. A table beside it says the same.

use jiff::civil::Date;
use leptos::prelude::*;

use super::chart::{Line, place};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 24.0;
const RIGHT: f64 = 100.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 26.0;
/// Days from today behind which something would make everything else too small.
const FAR: i64 = 400;

/// A count by days, and what is written at its end.
pub struct Steps {
    pub points: Vec<(Date, i64)>,
    pub word: String,
}

pub struct StepPicture {
    pub label: &'static str,
    pub planned: Steps,
    pub actual: Steps,
    pub today: Date,
    pub launch: Option<Date>,
    /// When what is reaches what is to be, if it goes on like this.
    pub projected: Option<Date>,
}

impl StepPicture {
    /// None without any day.
    #[must_use]
    pub fn view(self) -> Option<AnyView> {
        let Self { label, planned, actual, today, .. } = &self;
        let (begin, end) = self.range()?;
        let since = |day: Date| i64::from(begin.until(day).map_or(0, |span| span.get_days()));
        let line = Line { left: LEFT, width: WIDTH - LEFT - RIGHT, most: since(end).max(1) };
        let x = |day: Date| line.x(since(day));
        let most = planned.points.iter().chain(&actual.points).map(|(_, count)| *count).max()?;
        let rise = Line { left: 0.0, width: HEIGHT - TOP - BOTTOM, most };
        let y = |count: i64| HEIGHT - BOTTOM - rise.x(count);
        let path = |steps: &Steps| {
            let mut path = String::new();
            for (number, (day, count)) in steps.points.iter().enumerate() {
                let (over, up) = if number == 0 { ("M", " ") } else { (" H", " V") };
                path.extend([over, &*place(x(*day)), up, &*place(y(*count))]);
            }
            path
        };
        let last = |steps: &Steps| steps.points.last().map_or(0, |(_, count)| *count);
        let (above, below) = (y(last(planned)), y(last(actual)));
        let ahead = self.projected.filter(|day| is_near(*day, *today)).map(|day| {
            view! {
                <line class="projected" x1=place(x(*today)) y1=place(below) x2=place(x(day)) y2=place(above) />
            }
        });
        // Two words at one height would lie on each other.
        let under = if (below - above).abs() < 14.0 { above + 14.0 } else { below };
        let launch = self.launch.filter(|day| is_near(*day, *today));
        let written = |day: Date| day.strftime("%-d %b").to_string();
        Some(
            view! {
                <div class="picture" tabindex="0" role="region" aria-label=*label>
                    <svg class="steps" viewBox=format!("0 0 {WIDTH:.0} {HEIGHT:.0}") role="img" aria-label=*label>
                        <line
                            class="base"
                            x1=place(LEFT)
                            x2=place(WIDTH - RIGHT)
                            y1=place(HEIGHT - BOTTOM)
                            y2=place(HEIGHT - BOTTOM)
                        />
                        {launch.map(|day| mark(x(day), "Launch", "launch-line", 10.0))}
                        {mark(x(*today), "Today", "today-line", 22.0)}
                        <path class="scope" d=path(planned) />
                        <path class="done" d=path(actual) />
                        {ahead}
                        <text class="scope-word" x=place(WIDTH - RIGHT + 8.0) y=place(above + 4.0)>
                            {planned.word.clone()}
                        </text>
                        <text class="done-word" x=place(WIDTH - RIGHT + 8.0) y=place(under + 4.0)>
                            {actual.word.clone()}
                        </text>
                        <text x=place(LEFT) y=place(HEIGHT - 8.0)>
                            {written(begin)}
                        </text>
                        <text class="end" x=place(WIDTH - RIGHT) y=place(HEIGHT - 8.0)>
                            {written(end)}
                        </text>
                    </svg>
                </div>
            }
            .into_any(),
        )
    }

    /// The first and the last day that it shows.
    fn range(&self) -> Option<(Date, Date)> {
        let days = self.planned.points.iter().chain(&self.actual.points).map(|(day, _)| *day);
        let near = self.launch.into_iter().chain(self.projected);
        let all: Vec<Date> =
            days.chain(near.filter(|day| is_near(*day, self.today))).chain([self.today]).collect();
        all.iter().min().copied().zip(all.iter().max().copied())
    }
}

fn mark(x: f64, word: &'static str, class: &'static str, row: f64) -> AnyView {
    let at = place(x);
    view! {
        <line class=class x1=at.clone() x2=at.clone() y1=place(TOP) y2=place(HEIGHT - BOTTOM) />
        <text class=class x=at y=place(row)>
            {word}
        </text>
    }
    .into_any()
}

fn is_near(day: Date, today: Date) -> bool {
    i64::from(today.until(day).map_or(0, |span| span.get_days())).abs() < FAR
}
