use crate::gate::launch;
use crate::world::{Client, Page, World, both, product_of, step};

async fn typed(client: &Client, product: &str, fields: &[(&str, &str)]) -> Page {
    client.post(&format!("{product}/contacts/new"), fields).await
}

both! {
    async fn a_number_that_is_there_is_replaced_by_who_has_seen_it(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let number = |count, version| {
            [("version", version), ("cohort", &*cohort), ("day", "2026-11-20"), ("topic", "Sign-in"), ("count", count)]
        };
        let wrong = typed(&ada, &product, &number("many", "0")).await;
        assert!(wrong.status == 422 && wrong.says("Enter a whole number") && wrong.body.contains("Sign-in"));
        let tomorrow = number("3", "0").map(|(name, value)| (name, if name == "day" { "2026-12-24" } else { value }));
        let tomorrow = typed(&ada, &product, &tomorrow).await;
        assert!(tomorrow.status == 422 && tomorrow.says("Choose a day that is over, or today"), "{}", tomorrow.text());
        assert_eq!(typed(&ada, &product, &number("3", "0")).await.status, 303);
        let again = typed(&ada, &product, &number("5", "0")).await;
        assert!(again.status == 422 && again.says("This was saved while you were typing"), "{}", again.text());
        assert!(again.body.contains("value=\"5\"") && again.body.contains("name=\"version\" value=\"1\""));
        assert_eq!(typed(&ada, &product, &number("5", "1")).await.status, 303);
        let csv = ada.get(&format!("{product}/contacts.csv")).await;
        assert_eq!(csv.body, "day,topic,count,cohort\n2026-11-20,Sign-in,5,Pilots\n");
        let page = ada.get(&format!("{product}/support")).await;
        assert!(page.says("Sign-in Rises 5 this week, 0 the week before"), "{}", page.text());
        let at = page.body.find("href=\"/contacts/").unwrap() + 6;
        let delete = page.body[at..].split('"').next().unwrap().to_owned();
        assert!(ada.get(&delete).await.says("Delete contacts “Sign-in, 2026-11-20, Pilots: 5”?"));
        assert_eq!(ada.post(&delete, &[]).await.status, 303);
        assert!(ada.get(&format!("{product}/support")).await.says("Nobody has typed how many asked"));
    }

    async fn ten_thousand_rows_with_three_wrong_keep_nothing_and_say_each(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        ada.cohort(&release, "Pilots", "20").await;
        let first = jiff::civil::date(2001, 1, 1);
        let mut lines = vec!["day,topic,count,cohort".to_owned()];
        for n in 0..10_000 {
            // Two a day: none of them is still to come.
            let day = first.checked_add(jiff::Span::new().days(n / 2)).unwrap();
            let topic = if n % 2 == 0 { "Printing" } else { "Sign-in" };
            let (count, cohort) = match n {
                17 => ("x", "pilots"),
                5_000 => ("1", "Nobody"),
                9_999 => ("9999999", "Pilots"),
                _ => ("1", "Pilots"),
            };
            lines.push(format!("{day},{topic},{count},{cohort}"));
        }
        let import = format!("{product}/contacts/import");
        let wrong = ada.upload(&import, &lines.join("\n"), b"").await;
        assert_eq!(wrong.status, 422);
        for sentence in [
            "Line 19: Enter a whole number, like 250",
            "Line 5002: There is no cohort “Nobody”",
            "Line 10001: Enter a number of at most 1000000",
        ] {
            assert!(wrong.says(sentence), "{sentence}");
        }
        assert!(wrong.body.contains("2001-01-09,Sign-in,x,pilots"), "what was pasted is kept");
        let confirmed = ada.upload(&format!("{import}/confirm"), &lines.join("\n"), b"").await;
        assert_eq!(confirmed.status, 422);
        assert_eq!(ada.get(&format!("{product}/contacts.csv")).await.body.lines().count(), 1);
        let right: Vec<String> = [0, 1, 2].map(|n| lines[n].clone()).to_vec();
        let preview = ada.upload(&import, "", right.join("\n").as_bytes()).await;
        assert!(preview.says("2 rows, 2 contacts") && preview.says("None of them is there yet"), "{}", preview.text());
        let saved = ada.upload(&format!("{import}/confirm"), &right.join("\n"), b"").await;
        assert!(saved.location().ends_with("support?imported=2"), "{}", saved.text());
        assert!(ada.upload(&import, &right.join("\n"), b"").await.says("2 of them replace numbers"));
    }

    async fn what_a_spreadsheet_would_compute_is_a_text_in_the_export(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let topic = "=HYPERLINK(1)<script>alert(1)</script>";
        let number = [("cohort", &*cohort), ("day", "2026-11-20"), ("topic", topic), ("count", "9")];
        assert_eq!(typed(&ada, &product, &number).await.status, 303);
        let csv = ada.get(&format!("{product}/contacts.csv")).await.body;
        assert!(csv.contains(",'=HYPERLINK"), "{csv}");
        assert!(!ada.get(&format!("{product}/support")).await.body.contains("<script>alert"));
        let import = format!("{product}/contacts/import");
        assert!(ada.upload(&import, &csv, b"").await.says("One of them replaces a number that is there"));
    }

    async fn the_contact_rate_of_a_phase_is_what_its_criterion_reads(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let product = product_of(&launch.release);
        let ask = [("metric", "Contact rate"), ("operator", "at_most"), ("target", "10"), ("measure", "contact_rate")];
        assert_eq!(ada.post(&launch.at("/successes/new"), &ask).await.status, 303);
        launch.open().await;
        launch.vote(ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        assert_eq!(launch.decide("go").await.status, 303);
        assert_eq!(step(ada, &launch.phase, "start", "They asked").await.status, 303);
        let page = ada.get(&launch.phase).await;
        assert!(page.says("Nobody has typed contacts of this cohort since the phase went live"), "{}", page.text());
        let at = page.body.rfind("href=\"/successes/").unwrap() + 6;
        let success = page.body[at..].split('"').next().unwrap().to_owned();
        let by_hand = ada.post(&format!("{success}/record"), &[("version", "1"), ("actual", "1")]).await;
        assert!(by_hand.status == 422 && by_hand.says("This is computed from the contacts"));
        let cohort = ada.choice(&format!("{product}/contacts/new"), "Pilots").await;
        let number = |topic| [("cohort", &*cohort), ("day", "2026-11-21"), ("topic", topic), ("count", "1")];
        for topic in ["Sign-in", "Finding"] {
            assert_eq!(typed(ada, &product, &number(topic)).await.status, 303);
        }
        let page = ada.get(&success).await;
        assert!(page.says("Met") && page.says("10 2 contacts on 1 day among 20 people"), "{}", page.text());
        assert_eq!(typed(ada, &product, &number("Print")).await.status, 303);
        assert!(ada.get(&success).await.says("Missed"), "it is read again whenever somebody looks");
        assert!(ada.get(&format!("{product}/support")).await.says("15 contacts per 100 people and day"));
        let unclear = [("version", "1"), ("inconclusive", "The line was down")];
        assert_eq!(ada.post(&format!("{success}/record"), &unclear).await.status, 303);
        assert!(ada.get(&success).await.says("The line was down"));
        assert_eq!(ada.post(&format!("{success}/record"), &[("version", "2"), ("counted", "on")]).await.status, 303);
        assert!(ada.get(&success).await.says("Missed"));
    }

    async fn the_gate_of_the_next_phase_asks_how_many_asked_before(world: World) {
        let launch = launch(&world).await;
        let ada = &launch.ada;
        let product = product_of(&launch.release);
        let cohort = ada.cohort(&launch.release, "Regional", "100").await;
        let next = ada.phase(&launch.release, &cohort, "2027-02-02").await;
        let gate = format!("{next}/gate");
        assert!(!ada.get(&gate).await.says("Contact rate"), "without a number nobody asks");
        launch.open().await;
        launch.vote(ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        launch.decide("go").await;
        step(ada, &launch.phase, "start", "They asked").await;
        let pilots = ada.choice(&format!("{product}/contacts/new"), "Pilots").await;
        let number = [("cohort", &*pilots), ("day", "2026-11-21"), ("topic", "Sign-in"), ("count", "1")];
        assert_eq!(typed(ada, &product, &number).await.status, 303);
        let page = ada.get(&gate).await;
        assert!(page.says("Phase 1: Pilot had 5 contacts per 100 people and day"), "{}", page.text());
        let support = ada.get(&format!("{}/support", launch.release)).await;
        assert_eq!(support.location(), format!("{product}/support"));
    }
}
