//! A disk that fails, and heals: nothing has to be started again.

use std::process::Command;

use crate::world::{Server, add_person};

impl Server {
    /// From now on a file of the program ends there: what is written behind it fails.
    fn limit_files(&self, to: &str) {
        let pid = self.child.id().to_string();
        let limited =
            Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={to}:")]).status();
        assert!(limited.unwrap().success());
    }

    fn add_product(&self, cookie: &str, name: &str) -> String {
        self.post("/products/new", cookie, &format!("name={name}&summary=")).unwrap()
    }

    fn is_ready(&self) -> bool {
        self.get("/readyz", "").unwrap().starts_with("HTTP/1.1 200")
    }
}

#[test]
fn after_a_write_that_failed_the_next_one_works_as_soon_as_the_disk_does() {
    let folder = tempfile::tempdir().unwrap();
    add_person(folder.path());
    let server = Server::start(folder.path());
    let cookie = server.sign_in();
    for round in 0..7 {
        server.limit_files("4096");
        let refused = server.add_product(&cookie, &format!("lost-{round}"));
        assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
        assert!(refused.contains(&format!("value=\"lost-{round}\"")), "no word is lost: {refused}");
        assert!(!server.is_ready(), "it cannot write, so it is not ready");
        let page = server.get("/products", &cookie).unwrap();
        assert!(page.starts_with("HTTP/1.1 200"), "reading goes on: {page}");
        server.limit_files("unlimited");
        assert!(server.is_ready(), "it notices by itself that the disk works again");
        let saved = server.add_product(&cookie, &format!("kept-{round}"));
        assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
    }
    let page = server.get("/products", &cookie).unwrap();
    for round in 0..7 {
        assert!(page.contains(&format!("kept-{round}")), "{page}");
        assert!(!page.contains(&format!("lost-{round}")), "what was refused is not there");
    }
}
