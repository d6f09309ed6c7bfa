//! The trail of everything: who reads it, what it gives away, and whether it was touched.

use std::process::Command;

use domain::person::Role;
use jiff::SignedDuration;
use service::Actor;
use service::activity::sealed::{self, Verified};

use crate::house::root;
use crate::world::{Client, Engine, World, both};

async fn verify(world: &World) -> Verified {
    sealed::verify(&world.service, &Actor::command(), &[]).await.unwrap()
}

/// Things that were done, and their seals.
async fn filled(world: &World) -> Client {
    let ada = world.person("Ada", Role::Admin).await;
    let release = ada.release_with(&[("restricted", "on")]).await;
    ada.import(&release, "- [ ] Tell nobody of the takeover\n- [ ] Restore").await;
    let item = ada.item(&release, "Restore").await;
    for step in ["complete", "reopen", "complete"] {
        ada.post(&format!("{item}/{step}"), &[("reopen-reason", "=1+1 \"too, early\"\nsaid")])
            .await;
    }
    let wrong = [("email", "ada@example.org"), ("password", "wrong, wrong, wrong")];
    world.stranger().post("/sign-in", &wrong).await;
    sealed::seal(&world.service).await.unwrap();
    ada
}

/// Changes what is never changed, as somebody could who has the database.
async fn touch(world: &World, sql: &'static [&'static str]) {
    let mut transaction = world.database.write().await.unwrap();
    let off: &[&str] = match world.place {
        crate::world::Place::Sqlite(_) => &[
            "DROP TRIGGER audit_is_never_changed",
            "DROP TRIGGER audit_is_never_deleted",
            "DROP TRIGGER audit_seal_is_never_changed",
            "DROP TRIGGER audit_seal_is_never_deleted",
        ],
        crate::world::Place::Postgres(_) => &[
            "ALTER TABLE audit DISABLE TRIGGER USER",
            "ALTER TABLE audit_seals DISABLE TRIGGER USER",
        ],
    };
    for sql in off.iter().chain(sql) {
        transaction.execute(sql, ()).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

/// What was done in a world to its trail, and at which seal that shows.
async fn shows(engine: Engine, sql: &'static [&'static str], number: i64) {
    let Some(world) = World::new(engine).await else { return };
    filled(&world).await;
    touch(&world, sql).await;
    match verify(&world).await {
        Verified::Broken { number: found, .. } => assert_eq!(found, number, "{sql:?}"),
        whole => panic!("{sql:?}: {whole:?}"),
    }
}

const TOUCHED: [(&[&str], i64); 7] = [
    (
        &[
            "UPDATE audit SET at = at + 1 WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 3)",
        ],
        3,
    ),
    (
        &[
            "UPDATE audit SET reason = 'better' WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 4)",
        ],
        4,
    ),
    (
        &[
            "UPDATE audit SET actor_id = NULL WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 5)",
        ],
        5,
    ),
    (&["DELETE FROM audit_seals WHERE number = 4"], 4),
    (
        &[
            "UPDATE audit_seals SET number = -1 WHERE number = 3",
            "UPDATE audit_seals SET number = 3 WHERE number = 4",
            "UPDATE audit_seals SET number = 4 WHERE number = -1",
        ],
        3,
    ),
    (
        &[
            "UPDATE audit_seals SET hash = (SELECT hash FROM audit_seals WHERE number = 1) WHERE number = 2",
        ],
        2,
    ),
    (
        &[
            "UPDATE audit SET version_after = 9 WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 6)",
        ],
        6,
    ),
];

#[tokio::test]
async fn whatever_is_changed_taken_out_or_put_elsewhere_shows_where() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for (sql, number) in TOUCHED {
            shows(engine, sql, number).await;
        }
    }
}

