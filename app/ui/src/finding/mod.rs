//! Findings: what rehearsals showed must change.

pub mod change_marker;

mod form;
mod list;
mod page;

pub use form::{finding_form, finding_form_page};
pub(crate) use list::findings_sheet;
pub use list::{findings_page, product_findings_page};
pub use page::finding_page;

use domain::finding::{Finding, FindingState, Rehearsed, Severity};
use domain::ids::ReleaseId;
use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::symbol::Symbol;

/// The form that reports a finding, filled with what is known.
pub(crate) fn report_address(
    release: ReleaseId,
    source: Rehearsed,
    severity: Severity,
    title: &str,
) -> String {
    let source = match source {
        Rehearsed::Run(run) => format!("run%3A{run}"),
        Rehearsed::Drill(drill) => format!("drill%3A{drill}"),
    };
    let (severity, title) = (severity.key(), utf8_percent_encode(title, NON_ALPHANUMERIC));
    format!("/releases/{release}/findings/new?source={source}&severity={severity}&title={title}")
}

/// The shape of how a finding stands.
pub(crate) fn symbol(finding: &Finding, today: Date) -> Symbol {
    match &finding.state {
        FindingState::Retested { .. } => Symbol::Pass,
        FindingState::Accepted { until, .. } if *until >= today => Symbol::Waived,
        FindingState::Accepted { .. } => Symbol::Stale,
        FindingState::Fixed { .. } => Symbol::Unknown,
        _ if finding.text.severity == Severity::High => Symbol::Fail,
        _ => Symbol::Open,
    }
}
