//! The page around everything: head, bar, main, foot.

mod admin;
mod numbered;
mod symbols;

use std::sync::Arc;

use domain::access::{Operation, Relation};
use domain::ids::{ReleaseId, RequestId};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use service::Actor;

pub use self::admin::{AdminTab, admin_tabs};
use self::numbered::number_forms;
use self::symbols::symbols;
use crate::search::bar;

/// A page, complete before its first byte is sent: status, title and content are known together.
pub struct Page {
    pub status: u16,
    title: String,
    section: Section,
    content: AnyView,
    alive: bool,
    acts: bool,
    writes: bool,
    desk: bool,
    live: Option<ReleaseId>,
    bare: bool,
}

/// Which entry of the bar a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Home,
    Products,
    Desk,
    People,
    Account,
    None,
}

/// What every page says at its top, if it is so.
#[derive(Clone, Copy, Default)]
pub struct Warns {
    /// Others on the network can read along.
    pub insecure: bool,
    /// Nothing can be saved.
    pub read_only: bool,
}

/// Where the built files are; their names carry a hash of what is in them.
#[derive(Clone, Copy)]
pub struct Assets {
    pub style: &'static str,
    /// Starts the islands. None in a build without the browser bundle.
    pub start: Option<&'static str>,
    /// Warns before a session ends.
    pub session: &'static str,
    /// Keeps pages of a release up to date.
    pub live: &'static str,
    /// Makes clocks go, and sends presses once.
    pub act: &'static str,
    /// Helps to write Markdown, and keeps what is typed.
    pub editor: &'static str,
    /// Finds things and begins things from every page.
    pub palette: &'static str,
    /// The desk by keyboard.
    pub desk: &'static str,
    pub font: &'static str,
}

impl Page {
    pub fn new(
        title: impl Into<String>,
        section: Section,
        content: impl IntoView + 'static,
    ) -> Self {
        let content = content.into_any();
        Self {
            status: 200,
            title: title.into(),
            section,
            content,
            alive: false,
            acts: false,
            writes: false,
            desk: false,
            live: None,
            bare: false,
        }
    }

    /// The page has islands.
    #[must_use]
    pub fn alive(mut self) -> Self {
        self.alive = true;
        self
    }

    /// The page has clocks that go, and forms that are sent once whatever the connection does.
    #[must_use]
    pub const fn acts(mut self) -> Self {
        self.acts = true;
        self
    }

    /// The page is one where Markdown is written.
    #[must_use]
    pub const fn writes(mut self) -> Self {
        self.writes = true;
        self
    }

    /// The page is the desk.
    #[must_use]
    pub const fn desk(mut self) -> Self {
        self.desk = true;
        self
    }

    /// The page shows what others do in a release while they do it.
    #[must_use]
    pub const fn live(mut self, release: ReleaseId) -> Self {
        self.live = Some(release);
        self
    }

    /// For somebody who has nothing else here: nothing leads anywhere, and who is signed in does not matter.
    #[must_use]
    pub const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Shows a form again: what was typed cannot be taken.
    #[must_use]
    pub fn refused_if(self, refused: bool) -> Self {
        if refused { self.status(422) } else { self }
    }

    /// The whole document, with its number in the forms of whoever is signed in. `make` builds the page under an owner
    /// that knows of islands.
    pub fn document(
        make: impl FnOnce() -> Self,
        (viewer, number): (Option<&Actor>, RequestId),
        assets: Assets,
        warns: Warns,
    ) -> (u16, String) {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let (status, html) = owner.with(|| {
            let page = make();
            (page.status, page.shell(viewer, assets, warns).to_html())
        });
        owner.unset_with_forced_cleanup();
        let html = if viewer.is_some() { number_forms(html, number) } else { html };
        (status, format!("<!DOCTYPE html>{html}"))
    }

