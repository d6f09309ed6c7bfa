//! Addresses that people can read.

use axum::body::Body;
use axum::http::Request;
use domain::address::{RESERVED, RESERVED_IN_PRODUCT};
use domain::person::Role;

use crate::access::every_path;
use crate::world::{Client, Page, World, both, plan};

/// What a browser gets before it follows anything.
async fn at(client: &Client, path: &str) -> Page {
    client.send(Request::get(path), Body::empty()).await
}

/// Everything that can be sent to an address: method, what follows the words, type, and how many bytes.
type Sending = (&'static str, &'static str, &'static str, usize);

fn sendings() -> Vec<Sending> {
    const FORM: &str = "application/x-www-form-urlencoded";
    const FILE: &str = "multipart/form-data; boundary=edge";
    let mut all = Vec::new();
    for (kind, bytes) in [(FORM, 10), (FORM, 3_000_000), (FILE, 10), ("text/plain", 10)] {
        for rest in [
            "/checklist/new",
            "/checklist/import",
            "/items/1/complete",
            "/edit",
            "/nothing",
            "/gate/1/votes",
        ] {
            all.extend(["POST", "PUT", "DELETE"].map(|method| (method, rest, kind, bytes)));
        }
    }
    all
}

/// What comes back, without the number of the request.
async fn sent(client: &Client, &(method, rest, kind, bytes): &Sending, words: &str) -> String {
    let request = Request::builder().method(method).uri(format!("{words}{rest}"));
    let request = request.header("sec-fetch-site", "same-origin").header("content-type", kind);
    let page = client.send(request, Body::from("x".repeat(bytes))).await;
    let body = page.body.split("Reference").next().unwrap();
    format!("{} {} {body}", page.status, page.location())
}

#[test]
fn no_product_and_no_release_is_called_as_an_address_of_ours_begins() {
    for path in every_path() {
        let mut parts = path.trim_start_matches('/').split('/');
        let first = parts.next().unwrap();
        assert!(first.is_empty() || RESERVED.contains(&first), "{path} begins with {first}");
        if let ("products", Some("{id}"), Some(second)) = (first, parts.next(), parts.next()) {
            assert!(RESERVED_IN_PRODUCT.contains(&second), "{path} has {second}");
        }
    }
}

both! {
    async fn a_release_and_what_is_in_it_have_addresses_in_words(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Bürgeramt (neu)").await;
        assert_eq!(product, "/buergeramt-neu");
        let made = ada.post(&format!("{product}/releases/new"), &plan(&[("label", "2.4.0")])).await;
        let release = made.location();
        assert_eq!(release, "/buergeramt-neu/2.4.0");
        ada.import(release, "- [ ] One\n- [ ] Two").await;
        assert_eq!(ada.item(release, "Two").await, format!("{release}/items/2"));
        let cohort = ada.cohort(release, "Pilots", "20").await;
        assert_eq!(ada.phase(release, &cohort, "2026-12-15").await, format!("{release}/phases/1"));
        let runbook = ada.runbook(release, "1. Copy").await;
        assert_eq!(runbook, format!("{release}/runbooks/1"));
        assert_eq!(ada.run(&runbook, "dry_run").await, format!("{release}/runs/1"));
        assert_eq!(ada.drill(release, "outage").await, format!("{release}/drills/1"));
        for path in ["", "/checklist", "/gate/1", "/phases/1", "/runs/1", "/items/2", "/items/2/edit", "/people"] {
            assert_eq!(at(&ada, &format!("{release}{path}")).await.status, 200, "{path}");
        }
    }

    async fn an_address_by_id_leads_to_the_one_in_words_for_whoever_may_see_it(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("restricted", "on")]).await;
        let id = format!("/releases/{}/checklist?open=on", world.id_at(&release).await);
        let there = at(&ada, &id).await;
        assert_eq!((there.status, there.location()), (307, &*format!("{release}/checklist?open=on")));
        for path in [&*id, &release, &format!("{release}/checklist"), "/portal/9.9", "/portal/2.0/items/7"] {
            let hidden = at(&ben, path).await;
            assert_eq!((hidden.status, hidden.location()), (404, ""), "{path}");
            let asked = at(&world.stranger(), path).await;
            let next = asked.location().starts_with("/sign-in?next=");
            assert!(asked.status == 303 && next, "{path}: {} {}", asked.status, asked.location());
        }
        let (seen, not) = (at(&ben, "/portal/2.0").await, at(&ben, "/nowhere/2.0").await);
        let same = |page: &Page| page.text().split("Reference").next().unwrap().to_owned();
        assert_eq!(same(&seen), same(&not));
    }

    async fn whatever_is_sent_to_words_tells_nobody_that_they_exist(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("restricted", "on")]).await;
        ada.import(&release, "- [ ] One").await;
        let id = world.id_at(&release).await.to_string();
        for client in [&world.stranger(), &ben] {
            for what in sendings() {
                let hidden = sent(client, &what, "/portal/2.0").await;
                let nothing = sent(client, &what, "/portal/9.9").await;
                assert_eq!(hidden, nothing.replace("/portal/9.9", "/portal/2.0"), "{what:?}");
                assert!(!hidden.contains(&id), "{what:?}: {hidden}");
            }
        }
        // What a stranger typed is kept, for the address at which they sent it.
        let kept = world.stranger().post("/portal/2.0/checklist/new", &[("title", "Late")]).await;
        assert!(kept.status == 401 && kept.body.contains("value=\"/portal/2.0/checklist/new\""), "{}", kept.body);
    }

    async fn a_slug_of_before_that_is_an_address_of_ours_is_mended(world: World) {
        let ada = world.member("Ada").await;
        ada.product("Portal").await;
        ada.post("/portal/releases/new", &plan(&[("label", "2.0")])).await;
        let product = world.id_at("/portal").await.to_string();
        let long = "x".repeat(80);
        for (from, to) in [("portal", "health"), ("health-ID", &*long)] {
            let from = from.replace("ID", &product[28..]);
            let mut transaction = world.database.write().await.unwrap();
            for (sql, from, to) in [
                ("UPDATE products SET slug = $2 WHERE slug = $1", &*from, to),
                ("UPDATE releases SET slug = $2 WHERE slug = $1", "2.0", "proposals"),
            ] {
                transaction.execute(sql, (from, to)).await.unwrap();
            }
            transaction.execute("DELETE FROM _sqlx_migrations WHERE version = 30", ()).await.unwrap();
            transaction.commit().await.unwrap();
            // Before: the address by id serves, and sends nobody elsewhere.
            assert_eq!(at(&ada, &format!("/products/{product}")).await.status, 200, "{to}");
            world.again().await;
            let mended = at(&ada, &format!("/products/{product}")).await;
            let start: String = to.chars().take(51).collect();
            assert_eq!(mended.location(), format!("/{start}-{}", &product[28..]));
            assert_eq!(at(&ada, mended.location()).await.status, 200);
        }
        let page = ada.get(&format!("/products/{product}")).await;
        assert!(page.says("2.0"), "{}", page.text());
        let mut transaction = world.database.read().await.unwrap();
        let (slug,): (String,) = transaction.one("SELECT slug FROM releases", ()).await.unwrap();
        assert!(slug.starts_with("proposals-") && slug.len() == 18, "{slug}");
    }

    async fn an_old_address_leads_on_and_is_given_to_nobody_else(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release_with(&[("restricted", "on")]).await;
        let edit = |label: &'static str, slug: &'static str, version: &'static str| {
            plan(&[("label", label), ("slug", slug), ("version", version), ("restricted", "on")])
        };
        // The address was made of the version, so it follows it.
        let saved = ada.post(&format!("{release}/edit"), &edit("3.0", "2.0", "1")).await;
        assert_eq!(saved.location(), "/portal/3.0");
        let old = at(&ada, "/portal/2.0/checklist").await;
        assert_eq!((old.status, old.location()), (307, "/portal/3.0/checklist"));
        assert_eq!(at(&ben, "/portal/2.0/checklist").await.status, 404);
        // A form of a page that was open goes where it belongs.
        let typed = ada.post("/portal/2.0/checklist/new", &[("title", "Late"), ("required", "on")]).await;
        assert_eq!(typed.status, 303, "{}", typed.text());
        assert!(typed.location().starts_with("/portal/3.0/checklist"), "{}", typed.location());
        // One that somebody chose stays.
        ada.post("/portal/3.0/edit", &edit("3.0", "spring", "2")).await;
        let saved = ada.post("/portal/spring/edit", &edit("4.0", "spring", "3")).await;
        assert_eq!(saved.location(), "/portal/spring");
        let taken = ada.post("/portal/releases/new", &plan(&[("slug", "2.0")])).await;
        assert!(taken.status == 422 && taken.says("“2.0” leads to something else"), "{}", taken.text());
        let made = ada.post("/portal/releases/new", &plan(&[("label", "2.0")])).await;
        assert_eq!(made.location(), "/portal/2.0-2");
        let back = ada.post("/portal/spring/edit", &edit("4.0", "2.0", "4")).await;
        assert_eq!(back.location(), "/portal/2.0", "its own old one");
    }

    async fn words_that_cannot_be_an_address_are_refused_at_their_field(world: World) {
        let ada = world.member("Ada").await;
        for (slug, sentence) in [
            ("search", "is an address of Holdpoint itself"),
            ("a b", "Use small letters, digits, dots and hyphens"),
            ("../x", "Use small letters, digits, dots and hyphens"),
            (&"x".repeat(61), "must be 60 characters or fewer"),
        ] {
            let page = ada.post("/products/new", &[("name", "Portal"), ("slug", slug)]).await;
            assert!(page.status == 422 && page.says(sentence), "{slug}: {}", page.text());
            assert!(page.body.contains(slug), "what was typed is kept");
        }
        ada.product("Search").await;
        let page = at(&ada, "/search-2").await;
        assert!(page.status == 200 && page.says("Search"));
    }

    async fn an_address_is_found_as_somebody_may_type_it(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        for path in ["/Portal/2.0", "/portal/2.0/", "/PORTAL/2.0/Checklist/"] {
            let found = at(&ada, path).await;
            let plain = path.to_lowercase();
            assert_eq!((found.status, found.location()), (307, plain.trim_end_matches('/')), "{path}");
        }
        assert_eq!(at(&ada, "/").await.status, 200);
        assert_eq!(at(&ada, "/PRODUCTS").await.status, 404, "no product is called so");
        assert_eq!(at(&ada, &release).await.status, 200);
    }

    async fn a_number_is_never_given_twice(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] One\n- [ ] Two").await;
        ada.post(&format!("{release}/items/2/delete"), &[]).await;
        assert_eq!(at(&ada, &format!("{release}/items/2")).await.status, 404);
        ada.import(&release, "- [ ] Three").await;
        assert_eq!(ada.item(&release, "Three").await, format!("{release}/items/3"));
        let runbook = ada.runbook(&release, "1. Copy").await;
        assert_eq!(ada.post(&format!("{runbook}/delete"), &[]).await.status, 303);
        let runbook = ada.runbook(&release, "1. Copy").await;
        assert_eq!(runbook, format!("{release}/runbooks/2"));
        let run = ada.run(&runbook, "dry_run").await;
        assert_eq!(ada.post(&format!("{run}/cancel"), &[]).await.status, 303);
        assert_eq!(ada.run(&runbook, "dry_run").await, format!("{release}/runs/2"));
    }

    async fn two_who_make_the_same_words_get_two_addresses(world: World) {
        let ada = world.member("Ada").await;
        let adding = (0..8).map(|_| {
            let ada = ada.clone();
            tokio::spawn(async move { ada.product("Portal").await })
        });
        let mut made = Vec::new();
        for one in adding.collect::<Vec<_>>() {
            made.push(one.await.unwrap());
        }
        made.sort();
        made.dedup();
        assert_eq!(made.len(), 8, "{made:?}");
    }

    async fn a_reader_is_sent_on_as_well(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let eve = world.person("Eve", Role::Viewer).await;
        let id = format!("/releases/{}", world.id_at(&release).await);
        assert_eq!(at(&eve, &id).await.location(), release);
    }
}
