//! Backups by the program: killed in the middle, before an upgrade, and from beginning to end.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::{Connection as _, SqliteConnection};
use store::backup::{list_made, verify};
use store::{Address, Database};

use crate::house::root;
use crate::world::{Server, add_person, program};

/// How many changes of its tables an old database has behind it.
const OLD: i64 = 31;

/// Makes a database as an older version of the program did.
async fn migrate_to(version: i64, data: &Path) {
    let old = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(root().join("migrations/sqlite")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if name[..4].parse::<i64>().unwrap() <= version {
            fs::copy(entry.path(), old.path().join(name)).unwrap();
        }
    }
    let url = format!("sqlite:{}?mode=rwc", data.join("holdpoint.db").display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    Migrator::new(old.path()).await.unwrap().run(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn run(arguments: &[&str], data: &Path) -> Output {
    Command::new(program()).args(arguments).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(both).unwrap()
}

#[test]
fn a_backup_is_made_while_it_is_served_and_becomes_a_new_place() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    add_person(old.path());
    let server = Server::start(old.path());
    let cookie = server.sign_in();
    server.post("/products/new", &cookie, "name=Portal&summary=").unwrap();
    let made = run(&["backup"], old.path());
    assert!(made.status.success(), "{}", said(&made));
    let folder = list_made(&old.path().join("backups")).unwrap().remove(0).folder;
    let folder = folder.to_str().unwrap();
    let whole = run(&["backup", "--verify", folder], old.path());
    assert!(said(&whole).contains("is whole"), "{}", said(&whole));
    let refused = run(&["restore", folder], old.path());
    assert_eq!(refused.status.code(), Some(75), "it is served: {}", said(&refused));
    let restored = run(&["restore", folder], new.path());
    assert!(restored.status.success(), "{}", said(&restored));
    let again = run(&["restore", folder], new.path());
    assert!(said(&again).contains("there is a database already"), "{}", said(&again));
    let replaced = run(&["restore", folder, "--replace"], new.path());
    assert!(said(&replaced).contains("What was there before is"), "{}", said(&replaced));
    let names: Vec<_> =
        fs::read_dir(new.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("restoring")), "{names:?}");
    let server = Server::start(new.path());
    assert!(server.get("/products", &cookie).unwrap().starts_with("HTTP/1.1 303"), "signed out");
    let cookie = server.sign_in();
    assert!(server.get("/products", &cookie).unwrap().contains("Portal"));
}

#[test]
fn killed_whenever_it_is_no_half_backup_has_a_name_and_no_half_database_either() {
    let data = tempfile::tempdir().unwrap();
    add_person(data.path());
    let whole = run(&["backup"], data.path());
    assert!(whole.status.success(), "{}", said(&whole));
    let first = list_made(&data.path().join("backups")).unwrap().remove(0).folder;
    let mut ended = 0;
    for round in 0..25_u64 {
        let new = tempfile::tempdir().unwrap();
        let into = new.path().join("data");
        let mut making =
            Command::new(program()).arg("backup").arg("--data").arg(data.path()).spawn().unwrap();
        let mut restoring = Command::new(program())
            .arg("restore")
            .arg(&first)
            .arg("--data")
            .arg(&into)
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(round * 12));
        for child in [&mut making, &mut restoring] {
            let _ = child.kill();
            ended += u32::from(child.wait().unwrap().success());
        }
        for made in list_made(&data.path().join("backups")).unwrap() {
            verify(&made.folder).unwrap();
        }
        if into.join("holdpoint.db").exists() {
            let looked = run(&["check"], &into);
            assert!(
                said(&looked).contains("its tables are those of this version"),
                "{}",
                said(&looked)
            );
        }
    }
    assert!(ended < 50, "some were killed before their end");
}

#[tokio::test]
async fn before_an_upgrade_there_is_a_backup_and_without_one_nothing_changes() {
    let data = tempfile::tempdir().unwrap();
    let address = Address::sqlite(&data.path().join("holdpoint.db"));
    migrate_to(OLD, data.path()).await;
    let looked = run(&["check"], data.path());
    assert!(said(&looked).contains("changes of its tables"), "{}", said(&looked));
    assert_eq!(address.look().await.unwrap(), Some(OLD), "to look changes nothing");
    let refused = run(&["person", "password", "ada@example.org"], data.path());
    assert!(said(&refused).contains("of an older version"), "{}", said(&refused));
    // Where backups should be, there is a file.
    fs::write(data.path().join("backups"), "").unwrap();
    let refused = run(&["serve", "--listen", "127.0.0.1:0"], data.path());
    assert!(said(&refused).contains("nothing was changed"), "{}", said(&refused));
    assert_eq!(address.look().await.unwrap(), Some(OLD));
    fs::remove_file(data.path().join("backups")).unwrap();
    // A backup by hand leaves the tables to who serves.
    let asked = run(&["backup"], data.path());
    assert!(asked.status.success(), "{}", said(&asked));
    assert_eq!(address.look().await.unwrap(), Some(OLD));
    drop(Server::start(data.path()));
    let made = list_made(&data.path().join("backups")).unwrap().remove(0);
    assert_eq!((made.manifest.reason.as_str(), made.manifest.migrations), ("upgrade", OLD));
    verify(&made.folder).unwrap();
    assert!(address.look().await.unwrap() > Some(OLD));
}

#[test]
fn a_backup_of_nothing_is_refused_and_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("mistyped");
    let refused = run(&["backup"], &data);
    assert!(!refused.status.success() && said(&refused).contains("there is no database yet"));
    assert!(!data.exists());
}

#[tokio::test]
async fn what_was_there_before_is_kept_with_what_was_saved_last() {
    let data = tempfile::tempdir().unwrap();
    add_person(data.path());
    let mut server = Server::start(data.path());
    let cookie = server.sign_in();
    let made = run(&["backup"], data.path());
    assert!(made.status.success(), "{}", said(&made));
    let folder = list_made(&data.path().join("backups")).unwrap().remove(0).folder;
    let saved = server.post("/products/new", &cookie, "name=Saved+last&summary=").unwrap();
    assert!(saved.starts_with("HTTP/1.1 303"), "{saved}");
    // SIGKILL: what was saved last is in the file beside the database.
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let restored = run(&["restore", folder.to_str().unwrap(), "--replace"], data.path());
    assert!(restored.status.success(), "{}", said(&restored));
    let before = fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().path());
    let is_kept = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("holdpoint.db.before-")
            && !name.ends_with("-wal")
            && !name.ends_with("-shm")
    };
    let kept: Vec<_> = before.filter(is_kept).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let count = async |path: &Path| {
        let database = Database::connect(Address::sqlite(path)).await.unwrap();
        let mut transaction = database.read().await.unwrap();
        let (count,): (i64,) = transaction
            .one("SELECT COUNT(*) FROM products WHERE name = 'Saved last'", ())
            .await
            .unwrap();
        count
    };
    assert_eq!(count(&kept[0]).await, 1, "nothing that was acknowledged is gone");
    assert_eq!(count(&data.path().join("holdpoint.db")).await, 0);
}
