use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use domain::checklist::import::Import;
use domain::limits;
use serde::Serialize;

#[derive(Subcommand, Debug)]
pub(super) enum ImportCommand {
    /// Read a checklist in Markdown.
    Checklist {
        /// The document, or - for the standard input.
        file: PathBuf,
        /// Show what it would become. It is the only way so far: items are added on the page of a
        /// release, where somebody is signed in.
        #[arg(long, required = true)]
        preview: bool,
        /// Print JSON for programs.
        #[arg(long)]
        json: bool,
    },
}

/// What a document would become, for programs.
#[derive(Serialize)]
struct Preview<'a> {
    items: usize,
    checked: usize,
    sections: Vec<String>,
    skipped: Vec<SkippedLine<'a>>,
}

#[derive(Serialize)]
struct SkippedLine<'a> {
    line: usize,
    lines: usize,
    why: &'static str,
    text: &'a str,
}

pub(super) fn run(command: &ImportCommand) -> Result<(), String> {
    let ImportCommand::Checklist { file, json, .. } = command;
    let document = read(file)?;
    let text = str::from_utf8(&document)
        .map_err(|_| format!("{}: the file is not in UTF-8", file.display()))?;
    // A document without tasks is an answer here, not a mistake: it has 0 items.
    let import = Import::survey(text);
    let sections = import.sections().iter().map(|section| section.join(" › ")).collect();
    let skipped = import.skipped.iter().map(|skipped| SkippedLine {
        line: skipped.line,
        lines: skipped.lines,
        why: skipped.why.sentence(),
        text: &skipped.text,
    });
    let preview = Preview {
        items: import.items.len(),
        checked: import.checked(),
        sections,
        skipped: skipped.collect(),
    };
    if *json {
        println!("{}", serde_json::to_string_pretty(&preview).map_err(|error| error.to_string())?);
    } else {
        show(&import, &preview);
    }
    Ok(())
}

fn show(import: &Import, preview: &Preview<'_>) {
    println!(
        "{} items in {} sections, {} ticked",
        preview.items,
        preview.sections.len(),
        preview.checked
    );
    for (place, item) in import.items.iter().enumerate() {
        println!("{}- {}", "  ".repeat(import.depth(place)), item.title);
    }
    for skipped in &preview.skipped {
        println!("left out, line {}: {} ({})", skipped.line, skipped.text, skipped.why);
    }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let mut document = Vec::new();
    let limit = limits::IMPORT as u64 + 1;
    let read = if file == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut document)
    } else {
        let opened =
            std::fs::File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
        opened.take(limit).read_to_end(&mut document)
    };
    read.map_err(|error| format!("{}: {error}", file.display()))?;
    if document.len() > limits::IMPORT {
        return Err(format!(
            "{}: the document must be {} MB or smaller",
            file.display(),
            limits::IMPORT >> 20
        ));
    }
    Ok(document)
}
