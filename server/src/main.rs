//! The program `holdpoint`.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use server::commands::{self, Cli};

/// A page is thousands of small texts: the allocator of the system took an eighth of the time of a checklist.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("holdpoint: {}", problem.sentence);
            ExitCode::from(problem.code)
        }
    }
}
