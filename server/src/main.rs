//! The program `holdpoint`.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use mimalloc::MiMalloc;
use server::commands::{self, Cli};

/// A page is thousands of small texts: the allocator of the system took an eighth of the time of a checklist.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How long what reads or writes files is waited for at the end. A backup that is left in the middle has no name.
const FILES: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("holdpoint: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(commands::run(Cli::parse()));
    runtime.shutdown_timeout(FILES);
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("holdpoint: {}", problem.sentence);
            ExitCode::from(problem.code)
        }
    }
}
