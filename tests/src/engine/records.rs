use domain::account::{Invitation, Session};
use domain::checklist::{Item, ItemState};
use domain::day::{Zone, parse_date};
use domain::ids::{InvitationId, ItemId, PersonId, ProductId, ReleaseId, SessionId, SlipId};
use domain::person::{Email, Role};
use domain::product::ProductText;
use domain::release::{Kind, Part, Plan, ReleaseState, Schedule, Slip, Tier};
use domain::text::{Label, Markdown, Name, VersionLabel};
use jiff::Timestamp;
use store::account::attempt::Attempt;
use store::account::{attempt, invitation, session, setup};
use store::checklist;
use store::release::{address, participant};
use store::{Transaction, person, product, release};
use uuid::Uuid;

use crate::world::{World, both, standing};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

async fn ada(transaction: &mut Transaction) -> PersonId {
    let id = PersonId::new(Uuid::now_v7());
    let who = (&Email::parse("ada@x.org").unwrap(), &Name::parse("Ada").unwrap(), Role::Admin);
    assert!(person::add_person(transaction, id, who, "hash", at(0)).await.unwrap());
    id
}

fn plan() -> Plan {
    let zone = Zone::parse("Asia/Tokyo").unwrap();
    let schedule = Schedule::new(Some(parse_date("2027-01-01").unwrap()), None, zone).unwrap();
    Plan {
        name: Label::parse("Spring").unwrap(),
        label: VersionLabel::parse("1").unwrap(),
        slug: None,
        summary: Markdown::default(),
        kind: Kind::BigBang,
        tier: Tier::High,
        schedule,
        restricted: true,
    }
}

async fn planned(transaction: &mut Transaction) -> (ProductId, ReleaseId) {
    let (of, id) = (ProductId::new(Uuid::now_v7()), ReleaseId::new(Uuid::now_v7()));
    let text = ProductText {
        name: Label::parse("Portal").unwrap(),
        slug: None,
        summary: Markdown::default(),
    };
    let slug = address::take_for_product(transaction, of, &text).await.unwrap().unwrap();
    product::add_product(transaction, of, (&text, &slug), at(0)).await.unwrap();
    let slug = address::take_for_release(transaction, (of, id), &plan()).await.unwrap().unwrap();
    release::add_release(transaction, id, of, (&plan(), &slug), at(0)).await.unwrap();
    (of, id)
}

fn task(release: ReleaseId, state: ItemState) -> Item {
    Item {
        id: ItemId::new(Uuid::now_v7()),
        release,
        parent: None,
        ordinal: 0,
        position: 5,
        section: vec!["A".into(), "B / C".into()],
        title: "Título".into(),
        explanation: "x".into(),
        required: true,
        critical: false,
        asked: None,
        owner: None,
        due_at: Some(at(9)),
        notes: String::new(),
        evidence: Some("https://x.y/".into()),
        state,
        version: 1,
    }
}