    /// A part of a page, for a script that puts it in the place of an older one.
    pub fn part(make: impl FnOnce() -> AnyView, number: RequestId) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| make().to_html());
        owner.unset_with_forced_cleanup();
        number_forms(html, number)
    }

    fn shell(self, viewer: Option<&Actor>, assets: Assets, warns: Warns) -> impl IntoView {
        let start = assets.start.filter(|_| self.alive);
        let viewer = viewer.filter(|_| !self.bare);
        view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <PageTitle text=self.title />
                    <link rel="preload" href=assets.font r#as="font" r#type="font/woff2" crossorigin="" />
                    <link rel="stylesheet" href=assets.style />
                    <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                    {viewer.is_some().then(|| view! { <script r#type="module" src=assets.session></script> })}
                    {viewer.is_some().then(|| view! { <script r#type="module" src=assets.palette></script> })}
                    {self.live.map(|_| view! { <script r#type="module" src=assets.live></script> })}
                    {self.acts.then(|| view! { <script r#type="module" src=assets.act></script> })}
                    {self
                        .writes
                        .then(|| view! { <script r#type="module" src=assets.editor></script> })}
                    {self.desk.then(|| view! { <script r#type="module" src=assets.desk></script> })}
                    {start.map(|start| view! { <script r#type="module" src=start></script> })}
                </head>
                <body>
                    <a class="skip" href="#main">
                        "Skip to main content"
                    </a>
                    {symbols()}
                    {if self.bare { bare_bar().into_any() } else { bar(viewer, self.section).into_any() }}
                    {warns
                        .read_only
                        .then(|| {
                            view! {
                                <p class="insecure" role="status">
                                    "Read only: the disk of the server is nearly full, and nothing is saved. It goes \
                                    on by itself as soon as there is room."
                                </p>
                            }
                        })}
                    {warns
                        .insecure
                        .then(|| {
                            view! {
                                <p class="insecure">
                                    "This connection is not encrypted. Use it only on this machine or a \
                                    private network."
                                </p>
                            }
                        })}
                    <main id="main" tabindex="-1">
                        {self
                            .live
                            .map(|release| {
                                view! {
                                    <p
                                        class="presence"
                                        id="live"
                                        role="status"
                                        data-release=release.to_string()
                                        hidden
                                    ></p>
                                }
                            })}
                        {viewer
                            .filter(|_| self.acts)
                            .map(|viewer| {
                                view! {
                                    <p
                                        class="presence"
                                        id="unsent"
                                        role="status"
                                        data-person=viewer.person.id.to_string()
                                        hidden
                                    ></p>
                                }
                            })}
                        {self.content}
                    </main>
                    {viewer.is_some().then(session_warning)}
                    {viewer.is_some().then(bar::palette)}
                </body>
            </html>
        }
    }
}

/// The one title of a document, escaped like any other text.
#[component]
fn PageTitle(text: String) -> impl IntoView {
    view! { <title>{format!("{text} · Holdpoint")}</title> }
}

fn bare_bar() -> impl IntoView {
    view! {
        <header class="bar">
            <span class="brand">{brand()}</span>
        </header>
    }
}

fn brand() -> impl IntoView {
    view! {
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <use href="#s-brand" />
        </svg>
        "Holdpoint"
    }
}

fn bar(viewer: Option<&Actor>, section: Section) -> impl IntoView + use<> {
    let home = view! {
        <a class="brand" href="/">
            {brand()}
        </a>
    };
    let entry = move |to: Section, href: &'static str, label: &'static str| {
        let current = (to == section).then_some("page");
        view! {
            <a href=href aria-current=current>
                {label}
            </a>
        }
    };
    let signed_in = viewer.map(|viewer| {
        let manages = viewer.may(Relation::None, Operation::ManagePeople);
        let answers = viewer.may(Relation::None, Operation::UseDesk);
        let initials = crate::words::initials(&viewer.person.name);
        let label = format!("{initials}: account of {}", viewer.person.name);
        let current = (section == Section::Account).then_some("page");
        view! {
            <nav aria-label="Main">
                {entry(Section::Home, "/", "Home")} {entry(Section::Products, "/products", "Products")}
                {answers.then(|| entry(Section::Desk, "/desk", "Desk"))}
                {manages.then(|| entry(Section::People, "/people", "People"))}
            </nav>
            {bar::field()}
            <a class="me" href="/account" aria-label=label aria-current=current>
                {initials}
            </a>
        }
    });
    view! { <header class="bar">{home}{signed_in}</header> }
}

/// Shown two minutes before a session ends without use.
fn session_warning() -> impl IntoView {
    let seconds = service::account::session::IDLE.as_secs().to_string();
    view! {
        <dialog id="session" aria-labelledby="session-title" data-idle-seconds=seconds>
            <h2 id="session-title">"You will be signed out in two minutes"</h2>
            <p>"You have not used Holdpoint for a while. What you typed on this page stays."</p>
            <form method="dialog">
                <button class="primary">"Stay signed in"</button>
            </form>
        </dialog>
    }
}
