//! `/people` and `/invitations/{secret}`.

mod ended;
mod ownership;

use domain::account::NewPassword;
use domain::limits;
use domain::person::{Email, Role};
use domain::text::Name;
use jiff::SignedDuration;
use service::Actor;

use crate::world::{Client, PASSWORD, World, both};

pub(super) async fn invite(admin: &Client, email: &str, role: &str) -> String {
    let page = admin.post("/people", &[("email", email), ("role", role)]).await;
    let start = page.body.find("/invitations/").unwrap();
    page.body[start..].split('<').next().unwrap().to_owned()
}

pub(super) async fn address(admin: &Client, name: &str) -> String {
    let body = admin.get("/people").await.body;
    let end = body.find(&format!(">{name}<")).unwrap();
    let start = body[..end].rfind("/people/").unwrap();
    body[start..].split('"').next().unwrap().to_owned()
}

both! {
    async fn an_invitation_makes_a_person_with_the_role_it_names(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let link = invite(&ada, "ben@example.org", "viewer").await;
        let ben = world.stranger();
        assert!(ben.get(&link).await.says("invited as Viewer"));
        assert_eq!(ben.post(&link, &[("name", "Ben"), ("password", PASSWORD)]).await.status, 303);
        assert_eq!(ben.get("/products/new").await.status, 403);
        assert_eq!(world.stranger().get(&link).await.status, 404, "it works once");
    }

    async fn one_of_many_people_is_found_by_typing(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "- [ ] One").await;
        let edit = format!("{release}/items/1/edit");
        assert!(!ada.get(&edit).await.body.contains("owner-choices"), "few are a list that opens");
        for number in 0..limits::LIST {
            world.add(&format!("P{number}"), Role::Member).await;
        }
        let twin = Email::parse("other@example.org").unwrap();
        let who = (&twin, &Name::parse("P1").unwrap(), Role::Member);
        let password = NewPassword::parse(PASSWORD).unwrap();
        service::person::add(&world.service, &Actor::command(), who, &password).await.unwrap();
        let page = ada.get(&edit).await;
        assert!(page.body.contains("list=\"owner-choices\""), "{}", page.body);
        assert!(page.body.contains("value=\"P1 (other@example.org)\"") && page.body.contains("value=\"P2\""));
        let give = async |owner: &str| {
            let version = ada.version(&edit).await;
            let fields = [("version", &*version), ("title", "One"), ("required", "on"), ("owner", owner)];
            ada.post(&edit, &fields).await
        };
        let named = [("P2", "P2"), ("p3@example.org", "P3"), ("P1 (other@example.org)", "P1"), (" p4 ", "P4")];
        for (typed, name) in named {
            assert_eq!(give(typed).await.status, 303, "{typed}");
            assert!(ada.get(&format!("{release}/items/1")).await.says(name), "{typed}");
            let kept = format!("value=\"{}\"", if name == "P1" { typed } else { name });
            assert!(ada.get(&edit).await.body.contains(&kept), "{typed}");
        }
        for typed in ["P1", "Nobody", "P"] {
            let refused = give(typed).await;
            assert!(refused.status == 422 && refused.says("Choose a person from the list"), "{typed}");
            assert!(refused.body.contains(&format!("value=\"{typed}\"")), "what was typed is kept");
        }
        let sam = Email::parse("sam@example.org").unwrap();
        let who = (&sam, &Name::parse("Sam Lee (Ops)").unwrap(), Role::Member);
        service::person::add(&world.service, &Actor::command(), who, &password).await.unwrap();
        assert_eq!(give("Sam Lee (Ops)").await.status, 303, "a name with parentheses");
        // Who has it keeps it when their access ends, and nobody new gets it from them.
        world.add("Zoe", Role::Admin).await;
        let zoe = world.sign_in("Zoe").await;
        assert_eq!(give("P7").await.status, 303);
        let person = address(&zoe, "P7").await;
        let ends = [("version", &*zoe.version(&person).await), ("role", "member"), ("support", "none")];
        assert_eq!(zoe.post(&person, &ends).await.status, 303);
        assert!(ada.get(&edit).await.body.contains("value=\"P7 (access ended)\""));
        assert_eq!(give("P7 (access ended)").await.status, 303);
        assert_eq!(give("").await.status, 303, "nobody");
        assert_eq!(give("P7 (access ended)").await.status, 422);
    }

    async fn looking_at_an_invitation_does_not_use_it_up(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let link = invite(&ada, "ben@example.org", "member").await;
        for _ in 0..3 {
            assert_eq!(world.stranger().get(&link).await.status, 200);
        }
    }

    async fn an_invitation_ends_after_seven_days_or_when_it_is_withdrawn(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let old = invite(&ada, "ben@example.org", "member").await;
        let withdrawn = invite(&ada, "eve@example.org", "member").await;
        let body = ada.get("/people").await.body;
        let at = body.find("the invitation of eve").unwrap();
        let start = body[..at].rfind("/people/invitations/").unwrap();
        ada.post(body[start..].split('"').next().unwrap(), &[]).await;
        assert_eq!(world.stranger().get(&withdrawn).await.status, 404);
        world.advance(SignedDuration::from_hours(7 * 24));
        assert_eq!(world.stranger().get(&old).await.status, 404);
    }

    async fn only_administrators_manage_people(world: World) {
        let ben = world.member("Ben").await;
        assert_eq!(ben.get("/people").await.status, 403);
        assert_eq!(
            ben.post("/people", &[("email", "x@example.org"), ("role", "admin")]).await.status,
            403
        );
    }

    async fn ending_access_ends_the_sessions_at_once(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let ben = world.member("Ben").await;
        let path = address(&ada, "Ben").await;
        let ended = [("role", "member"), ("support", "none"), ("version", "1")];
        assert_eq!(ada.post(&path, &ended).await.status, 303);
        assert_eq!(ben.get("/").await.status, 303);
        let fields = [("email", "ben@example.org"), ("password", PASSWORD)];
        assert_eq!(world.stranger().post("/sign-in", &fields).await.status, 422);
    }

    async fn an_administrator_makes_somebody_a_support_lead(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        world.member("Ben").await;
        let path = address(&ada, "Ben").await;
        let lead = [("role", "viewer"), ("support", "lead"), ("active", "on"), ("version", "1")];
        assert_eq!(ada.post(&path, &lead).await.status, 303);
        assert!(ada.get("/people").await.says("Viewer, support lead"));
        let unknown = [("role", "viewer"), ("support", "boss"), ("active", "on"), ("version", "2")];
        assert_eq!(ada.post(&path, &unknown).await.status, 422);
    }

    async fn the_last_administrator_stays_one(world: World) {
        let ada = world.person("Ada", Role::Admin).await;
        let path = address(&ada, "Ada").await;
        let less =
            [("role", "member"), ("support", "none"), ("active", "on"), ("version", "1")];
        let page = ada.post(&path, &less).await;
        assert_eq!(page.status, 422);
        assert!(page.says("last administrator"));
        assert_eq!(ada.get("/people").await.status, 200);
    }
}
