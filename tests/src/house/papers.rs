//! What stands in papers is what the program does.

use std::fs;

use domain::limits;
use service::account::session;

use super::root;

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

#[test]
fn every_limit_in_the_papers_is_the_one_that_holds() {
    let paper = read("SECURITY.md");
    for said in [
        format!("1,024; {} from one", limits::CONNECTIONS_OF_ONE),
        format!("{} KiB, {} headers", limits::HEAD_BYTES / 1024, limits::HEADERS),
        format!("{} MiB · {} MiB", limits::BODY >> 20, (limits::IMPORT * 4) >> 20),
        format!(
            "{} requests; {} uploads, {} of",
            limits::IN_FLIGHT,
            limits::UPLOADS,
            limits::UPLOADS_OF_ONE
        ),
        format!("{} open pages, {} of", limits::STREAMS, limits::STREAMS_OF_ONE),
        format!("{} to {} characters", limits::PASSWORD.start(), limits::PASSWORD.end()),
        format!(
            "{} MiB for uploads, {} MiB to write",
            limits::FREE_FOR_LARGE >> 20,
            limits::FREE >> 20
        ),
        format!(
            "{} minutes unused, {} hours",
            session::IDLE.as_mins(),
            session::ABSOLUTE.as_hours()
        ),
        format!("{} minutes for what decides", session::FRESH.as_mins()),
    ] {
        assert!(paper.contains(&said), "SECURITY.md does not say “{said}”");
    }
    assert_eq!(limits::CONNECTIONS, 1_024);
}

#[test]
fn every_setting_of_the_example_is_one() {
    let known = read("server/src/config.rs");
    let example = read("deploy/.env.example");
    let names = example.lines().filter_map(|line| line.trim_start_matches('#').split_once('='));
    let mut count = 0;
    for (name, _) in names {
        assert!(known.contains(&format!("\"{name}\"")), "{name} is no setting");
        count += 1;
    }
    assert!(count > 8, "{count}");
    // Everything that can be set is in the table of the README.
    let readme = read("README.md");
    for name in known.split("env = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let said = readme.contains(name) || (name.ends_with("_FILE") && readme.contains("…_FILE"));
        assert!(said, "README.md does not name {name}");
    }
}
