use std::path::Path;

use clap::Subcommand;
use service::Actor;
use service::activity::sealed::{self, Anchor, Verified};

use super::{Problem, open};
use crate::config::Storage;

#[derive(Subcommand, Debug)]
pub(super) enum AuditCommand {
    /// Say whether a record of the trail was changed, taken out or put in.
    Verify {
        /// Lines of the log that say “the end of the audit trail”, or a manifest of a backup: what was taken away from
        /// the end shows only by them.
        #[arg(long, value_name = "FILE")]
        anchor: Vec<std::path::PathBuf>,
    },
}

pub(super) async fn run(command: AuditCommand, storage: &Storage) -> Result<(), Problem> {
    let AuditCommand::Verify { anchor } = command;
    let mut anchors = Vec::new();
    for file in &anchor {
        let found = read_anchors(file)?;
        if found.is_empty() {
            return Err(format!("--anchor {}: there is no anchor in it", file.display()).into());
        }
        anchors.extend(found);
    }
    let service = open(storage).await?;
    let verified = sealed::verify(&service, &Actor::command(), &anchors).await;
    service.close().await;
    match verified.map_err(|error| error.to_string())? {
        Verified::Whole { sealed, recent } => {
            println!("The trail is whole: {sealed} records, {} anchors fit.", anchors.len());
            if recent > 0 {
                println!("{recent} records are too recent to be sealed.");
            }
            Ok(())
        }
        Verified::Broken { number, why } => {
            Err(format!("the trail does not fit at seal {number}: {why}").into())
        }
    }
}

/// Every anchor in a file: `{"number":7,"hash":"…"}` anywhere in a line, or what a manifest says.
fn read_anchors(file: &Path) -> Result<Vec<Anchor>, String> {
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| format!("--anchor {}: {error}", file.display()))?;
    if let Ok(manifest) = serde_json::from_str::<domain::backup::Manifest>(&text) {
        let newest = manifest.newest_seal.map(|(number, hash)| Anchor { number, hash });
        return Ok(newest.into_iter().collect());
    }
    let in_line = |line: &str| {
        let start = line.find("{\"number\":")?;
        let rest = line.get(start..)?;
        serde_json::from_str(rest.get(..=rest.find('}')?)?).ok()
    };
    Ok(text.lines().filter_map(in_line).collect())
}
