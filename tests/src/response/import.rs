//! Real templates and training by other people through the import. They lie beside the project, never in it.

use domain::response::import::{Import, Problem};

use crate::checklist::corpus::corpus;

/// For each document how many templates, variables and remarks it gives. Every number was found by reading the
/// document; `wrong` says so where a document cannot come in, and why.
const FOUND: &str = "\
FOUND_TABLE";

#[test]
fn every_template_and_every_training_of_the_corpus_is_understood_or_said_why_not() {
    let Some(corpus) = corpus() else { return };
    let mut table = Vec::new();
    for folder in ["templates", "training"] {
        let files = std::fs::read_dir(corpus.join(folder)).unwrap();
        let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let import = Import::read_bytes(&name, &std::fs::read(&path).unwrap()).unwrap();
            let wrong = import.problems.iter().find(|problem| problem.wrong).map(Problem::said);
            let counts = [import.sketches.len(), import.variables(), import.problems.len()]
                .map(|count| count.to_string());
            let said = wrong.map(|wrong| format!(" wrong: {wrong}")).unwrap_or_default();
            table.push(format!("{folder}/{name} {}{said}", counts.join(" ")));
        }
    }
    eprintln!("document, templates, variables, remarks\n{}", table.join("\n"));
    let expected: Vec<&str> = FOUND.lines().collect();
    assert_eq!(table, expected);
}
