//! `/metrics`, on an address of its own.

use crate::world::{Server, add_person, free_address, get_from};

/// What stands behind the name of a row.
fn amount(metrics: &str, row: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(row));
    line.unwrap_or_else(|| panic!("{row} is not in {metrics}")).trim().parse().unwrap()
}

#[test]
fn whoever_watches_reads_what_is_answered_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    add_person(folder.path());
    let at = free_address();
    let server = Server::start_watched(folder.path(), at);
    let cookie = server.sign_in();
    let answer = server.post("/products/new", &cookie, "name=Swordfish&summary=").unwrap();
    let product = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    for _ in 0..3 {
        assert!(server.get(product, &cookie).unwrap().starts_with("HTTP/1.1 200"));
    }
    assert!(server.get("/no-such-room/17/secret", &cookie).unwrap().starts_with("HTTP/1.1 404"));
    let metrics = get_from(at, "/metrics", "").answer().unwrap();
    assert!(metrics.contains("content-type: text/plain; version=0.0.4"), "{metrics}");
    let of_product =
        "holdpoint_answers_total{method=\"GET\",route=\"/products/{id}\",status=\"200\"}";
    assert!((amount(&metrics, of_product) - 3.0).abs() < 0.1);
    assert!(amount(&metrics, "holdpoint_answer_seconds_count{method=\"POST\"}") > 1.5);
    assert!((amount(&metrics, "holdpoint_ready") - 1.0).abs() < 0.1);
    assert!((amount(&metrics, "holdpoint_read_only")).abs() < 0.1);
    assert!(amount(&metrics, "holdpoint_free_bytes") > 1.0);
    let told = metrics.to_lowercase();
    for secret in ["swordfish", "ada", "secret", "no-such-room", cookie.trim_start_matches("sid=")]
    {
        assert!(!told.contains(&secret.to_lowercase()), "{secret} is in {metrics}");
    }
}

#[test]
fn they_are_nowhere_else_and_nothing_else_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let at = free_address();
    let server = Server::start_watched(folder.path(), at);
    assert!(!server.get("/metrics", "").unwrap().contains("holdpoint_answers"));
    for path in ["/", "/sign-in", "/readyz", "/people"] {
        let answer = get_from(at, path, "").answer().unwrap();
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}");
    }
}
