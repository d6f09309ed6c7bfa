//! Backups: what is in one comes back, and what is damaged does not.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::backup::BackupReason;
use domain::person::Role;
use jiff::SignedDuration;
use service::backup::{self, Made};
use service::{Actor, Error, Refusal};

use crate::world::{Client, Engine, Place, World, both};

/// Something of everything: a release with a checklist, and a training with a file.
async fn filled(world: &World) -> (Client, String, String) {
    let ada = world.person("Ada", Role::Admin).await;
    let release = ada.release().await;
    ada.import(&release, "- [x] Tell the desk\n- [ ] Restore").await;
    let material = ada.material(&format!("{release}/training"), &[]).await;
    ada.write_material(&material, &[("body", "How to begin")]).await;
    let page = ada.send_file(&format!("{material}/files/new"), "plan.txt", b"nine o'clock").await;
    assert_eq!(page.status, 303, "{}", page.text());
    (ada, release, material)
}

async fn make(world: &World) -> Made {
    backup::make(&world.service, &Actor::command()).await.unwrap()
}

/// Another place of the same engine, with nothing in it.
async fn empty(world: &World) -> (Place, Arc<tempfile::TempDir>) {
    let engine = match world.place {
        Place::Sqlite(_) => Engine::Sqlite,
        Place::Postgres(_) => Engine::Postgres,
    };
    (engine.place().await.unwrap(), Arc::new(tempfile::tempdir().unwrap()))
}

/// Why nothing was restored, when a backup is put into an empty place.
async fn refused(world: &World, folder: &Path) -> String {
    let (place, data) = empty(world).await;
    let refused = backup::restore(place.address(), data.path(), folder, false).await;
    assert!(place.address().is_empty().await.unwrap(), "nothing of it is there");
    match refused {
        Err(Error::Refusal(Refusal::Invalid { message, .. })) => message,
        other => panic!("{other:?}"),
    }
}

/// A copy of a backup that may be broken.
fn copy_of(made: &Made) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("copy");
    for file in made.manifest.files.iter().map(|file| file.path.as_str()).chain(["manifest.json"]) {
        fs::create_dir_all(to.join(file).parent().unwrap()).unwrap();
        fs::copy(made.folder.join(file), to.join(file)).unwrap();
    }
    (folder, to)
}

