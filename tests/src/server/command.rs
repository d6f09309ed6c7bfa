//! The program `holdpoint`, run as people run it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::world::{ADD_PERSON, PASSWORD, program};

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
fn check_says_what_is_in_order() {
    let output = run(&["check"], &[], "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("SQLite answers"), "{text}");
}

#[test]
fn the_address_of_the_database_can_be_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("address");
    std::fs::write(&file, format!("sqlite:{}\n", folder.path().join("a.db").display())).unwrap();
    let output = run(&["check"], &[("HOLDPOINT_DATABASE_URL_FILE", file.to_str().unwrap())], "");
    assert!(output.status.success() && folder.path().join("a.db").exists());
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
