//! What the demo rehearses, in words and minutes.

use domain::finding::Severity;
use domain::run::RunKind;

pub(crate) const RUNBOOK: &str = "\
1. Announce read-only mode at the counters (5 min)
   - Check: the banner is on every page
   - Rollback: take the banner off
2. Take a snapshot of the old database (20 min)
   - Check: the snapshot is listed with the time of today
3. Copy applications and people (50 min)
   - Check: the copy says how many rows it read
   - Rollback: empty the new tables

   ```sh
   permits copy --from old --to new --tables applications,people
   ```
4. Copy the plans (35 min)
   - Parallel: yes
5. Compare row counts and fifty applications by hand (25 min)
   - Check: in = out + rejected
   - Rollback: restore the snapshot
6. Smoke test: sign in, apply, decide (10 min)
   - Check: one test permit is decided
7. Point of no return: send the counters to the new portal (5 min)
   - Rollback: send them back; what was entered since is entered again by hand
";

pub(crate) const ROLLBACK: &str = "\
1. Tell the counters to take paper forms (5 min)
2. Send the counters back to the old portal (10 min)
   - Check: the old portal answers at every counter
3. Enter what came in since (20 min)
";

/// The kind of each run, how many days ago it was, and the minutes of its steps as they ended one
/// after the other.
pub(crate) const RUNS: [(RunKind, i64, &[i64]); 4] = [
    (RunKind::RollbackRehearsal, 28, &[6, 13, 22]),
    (RunKind::DryRun, 24, &[7, 24, 64, 0, 31, 14, 6]),
    (RunKind::DryRun, 12, &[5, 22, 52, 0, 27, 11, 6]),
    (RunKind::DressRehearsal, 3, &[5, 21, 46, 0, 24, 9, 5]),
];

/// The minute, a mark or an inject, and what was said.
pub(crate) const SAID: [(i64, Option<&str>, &str); 13] = [
    (
        0,
        Some("inject"),
        "The deployment stopped in the middle. Two of four servers run the new version.",
    ),
    (4, Some("detected"), "Half of the test sign-ins fail"),
    (5, Some("acknowledged"), ""),
    (6, None, "The rest of the deployment is stopped"),
    (8, Some("declared"), "Noor leads"),
    (
        10,
        Some("inject"),
        "The support desk reports twelve calls: people are signed out again and again.",
    ),
    (13, None, "!decision Go back, by the card"),
    (18, None, "?question Who tells the counters?"),
    (20, Some("inject"), "The old version does not start: its schema is gone."),
    (29, Some("mitigated"), "The counters use paper forms"),
    (33, None, "#action @tomas Put the counters on the list of whom to tell first"),
    (37, Some("resolved"), "The old version runs with the restored schema"),
    (40, Some("communicated"), "A message to all counters"),
];

pub(crate) const FINDINGS: [(&str, Severity, &str); 2] = [
    (
        "The old version needs the old schema",
        Severity::High,
        "The runbook keeps the old tables until the phase is complete",
    ),
    (
        "The counters hear of it last",
        Severity::Medium,
        "They are the first on the list of the support desk",
    ),
];
