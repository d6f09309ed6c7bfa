//! `/drills/{id}`: an incident is practised, written down while it happens, and looked back at.

use jiff::SignedDuration;

use crate::world::{Client, World, both};

/// A drill that runs, led by Ada.
async fn running(ada: &Client) -> (String, String) {
    let release = ada.release().await;
    let drill = ada.drill(&release, "deploy_wrong").await;
    assert_eq!(ada.move_drill(&drill, "start", "").await.status, 303);
    (release, drill)
}

/// The address of the first inject that can be released.
async fn next_inject(client: &Client, drill: &str) -> String {
    let page = client.get(drill).await;
    let start = page.body.find("action=\"/injects/").unwrap() + "action=\"".len();
    page.body[start..].split("/release").next().unwrap().to_owned()
}

async fn assign_role(client: &Client, drill: &str, name: &str, role: &str) -> crate::world::Page {
    let page = client.get(drill).await;
    let list = page.body.split("id=\"person\"").nth(1).unwrap();
    let end = list.find(&format!(">{name}<")).unwrap();
    let person = list[..end].rsplit("value=\"").next().unwrap()[..36].to_owned();
    client.post(&format!("{drill}/people"), &[("person", &person), ("role", role)]).await
}

/// Rates every objective and says that everybody was there.
async fn debrief(client: &Client, drill: &str) {
    let page = client.get(&format!("{drill}/debrief")).await;
    let names: Vec<String> = ["name=\"rating-", "name=\"attended-"]
        .into_iter()
        .flat_map(|start| page.body.split(start).skip(1).map(move |rest| (start, rest)))
        .map(|(start, rest)| format!("{}{}", &start[6..], &rest[..36]))
        .collect();
    let version = client.version(&format!("{drill}/debrief")).await;
    let mut fields = vec![("version", &*version), ("went_well", "Calm"), ("lucky", "It was noon")];
    fields.extend(
        names.iter().map(|name| (&**name, if name.starts_with("rating") { "met" } else { "on" })),
    );
    let page = client.post(&format!("{drill}/debrief"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
}

both! {
    async fn a_drill_of_the_library_comes_with_objectives_and_a_script(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let page = ada.get(&format!("{release}/drills")).await;
        assert!(
            page.says("No drill yet")
                && page.says("Scenario library")
                && page.says("Keys are exposed")
        );
        let page = ada.get(&format!("{release}/drills/new?scenario=keys_exposed")).await;
        assert!(page.says("The key is revoked within fifteen minutes"), "{}", page.text());
        let bad = [
            ("title", ""),
            ("scenario", "keys_exposed"),
            ("kind", "tabletop"),
            ("starts", "soon"),
            ("story", "kept"),
        ];
        let page = ada.post(&format!("{release}/drills/new"), &bad).await;
        assert!(page.status == 422 && page.says("Enter a title") && page.says("kept"));
        let drill = ada.drill(&release, "keys_exposed").await;
        let page = ada.get(&drill).await;
        assert!(
            page.says("Drill 1: Half out")
                && page.says("is this your key?")
                && page.says("A good answer:"),
            "{}",
            page.text()
        );
    }

    async fn only_who_leads_sees_what_comes_next_and_releases_it(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let (_, drill) = running(&ada).await;
        let secret = "Two of four servers run the new version";
        for path in [drill.clone(), format!("{drill}/recap"), format!("{drill}/recap.md")] {
            assert!(!ben.get(&path).await.body.contains(secret), "{path}");
        }
        let inject = next_inject(&ada, &drill).await;
        let page = ben.post(&format!("{inject}/release"), &[]).await;
        assert!(page.status == 422 && page.says("Only a facilitator"), "{}", page.text());
        assert!(!ben.get(&drill).await.says(secret));
        assert_eq!(
            assign_role(&ben, &drill, "Ben", "facilitator").await.status,
            422,
            "nobody lets themselves in"
        );
        for _ in 0..2 {
            assert_eq!(ada.post(&format!("{inject}/release"), &[]).await.status, 303);
        }
        let page = ben.get(&drill).await;
        assert_eq!(page.text().matches(secret).count(), 1, "released once: {}", page.text());
        assert!(!page.says("A good answer"));
        assert_eq!(assign_role(&ada, &drill, "Ben", "facilitator").await.status, 303);
        assert!(ben.get(&drill).await.says("its schema is gone"), "Ben leads too");
    }

    async fn what_is_typed_is_kept_once_with_the_time_of_the_server(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let (_, drill) = running(&ada).await;
        world.advance(SignedDuration::from_mins(4));
        let id = uuid::Uuid::now_v7().to_string();
        for client in [&ada, &ben, &ada] {
            let line = [("id", &*id), ("words", "!decision Go back")];
            assert_eq!(client.post(&format!("{drill}/say"), &line).await.status, 303);
        }
        ben.say(&drill, &[("words", "#action @ada write it down"), ("age", "120000")]).await;
        ben.say(&drill, &[("mark", "detected"), ("words", ""), ("age", "-86400000")]).await;
        let page = ada.get(&drill).await;
        assert!(
            page.says("10:04:00 Decision Go back") && page.text().matches("Go back").count() == 1,
            "{}",
            page.text()
        );
        assert!(page.says("10:02:00 Action @ada write it down Ben, written at 10:04"));
        assert!(page.says("10:04:00 Detected"), "a clock that is a day ahead is not believed");
        let page = ben.say(&drill, &[("words", "!")]).await;
        assert!(page.status == 422 && page.says("Enter a text"));
        let entry = page.body.split("name=\"entry\" value=\"").nth(1).unwrap()[..36].to_owned();
        let page = ben
            .post(&format!("{drill}/correct"), &[("entry", &entry), ("time", "half past")])
            .await;
        assert!(page.status == 422 && page.says("Enter a time"));
        ben.post(&format!("{drill}/correct"), &[("entry", &entry), ("time", "10:01")]).await;
        assert!(ada.get(&drill).await.says("10:01:00 Detected Ben, written at 10:04"));
        ben.post(&format!("{drill}/correct"), &[("entry", &entry), ("time", "09:00:00")]).await;
        assert!(ada.get(&drill).await.says("10:00:00 Detected"), "never before the drill began");
    }

    async fn marks_become_times_and_the_recap_says_everything(world: World) {
        let ada = world.member("Ada").await;
        let (release, drill) = running(&ada).await;
        let inject = next_inject(&ada, &drill).await;
        ada.post(&format!("{inject}/release"), &[]).await;
        for (minutes, mark) in [(3, "detected"), (2, "acknowledged"), (15, "mitigated")] {
            world.advance(SignedDuration::from_mins(minutes));
            ada.say(&drill, &[("mark", mark)]).await;
        }
        ada.say(&drill, &[("words", "#action @ben practise it <b>again</b>")]).await;
        assert!(
            ada.move_drill(&drill, "report", "")
                .await
                .says("A drill that is running cannot do this")
        );
        assert_eq!(ada.move_drill(&drill, "end", "").await.status, 303);
        let page = ada.get(&drill).await;
        assert!(
            page.says("To detect 3 min To acknowledge 2 min To restore 20 min"),
            "{}",
            page.text()
        );
        let page = ada.move_drill(&drill, "report", "").await;
        assert!(page.status == 422 && page.says("Rate every objective first"));
        assert!(
            ada.get(&format!("{drill}/debrief"))
                .await
                .says("Suggested by what was said: @ben practise it")
        );
        debrief(&ada, &drill).await;
        assert_eq!(ada.move_drill(&drill, "report", "").await.status, 303);
        let text = ada.get(&format!("{drill}/recap.md")).await;
        assert!(text.headers["content-type"].to_str().unwrap().starts_with("text/markdown"));
        for part in [
            "# Drill 1: Half out",
            "Somebody decides: **Met**",
            "To restore: 20 min",
            "10:00:00 **Inject** The deployment stopped",
            "- Ada (facilitator)",
            "## Where we got lucky",
        ] {
            assert!(text.body.contains(part), "{part}: {}", text.body);
        }
        let page = ada.get(&format!("{drill}/recap")).await;
        assert!(page.says("<b>again</b>") && page.says("Met"), "shown as text: {}", page.text());
        assert!(
            ada.get(&format!("{release}/drills"))
                .await
                .says("seen after 3 min · restored after 20 min")
        );
        let late = ada.say(&drill, &[("words", "one more thing")]).await;
        assert!(
            late.status == 422 && late.says("The drill is reported") && late.says("one more thing")
        );
    }

    async fn an_inject_after_the_end_stays_where_it_is(world: World) {
        let ada = world.member("Ada").await;
        let (_, drill) = running(&ada).await;
        let inject = next_inject(&ada, &drill).await;
        ada.move_drill(&drill, "end", "").await;
        let page = ada.post(&format!("{inject}/release"), &[]).await;
        assert!(
            page.status == 422 && page.says("so the inject stays where it is"),
            "{}",
            page.text()
        );
        let late = ada
            .post(&format!("{drill}/injects"), &[("minute", "5"), ("inject", "And then?")])
            .await;
        assert!(late.status == 422 && late.says("takes no injects"));
    }

    async fn a_drill_that_is_put_off_says_how_often(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let drill = ada.drill(&release, "outage").await;
        assert_eq!(ada.move_drill(&drill, "schedule", "").await.status, 303);
        assert!(ada.move_drill(&drill, "postpone", "").await.says("Enter a reason"));
        ada.move_drill(&drill, "postpone", "The team is away").await;
        ada.move_drill(&drill, "schedule", "").await;
        ada.move_drill(&drill, "postpone", "Again").await;
        assert!(ada.get(&format!("{release}/drills")).await.says("postponed twice"));
        assert!(ada.get(&drill).await.says("postponed twice"));
        assert_eq!(ada.move_drill(&drill, "cancel", "Replaced").await.status, 303);
        assert!(ada.get(&drill).await.says("It does not take place."));
    }

    async fn when_a_surprise_begins_only_who_leads_it_knows(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let drill = ada.drill(&release, "outage").await;
        let edit = [
            ("version", "1"),
            ("title", "Half out"),
            ("scenario", "outage"),
            ("kind", "surprise"),
            ("starts", "2026-11-28T07:31"),
            ("objectives", "x"),
        ];
        assert_eq!(ada.post(&format!("{drill}/edit"), &edit).await.status, 303);
        for path in [drill.clone(), format!("{release}/drills"), format!("{drill}/edit")] {
            assert!(!ben.get(&path).await.body.contains("07:31"), "{path}");
        }
        assert!(ada.get(&drill).await.says("07:31"));
        assert!(ben.post(&format!("{drill}/edit"), &edit).await.says("Only a facilitator"));
    }

    async fn coverage_says_which_risk_and_who_on_duty_is_missing(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let release = ada.release().await;
        assert!(ada.get(&format!("{release}/drills")).await.says("Nobody has named the risks"));
        ada.post(
            &format!("{release}/risks"),
            &[("risk", "outage"), ("risk", "spillage"), ("risk", "nonsense"), ("risk", "outage")],
        )
        .await;
        for name in ["Ada", "Ben"] {
            let page = ada.get(&format!("{release}/risks")).await;
            let end = page.body.find(&format!(">{name}<")).unwrap();
            let person = page.body[..end].rsplit("value=\"").next().unwrap()[..36].to_owned();
            let bad =
                ada.post(&format!("{release}/duties"), &[("person", &person), ("duty", "")]).await;
            assert!(bad.status == 422 && bad.says("Enter a text"));
            ada.post(
                &format!("{release}/duties"),
                &[("person", &person), ("duty", "first on call")],
            )
            .await;
        }
        let page = ada.get(&format!("{release}/drills")).await;
        assert!(
            page.says(
                "2 of 2 risks were never practised. Ada, Ben are on duty and were in none of them."
            ),
            "{}",
            page.text()
        );
        let drill = ada.drill(&release, "outage").await;
        ada.move_drill(&drill, "start", "").await;
        ada.move_drill(&drill, "end", "").await;
        assert!(
            ada.get(&format!("{release}/drills")).await.says("2 of 2 risks"),
            "not before it is reported"
        );
        debrief(&ada, &drill).await;
        ada.move_drill(&drill, "report", "").await;
        let page = ada.get(&format!("{release}/drills")).await;
        assert!(
            page.says("1 of 2 risks were never practised. Ben is on duty and was in none of them."),
            "{}",
            page.text()
        );
        assert!(page.says("Full outage Drill 1, Sat 21 Nov"));
    }

    async fn a_line_is_as_long_as_the_browser_lets_it_be(world: World) {
        let ada = world.member("Ada").await;
        let (_, drill) = running(&ada).await;
        let longest = ada.get(&drill).await.longest("words");
        for (length, status) in [(longest, 303), (longest + 1, 422)] {
            let page = ada.say(&drill, &[("words", &"x".repeat(length))]).await;
            assert_eq!(page.status, status, "{length} characters");
        }
    }
}
