//! `/runs/{id}` when the clock has stopped: what came out, who agrees, and what it says of the next one.

use crate::run::{DOCUMENT, conclude, through};
use crate::world::{World, both};

both! {
    async fn success_is_provisional_until_it_is_validated_and_somebody_else_signs(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, DOCUMENT).await;
        let run = ada.run(&runbook, "dry_run").await;
        let steps = ada.steps(&runbook).await;
        through(&world, "Ada", &run, &steps, [5, 20, 10, 5]).await;
        let (ada, ben) = (world.sign_in("Ada").await, world.sign_in("Ben").await);
        assert!(ada.get(&run).await.says("Whether it worked, nobody has looked yet"));
        let version = ada.version(&run).await;
        let lost = [
            ("version", &*version),
            ("rows_in", "1 000"),
            ("rows_out", "990"),
            ("rows_rejected", "7"),
        ];
        assert_eq!(ada.post(&format!("{run}/totals"), &lost).await.status, 303);
        assert!(ada.get(&run).await.says("It does not add up: 3 rows are missing."));
        let page = conclude(&ada, &run, "passed").await;
        assert!(
            page.status == 422 && page.says("It cannot have passed: 3 rows are missing"),
            "{}",
            page.text()
        );
        let version = ada.version(&run).await;
        let whole = [
            ("version", &*version),
            ("rows_in", "1000"),
            ("rows_out", "993"),
            ("rows_rejected", "7"),
        ];
        ada.post(&format!("{run}/totals"), &whole).await;
        assert_eq!(ada.post(&format!("{run}/totals"), &lost).await.status, 422, "an old version");
        assert_eq!(conclude(&ada, &run, "passed").await.status, 303);
        let page = ada.post(&format!("{run}/sign"), &[]).await;
        assert!(page.status == 422 && page.says("Somebody else has to sign it off"));
        assert_eq!(ben.post(&format!("{run}/sign"), &[]).await.status, 303);
        let page = ada.get(&run).await;
        assert!(page.says("Passed.") && page.says("Signed off by Ben"), "{}", page.text());
    }

    async fn three_runs_make_a_forecast_and_fewer_say_so(world: World) {
        let mut ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, DOCUMENT).await;
        let steps = ada.steps(&runbook).await;
        let mut runs = Vec::new();
        for (took, says) in [
            ([5, 30, 10, 5], "One run has gone through: that is a measure, not a forecast"),
            ([6, 40, 10, 5], "Two runs have gone through: too few for a forecast"),
            ([4, 35, 10, 5], "It fits: the longest run took 1 h 1 min of 3 h."),
        ] {
            let run = ada.run(&runbook, "dry_run").await;
            through(&world, "Ada", &run, &steps, took).await;
            ada = world.sign_in("Ada").await;
            let page = ada.get(&runbook).await;
            assert!(page.says(says), "{says}: {}", page.text());
            runs.push(run);
        }
        let page = ada.get(&runbook).await;
        assert!(
            page.says("Usual (median) 54 min Longest 1 h 1 min Shortest 50 min"),
            "{}",
            page.text()
        );
        assert!(page.says("3 past runs took 30 min to 40 min"), "{}", page.text());
        assert!(ada.get(&format!("{release}/runs")).await.body.contains("class=\"chart\""));
        let page = ada.get(&format!("{}/compare", runs[1])).await;
        assert!(page.says("Dry run 2 was 11 min slower than Dry run 1."), "{}", page.text());
        assert!(page.says("Copy 40:00 30:00 10:00 slower"));
        let talk = ada.run(&runbook, "tabletop").await;
        through(&world, "Ada", &talk, &steps, [0, 0, 0, 0]).await;
        assert!(ada.get(&runbook).await.says("Shortest 50 min"), "talking measures nothing");
    }

    async fn a_run_that_was_clocked_elsewhere_is_typed_in_afterwards(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let runbook = ada.runbook(&release, DOCUMENT).await;
        let steps = ada.steps(&runbook).await;
        let run = ada.run(&runbook, "dry_run").await;
        let took: Vec<String> = steps.iter().map(|step| format!("took-{step}")).collect();
        let (how, why) = (format!("how-{}", steps[3]), format!("why-{}", steps[3]));
        let mut fields = vec![
            ("started", "2026-11-20T20:00"),
            ("rollback", "25 min"),
            (&*took[0], "5"),
            (&*took[1], "soon"),
            (&*took[2], "10"),
            (&*took[3], "3"),
            (&*how, "fail"),
        ];
        let page = ada.post(&format!("{run}/record"), &fields).await;
        assert!(
            page.status == 422
                && page.says("Enter how long it takes")
                && page.says("Enter a reason"),
            "{}",
            page.text()
        );
        assert!(page.body.contains("value=\"soon\""), "what was typed is kept");
        fields[3].1 = "1h 15m";
        fields.push((&*why, "The name did not move"));
        assert_eq!(ada.post(&format!("{run}/record"), &fields).await.status, 303);
        let page = ada.get(&run).await;
        assert!(
            page.says("Took 1 h 23 min")
                && page.says("Written down afterwards")
                && page.says("The name did not move"),
            "{}",
            page.text()
        );
        let page = conclude(&ada, &run, "passed").await;
        assert!(page.says("It cannot have passed: “Switch” failed"), "{}", page.text());
        let other = ada.run(&runbook, "dry_run").await;
        fields[0].1 = "2027-01-01T20:00";
        assert!(ada.post(&format!("{other}/record"), &fields).await.says("It has not begun yet"));
        fields[0].1 = "2026-11-21T09:30";
        assert!(
            ada.post(&format!("{other}/record"), &fields).await.says("It would end in the future")
        );
    }
}