both! {
    async fn what_is_taken_from_the_end_shows_by_an_anchor(world: World) {
        filled(&world).await;
        let anchor = sealed::seal(&world.service).await.unwrap().unwrap();
        assert!(matches!(verify(&world).await, Verified::Whole { recent: 0, .. }));
        touch(&world, &[
            "DELETE FROM audit_seals WHERE number > 4",
            "DELETE FROM audit WHERE id NOT IN (SELECT audit_id FROM audit_seals)",
        ]).await;
        assert!(matches!(verify(&world).await, Verified::Whole { sealed: 4, .. }), "a chain alone");
        let anchors = [anchor.clone()];
        let verified = sealed::verify(&world.service, &Actor::command(), &anchors).await.unwrap();
        assert!(matches!(verified, Verified::Broken { number, .. } if number == anchor.number));
    }

    async fn everything_is_sealed_once_however_many_seal(world: World) {
        let other = world.again().await;
        let ada = world.person("Ada", Role::Admin).await;
        let product = ada.product("Portal").await;
        let writing = async {
            for number in 0..30 {
                let fields = [("name", &*format!("C {number}")), ("kind", "region"), ("size", "1")];
                ada.post(&format!("{product}/cohorts/new"), &fields).await;
            }
        };
        let sealing = async |world: &World| {
            for _ in 0..30 {
                let _ = sealed::seal(&world.service).await;
                tokio::task::yield_now().await;
            }
        };
        futures::join!(writing, sealing(&world), sealing(&other));
        sealed::seal(&world.service).await.unwrap();
        let Verified::Whole { sealed, recent: 0 } = verify(&world).await else { panic!() };
        assert!(sealed > 30, "{sealed}");
    }

    async fn who_looks_after_the_installation_reads_who_did_what_and_not_what_it_says(world: World) {
        let ada = filled(&world).await;
        let (eve, ben) = (world.person("Eve", Role::Admin).await, world.member("Ben").await);
        assert_eq!(ben.get("/admin/audit").await.status, 403);
        let page = eve.get("/admin/audit").await;
        assert!(page.says("item completed") && page.says("sign in failed"), "{}", page.text());
        for path in ["/admin/audit", "/admin/audit.csv", "/admin/audit.jsonl"] {
            let body = eve.get(path).await.body;
            assert!(body.contains("item") && !body.contains("takeover") && !body.contains("too, early"), "{path}");
        }
        let only = eve.get("/admin/audit?action=item+completed&from=2026-11-21&to=2026-11-21").await;
        let only = &only.body[only.body.find("<tbody>").unwrap()..];
        assert_eq!(only.matches("<tr>").count(), 2);
        assert!(eve.get("/admin/audit?from=2026-11-22").await.says("Nothing of this kind was done"));
        assert!(eve.get("/admin/audit?actor=Nobody").await.says("Nobody here is called that"));
        assert_eq!(eve.get("/admin/audit?from=soon").await.status, 422);
        let of_ada = eve.get("/admin/audit?actor=Ada&action=product_created").await;
        assert!(of_ada.says("product created"), "{}", of_ada.text());
        drop(ada);
        world.advance(SignedDuration::from_mins(11));
        let page = eve.get("/admin/audit.csv?action=item_completed").await;
        assert!(page.status == 401 && page.says("Sign in again"), "{}", page.text());
        assert!(page.body.contains("value=\"/admin/audit.csv?action=item_completed\""));
    }

    async fn an_export_is_checked_by_a_few_lines_of_python(world: World) {
        let ada = filled(&world).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("audit.jsonl");
        let export = ada.get("/admin/audit.jsonl").await.body;
        let check = |text: &str| {
            std::fs::write(&file, text).unwrap();
            let recipe = root().join("docs/verify_audit.py");
            let ran = Command::new("python3").arg(recipe).arg(&file).output().unwrap();
            (ran.status.success(), String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap())
        };
        let (success, said) = check(&export);
        assert!(success && said.contains("records fit together"), "{said}");
        let end = sealed::seal(&world.service).await.unwrap().unwrap();
        assert!(said.contains(&end.hash), "{said}");
        let edited = export.replacen("item_completed", "item_verified", 1);
        assert!(!check(&edited).0);
        let mut lines: Vec<&str> = export.lines().collect();
        lines.remove(2);
        assert!(!check(&lines.join("\n")).0, "a record was taken out");
        let csv = ada.get("/admin/audit.csv").await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert!(csv.body.lines().all(|line| !line.starts_with(['=', '+', '@'])));
        assert!(csv.body.lines().count() > export.lines().count());
    }
}
