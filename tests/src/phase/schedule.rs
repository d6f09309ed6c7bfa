//! `/releases/{id}/schedule` and `/phases/{id}/move`: what clashes, and what a move breaks.

use crate::world::{Client, Page, World, both, product_of};

/// A release with two phases a month apart, and their addresses.
async fn planned(ada: &Client) -> (String, String, String) {
    let release = ada.release().await;
    let one = ada.cohort(&release, "Pilots", "20").await;
    let other = ada.cohort(&release, "Regions", "200").await;
    let first = ada.phase(&release, &one, "2026-12-15").await;
    let second = ada.phase(&release, &other, "2027-01-12").await;
    (release, first, second)
}

async fn shift(client: &Client, phase: &str, fields: &[(&str, &str)]) -> Page {
    let version = client.version(&format!("{phase}/move")).await;
    let mut all =
        vec![("version", &*version), ("bake_days", "2"), ("reason", "The archive is late")];
    all.extend(fields);
    client.post(&format!("{phase}/move"), &all).await
}

async fn close(client: &Client, release: &str, from: &str, to: &str) {
    let product = product_of(release);
    let fields = [("name", "Year end"), ("kind", "freeze"), ("from", from), ("to", to)];
    let closed = client.post(&format!("{product}/freezes/new"), &fields).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
}

