//! The sections of a list, and the way to them.

use leptos::prelude::*;

use super::{Group, Row};

/// A section with its lines, each of which changes by itself.
#[derive(Clone)]
pub(super) struct Section {
    pub(super) name: String,
    asked: Option<String>,
    pub(super) edit: Option<String>,
    pub(super) folded: bool,
    pub(super) rows: Vec<RwSignal<Row>>,
}

impl Section {
    pub(super) fn new(group: Group) -> Self {
        let rows = group.rows.into_iter().map(RwSignal::new).collect();
        Self {
            name: group.section,
            asked: group.asked,
            edit: group.edit,
            folded: group.folded,
            rows,
        }
    }

    /// Its name, how far it is, and which gate asks for its items.
    pub(super) fn heading(self) -> impl IntoView + use<> {
        let (name, asked, rows) = (self.name, self.asked, self.rows.clone());
        let count = move || {
            let (mut finished, mut all) = (0_usize, 0_usize);
            for row in &rows {
                row.with(|row| {
                    let work = !row.has_sub_items;
                    all += usize::from(work);
                    finished += usize::from(work && !row.status.is_open(row.critical));
                });
            }
            format!("{finished} of {all}")
        };
        view! {
            <h3>{name}</h3>
            <span class="count">{count}</span>
            {asked.map(|asked| view! { <span class="small">{asked}</span> })}
        }
    }
}

/// Where one says which gate asks for the items of a section.
pub(super) fn gate_link(href: String, section: &str) -> impl IntoView + use<> {
    let label = format!("Gate of {section}");
    view! {
        <a class="small gate-of" href=href aria-label=label>
            "Gate"
        </a>
    }
}

/// The count on the tab goes with the list: `14 of 16 finished` is `14/16` there.
#[cfg(feature = "islands")]
pub(super) fn show_count(progress: &str) {
    let mut words = progress.split(' ');
    let (finished, all) = (words.next(), words.nth(1));
    let count = document().query_selector(".tabs [aria-current] .count").ok().flatten();
    if let (Some(count), Some(finished), Some(all)) = (count, finished, all) {
        count.set_text_content(Some(&format!("{finished}/{all}")));
    }
}
