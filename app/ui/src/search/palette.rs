use domain::search::{Entry, Piece, Query};
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use service::search::Palette;

use super::{address, marked, place};

/// What the palette offers, as the part of a page: options that are links, so that the mouse needs no script.
#[must_use]
pub fn palette_part(palette: Palette, query: &Query) -> String {
    let lately = if query.is_empty() { "What you worked on" } else { "Found" };
    let found = palette.entries.iter().filter_map(|entry| offer(entry, query)).collect::<Vec<_>>();
    let commands = palette.commands.into_iter();
    let commands =
        commands.map(|(command, href)| (href, query.marks(command.label()), String::new()));
    // Whoever types the name of an action wants it; what they worked on comes first when they type nothing.
    let mut groups = vec![(lately, found), ("Go and do", commands.collect::<Vec<_>>())];
    if !query.is_empty() {
        groups.reverse();
    }
    let mut number = 0;
    let owner = Owner::new();
    let html = owner.with(|| {
        let groups = groups.into_iter().filter(|(_, options)| !options.is_empty());
        let groups = groups.map(|(name, options)| {
            let options = options.into_iter().map(|one| {
                number += 1;
                option(number, one)
            });
            let options: Vec<_> = options.collect();
            view! {
                <div role="group" aria-label=name>
                    <p class="small" aria-hidden="true">
                        {name}
                    </p>
                    {options}
                </div>
            }
        });
        groups.collect::<Vec<_>>().to_html()
    });
    owner.unset_with_forced_cleanup();
    html
}

fn offer(entry: &Entry, query: &Query) -> Option<(String, Vec<Piece>, String)> {
    let kind = entry.kind.heading();
    let place = place(entry);
    let place = if place.is_empty() { kind.to_owned() } else { format!("{kind} · {place}") };
    Some((address(entry, true)?, query.marks(&entry.title), place))
}

fn option(number: usize, (href, title, place): (String, Vec<Piece>, String)) -> AnyView {
    let id = format!("palette-{number}");
    view! {
        <a role="option" id=id href=href tabindex="-1" aria-selected="false">
            <span>{marked(title)}</span>
            <small>{place}</small>
        </a>
    }
    .into_any()
}
