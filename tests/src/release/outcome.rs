//! `/releases/{id}/outcomes` and `/releases/{id}/big-bang`: what should change, and how big the bang is.

use jiff::SignedDuration;

use crate::world::{Client, World, both};

async fn expect(client: &Client, release: &str, look_on: &str) -> String {
    let fields = [("metric", "Days to decide"), ("target", "from 21 to 14"), ("look_on", look_on)];
    let page = client.post(&format!("{release}/outcomes/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let page = client.get(&format!("{release}/outcomes")).await;
    let start = page.body.find("/outcomes/0").unwrap();
    page.body[start..].split("/record").next().unwrap().to_owned()
}

both! {
    async fn what_should_change_is_said_before_and_looked_at_afterwards(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert!(
            ada.get(&format!("{release}/outcomes"))
                .await
                .says("No outcomes yet")
        );
        let outcome = expect(&ada, &release, "2026-11-21").await;
        let page = ada.get(&format!("{release}/outcomes")).await;
        assert!(
            page.says("One outcome is due and blank")
                && page.says("Days to decide : from 21 to 14"),
            "{}",
            page.text()
        );
        let half = ada
            .post(&format!("{outcome}/record"), &[("version", "1"), ("actual", "16 days")])
            .await;
        assert!(
            half.status == 422
                && half.says("Enter a text")
                && half.body.contains("value=\"16 days\"")
        );
        let found =
            [("version", "1"), ("actual", "16 days"), ("learned", "The archive is the slow part")];
        assert_eq!(ada.post(&format!("{outcome}/record"), &found).await.status, 303);
        let page = ada.get(&format!("{release}/outcomes")).await;
        assert!(
            page.says("No outcome is due and blank") && page.says("The archive is the slow part")
        );
        assert_eq!(
            ada.post(&format!("{outcome}/record"), &found).await.status,
            422,
            "an old version"
        );
        assert!(ada.post(&format!("{outcome}/delete"), &[]).await.says("so it stays"));
    }

    async fn people_look_back_after_a_week_and_a_month_and_not_before(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page = ada.get(&format!("{release}/outcomes")).await;
        assert!(
            page.says("One week after the launch Tue 22 Dec")
                && page.says("One month after the launch Fri 15 Jan 2027"),
            "{}",
            page.text()
        );
        let look = [("kind", "week"), ("notes", "All quiet")];
        assert!(
            ada.post(&format!("{release}/check-ins"), &look)
                .await
                .says("It is too early to look back")
        );
        world.advance(SignedDuration::from_hours(24 * 31));
        let ada = world.sign_in("Ada").await;
        assert!(ada.get(&format!("{release}/outcomes")).await.says("Due since Tue 22 Dec"));
        assert_eq!(ada.post(&format!("{release}/check-ins"), &look).await.status, 303);
        assert!(ada.get(&format!("{release}/outcomes")).await.says("All quiet"));
    }

    async fn the_big_bang_says_what_makes_it_big_and_mitigations_become_items_once(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let path = format!("{release}/big-bang");
        let page = ada.get(&path).await;
        assert!(
            page.says("1 risk factor")
                && page.says("Low risk so far")
                && page.says("Nobody has answered"),
            "{}",
            page.text()
        );
        assert_eq!(
            ada.post(&path, &[("factor", "mandate"), ("factor", "first_production")]).await.status,
            303
        );
        let page = ada.get(&path).await;
        assert!(
            page.says("3 risk factors")
                && page.says("Medium risk so far")
                && page.says("Launch what the law asks for")
        );
        assert!(page.says("It suggests another tier than this release has: Standard"));
        let choose = [
            ("mitigation", "scope"),
            ("mitigation", "rehearse_rollback"),
            ("mitigation", "nonsense"),
        ];
        let page = ada.post(&format!("{path}/mitigate"), &choose).await;
        assert!(ada.get(page.location()).await.says("2 items added to the checklist."));
        assert!(ada.get(&format!("{release}/checklist")).await.says("Mark what the law asks for"));
        let again = ada.post(&format!("{path}/mitigate"), &choose).await;
        assert!(ada.get(again.location()).await.says("0 items added"));
        let ben = world.member("Ben").await;
        assert_eq!(ben.post(&path, &[("factor", "mandate")]).await.status, 403);
    }
}