both! {
    async fn everything_comes_back_and_everybody_signs_in_again(world: World) {
        let (ada, release, material) = filled(&world).await;
        let made = make(&world).await;
        ada.post("/products/new", &[("name", "Later"), ("summary", "")]).await;
        let before = ada.get(&format!("{release}/checklist")).await;
        let (place, data) = empty(&world).await;
        let manifest = backup::restore(place.address(), data.path(), &made.folder, false).await.unwrap().manifest;
        assert_eq!(manifest, made.manifest);
        let restored = world.at_place(place, data).await;
        let again = Client::new(restored.router.clone());
        again.take_cookies_of(&ada);
        assert_eq!(again.get("/products").await.status, 303, "the session of before is over");
        let again = restored.sign_in("Ada").await;
        let after = again.get(&format!("{release}/checklist")).await;
        assert_eq!(after.text(), before.text(), "the same page, word by word");
        assert!(!again.get("/products").await.says("Later"), "what came after it is not in it");
        let page = again.get(&material).await.body;
        let start = page.find(&format!("{material}/files/")).unwrap();
        let file = page[start..].split('"').next().unwrap();
        assert_eq!(again.get(file).await.body, "nine o'clock");
        let second = make(&restored).await.manifest;
        for (table, rows) in &manifest.rows {
            let now = second.rows[table];
            let may_differ = ["audit", "sessions", "devices", "sign_in_attempts"].contains(&table.as_str());
            assert!(may_differ || now == *rows, "{table}: {rows} before, {now} now");
        }
    }

    async fn what_was_changed_in_a_backup_is_noticed_wherever_it_is(world: World) {
        filled(&world).await;
        let made = make(&world).await;
        let mut seed = 88_172_645_463_325_252_u64;
        let mut next = move || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed >> 1).unwrap()
        };
        for round in 0..100 {
            let (_folder, copy) = copy_of(&made);
            let file = &made.manifest.files[next() % made.manifest.files.len()];
            let mut bytes = fs::read(copy.join(&file.path)).unwrap();
            let place = next() % bytes.len();
            if round % 10 == 0 {
                bytes.truncate(place);
            } else {
                bytes[place] ^= 1 << (next() % 8);
            }
            fs::write(copy.join(&file.path), bytes).unwrap();
            assert!(backup::verify(&copy).await.is_err(), "{} at {place}", file.path);
        }
        let (_folder, copy) = copy_of(&made);
        backup::verify(&copy).await.unwrap();
        fs::remove_file(copy.join(&made.manifest.files[0].path)).unwrap();
        assert!(refused(&world, &copy).await.contains("No such file"));
    }

    async fn nothing_is_overwritten_and_nothing_of_a_newer_program_is_taken(world: World) {
        filled(&world).await;
        let made = make(&world).await;
        let full = backup::restore(world.place.address(), world.data.path(), &made.folder, false).await;
        assert!(full.unwrap_err().to_string().contains("there is a database already"));
        for (field, value, why) in [
            ("\"migrations\": ", "\"migrations\": 9", "newer program"),
            ("\"engine\": \"", "\"engine\": \"Another", "cannot become"),
            ("\"format\": ", "\"format\": 2", "manifest"),
            ("\"path\": \"", "\"path\": \"../", "is not what the manifest says"),
        ] {
            let (_folder, copy) = copy_of(&made);
            let manifest = fs::read_to_string(copy.join("manifest.json")).unwrap();
            fs::write(copy.join("manifest.json"), manifest.replacen(field, value, 1)).unwrap();
            let said = refused(&world, &copy).await;
            assert!(said.contains(why), "{said}");
        }
    }

    async fn a_backup_while_people_write_is_one_moment_of_what_they_wrote(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let product = ada.product("Portal").await;
        let writing = async {
            for number in 0..60 {
                let name = format!("Cohort {number}");
                let fields = [("name", &*name), ("kind", "region"), ("size", "1")];
                let page = ada.post(&format!("{product}/cohorts/new"), &fields).await;
                assert_eq!(page.status, 303, "{}", page.text());
            }
        };
        let copying = async {
            let mut all = Vec::new();
            for _ in 0..4 {
                all.push(make(&world).await);
                world.advance(SignedDuration::from_secs(1));
            }
            all
        };
        let ((), all) = futures::join!(writing, copying);
        let mut last = 0;
        for made in all {
            backup::verify(&made.folder).await.unwrap();
            let rows = &made.manifest.rows;
            assert!(rows["cohorts"] >= last, "{rows:?}");
            last = rows["cohorts"];
            // Each cohort has its record, and nothing but people and the product has others.
            let (place, data) = empty(&world).await;
            backup::restore(place.address(), data.path(), &made.folder, false).await.unwrap();
            let restored = world.at_place(place, data).await;
            let mut transaction = restored.database.read().await.unwrap();
            let (records,): (i64,) = transaction
                .one("SELECT COUNT(*) FROM audit WHERE action = 'cohort_added'", ()).await.unwrap();
            assert_eq!(records, last);
        }
    }

    async fn one_is_made_when_it_is_time_and_something_happened(world: World) {
        let (ada, ..) = filled(&world).await;
        let scheduled = || backup::make_scheduled(&world.service);
        assert!(scheduled().await.unwrap().is_some(), "there was none");
        assert!(!backup::is_overdue(&world.service).await.unwrap());
        ada.post("/products/new", &[("name", "Later"), ("summary", "")]).await;
        assert!(scheduled().await.unwrap().is_none(), "it is not time");
        world.advance(SignedDuration::from_hours(1));
        let made = scheduled().await.unwrap().unwrap();
        assert_eq!(made.manifest.reason(), Some(BackupReason::Scheduled));
        world.advance(SignedDuration::from_hours(2));
        assert!(scheduled().await.unwrap().is_none(), "nothing happened");
        world.advance(SignedDuration::from_hours(22));
        assert!(scheduled().await.unwrap().is_some(), "but there is one of each day");
        world.advance(SignedDuration::from_hours(27));
        assert!(backup::is_overdue(&world.service).await.unwrap());
        let ready = world.stranger().get("/readyz").await;
        assert_eq!((ready.status, ready.body.contains("without a backup")), (200, true));
    }

    async fn a_file_that_two_backups_have_is_once_on_the_disk_and_a_damaged_one_is_not_taken_over(
        world: World,
    ) {
        use std::os::unix::fs::MetadataExt as _;
        filled(&world).await;
        let first = make(&world).await;
        world.advance(SignedDuration::from_hours(1));
        let second = make(&world).await;
        let path = &first.manifest.files[1].path;
        let inode = |made: &Made| fs::metadata(made.folder.join(path)).unwrap().ino();
        assert_eq!(inode(&first), inode(&second));
        let live = fs::metadata(world.data.path().join(path)).unwrap().ino();
        assert_ne!(live, inode(&first), "what is served is another file");
        fs::write(second.folder.join(path), b"damaged").unwrap();
        world.advance(SignedDuration::from_hours(1));
        let third = make(&world).await;
        backup::verify(&third.folder).await.unwrap();
    }

    async fn a_damaged_file_is_named_and_keeps_nothing_else_out(world: World) {
        filled(&world).await;
        let material = fs::read_dir(world.data.path().join("files")).unwrap().next().unwrap().unwrap();
        let file = fs::read_dir(material.path()).unwrap().next().unwrap().unwrap().path();
        let whole = fs::read(&file).unwrap();
        fs::write(&file, "rotten").unwrap();
        fs::create_dir(material.path().join("folder")).unwrap();
        let made = make(&world).await;
        assert_eq!((made.manifest.files.len(), made.manifest.damaged.len()), (1, 1));
        backup::verify(&made.folder).await.unwrap();
        let (place, data) = empty(&world).await;
        // What is there and whole stays, what is half of it does not.
        let there = data.path().join(&made.manifest.damaged[0]);
        fs::create_dir_all(there.parent().unwrap()).unwrap();
        fs::write(&there, &whole).unwrap();
        backup::restore(place.address(), data.path(), &made.folder, false).await.unwrap();
        assert_eq!(fs::read(there).unwrap(), whole);
        fs::write(&file, &whole).unwrap();
        world.advance(SignedDuration::from_hours(1));
        let made = make(&world).await;
        assert_eq!((made.manifest.files.len(), made.manifest.damaged.len()), (2, 0));
    }

    async fn who_looks_after_the_installation_sees_them_and_makes_one(world: World) {
        let (ada, ..) = filled(&world).await;
        let page = ada.get("/admin/backups").await;
        assert!(page.says("There is none yet") && page.says("no backup of the last 26 hours"));
        assert_eq!(ada.post("/admin/backups", &[]).await.status, 303);
        let page = ada.get("/admin/backups").await;
        assert!(page.says("By hand") && page.says("1 file") && page.says("holdpoint restore"));
        assert!(!page.says("no backup of the last 26 hours"));
    }
}
