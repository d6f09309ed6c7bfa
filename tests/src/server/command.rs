//! The program `holdpoint`, run as people run it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::world::{ADD_PERSON, PASSWORD, Server, add_person, program};

fn run(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(program())
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn refused(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = run(arguments, variables, "");
    assert!(!output.status.success(), "{arguments:?} {variables:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn an_invalid_setting_is_named_and_nothing_starts() {
    assert!(refused(&["--listen", "here"], &[]).contains("--listen"));
    assert!(refused(&["--database-url", "mysql://x"], &[]).contains("--database-url"));
    assert!(refused(&["--public-origin", "example"], &[]).contains("--public-origin"));
    assert!(refused(&["--listen", "0.0.0.0:0"], &[]).contains("--public-origin"));
    assert!(refused(&["check"], &[("HOLDPOINT_LISTN", "1")]).contains("HOLDPOINT_LISTN"));
    assert!(refused(&["check"], &[("HOLDPOINT_LISTEN", "x")]).contains("--listen"));
    assert!(refused(&["--colour"], &[]).contains("--colour"));
}

#[test]
fn a_password_in_an_address_is_never_repeated() {
    let error = refused(
        &["check"],
        &[("HOLDPOINT_DATABASE_URL", "postgres://ada:s3cret@127.0.0.1:1/none")],
    );
    assert!(!error.contains("s3cret"), "{error}");
}

#[test]
fn check_says_what_is_in_order_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let check = |more: &[&str]| {
        let mut arguments = vec!["check", "--data", data.to_str().unwrap()];
        arguments.extend(more);
        let output = run(&arguments, &[], "");
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (success, text) = check(&[]);
    assert!(success && text.contains("SQLite has no tables yet"), "{text}");
    assert!(!data.exists());
    add_person(&data);
    let before = list(&data);
    let (success, text) = check(&[]);
    assert!(
        success && text.contains("SQLite answers and its tables are those of this version"),
        "{text}"
    );
    assert_eq!(list(&data), before);
    assert!(text.contains("ok  nobody else on this machine may open what is kept"), "{text}");
}

#[test]
fn check_names_what_is_not_safe() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    add_person(folder.path());
    let opened = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(folder.path().join("holdpoint.db"), opened).unwrap();
    let data = folder.path().to_str().unwrap();
    let open =
        ["--data", data, "--public-origin", "https://example.org", "--demo", "--backup-hours", "0"];
    let wide = ["--trusted-proxies", "0.0.0.0/0"];
    let output = run(&[&["check"], &open[..], &wide[..]].concat(), &[], "");
    let text = String::from_utf8(output.stdout).unwrap();
    for unsafe_setting in [
        "holdpoint.db (644)",
        "--demo",
        "--backup-hours 0",
        "--trusted-proxies 0.0.0.0/0",
        "there is no backup",
    ] {
        let named =
            text.lines().any(|line| line.starts_with("!!") && line.contains(unsafe_setting));
        assert!(named, "{unsafe_setting}: {text}");
    }
    let strict = run(&[&["check", "--strict"], &open[..]].concat(), &[], "");
    let text = String::from_utf8(strict.stdout).unwrap();
    assert!(!strict.status.success() && text.contains("does not name it"), "{text}");
}

#[test]
fn one_process_serves_a_directory_and_the_second_says_who_does() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let data = folder.path().to_str().unwrap();
    let second = run(&["--listen", "127.0.0.1:0", "--data", data], &[], "");
    assert_eq!(second.status.code(), Some(75));
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(said.contains("is in use: Holdpoint at 127.0.0.1:"), "{said}");
    assert!(said.contains(&format!("process {}", server.child.id())), "{said}");
    add_person(folder.path());
    drop(server);
    drop(Server::start(folder.path()));
}

#[test]
fn health_asks_whoever_serves_at_the_same_address() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let ask = |address: &str| run(&["health", "--listen", address], &[], "");
    let asked = ask(&server.address());
    assert!(asked.status.success(), "{asked:?}");
    let address = server.address();
    drop(server);
    let asked = ask(&address);
    assert!(!asked.status.success() && !asked.stderr.is_empty(), "{asked:?}");
}

fn list(folder: &Path) -> Vec<(std::ffi::OsString, u64)> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut all: Vec<_> =
        entries.map(|entry| (entry.file_name(), entry.metadata().unwrap().len())).collect();
    all.sort();
    all
}

#[test]
fn the_address_of_the_database_can_be_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("address");
    std::fs::write(&file, format!("sqlite:{}\n", folder.path().join("a.db").display())).unwrap();
    let output = run(&["check"], &[("HOLDPOINT_DATABASE_URL_FILE", file.to_str().unwrap())], "");
    assert!(output.status.success());
    let listen = [("HOLDPOINT_DATABASE_URL_FILE", file.to_str().unwrap())];
    run(&["person", "password", "ada@example.org"], &listen, "");
    assert!(folder.path().join("a.db").exists());
}

#[test]
fn a_person_is_added_with_a_password_from_the_input() {
    let output = run(&ADD_PERSON, &[], &format!("{PASSWORD}\n"));
    assert!(output.status.success(), "{output:?}");
    let output = run(&ADD_PERSON, &[], "short\n");
    assert!(String::from_utf8(output.stderr).unwrap().contains("15 characters or more"));
}

#[test]
fn help_has_examples_and_version_names_the_commit() {
    let help = String::from_utf8(run(&["--help"], &[], "").stdout).unwrap();
    assert!(
        help.contains("Examples:")
            && help.contains("import checklist")
            && help.contains("HOLDPOINT_DATA")
    );
    let version = String::from_utf8(run(&["--version"], &[], "").stdout).unwrap();
    assert!(version.starts_with("holdpoint 0.1.0 ("), "{version}");
}

#[test]
fn a_document_from_the_input_is_read_as_json() {
    let output = run(
        &["import", "checklist", "-", "--preview", "--json"],
        &[],
        "# A\n- [x] b\nwords\n\nmore",
    );
    let preview: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(preview["items"], 1);
    assert_eq!(preview["checked"], 1);
    assert_eq!(preview["sections"][0], "A");
    assert_eq!(preview["skipped"][0]["text"], "more");
}
