//! How the checklist goes on to the launch.

use jiff::SignedDuration;

use crate::world::{World, both};

both! {
    async fn the_overview_says_when_the_rest_is_finished_at_this_pace(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert!(!ada.get(&release).await.says("Burn-up"), "there is nothing to do yet");
        ada.import(&release, "- [x] Came done\n- [ ] Parent\n  - [ ] One\n  - [ ] Two\n- [ ] Gone\n- [ ] Three").await;
        assert!(ada.get(&release).await.says("4 items are open. It is too early to say when."));
        world.advance(SignedDuration::from_hours(24 * 2));
        let ada = world.sign_in("Ada").await;
        for item in ["One", "Gone"] {
            let item = ada.item(&release, item).await;
            assert_eq!(ada.post(&format!("{item}/complete"), &[]).await.status, 303);
        }
        world.advance(SignedDuration::from_hours(24 * 2));
        let ada = world.sign_in("Ada").await;
        let gone = ada.item(&release, "Gone").await;
        assert_eq!(ada.post(&format!("{gone}/delete"), &[]).await.status, 303);
        let page = ada.get(&release).await;
        assert!(
            page.says("The 2 open items are finished on Thu 3 Dec, 12 days before the launch, at the pace of")
                && page.says("the last 4 days: 1 more."),
            "{}",
            page.text()
        );
        for row in ["Wed 25 Nov 2 of 4", "Mon 23 Nov 3 of 5", "Sat 21 Nov 1 of 5"] {
            assert!(page.says(row), "{row}: {}", page.text());
        }
        for item in ["Two", "Three"] {
            let item = ada.item(&release, item).await;
            ada.post(&format!("{item}/complete"), &[]).await;
        }
        assert!(ada.get(&release).await.says("Every item is finished."));
    }

    async fn work_of_after_the_launch_is_not_between_here_and_there(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        ada.import(&release, "# Before\n- [x] One\n- [ ] Two\n# After launch\n- [ ] Retro\n- [ ] Thank them").await;
        let page = ada.get(&release).await;
        assert!(page.says("Sat 21 Nov 1 of 2"), "{}", page.text());
        // What came finished and is opened again was finished until then.
        world.advance(SignedDuration::from_hours(24));
        let ada = world.sign_in("Ada").await;
        let one = ada.item(&release, "One").await;
        let reopened = ada.post(&format!("{one}/reopen"), &[("reopen-reason", "It was another one")]).await;
        assert_eq!(reopened.status, 303);
        let page = ada.get(&release).await;
        assert!(page.says("Sun 22 Nov 0 of 2") && page.says("Sat 21 Nov 1 of 2"), "{}", page.text());
    }
}
