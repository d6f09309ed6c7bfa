//! What a person sees first: what waits for them, and how the releases stand.

use std::collections::HashMap;

use domain::checklist::{Item, Kept, Progress};
use domain::ids::ReleaseId;
use domain::release::Release;
use domain::verdict::Verdict;

use crate::verdict::Facts;
use crate::{Error, Service, Viewer};

/// A release with its answer.
pub struct Standing {
    pub release: Release,
    pub progress: Progress,
    pub verdict: Verdict,
}

/// Why something waits for the viewer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waits {
    /// They own it and it is open.
    Owned,
    /// It is critical, somebody else ticked it, and a second person has to look.
    Verification,
}

/// An item that waits for the viewer.
pub struct Task {
    pub item: Item,
    pub waits: Waits,
}

pub struct Home {
    pub tasks: Vec<Task>,
    pub standings: Vec<Standing>,
}

/// # Errors
/// The database fails.
pub async fn find(service: &Service, viewer: &Viewer) -> Result<Home, Error> {
    let me = viewer.person.id;
    let now = service.now();
    let mut transaction = service.database.read().await?;
    let releases = store::release::list_releases(&mut transaction, me, None).await?;
    let mut tasks = Vec::new();
    let mut standings = Vec::new();
    for release in releases {
        let facts = Facts::read(&mut transaction, &release).await?;
        let verdict = facts.judge_next(&mut transaction, now).await?;
        let (items, outline) = (facts.items, facts.outline);
        if release.state.is_open() {
            let part = store::participant::find_part(&mut transaction, release.id, me).await?;
            let by_id: HashMap<_, _> = items.iter().map(|item| (item.id, item)).collect();
            for line in outline.work() {
                let Some(item) = by_id.get(&line.id) else { continue };
                let verifies = line.critical && line.kept == Kept::Done && part.is_some();
                let waits = match item.state {
                    domain::checklist::ItemState::Done(by) if verifies && by != me => {
                        Waits::Verification
                    }
                    _ if item.owner == Some(me) && !line.kept.is_finished() => Waits::Owned,
                    _ => continue,
                };
                tasks.push(Task { item: (*item).clone(), waits });
            }
        }
        standings.push(Standing { progress: outline.progress(), release, verdict });
    }
    tasks
        .sort_by_key(|task| (task.item.due_at.unwrap_or(jiff::Timestamp::MAX), task.item.position));
    Ok(Home { tasks, standings })
}

impl Home {
    #[must_use]
    pub fn release(&self, id: ReleaseId) -> Option<&Release> {
        self.standings.iter().map(|standing| &standing.release).find(|release| release.id == id)
    }
}
