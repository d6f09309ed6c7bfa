//! The house: which crate may know which.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The only arrows. What a crate does not name here it must not import.
const MAY_KNOW: [(&str, &[&str]); 7] = [
    ("app/domain", &[]),
    ("app/store", &["domain"]),
    ("app/service", &["domain", "store"]),
    ("app/ui", &["domain", "service"]),
    ("app/client", &["ui"]),
    ("server/bundle", &[]),
    ("server", &["domain", "store", "service", "ui", "bundle"]),
];

/// Libraries that belong to one layer.
const KEPT_OUT: [(&str, &[&str]); 4] = [
    ("app/domain", &["sqlx", "axum", "leptos", "tokio"]),
    ("app/store", &["axum", "leptos", "argon2"]),
    ("app/service", &["axum", "leptos", "sqlx"]),
    ("app/ui", &["axum", "sqlx", "store"]),
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("bundle") && !path.ends_with("target") {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The names of the workspace's own crates that a crate depends on, as its manifest says.
fn dependencies(manifest: &str) -> Vec<String> {
    let names = ["domain", "store", "service", "ui", "client", "bundle", "server"];
    let lines = manifest.lines().map(str::trim);
    let keys = lines.filter_map(|line| line.split(['.', ' ', '=']).next());
    keys.filter(|key| names.contains(key)).map(str::to_owned).collect()
}

#[test]
fn a_crate_depends_on_nothing_it_may_not_know() {
    for (folder, may_know) in MAY_KNOW {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        for dependency in dependencies(manifest.split("[dependencies]").nth(1).unwrap_or_default())
        {
            assert!(may_know.contains(&dependency.as_str()), "{folder} depends on {dependency}");
        }
    }
}

#[test]
fn a_layer_imports_no_library_of_another() {
    for (folder, kept_out) in KEPT_OUT {
        for file in sources(&root().join(folder).join("src")) {
            let text = fs::read_to_string(&file).unwrap();
            for name in kept_out {
                let imports =
                    text.contains(&format!("use {name}::")) || text.contains(&format!(" {name}::"));
                assert!(!imports, "{} imports {name}", file.display());
            }
        }
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    for folder in ["app", "server", "tests"] {
        for file in sources(&root().join(folder)) {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= 400, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| {
        let folder = fs::read_dir(root().join("migrations").join(engine)).unwrap();
        let mut names: Vec<_> = folder.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn only_the_page_that_asks_first_draws_a_destructive_button() {
    let kit = root().join("app/ui/src/kit/confirm.rs");
    for file in sources(&root().join("app/ui/src")) {
        let text = fs::read_to_string(&file).unwrap();
        let draws =
            ["class=\"danger", " danger\"", "\"danger\""].iter().any(|class| text.contains(class));
        assert_eq!(draws, file == kit, "{} draws a destructive button", file.display());
        assert!(!text.contains("formaction"), "{} gives a form a second address", file.display());
    }
}

#[test]
fn the_limits_of_the_page_are_those_of_the_server() {
    // Titles, reasons and passwords are limited in one place; the words of the errors come from it.
    let limits: BTreeMap<&str, usize> =
        BTreeMap::from([("title", domain::limits::TITLE), ("reason", domain::limits::REASON)]);
    let long = "x".repeat(limits["title"] + 1);
    let error = domain::text::Title::parse(&long).unwrap_err().to_string();
    assert!(error.contains(&limits["title"].to_string()));
}