both! {
    async fn a_launch_on_a_day_on_which_nothing_is_launched_is_said(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert!(ada.get(&release).await.says("The launch is on Tue 15 Dec 2026."));
        close(&ada, &release, "2026-12-14", "2027-01-04").await;
        let page = ada.get(&release).await;
        assert!(
            page.says("The launch on Tue 15 Dec 2026 is in the freeze “Year end” (14 Dec to 4 Jan)."),
            "{}",
            page.text()
        );
    }

    async fn the_schedule_is_a_picture_a_table_and_a_calendar(world: World) {
        let ada = world.member("Ada").await;
        let (release, ..) = planned(&ada).await;
        for zoom in ["week", "month", "quarter"] {
            let page = ada.get(&format!("{release}/schedule?zoom={zoom}")).await;
            assert!(
                page.body.contains("class=\"timeline\"")
                    && page.says("Today")
                    && page.says("Phase 2: Pilot")
            );
        }
        let page = ada.get(&format!("{release}/schedule?view=calendar&from=2026-12-01")).await;
        assert!(
            page.says("December 2026") && page.says("Tue 15 Dec Launch Phase 1: Pilot begins"),
            "{}",
            page.text()
        );
        assert!(page.says("Thu 17 Dec Phase 1: Pilot has baked"));
    }

    async fn what_clashes_is_said_in_words(world: World) {
        let ada = world.member("Ada").await;
        let (release, first, _) = planned(&ada).await;
        assert!(ada.get(&format!("{release}/schedule")).await.says("No conflicts"));
        close(&ada, &release, "2026-12-14", "2027-01-04").await;
        let me = ada.choice(&format!("{release}/people"), "Ada").await;
        let version = ada.version(&format!("{first}/edit")).await;
        let cohort = ada.get(&format!("{first}/edit")).await;
        let cohort = cohort
            .body
            .split("selected")
            .next()
            .unwrap()
            .rsplit("value=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let fields = [
            ("version", &*version),
            ("name", "Pilot"),
            ("cohort", &*cohort),
            ("planned", "20"),
            ("unit", "people"),
            ("owner", &*me),
        ];
        assert_eq!(ada.post(&format!("{first}/edit"), &fields).await.status, 303);
        ada.post("/account/absences", &[("away_from", "2026-12-10"), ("away_to", "2026-12-20")])
            .await;
        let page = ada.get(&format!("{release}/schedule")).await;
        assert!(
            page.says("Phase 1: Pilot is in the freeze “Year end” (14 Dec to 4 Jan)."),
            "{}",
            page.text()
        );
        assert!(page.says("Ada, who owns Phase 1: Pilot, is away Thu 10 Dec to Sun 20 Dec."));
        assert!(ada.get("/account").await.says("Thu 10 Dec to Sun 20 Dec"));
        let wrong = ada
            .post("/account/absences", &[("away_from", "2026-12-10"), ("away_to", "2026-12-01")])
            .await;
        assert!(wrong.status == 422 && wrong.says("The last day must not be before the first day"));
    }

    async fn a_move_shows_what_it_breaks_before_it_is_saved(world: World) {
        let ada = world.member("Ada").await;
        let (release, first, _) = planned(&ada).await;
        let page = shift(&ada, &first, &[("starts_on", "2027-01-11"), ("ends_on", "")]).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.says("This move breaks one thing") && page.says("Nothing is saved yet."));
        let clash = "Phase 2: Pilot begins on Tue 12 Jan 2027, but Phase 1: Pilot bakes until Wed 13 Jan 2027.";
        assert!(page.says(clash), "{}", page.text());
        assert!(
            ada.get(&format!("{release}/schedule")).await.says("Tue 15 Dec then 2 days"),
            "nothing was saved"
        );
        shift(&ada, &first, &[("starts_on", "2027-01-11"), ("confirmed", "on")]).await;
        let page = ada.get(&format!("{release}/schedule")).await;
        assert!(
            page.says(clash) && page.says("One thing clashes"),
            "the schedule says what the preview said"
        );
        assert!(
            ada.get(&format!("{release}/activity"))
                .await
                .says("moved the dates of Phase 1: Pilot to Mon 11 Jan 2027")
        );
    }

    async fn a_move_past_another_phase_says_that_they_get_other_numbers(world: World) {
        let ada = world.member("Ada").await;
        let (_, first, _) = planned(&ada).await;
        let page = shift(&ada, &first, &[("starts_on", "2027-02-01"), ("ends_on", "")]).await;
        assert!(page.says("Phases are numbered by their days"), "{}", page.text());
        for sentence in [
            "Phase 1 becomes Phase 2: Pilot, 20 people: it comes behind",
            "Phase 2 becomes Phase 1: Pilot, 20 people: it goes before",
        ] {
            assert!(page.says(sentence), "{sentence}: {}", page.text());
        }
        let near = shift(&ada, &first, &[("starts_on", "2026-12-16"), ("ends_on", "")]).await;
        assert!(!near.says("Phases are numbered by their days"), "nothing passes anything");
    }

    async fn later_phases_move_along_when_asked(world: World) {
        let ada = world.member("Ada").await;
        let (release, first, _) = planned(&ada).await;
        let fields = [("starts_on", "2026-12-22"), ("later_too", "on")];
        let page = shift(&ada, &first, &fields).await;
        assert!(
            page.says("This move breaks nothing") && page.says("Tue 19 Jan 2027"),
            "{}",
            page.text()
        );
        shift(&ada, &first, &[fields[0], fields[1], ("confirmed", "on")]).await;
        assert!(ada.get(&format!("{release}/schedule")).await.says("Tue 19 Jan 2027"));
    }

    async fn a_move_needs_a_reason_and_dates_that_can_be(world: World) {
        let ada = world.member("Ada").await;
        let (_, first, _) = planned(&ada).await;
        assert!(
            shift(&ada, &first, &[("starts_on", "2027-01-05"), ("reason", "")])
                .await
                .says("Enter a reason")
        );
        let page = shift(&ada, &first, &[("starts_on", "2027-01-12")]).await;
        assert!(page.status == 422 && page.says("On these days there is"), "{}", page.text());
        let page = shift(&ada, &first, &[("starts_on", "soon")]).await;
        assert!(page.status == 422 && page.says("Enter a date, like 2026-11-23"));
    }

    async fn a_freeze_refuses_unless_somebody_says_why(world: World) {
        let ada = world.member("Ada").await;
        let (release, first, _) = planned(&ada).await;
        close(&ada, &release, "2026-12-20", "2027-01-04").await;
        let into = [("starts_on", "2026-12-22"), ("confirmed", "on")];
        let page = shift(&ada, &first, &into).await;
        assert!(
            page.status == 422 && page.says("would be in the freeze “Year end” (20 Dec to 4 Jan)"),
            "{}",
            page.text()
        );
        let page =
            shift(&ada, &first, &[into[0], into[1], ("freeze_reason", "The law starts then")])
                .await;
        assert_eq!(page.status, 303, "{}", page.text());
        let gate = ada.get(&format!("{first}/gate")).await;
        assert!(
            gate.says("In the freeze “Year end” (20 Dec to 4 Jan), because: The law starts then.")
        );
        close(&ada, &release, "2026-12-22", "2026-12-22").await;
        let gate = ada.get(&format!("{first}/gate")).await;
        assert!(
            gate.says("In the freeze “Year end” (20 Dec to 4 Jan), because"),
            "what was closed at that moment was known"
        );
        world.advance(jiff::SignedDuration::from_mins(1));
        close(&ada, &release, "2026-12-21", "2026-12-23").await;
        let gate = ada.get(&format!("{first}/gate")).await;
        assert!(
            gate.says("It would be in the freeze “Year end” (21 Dec to 23 Dec)."),
            "a reason speaks of what was known"
        );
        let cohort = ada.cohort(&release, "Others", "2").await;
        let new = ada
            .post(
                &format!("{release}/phases/new"),
                &crate::world::phase(&cohort, "2027-01-02", &[]),
            )
            .await;
        assert!(new.status == 422 && new.says("This is in the freeze “Year end”"));
    }

    async fn a_move_of_the_launch_shows_what_it_breaks_too(world: World) {
        let ada = world.member("Ada").await;
        let (release, ..) = planned(&ada).await;
        let moved = [("launch", "2026-12-18"), ("version", "1"), ("reason", "The archive is late")];
        let page = ada.post(&format!("{release}/edit"), &crate::world::plan(&moved)).await;
        assert!(page.status == 200 && page.says("Nothing is saved yet."), "{}", page.text());
        assert!(
            page.says("Phase 1: Pilot begins on Tue 15 Dec, before the launch on Fri 18 Dec.")
                && page.says("Save anyway")
        );
        let fields = [moved[0], moved[1], moved[2], ("confirmed", "on")];
        assert_eq!(
            ada.post(&format!("{release}/edit"), &crate::world::plan(&fields)).await.status,
            303
        );
    }

    async fn only_an_owner_moves_and_the_second_of_two_is_told(world: World) {
        let ada = world.member("Ada").await;
        let (_, first, _) = planned(&ada).await;
        let ben = world.member("Ben").await;
        assert_eq!(ben.get(&format!("{first}/move")).await.status, 403);
        let late = [
            ("version", "99"),
            ("starts_on", "2027-01-05"),
            ("bake_days", "1"),
            ("reason", "r"),
            ("confirmed", "on"),
        ];
        let page = ada.post(&format!("{first}/move"), &late).await;
        assert!(
            page.status == 422 && page.says("Somebody else changed this phase"),
            "{}",
            page.text()
        );
        assert_eq!(ben.post(&format!("{first}/move"), &late).await.status, 403);
    }
}
