//! `/feeds/{secret}.ics`: what calendars read.

use crate::world::{Client, World, both};

/// Makes an address and gives its path.
async fn address(client: &Client, from: &str) -> String {
    let page = client.post(from, &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let start = page.body.find("/feeds/").unwrap();
    page.body[start..].split('<').next().unwrap().to_owned()
}

/// The value of a property of the event that has a word in its title.
fn property(calendar: &str, title: &str, name: &str) -> String {
    let unfolded = calendar.replace("\r\n ", "");
    let event = unfolded.split("BEGIN:VEVENT").find(|event| event.contains(title)).unwrap();
    let line = event
        .lines()
        .find(|line| line.starts_with(name))
        .unwrap_or_else(|| panic!("no {name}: {event}"));
    line.split_once(':').unwrap().1.to_owned()
}

both! {
    async fn a_calendar_keeps_what_an_event_is_and_counts_its_moves(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let path = address(&ada, &format!("{release}/feeds")).await;
        let program = world.stranger();
        let before = program.get(&path).await;
        assert_eq!(before.headers["content-type"], "text/calendar; charset=utf-8");
        let read = |calendar: &str, name: &str| property(calendar, "Phase 1: Pilot", name);
        assert_eq!(
            (read(&before.body, "DTSTART;VALUE=DATE"), read(&before.body, "DTEND;VALUE=DATE")),
            ("20261215".into(), "20261216".into())
        );
        let version = ada.version(&format!("{phase}/move")).await;
        let fields = [
            ("version", &*version),
            ("starts_on", "2026-12-17"),
            ("window_from", "06:00"),
            ("window_to", "10:00"),
            ("bake_days", "2"),
            ("reason", "r"),
            ("confirmed", "on"),
        ];
        assert_eq!(ada.post(&format!("{phase}/move"), &fields).await.status, 303);
        let after = program.get(&path).await.body;
        assert_eq!(read(&after, "UID"), read(&before.body, "UID"));
        assert!(
            read(&after, "SEQUENCE").parse::<u32>().unwrap()
                > read(&before.body, "SEQUENCE").parse().unwrap()
        );
        assert_eq!(read(&after, "DTSTART"), "20261217T050000Z", "six o'clock in Zurich in winter");
        assert_eq!(property(&after, "Launch", "DTSTART;VALUE=DATE"), "20261215");
    }

    async fn what_is_left_out_stays_and_says_so(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let path = address(&ada, &format!("{release}/feeds")).await;
        crate::world::step(&ada, &phase, "skip", "They moved out").await;
        let calendar = world.stranger().get(&path).await.body;
        assert_eq!(property(&calendar, "Phase 1: Pilot", "STATUS"), "CANCELLED");
        assert_eq!(property(&calendar, "Phase 1: Pilot", "SEQUENCE"), "1");
    }

    async fn a_revoked_address_and_one_that_never_was_are_the_same(world: World) {
        let ada = world.member("Ada").await;
        let path = address(&ada, "/account/feeds").await;
        assert_eq!(world.stranger().get(&path).await.status, 200);
        let page = ada.get("/account").await;
        let start = page.body.find("/account/feeds/").unwrap();
        let revoke = page.body[start..].split('"').next().unwrap();
        let ben = world.member("Ben").await;
        assert_eq!(ben.post(revoke, &[]).await.status, 404);
        assert_eq!(ada.post(revoke, &[]).await.status, 303);
        for path in [path.as_str(), "/feeds/abc.ics", "/feeds/abc"] {
            assert_eq!(world.stranger().get(path).await.status, 404, "{path}");
        }
    }

    async fn an_address_reads_with_the_eyes_of_its_person(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let ben = world.member("Ben").await;
        let path = address(&ben, &format!("{release}/feeds")).await;
        assert_eq!(world.stranger().get(&path).await.status, 200);
        let closed = [("restricted", "on"), ("version", "1")];
        assert_eq!(
            ada.post(&format!("{release}/edit"), &crate::world::plan(&closed)).await.status,
            303
        );
        assert_eq!(world.stranger().get(&path).await.status, 404);
        assert_eq!(ben.post(&format!("{release}/feeds"), &[]).await.status, 404);
    }

    async fn my_calendar_has_what_concerns_me_and_nothing_else(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let me = ada.choice(&format!("{release}/people"), "Ada").await;
        let mine = [
            ("title", "Tell the desk"),
            ("required", "on"),
            ("owner", &*me),
            ("due", "2026-12-01T09:00"),
        ];
        assert_eq!(ada.post(&format!("{release}/checklist/new"), &mine).await.status, 303);
        let path = address(&ada, "/account/feeds").await;
        let calendar = world.stranger().get(&path).await.body;
        assert_eq!(property(&calendar, "Tell the desk", "DTEND"), "20261201T080000Z");
        let ben = world.member("Ben").await;
        let path = address(&ben, "/account/feeds").await;
        assert!(!world.stranger().get(&path).await.body.contains("BEGIN:VEVENT"));
    }
}
