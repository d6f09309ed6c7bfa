//! Changes on which evidence rests: what was shown before them is stale.

use jiff::Timestamp;

use crate::drill::Drill;
use crate::ids::{ChangeMarkerId, PersonId, ReleaseId, RunbookId};
use crate::run::Run;
use crate::text::{Line, VersionLabel};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeMarker {
    pub id: ChangeMarkerId,
    pub release: ReleaseId,
    pub text: ChangeMarkerText,
    pub at: Timestamp,
    pub by: PersonId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeMarkerText {
    pub kind: ChangeMarkerKind,
    /// The runbook that changed; without one, all of them.
    pub runbook: Option<RunbookId>,
    /// What it is now, such as `1.4.3` or a migration.
    pub reference: Option<VersionLabel>,
    pub words: Line,
}

words! {
    pub enum ChangeMarkerKind(label, word, explanation) {
        Schema = "schema",
            "Schema", "the schema", "The shape of the data is another one. Dry runs before it are stale.";
        Artifact = "artifact",
            "Artifact", "the artifact", "Another version is going to be launched. Dry runs before it are stale.";
        Runbook = "runbook", "Runbook", "the runbook", "Something else is done. Dry runs before it are stale.";
        Scope = "scope", "Scope", "the scope", "Something else is launched. Dry runs and drills before it are stale.";
        OnCall = "on_call", "On-call", "who is on call", "Other people are on duty. Drills before it are stale.";
    }
}

/// The newest change since a run began, of a kind that it depends on. None when it is fresh.
#[must_use]
pub fn stales_run<'a>(run: &Run, markers: &'a [ChangeMarker]) -> Option<&'a ChangeMarker> {
    let began = run.clocks.started_at?;
    let concerns = |marker: &&ChangeMarker| match marker.text.kind {
        ChangeMarkerKind::Schema | ChangeMarkerKind::Artifact | ChangeMarkerKind::Scope => true,
        ChangeMarkerKind::Runbook => {
            marker.text.runbook.is_none_or(|runbook| runbook == run.runbook)
        }
        ChangeMarkerKind::OnCall => false,
    };
    newest(markers, began, concerns)
}

/// The newest change since a drill began, of a kind that it depends on. None when it is fresh.
#[must_use]
pub fn stales_drill<'a>(drill: &Drill, markers: &'a [ChangeMarker]) -> Option<&'a ChangeMarker> {
    let concerns = |marker: &&ChangeMarker| {
        matches!(marker.text.kind, ChangeMarkerKind::Scope | ChangeMarkerKind::OnCall)
    };
    newest(markers, drill.started_at?, concerns)
}

fn newest(
    markers: &[ChangeMarker],
    began: Timestamp,
    concerns: impl Fn(&&ChangeMarker) -> bool,
) -> Option<&ChangeMarker> {
    let since = |marker: &&ChangeMarker| marker.at > began && concerns(marker);
    markers.iter().filter(since).max_by_key(|marker| marker.at)
}

/// Which version is going to be launched: the newest that was said, or what the release is called.
#[must_use]
pub fn launching<'a>(markers: &'a [ChangeMarker], label: &'a str) -> &'a str {
    let artifacts = markers.iter().filter(|marker| marker.text.kind == ChangeMarkerKind::Artifact);
    let newest =
        artifacts.filter(|marker| marker.text.reference.is_some()).max_by_key(|marker| marker.at);
    newest.and_then(|marker| marker.text.reference.as_ref()).map_or(label, VersionLabel::as_str)
}
