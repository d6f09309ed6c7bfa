//! Changes on which evidence rests: what was shown before them is stale.

use jiff::Timestamp;

use crate::drill::Drill;
use crate::ids::{MarkerId, PersonId, ReleaseId, RunbookId};
use crate::run::Run;
use crate::text::{Line, VersionLabel};
use crate::words;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marker {
    pub id: MarkerId,
    pub release: ReleaseId,
    pub text: MarkerText,
    pub at: Timestamp,
    pub by: PersonId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkerText {
    pub kind: MarkerKind,
    /// The runbook that changed; without one, all of them.
    pub runbook: Option<RunbookId>,
    /// What it is now, such as `1.4.3` or a migration.
    pub reference: Option<VersionLabel>,
    pub words: Line,
}

words! {
    pub enum MarkerKind(label, word, explanation) {
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
pub fn stales_run<'a>(run: &Run, markers: &'a [Marker]) -> Option<&'a Marker> {
    let began = run.clocks.started_at?;
    let concerns = |marker: &&Marker| match marker.text.kind {
        MarkerKind::Schema | MarkerKind::Artifact | MarkerKind::Scope => true,
        MarkerKind::Runbook => marker.text.runbook.is_none_or(|runbook| runbook == run.runbook),
        MarkerKind::OnCall => false,
    };
    newest(markers, began, concerns)
}

/// The newest change since a drill began, of a kind that it depends on. None when it is fresh.
#[must_use]
pub fn stales_drill<'a>(drill: &Drill, markers: &'a [Marker]) -> Option<&'a Marker> {
    let concerns =
        |marker: &&Marker| matches!(marker.text.kind, MarkerKind::Scope | MarkerKind::OnCall);
    newest(markers, drill.started_at?, concerns)
}

fn newest(
    markers: &[Marker],
    began: Timestamp,
    concerns: impl Fn(&&Marker) -> bool,
) -> Option<&Marker> {
    let since = |marker: &&Marker| marker.at > began && concerns(marker);
    markers.iter().filter(since).max_by_key(|marker| marker.at)
}

/// Which version is going to be launched: the newest that was said, or what the release is called.
#[must_use]
pub fn launching<'a>(markers: &'a [Marker], label: &'a str) -> &'a str {
    let artifacts = markers.iter().filter(|marker| marker.text.kind == MarkerKind::Artifact);
    let newest =
        artifacts.filter(|marker| marker.text.reference.is_some()).max_by_key(|marker| marker.at);
    newest.and_then(|marker| marker.text.reference.as_ref()).map_or(label, VersionLabel::as_str)
}
