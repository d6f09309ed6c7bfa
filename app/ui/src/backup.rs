//! Backups, for who looks after the installation.

use std::path::Path;

use domain::backup::{Manifest, is_stale};
use jiff::Timestamp;
use leptos::prelude::*;
use service::backup::Made;

use crate::kit::{notice, warning};
use crate::page::{AdminTab, Page, Section, admin_tabs};
use crate::words::{ago, bytes, counted};

/// What there is, the newest first, and a button for one more.
#[must_use]
pub fn backups_page(
    made: Vec<Made>,
    (hours, days): (u32, u32),
    folder: &Path,
    now: Timestamp,
) -> Page {
    let newest = made.first().map(|made| made.manifest.made_at);
    let stale = is_stale(newest, now).then(|| {
        warning("There is no backup of the last 26 hours. Make one now, and look into the log of the server why.")
    });
    let schedule = match hours {
        0 => "Nothing makes backups by itself: --backup-hours is 0.".to_owned(),
        1 => format!(
            "Every hour in which something happened. One of each day is kept for {days} days."
        ),
        _ => format!(
            "Every {hours} hours in which something happened. One of each day is kept for {days} days."
        ),
    };
    let example =
        made.first().map_or_else(|| "…".to_owned(), |made| made.folder.display().to_string());
    let is_file = made.first().is_some_and(|made| made.manifest.engine == "SQLite");
    let replace = if is_file { " --replace" } else { "" };
    let count = made.len();
    let rows: Vec<_> = made.iter().map(|made| row(made, now)).collect();
    let content = view! {
        {admin_tabs(AdminTab::Backups)}
        <h1>"Backups"</h1>
        {stale}
        <section class="sheet" aria-labelledby="made">
            <h2 id="made">
                "What is there"
                <span class="count">{count}</span>
            </h2>
            <p>
                {schedule} " Each has been read to the end before it counts. They lie in "
                <code>{folder.display().to_string()}</code>
                " on the server: copy that folder to another machine, too."
            </p>
            {if rows.is_empty() {
                notice("There is none yet.").into_any()
            } else {
                table(rows)
            }}
            <form method="post" action="/admin/backups">
                <div class="actions">
                    <button class="primary">"Make a backup now"</button>
                </div>
            </form>
        </section>
        <section class="sheet" aria-labelledby="back">
            <h2 id="back">"The way back"</h2>
            <p>
                "On the server, stop Holdpoint and put everything as it was then. Everybody is signed out. "
                "With PostgreSQL, give it an empty database."
            </p>
            <p class="verbatim">
                <code>{format!("holdpoint restore {example}{replace}")}</code>
            </p>
        </section>
    };
    Page::new("Backups", Section::People, content)
}

fn table(rows: Vec<AnyView>) -> AnyView {
    view! {
        <table class="plain">
            <thead>
                <tr>
                    <th scope="col">"Made"</th>
                    <th scope="col">"Why"</th>
                    <th scope="col">"What is in it"</th>
                    <th scope="col">"Folder"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(made: &Made, now: Timestamp) -> AnyView {
    let manifest: &Manifest = &made.manifest;
    let at = manifest.made_at;
    let reason = manifest.reason().map_or("Unknown", |reason| reason.label());
    let rows = usize::try_from(manifest.row_count()).unwrap_or_default();
    let files = manifest.files.len().saturating_sub(1);
    let content = format!(
        "{}, {}, {}",
        bytes(manifest.bytes()),
        counted(rows, "row", "rows"),
        counted(files, "file", "files"),
    );
    let damaged = (!manifest.damaged.is_empty()).then(|| {
        let count = counted(manifest.damaged.len(), "file was", "files were");
        view! { <b>{format!(" · {count} missing or damaged")}</b> }
    });
    let folder = made.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    view! {
        <tr>
            <td>
                <time datetime=at.to_string()>{ago(at, now)}</time>
            </td>
            <td>{reason}</td>
            <td>
                {content} {damaged} <br /> <span class="small">{format!("Holdpoint {}", manifest.program)}</span>
            </td>
            <td>
                <code>{folder}</code>
            </td>
        </tr>
    }
    .into_any()
}
