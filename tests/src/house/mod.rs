//! The house: which crate may know which, where files lie, and how they are written.

mod circle;
mod papers;
mod rooms;

use std::fs;
use std::path::{Path, PathBuf};

/// The only arrows. What a crate does not name here it must not import.
const MAY_KNOW: [(&str, &[&str]); 8] = [
    ("app/domain", &[]),
    ("app/store", &["domain"]),
    ("app/service", &["domain", "store"]),
    ("app/demo", &["domain", "store"]),
    ("app/ui", &["domain", "service"]),
    ("app/client", &["ui"]),
    ("server/bundle", &[]),
    ("server", &["domain", "store", "service", "demo", "ui", "bundle"]),
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
    let names = ["domain", "store", "service", "demo", "ui", "client", "bundle", "server"];
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
fn locks_on_people_and_releases_are_taken_where_permission_is_asked_for() {
    for file in sources(&root().join("app/service/src")) {
        let text = fs::read_to_string(&file).unwrap();
        let locks = text.contains("lock_release(") || text.contains("lock_administrators(");
        assert!(!locks || file.ends_with("service/src/access.rs"), "{}", file.display());
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

/// What a browser refuses to take must be what the server refuses: `tests/src/run` and
/// `tests/src/drill.rs` read it from the page and try it. A number in a page would go its own way.
#[test]
fn no_page_has_a_limit_of_its_own() {
    for file in sources(&root().join("app/ui/src")) {
        let text = fs::read_to_string(&file).unwrap();
        for name in ["maxlength=", "minlength="] {
            let own = text.split(name).skip(1).any(|rest| !rest.starts_with("limits::"));
            assert!(!own, "{} has a {name} that is not from domain::limits", file.display());
        }
    }
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
fn no_line_is_wider_than_120_columns() {
    for folder in ["app", "server", "tests"] {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let wide = text.lines().zip(1..).find(|(line, _)| line.chars().count() > 120);
            assert!(wide.is_none(), "{} line {}", file.display(), wide.unwrap().1);
        }
    }
}
