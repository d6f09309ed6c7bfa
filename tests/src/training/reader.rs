//! `/products/{id}/readers`: who the critical users of a cohort are.

use domain::limits;
use domain::person::Role;

use crate::world::{World, both, product_of};

both! {
    async fn an_address_that_somebody_signs_in_with_is_their_account(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.reader(&cohort, "Benny", "BEN@example.org").await;
        ada.reader(&cohort, "J. Doe", "doe@example.org").await;
        let readers = format!("{}/readers", product_of(&release));
        let page = ada.get(&readers).await;
        assert!(page.says("2 critical users are named") && page.says("2 critical"));
        assert!(page.says("ben@example.org · has an account"), "{}", page.text());
        assert!(page.says("doe@example.org · no account"));
        let again = [("name", "Ben again"), ("email", "ben@example.org"), ("critical", "on")];
        let page = ada.post(&format!("/cohorts/{cohort}/readers/new"), &again).await;
        assert!(page.status == 422 && page.says("with this address or account already"));
        assert!(page.body.contains("value=\"Ben again\""));
        let vera = world.person("Vera", Role::Viewer).await;
        let page = vera.get(&readers).await;
        assert!(page.says("J. Doe") && !page.says("doe@example.org"));
        world.member("Doe").await;
        assert!(ada.get(&readers).await.says("doe@example.org · has an account"), "invited later");
    }

    async fn a_person_is_chosen_and_has_their_own_name(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let new = format!("/cohorts/{cohort}/readers/new");
        let me = ada.choice(&new, "Ada").await;
        assert_eq!(ada.post(&new, &[("person", &*me), ("critical", "on")]).await.status, 303);
        let page = ada.post(&new, &[("email", "x@example.org")]).await;
        assert!(page.status == 422 && page.says("Enter a name, or choose a person"));
    }

    async fn of_ten_thousand_lines_three_wrong_ones_are_said_and_nothing_is_added(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        ada.reader(&cohort, "Jo", "jo@example.org").await;
        let import = format!("/cohorts/{cohort}/readers/import");
        let mut lines: Vec<String> =
            (1..=limits::LISTED_READERS).map(|n| format!("Reader {n}, r{n}@example.org")).collect();
        lines[6] = "No address, somewhere".to_owned();
        lines[7_000] = "Jo again, jo@example.org".to_owned();
        lines[9_999] = "Twice, r1@example.org".to_owned();
        for path in [import.clone(), format!("{import}/confirm")] {
            let page = ada.upload(&path, &lines.join("\n"), b"").await;
            assert_eq!(page.status, 422);
            assert!(page.says("3 lines cannot be taken. Nothing was added"), "{}", &page.text()[..900]);
            for words in [
                "Line 7 No address, somewhere Enter an email address in the correct format",
                "Line 7001 Jo again, jo@example.org Pilots has a reader with the address jo@example.org already",
                "Line 10000 Twice, r1@example.org The same email address is on line 1",
            ] {
                assert!(page.says(words), "{words}");
            }
            assert!(page.says("Reader 9998, r9998@example.org"), "everything typed is kept");
        }
        let readers = format!("{}/readers", product_of(&release));
        assert!(ada.get(&readers).await.says("1 critical user is named"));
        lines.push("One more, more@example.org".to_owned());
        let page = ada.upload(&import, &lines.join("\n"), b"").await;
        assert!(page.status == 422 && page.says("A list has at most 10000 readers"));
    }

    async fn a_list_is_looked_at_and_then_taken_as_a_whole(world: World) {
        let ada = world.member("Ada").await;
        world.member("Ben").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let import = format!("/cohorts/{cohort}/readers/import");
        let list = b"name;email;critical\nBen;ben@example.org;yes\nLena Roth;;\nOld hand;old@example.org;no\n";
        let page = ada.upload(&import, "", list).await;
        assert!(page.says("3 readers, 2 of them with an address"), "{}", page.text());
        let text = std::str::from_utf8(list).unwrap();
        let page = ada.upload(&format!("{import}/confirm"), text, b"").await;
        assert_eq!(page.status, 303, "{}", page.text());
        let page = ada.get(page.location()).await;
        assert!(page.says("3 readers were added") && page.says("2 critical, 1 not counted"));
        assert!(page.says("ben@example.org · has an account"));
    }

    async fn who_confirmed_something_stays_named_and_is_not_counted(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let (jo, kim) =
            (ada.reader(&cohort, "Jo", "").await, ada.reader(&cohort, "Kim", "").await);
        let material = ada.published_material(&ben, &format!("{release}/training")).await;
        let link = ada.reader_link(&material, &jo).await;
        assert_eq!(world.stranger().post(&link, &[("number", "1")]).await.status, 303);
        let page = ada.post(&format!("/cohorts/{cohort}/delete"), &[]).await;
        assert!(page.status == 422 && page.says("Critical users are named for this cohort"));
        for reader in [&jo, &kim] {
            let path = format!("/readers/{reader}/delete");
            assert!(ada.get(&path).await.says("Remove reader"));
            assert_eq!(ada.post(&path, &[]).await.status, 303);
        }
        let readers = format!("{}/readers", product_of(&release));
        let page = ada.get(&readers).await;
        assert!(page.says("Nobody is named yet") && page.says("0 critical, 1 not counted"));
        assert!(page.says("Jo") && !page.says("Kim"));
        assert_eq!(ada.get(&format!("/readers/{kim}")).await.status, 404);
        assert_eq!(world.stranger().get(&link).await.status, 404, "they are asked no more");
    }

    async fn of_two_who_change_a_reader_the_second_sees_both(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let jo = ada.reader(&cohort, "Jo", "").await;
        let path = format!("/readers/{jo}");
        let save = async |name: &str| ada.post(&path, &[("version", "1"), ("name", name)]).await;
        assert_eq!(save("First").await.status, 303);
        let page = save("Second").await;
        assert!(page.status == 422 && page.says("This was saved while you were typing") && page.says("First"));
    }
}
