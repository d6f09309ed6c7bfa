//! Real documents by other people. They lie beside the project, never in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::runbook::import::{Import, ImportError};

use crate::world::program;

/// The folder of the documents; none for a stranger who has only the project.
pub(crate) fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let corpus = root.parent().unwrap().join("shared/corpus");
    if corpus.join("INDEX.tsv").exists() {
        return Some(corpus);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the corpus must be beside the project where CI is set"
    );
    eprintln!("skipped: no corpus beside the project");
    None
}

#[test]
fn every_task_of_every_document_is_found_and_nothing_else() {
    let Some(corpus) = corpus() else { return };
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let mut lines = index.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let (path, items, checked) = (column("path"), column("task_items"), column("checked"));
    let mut read = 0;
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        if !cells[path].ends_with(".md") {
            continue;
        }
        let output = Command::new(program())
            .args(["import", "checklist", "--preview", "--json"])
            .arg(corpus.join(cells[path]))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", cells[path]);
        let preview: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = (preview["items"].to_string(), preview["checked"].to_string());
        assert_eq!(found, (cells[items].to_owned(), cells[checked].to_owned()), "{}", cells[path]);
        assert!(preview["sections"].is_array() && preview["skipped"].is_array());
        read += 1;
    }
    assert!(read > 50, "only {read} documents were read");
    eprintln!("{read} documents of the corpus were read");
}

#[test]
fn every_document_about_a_migration_or_an_incident_becomes_steps_or_says_why_not() {
    let Some(corpus) = corpus() else { return };
    let mut read = 0;
    for folder in ["dryruns", "drills"] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let document = std::fs::read(&path).unwrap();
            match Import::read(&document) {
                Ok(import) => {
                    assert!(import.steps.iter().all(|step| !step.title.is_empty()), "{path:?}");
                    assert!(import.steps.is_sorted_by_key(|step| step.line), "{path:?}");
                    let document = String::from_utf8(document).unwrap();
                    for step in &import.steps {
                        let line = document.lines().nth(step.line - 1).unwrap().replace("**", "");
                        let start: String = step.title.chars().take(12).collect();
                        let plain = line.split_whitespace().collect::<Vec<_>>().join(" ");
                        assert!(plain.contains(start.trim()), "{path:?} {}: {start}", step.line);
                    }
                    read += 1;
                }
                Err(error) => assert_eq!(error, ImportError::NoSteps, "{path:?}"),
            }
        }
    }
    assert!(read > 15, "only {read} documents became steps");
    let algorithm = corpus.join("dryruns/GSA-TTS__FAC__0035-migrating-data-from-census-to-gsa.md");
    let import = Import::read(&std::fs::read(algorithm).unwrap()).unwrap();
    assert!(import.steps[0].title.starts_with("For a given AUDITYEAR"), "{:?}", import.steps[0]);
    assert!(import.steps[0].instruction.contains("Select a DBKEY"));
    eprintln!("{read} documents of the corpus became steps");
}
