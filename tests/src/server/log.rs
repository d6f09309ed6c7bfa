//! The log: lines that programs read, and nothing of what people say.

use std::fs;

use crate::world::{PASSWORD, Server, add_person};

/// What is said in this test and stands in no log.
const CANARIES: [&str; 6] =
    ["ada@example.org", PASSWORD, "canary-wrong", "canary-query", "canary-product", "canary-agent"];

#[test]
fn every_line_is_json_and_none_has_a_secret_or_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    add_person(folder.path());
    let log = folder.path().join("log");
    let server = Server::start_logging(folder.path(), &log);
    let cookie = server.sign_in();
    let wrong = "email=ada%40example.org&password=canary-wrong-guess";
    server.post("/sign-in?next=canary-query", "", wrong).unwrap();
    server.post("/products/new", &cookie, "name=canary-product&summary=canary-product").unwrap();
    server.get("/products?q=canary-query", &cookie).unwrap();
    server.get("/search?q=canary-query", &format!("{cookie}; other=canary-agent")).unwrap();
    let invited =
        server.post("/people", &cookie, "email=canary-agent%40example.org&role=viewer").unwrap();
    let link = &invited[invited.find("/invitations/").unwrap()..];
    let link = link.split('<').next().unwrap();
    server.get(link, "").unwrap();
    drop(server);
    let text = fs::read_to_string(&log).unwrap();
    let mut requests = 0;
    for line in text.lines() {
        let event: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert!(event["timestamp"].is_string() && event["level"].is_string(), "{line}");
        if event["message"] == "request" {
            assert!(event["request"].is_string() && event["status"].is_number(), "{line}");
            requests += 1;
        }
    }
    assert!(requests >= 7, "{text}");
    let secret = cookie.split('=').nth(1).unwrap();
    let link = link.rsplit('/').next().unwrap();
    for canary in CANARIES.into_iter().chain([secret, link]) {
        assert!(!text.contains(canary), "{canary} is in the log:\n{text}");
    }
}
