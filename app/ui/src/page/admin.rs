//! The pages of administrators, beside each other.

use leptos::prelude::*;

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AdminTab {
    People,
    Backups,
    Audit,
}

/// Leads from one to the other.
#[must_use]
pub fn admin_tabs(tab: AdminTab) -> AnyView {
    let entry = |to: AdminTab, href: &'static str, label: &'static str| {
        let current = (to == tab).then_some("page");
        view! {
            <a href=href aria-current=current>
                {label}
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label="Administration">
            {entry(AdminTab::People, "/people", "People")}
            {entry(AdminTab::Audit, "/admin/audit", "Audit trail")}
            {entry(AdminTab::Backups, "/admin/backups", "Backups")}
        </nav>
    }
    .into_any()
}
