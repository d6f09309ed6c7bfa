//! `/products/{id}/cohorts/new` and `/cohorts/{id}`: who gets it together.

use domain::person::{Role, Support};

use crate::world::{World, both};

both! {
    async fn a_cohort_says_who_they_are_and_why(world: World) {
        let ada = world.member("Ada").await;
        let product = ada.product("Portal").await;
        let fields = [
            ("name", "Regional offices"),
            ("kind", "region"),
            ("size", "5 100"),
            ("contact", "Ben, 0123"),
            ("champion", "Lena"),
            ("language", "French"),
            ("constraints", "closed on **Monday**"),
            ("chosen_because", "small"),
            ("equity_note", "two have slow lines"),
        ];
        assert_eq!(ada.post(&format!("{product}/cohorts/new"), &fields).await.status, 303);
        let page = ada.get(&product).await;
        assert!(
            page.says("Regional offices, 5100 people")
                && page.says("Region · Champion: Lena · Contact: Ben, 0123")
        );
    }

    async fn a_number_that_cannot_be_is_refused_at_its_field(world: World) {
        let ada = world.member("Ada").await;
        let new = format!("{}/cohorts/new", ada.product("Portal").await);
        let fields = [
            ("name", "Web"),
            ("kind", "share"),
            ("share", "101"),
            ("size", "many"),
            ("contact", "kept"),
        ];
        let page = ada.post(&new, &fields).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Enter a percentage from 0 to 100") && page.says("Enter a whole number"));
        assert!(page.body.contains("value=\"kept\""));
    }

    async fn a_cohort_that_a_phase_is_planned_for_stays(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let used = ada.cohort(&release, "Pilots", "20").await;
        let free = ada.cohort(&release, "Others", "30").await;
        ada.phase(&release, &used, "2026-12-15").await;
        let page = ada.post(&format!("/cohorts/{used}/delete"), &[]).await;
        assert!(page.status == 422 && page.says("A phase is planned for this cohort"));
        assert_eq!(ada.post(&format!("/cohorts/{free}/delete"), &[]).await.status, 303);
        assert_eq!(ada.get(&format!("/cohorts/{free}")).await.status, 404);
    }

    async fn a_cohort_that_training_answers_or_support_name_stays(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let refused = async |cohort: &str, words: &str| {
            let page = ada.post(&format!("/cohorts/{cohort}/delete"), &[]).await;
            assert!(page.status == 422 && page.says(words), "{}", page.text());
        };
        let trained = ada.cohort(&release, "Trained", "20").await;
        let ticked = format!("cohort:{trained}");
        let fields = [("title", "Filing"), ("format", "guide"), (&*ticked, "on")];
        assert_eq!(ada.post(&format!("{release}/training/new"), &fields).await.status, 303);
        refused(&trained, "A training material is for this cohort").await;
        let asking = ada.cohort(&release, "Asking", "20").await;
        let sven = world.supporter("Sven", Role::Viewer, Support::Agent).await;
        let question = [("cohort", &*asking), ("words", "Why?")];
        assert_eq!(sven.post("/desk/questions", &question).await.status, 303);
        refused(&asking, "are on record, so it stays").await;
    }

    async fn a_cohort_is_deleted_only_by_the_page_that_asks(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let id = ada.cohort(&release, "Pilots", "20").await;
        let edit = ada.get(&format!("/cohorts/{id}")).await;
        assert!(
            !edit.body.contains("class=\"danger\"")
                && edit.body.contains(&format!("href=\"/cohorts/{id}/delete\""))
        );
        let asks = ada.get(&format!("/cohorts/{id}/delete")).await;
        assert!(
            asks.says("Delete cohort Pilots?") && asks.says("cannot be restored"),
            "{}",
            asks.text()
        );
        assert_eq!(ada.get(&format!("/cohorts/{id}")).await.status, 200, "asking deletes nothing");
        let vera = world.person("Vera", Role::Viewer).await;
        assert_eq!(vera.get(&format!("/cohorts/{id}/delete")).await.status, 403);
        assert_eq!(ada.post(&format!("/cohorts/{id}/delete"), &[]).await.status, 303);
        assert_eq!(ada.get(&format!("/cohorts/{id}/delete")).await.status, 404);
    }

    async fn of_two_who_change_a_cohort_the_second_sees_both(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let id = ada.cohort(&release, "Pilots", "20").await;
        let save = async |name: &str| {
            ada.post(
                &format!("/cohorts/{id}"),
                &[("version", "1"), ("name", name), ("kind", "site")],
            )
            .await
        };
        assert_eq!(save("First").await.status, 303);
        let page = save("Second").await;
        assert!(page.status == 422 && page.says("This was saved while you were typing") && page.says("First"));
        assert!(page.body.contains("value=\"Second\""));
    }

    async fn a_viewer_changes_no_cohort(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let id = ada.cohort(&release, "Pilots", "20").await;
        let vera = world.person("Vera", Role::Viewer).await;
        let fields = [("version", "1"), ("name", "x"), ("kind", "site")];
        assert_eq!(vera.post(&format!("/cohorts/{id}"), &fields).await.status, 403);
        assert_eq!(vera.post(&format!("/cohorts/{id}/delete"), &[]).await.status, 403);
    }
}