both! {
    async fn a_person_is_found_listed_counted_and_changed(world: World) {
        let mut transaction = world.database.write().await.unwrap();
        let id = ada(&mut transaction).await;
        let again =
            (&Email::parse("ADA@x.org").unwrap(), &Name::parse("Other").unwrap(), Role::Viewer);
        assert!(
            !person::add_person(&mut transaction, PersonId::new(Uuid::now_v7()), again, "h", at(0))
                .await
                .unwrap()
        );
        assert_eq!(person::list_people(&mut transaction).await.unwrap().len(), 1);
        assert_eq!(person::count_active_admins(&mut transaction).await.unwrap(), 1);
        person::save_password(&mut transaction, id, "newer").await.unwrap();
        person::save_shortcuts(&mut transaction, id, false).await.unwrap();
        let found = person::find_credentials(&mut transaction, again.0).await.unwrap();
        assert_eq!(found, Some((id, true, "newer".to_owned())));
        assert!(person::save_access(&mut transaction, (id, 1), standing(Role::Viewer), false).await.unwrap());
        assert!(
            !person::save_access(&mut transaction, (id, 1), standing(Role::Admin), true).await.unwrap(),
            "an old version"
        );
        let person = person::find_person(&mut transaction, id).await.unwrap().unwrap();
        assert_eq!(
            (person.role, person.active, person.shortcuts, person.version),
            (Role::Viewer, false, false, 2)
        );
        assert_eq!(person::list_people(&mut transaction).await.unwrap(), [person]);
    }

    async fn who_acts_is_found_with_their_part(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = world.id_at(&ada.release().await).await;
        drop(ben);
        let mut transaction = world.database.read().await.unwrap();
        let people = person::list_people(&mut transaction).await.unwrap();
        let id = |name: &str| people.iter().find(|person| person.name == name).unwrap().id;
        let mut part = async |person| {
            let about = (person, ReleaseId::new(release));
            person::acting::find_person_with_part(&mut transaction, about).await.unwrap()
        };
        let (found, owner) = part(id("Ada")).await.unwrap();
        assert_eq!((found.name.as_str(), owner), ("Ada", Some(Part::Owner)));
        assert_eq!(part(id("Ben")).await.unwrap().1, None);
        assert_eq!(part(PersonId::new(Uuid::now_v7())).await, None);
    }

    async fn a_session_is_found_by_its_secret_until_it_is_deleted(world: World) {
        let mut transaction = world.database.write().await.unwrap();
        let ada = ada(&mut transaction).await;
        let make = |second| Session {
            id: SessionId::new(Uuid::now_v7()),
            person: ada,
            created_at: at(second),
            last_seen_at: at(second),
            browser: "B".into(),
        };
        let (old, new) = (make(0), make(100));
        session::add_session(&mut transaction, &old, b"one").await.unwrap();
        session::add_session(&mut transaction, &new, b"two").await.unwrap();
        let found = person::acting::find_person_in_session(&mut transaction, b"one").await.unwrap();
        let (person, session, second_step) = found.unwrap();
        assert!(!second_step);
        assert_eq!((person.id, session), (ada, old.clone()));
        let nobody = person::acting::find_person_in_session(&mut transaction, b"three").await.unwrap();
        assert_eq!(nobody, None);
        session::touch_session(&mut transaction, old.id, at(50)).await.unwrap();
        assert_eq!(session::list_sessions(&mut transaction, ada).await.unwrap().len(), 2);
        assert_eq!(
            session::delete_expired_sessions(&mut transaction, at(60), at(0)).await.unwrap(),
            1
        );
        let stranger = PersonId::new(Uuid::now_v7());
        assert!(!session::delete_session(&mut transaction, stranger, new.id).await.unwrap());
        assert!(session::delete_session(&mut transaction, ada, new.id).await.unwrap());
        assert_eq!(session::delete_sessions(&mut transaction, ada).await.unwrap(), 0);
        session::add_device(&mut transaction, b"device", ada, at(0)).await.unwrap();
        session::add_device(&mut transaction, b"device", ada, at(1)).await.unwrap();
        assert!(session::is_device_of(&mut transaction, b"device", ada).await.unwrap());
        assert!(!session::is_device_of(&mut transaction, b"device", stranger).await.unwrap());
    }

    async fn links_work_until_they_are_used_or_old(world: World) {
        let mut transaction = world.database.write().await.unwrap();
        setup::save_link(&mut transaction, b"first", at(10)).await.unwrap();
        setup::save_link(&mut transaction, b"second", at(10)).await.unwrap();
        assert!(
            !setup::is_open(&mut transaction, b"first", at(0)).await.unwrap(),
            "only the newest"
        );
        assert!(setup::is_open(&mut transaction, b"second", at(9)).await.unwrap());
        assert!(!setup::use_link(&mut transaction, b"second", at(10)).await.unwrap());
        assert!(setup::use_link(&mut transaction, b"second", at(9)).await.unwrap());
        assert!(!setup::use_link(&mut transaction, b"second", at(9)).await.unwrap());
        let ada = ada(&mut transaction).await;
        let id = InvitationId::new(Uuid::now_v7());
        let invited = Invitation {
            id,
            email: Email::parse("b@x.org").unwrap(),
            role: Role::Member,
            invited_by: ada,
            expires_at: at(10),
        };
        invitation::save_invitation(&mut transaction, &invited, b"secret", at(0)).await.unwrap();
        assert_eq!(
            invitation::find_invitation(&mut transaction, b"secret", at(9)).await.unwrap(),
            Some(invited.clone())
        );
        assert_eq!(
            invitation::find_invitation(&mut transaction, b"secret", at(10)).await.unwrap(),
            None
        );
        assert_eq!(invitation::list_invitations(&mut transaction, at(9)).await.unwrap(), [invited]);
        assert!(invitation::delete_invitation(&mut transaction, id).await.unwrap());
    }

    async fn attempts_are_counted_and_forgotten(world: World) {
        let mut transaction = world.database.write().await.unwrap();
        let counted = |failures| Attempt { failures, allowed_at: at(failures) };
        attempt::save_attempt(&mut transaction, "a", counted(1)).await.unwrap();
        attempt::save_attempt(&mut transaction, "a", counted(2)).await.unwrap();
        attempt::save_attempt(&mut transaction, "b", counted(9)).await.unwrap();
        assert_eq!(attempt::find_attempt(&mut transaction, "a").await.unwrap(), Some(counted(2)));
        assert_eq!(attempt::claim_attempt(&mut transaction, "a", at(7)).await.unwrap(), counted(2));
        let fresh = Attempt { failures: 0, allowed_at: at(7) };
        assert_eq!(attempt::claim_attempt(&mut transaction, "new", at(7)).await.unwrap(), fresh);
        attempt::forget_old_attempts(&mut transaction, at(5)).await.unwrap();
        assert_eq!(attempt::find_attempt(&mut transaction, "a").await.unwrap(), None);
        attempt::forget_attempts(&mut transaction, "b").await.unwrap();
        assert_eq!(attempt::find_attempt(&mut transaction, "b").await.unwrap(), None);
    }

    async fn a_product_and_its_release_are_kept_as_they_were_said(world: World) {
        let mut transaction = world.database.write().await.unwrap();
        let ada = ada(&mut transaction).await;
        let (of, id) = planned(&mut transaction).await;
        let text = ProductText {
            name: Label::parse("Other").unwrap(),
            slug: None,
            summary: Markdown::parse("s").unwrap(),
        };
        let slug = address::take_for_product(&mut transaction, of, &text).await.unwrap().unwrap();
        assert!(product::save_product(&mut transaction, of, 1, (&text, &slug)).await.unwrap());
        assert!(
            !product::save_product(&mut transaction, of, 1, (&text, &slug)).await.unwrap(),
            "an old version"
        );
        let kept = product::find_product(&mut transaction, of).await.unwrap().unwrap();
        assert_eq!(product::list_products(&mut transaction).await.unwrap(), [kept]);
        assert!(
            release::save_state(&mut transaction, id, 1, ReleaseState::Planning).await.unwrap()
        );
        assert!(release::save_plan(&mut transaction, id, 2, (&plan(), &slug)).await.unwrap());
        assert!(
            !release::save_plan(&mut transaction, id, 2, (&plan(), &slug)).await.unwrap(),
            "an old version"
        );
        let kept = release::find_release(&mut transaction, id).await.unwrap().unwrap();
        assert_eq!(
            (kept.state, kept.kind, kept.tier, &kept.schedule),
            (ReleaseState::Planning, Kind::BigBang, Tier::High, &plan().schedule)
        );
        assert_eq!(
            release::list_releases(&mut transaction, ada, None).await.unwrap(),
            [],
            "it is restricted"
        );
        participant::save_part(&mut transaction, id, ada, Part::Owner).await.unwrap();
        participant::save_part(&mut transaction, id, ada, Part::Approver).await.unwrap();
        assert_eq!(
            participant::hold_part(&mut transaction, id, ada).await.unwrap(),
            Some(Part::Approver)
        );
        assert_eq!(
            participant::list_participants(&mut transaction, id).await.unwrap()[0].name,
            "Ada"
        );
        assert_eq!(release::list_releases(&mut transaction, ada, Some(of)).await.unwrap(), [kept]);
        let slip = Slip {
            from: None,
            to: parse_date("2027-02-02").ok(),
            reason: "r".into(),
            by_name: "Ada".into(),
            at: at(3),
        };
        release::add_slip(&mut transaction, SlipId::new(Uuid::now_v7()), id, &slip, ada)
            .await
            .unwrap();
        assert_eq!(release::list_slips(&mut transaction, id).await.unwrap(), [slip]);
        assert!(participant::delete_part(&mut transaction, id, ada).await.unwrap());
        assert!(!participant::delete_part(&mut transaction, id, ada).await.unwrap());
    }

    async fn an_item_is_kept_in_every_state_and_saved_by_version(world: World) {
        let mut transaction = world.database.write().await.unwrap();
        let ada = ada(&mut transaction).await;
        let (_, release) = planned(&mut transaction).await;
        for (number, state) in (1..).zip([
            ItemState::Pending,
            ItemState::InProgress,
            ItemState::Done(ada),
            ItemState::Verified { done_by: ada, verified_by: ada },
            ItemState::Blocked { reason: "r".into(), on: "o".into() },
            ItemState::NotApplicable { reason: "r".into() },
        ]) {
            let mut kept = task(release, ItemState::Pending);
            checklist::add_item(&mut transaction, &kept, at(0)).await.unwrap();
            assert!(checklist::save_state(&mut transaction, kept.id, 1, &state).await.unwrap());
            assert!(
                !checklist::save_state(&mut transaction, kept.id, 1, &state).await.unwrap(),
                "an old version"
            );
            kept.ordinal = number;
            kept.state = state;
            kept.version = 2;
            kept.position = 77;
            checklist::renumber(&mut transaction, kept.id, 77).await.unwrap();
            assert_eq!(checklist::find_item(&mut transaction, kept.id).await.unwrap(), Some(kept));
        }
        let mut child = task(release, ItemState::Pending);
        let parent = checklist::list_items(&mut transaction, release).await.unwrap()[0].id;
        checklist::add_item(&mut transaction, &child, at(0)).await.unwrap();
        child.parent = Some(parent);
        assert!(checklist::save_place(&mut transaction, &child).await.unwrap());
        assert!(!checklist::save_place(&mut transaction, &child).await.unwrap(), "an old version");
        assert!(checklist::delete_item(&mut transaction, child.id).await.unwrap());
        assert!(checklist::delete_item(&mut transaction, parent).await.unwrap());
    }
}
