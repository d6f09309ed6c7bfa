//! `/releases/{id}/schedule` and `/phases/{id}`: a cohort's turn, from the plan to its end.

mod exposure;
mod schedule;

use crate::world::{Client, Page, World, both, phase, step};

async fn add(client: &Client, release: &str, fields: &[(&str, &str)], cohort: &str) -> Page {
    client.post(&format!("{release}/phases/new"), &phase(cohort, "2026-12-15", fields)).await
}

both! {
    async fn a_release_without_phases_says_what_they_are_for(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page = ada.get(&format!("{release}/schedule")).await;
        assert!(page.says("No phases yet") && page.says("Plan the phases"));
    }

    async fn a_phase_says_who_gets_it_when_and_how(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilot sites", "20").await;
        let more = [
            ("ends_on", "2026-12-17"),
            ("access", "by a list"),
            ("window_from", "06:00"),
            ("window_to", "10:00"),
        ];
        let page = add(&ada, &release, &more, &cohort).await;
        let page = ada.get(page.location()).await;
        assert!(
            page.says("Phase 1: Pilot")
                && page.says("Tue 15 Dec to Thu 17 Dec, 06:00 to 10:00 (Europe/Zurich)"),
            "{}",
            page.text()
        );
        assert!(
            page.says("Pilot sites, 20 people") && page.says("by a list") && page.says("2 days")
        );
        assert!(ada.get(&format!("{release}/schedule")).await.says("Pilot is next on Tue 15 Dec"));
        assert!(ada.get(&format!("{release}/activity")).await.says("Ada added “Pilot”"));
    }

    async fn a_phase_without_a_cohort_is_refused(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page = add(&ada, &release, &[], "").await;
        assert!(
            page.status == 422
                && page.says("Choose one from the list")
                && page.says("Add a cohort")
        );
        let other = ada.release().await;
        let elsewhere = ada.cohort(&other, "Theirs", "2").await;
        let page = add(&ada, &release, &[], &elsewhere).await;
        assert!(page.status == 422 && page.says("Choose a cohort from the list"));
    }

    async fn dates_that_cannot_be_are_refused_at_their_fields(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        for (fields, sentence) in [
            (vec![("ends_on", "2026-12-01")], "The last day must not be before the first day"),
            (
                vec![("window_from", "10:00"), ("window_to", "06:00")],
                "The window must end after it begins",
            ),
            (vec![("window_from", "10:00")], "Enter when the window ends"),
            (vec![("unit", "percent"), ("planned", "101")], "Enter a percentage from 0 to 100"),
            (vec![("bake_days", "-3")], "Enter a whole number"),
        ] {
            let page = add(&ada, &release, &fields, &cohort).await;
            assert!(page.status == 422 && page.says(sentence), "{sentence}: {}", page.text());
        }
    }

    async fn a_cohort_is_in_one_phase_at_a_time_and_phases_follow_each_other(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let one = ada.cohort(&release, "Pilots", "20").await;
        let other = ada.cohort(&release, "Regions", "20").await;
        ada.phase(&release, &one, "2026-12-15").await;
        let again = add(&ada, &release, &[], &one).await;
        assert!(again.says("Pilots is already in Phase 1: Pilot"), "{}", again.text());
        assert!(
            add(&ada, &release, &[], &other)
                .await
                .says("On these days there is Phase 1: Pilot, 15 Dec")
        );
        ada.phase(&release, &other, "2026-12-01").await;
        let page = ada.get(&format!("{release}/schedule")).await;
        let (first, second) =
            (page.body.find("Phase 1").unwrap(), page.body.find("Phase 2").unwrap());
        assert!(
            first < second && page.body[first..second].contains("1 Dec"),
            "they are numbered by their days"
        );
    }

    async fn a_phase_is_skipped_with_a_reason_and_planned_again(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let page = step(&ada, &phase, "skip", "").await;
        assert!(page.status == 422 && page.says("Enter a reason"));
        assert_eq!(step(&ada, &phase, "skip", "They moved out").await.status, 303);
        let page = ada.get(&phase).await;
        assert!(
            page.says("Skipped")
                && page.says("They moved out")
                && page.says("moved Phase 1: Pilot to skipped"),
            "{}",
            page.text()
        );
        assert_eq!(step(&ada, &phase, "plan_again", "They are back").await.status, 303);
    }

    async fn nobody_starts_around_the_gate(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        assert!(
            step(&ada, &phase, "start", "now")
                .await
                .says("A phase that is planned cannot do this: Start")
        );
        assert!(
            step(&ada, &phase, "go", "now").await.says("This is done at the gate of the phase")
        );
        assert!(step(&ada, &phase, "fly", "now").await.says("Choose one from the list"));
    }

    async fn only_owners_plan_and_the_second_of_two_is_told(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let ben = world.member("Ben").await;
        assert_eq!(add(&ben, &release, &[], &cohort).await.status, 403);
        assert_eq!(ben.get(&format!("{phase}/edit")).await.status, 403);
        assert_eq!(
            ben.post(
                &format!("{phase}/step"),
                &[("version", "1"), ("step", "skip"), ("reason", "x")]
            )
            .await
            .status,
            403
        );
        assert_eq!(step(&ada, &phase, "skip", "x").await.status, 303);
        let late = ada
            .post(&format!("{phase}/step"), &[("version", "1"), ("step", "skip"), ("reason", "x")])
            .await;
        assert!(late.status == 422 && late.says("Somebody else changed this phase"));
    }

    async fn the_rollback_card_is_written_and_printed(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        assert!(ada.get(&format!("{phase}/card")).await.says("Not on the card yet"));
        let card = [
            ("version", "1"),
            ("trigger", "5 contacts per 100"),
            ("action", "Turn it off"),
            ("authority", "Ada"),
            ("deadline", "Thursday noon"),
            ("minutes", "190"),
            ("rehearsed_on", "2026-11-20"),
        ];
        assert_eq!(ada.post(&format!("{phase}/card/edit"), &card).await.status, 303);
        let page = ada.get(&format!("{phase}/card")).await;
        assert!(
            page.says("5 contacts per 100") && page.says("3 h 10 min, rehearsed on Fri 20 Nov")
        );
        assert_eq!(
            ada.post(&format!("{phase}/card/edit"), &card).await.status,
            422,
            "an old version"
        );
    }

    async fn what_a_phase_has_to_show_is_asked_before_it_begins(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let ask = [
            ("metric", "Contacts"),
            ("operator", "at_most"),
            ("target", "2.5"),
            ("unit", "per 100 users"),
        ];
        assert_eq!(ada.post(&format!("{phase}/successes/new"), &ask).await.status, 303);
        let page = ada.get(&phase).await;
        assert!(page.says("Contacts: at most 2.5 per 100 users") && page.says("Not measured"));
        let start = page.body.find("/successes/").unwrap();
        let start = page.body[start + 1..]
            .find("href=\"/successes/")
            .map_or(start, |at| start + 1 + at + 6);
        let success = page.body[start..].split('"').next().unwrap();
        let early =
            ada.post(&format!("{success}/record"), &[("version", "1"), ("actual", "1")]).await;
        assert!(
            early.status == 422 && early.says("there is nothing to measure yet"),
            "{}",
            early.text()
        );
        let wrong = ada
            .post(
                &format!("{phase}/successes/new"),
                &[("metric", "x"), ("operator", "at_most"), ("target", "two")],
            )
            .await;
        assert!(wrong.says("Enter a number with at most three decimals"));
        assert_eq!(ada.post(&format!("{success}/delete"), &[]).await.status, 303);
    }

    async fn the_wizard_proposes_a_ladder_that_can_be_changed(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Everybody", "900").await;
        let ask = [
            ("ladder", "canary"),
            ("cohort", &*cohort),
            ("first", "2026-12-15"),
            ("days", "1"),
            ("bake_days", "1"),
        ];
        let page = ada.post(&format!("{release}/phases/plan"), &ask).await;
        assert!(
            page.body.contains("10 % of Everybody")
                && page.body.contains("100 % of Everybody")
                && page.says("Add 5 phases")
        );
        let field = |name: &'static str, place: usize| format!("{name}-{place}");
        let mut fields = vec![("count".to_owned(), "3".to_owned())];
        for (place, (name, day)) in
            [("Ten", "2026-12-15"), ("Left out", "2026-12-15"), ("All", "2026-12-15")]
                .into_iter()
                .enumerate()
        {
            if place != 1 {
                fields.push((field("keep", place), "on".into()));
            }
            for (key, value) in [
                ("name", name),
                ("cohort", &*cohort),
                ("starts_on", day),
                ("ends_on", ""),
                ("bake_days", "1"),
                ("planned", "10"),
                ("unit", "percent"),
            ] {
                fields.push((field(key, place), value.to_owned()));
            }
        }
        let send = async |fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            ada.post(&format!("{release}/phases/plan/confirm"), &fields).await
        };
        let page = send(&fields).await;
        assert_eq!(page.status, 422, "{}", page.text());
        assert!(
            page.says("Everybody is already in Phase 1: Ten")
                && page.body.contains("starts_on-2-error")
        );
        assert!(
            ada.get(&format!("{release}/schedule")).await.says("No phases yet"),
            "all of it or nothing"
        );
        for (name, value) in &mut fields {
            if name == "starts_on-2" {
                *value = "2026-12-17".into();
            }
        }
        assert_eq!(send(&fields).await.status, 303);
        let page = ada.get(&format!("{release}/schedule")).await;
        assert!(page.says("Phase 1: Ten") && page.says("Phase 2: All") && !page.says("Left out"));
    }
}
