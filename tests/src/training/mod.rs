//! `/materials/{id}` and the lists of a release and a product: written, reviewed by somebody else, published, read.

mod coverage;
mod file;
mod reader;
mod reader_link;
mod write;

use domain::person::Role;
use jiff::SignedDuration;

use crate::world::{Client, World, both};

/// A release, its writer, a reviewer, and somebody who only reads.
async fn people(world: &World) -> (Client, Client, Client, String) {
    let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
    let vera = world.person("Vera", Role::Viewer).await;
    let release = ada.release().await;
    (ada, ben, vera, format!("{release}/training"))
}

const NEXT: [(&str, &str); 3] =
    [("body", "# Sign in\n\nAnother button."), ("asks", "again"), ("changes", "The button moved")];

/// Writes what there is once more, and publishes it.
async fn next_version(writer: &Client, reviewer: &Client, material: &str) {
    let written = writer.write_material(material, &NEXT).await;
    assert_eq!(written.status, 303, "{}", written.text());
    writer.publish_material(reviewer, material).await;
}

both! {
    async fn a_material_is_read_when_somebody_else_has_approved_it(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        assert!(ada.get(&list).await.says("No training yet"));
        let material = ada.material(&list, &[("minutes", "10")]).await;
        let page = ada.step_material(&material, "submit").await;
        assert!(page.status == 422 && page.says("Write a text or give a link first"));
        ada.write_material(&material, &[("body", "# Sign in\n\nPress the button.")]).await;
        assert_eq!(vera.get(&material).await.status, 404);
        assert!(!vera.get(&list).await.says("What is new"));
        ada.step_material(&material, "submit").await;
        assert!(ben.get("/").await.says("Review “What is new”") && !ada.get("/").await.says("Review “"));
        let page = ada.step_material(&material, "approve").await;
        assert!(page.status == 422 && page.says("You wrote in this version"), "{}", page.text());
        assert!(ben.step_material(&material, "send_back").await.status == 303);
        assert!(ada.get(&material).await.says("Ben sent version 1 back: Say why"));
        ada.publish_material(&ben, &material).await;
        let page = vera.get(&material).await;
        assert!(page.says("10 min to read") && page.says("Approved by Ben") && page.says("Press the button."));
        assert!(page.body.contains("id=\"part-sign-in\"") && !page.says("What happened"));
        assert!(vera.get(&list).await.says("you have not read it"));
        assert_eq!(vera.get(&format!("{material}/write")).await.status, 403);
        assert!(ada.get(&list.replace("/training", "/activity")).await.says("published the training “What is new”"));
    }

    async fn whoever_wrote_a_word_in_a_version_does_not_review_it(world: World) {
        let (ada, ben, _, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        ada.write_material(&material, &[("body", "Mine")]).await;
        ben.write_material(&material, &[("body", "Ours")]).await;
        ada.step_material(&material, "submit").await;
        for author in [&ada, &ben] {
            let page = author.step_material(&material, "approve").await;
            assert!(page.status == 422 && page.says("Somebody else has to review it"));
        }
        let cem = world.member("Cem").await;
        assert_eq!(cem.step_material(&material, "approve").await.status, 303);
    }

    async fn of_two_approvals_at_once_the_second_is_told(world: World) {
        let (ada, ben, _, list) = people(&world).await;
        let cem = world.member("Cem").await;
        let material = ada.material(&list, &[]).await;
        ada.write_material(&material, &[("body", "Text")]).await;
        ada.step_material(&material, "submit").await;
        let version = ada.version(&material).await;
        let (path, fields) = (format!("{material}/step"), [("version", &*version), ("step", "approve")]);
        let (one, other) = futures::join!(ben.post(&path, &fields), cem.post(&path, &fields));
        let mut all = [one, other];
        all.sort_by_key(|page| page.status);
        assert_eq!(all.each_ref().map(|page| page.status), [303, 422]);
        assert!(all[1].says("A version that is approved already cannot do this"), "{}", all[1].text());
    }

    async fn an_acknowledgement_belongs_to_the_version_that_was_shown(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        let read = format!("{material}/acknowledge");
        for number in ["0", "2", "-1", "x", ""] {
            assert_eq!(vera.post(&read, &[("number", number)]).await.status, 422, "{number}");
        }
        ada.write_material(&material, &NEXT).await;
        assert_eq!(vera.post(&read, &[("number", "2")]).await.status, 422, "nobody can read a draft");
        assert!(vera.get(&material).await.says("Press the button."), "the published one stays");
        ada.publish_material(&ben, &material).await;
        // The page was open while the second version was published.
        for _ in 0..2 {
            assert_eq!(vera.post(&read, &[("number", "1")]).await.status, 303);
        }
        let page = vera.get(&material).await;
        assert!(page.says("You read version 1 on") && page.says("read it again"), "{}", page.text());
        assert!(page.says("What changed: The button moved"));
        assert_eq!(vera.post(&read, &[("number", "2")]).await.status, 303);
        assert!(vera.get(&material).await.says("You read this version on"));
        assert!(vera.get(&list).await.says("you have read it"));
    }

    async fn a_small_change_asks_nobody_again(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        vera.post(&format!("{material}/acknowledge"), &[("number", "1")]).await;
        ada.write_material(&material, &[NEXT[0], ("asks", "small")]).await;
        let page = ada.step_material(&material, "submit").await;
        assert!(page.status == 422 && page.says("Say what changed"), "{}", page.text());
        ada.write_material(&material, &[NEXT[0], ("asks", "small"), NEXT[2]]).await;
        ada.publish_material(&ben, &material).await;
        let page = vera.get(&material).await;
        assert!(page.says("Only small things changed since then") && !page.says("I have read this"));
        ada.write_material(&material, &NEXT).await;
        ada.publish_material(&ben, &material).await;
        assert!(vera.get(&material).await.says("read it again"));
    }

    async fn before_its_phase_nobody_but_writers_finds_it(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let release = list.trim_end_matches("/training");
        let cohort = ada.cohort(release, "Pilots", "20").await;
        let phase = ada.phase(release, &cohort, "2026-12-15").await;
        let id = &*world.id_at(&phase).await.to_string();
        let material = ada.material(&list, &[("title", "Secret plan"), ("embargo", id)]).await;
        ada.write_material(&material, &[("body", "# Part")]).await;
        ada.send_file(&format!("{material}/files/new"), "a.txt", b"text").await;
        ada.publish_material(&ben, &material).await;
        let page = ada.get(&material).await;
        let file = page.body.split(&format!("href=\"{material}/files/")).nth(2).unwrap();
        let file = format!("{material}/files/{}", &file[..36]);
        assert!(page.says("Embargoed") && ada.get(&file).await.status == 200);
        for path in [&*material, &*file, &format!("{material}/write"), &format!("{material}/preview")] {
            let nothing = vera.get("/materials/00000000-0000-7000-8000-000000000000").await;
            let page = vera.get(path).await;
            assert_eq!((page.status, page.text()), (404, nothing.text()), "{path}");
        }
        let fields = [("number", "1"), ("body", "x"), ("step", "submit"), ("reason", "x")];
        for path in ["acknowledge", "write", "draft", "step", "retire", "files/new", "pitfalls/new"] {
            assert_eq!(vera.post(&format!("{material}/{path}"), &fields).await.status, 404, "{path}");
        }
        for path in [&*list, &format!("{release}/activity"), "/", release] {
            assert!(!vera.get(path).await.says("Secret plan"), "{path}");
        }
        let mut transaction = world.database.write().await.unwrap();
        let live = "UPDATE phases SET state = 'live' WHERE id = $1";
        transaction.execute(live, (id.parse::<uuid::Uuid>().unwrap(),)).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(vera.get(&list).await.says("Secret plan") && vera.get(&file).await.status == 200);
        assert_eq!(vera.post(&format!("{material}/acknowledge"), &[("number", "1")]).await.status, 303);
    }

    async fn a_retired_material_is_gone_for_readers_and_changes_no_more(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        let page = ada.post(&format!("{material}/retire"), &[("reason", "")]).await;
        assert!(page.status == 422 && page.says("Enter a reason"));
        assert_eq!(ada.post(&format!("{material}/retire"), &[("reason", "Old")]).await.status, 303);
        assert_eq!(vera.get(&material).await.status, 404);
        assert!(ada.get(&material).await.says("Nobody reads it any more"));
        let (publish, pitfall) = ([("step", "publish")], [("words", "x")]);
        for (path, fields) in [("write", &NEXT[..]), ("step", &publish), ("pitfalls/new", &pitfall)] {
            let page = ada.post(&format!("{material}/{path}"), fields).await;
            assert!(page.status == 422 && page.says("It is retired"), "{path}: {}", page.text());
        }
    }

    async fn what_is_to_be_reviewed_and_read_waits_on_home(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let release = list.trim_end_matches("/training");
        let cohort = ada.cohort(release, "Pilots", "20").await;
        let me = ada.choice(&format!("{release}/people"), "Ada").await;
        let fields = [("review_on", "2026-11-22"), ("owner", &*me), (&*format!("cohort:{cohort}"), "on")];
        let material = ada.material(&list, &fields).await;
        ada.write_material(&material, &[("body", "Text")]).await;
        ada.publish_material(&ben, &material).await;
        assert!(!vera.get("/").await.says("Read “What is new”"), "nobody counts on her");
        let vera_id = ada.choice(&format!("{release}/people"), "Vera").await;
        let id = |text: &str| text.parse::<uuid::Uuid>().unwrap();
        let mut transaction = world.database.write().await.unwrap();
        transaction.execute(
            "INSERT INTO readers (id, cohort_id, name, person_id, critical, created_at, version)
             VALUES ($1, $2, 'Vera', $3, $4, 0, 1)",
            (uuid::Uuid::now_v7(), id(&cohort), id(&vera_id), false),
        ).await.unwrap();
        transaction.commit().await.unwrap();
        assert!(vera.get("/").await.says("Read “What is new”"));
        vera.post(&format!("{material}/acknowledge"), &[("number", "1")]).await;
        assert!(!vera.get("/").await.says("Read “What is new”"));
        assert!(!ada.get("/").await.says("Look again at"));
        world.advance(SignedDuration::from_hours(48));
        let ada = world.sign_in("Ada").await;
        assert!(ada.get("/").await.says("Look again at “What is new”"));
        assert!(ada.get(&material).await.says("Needs review"));
    }

    async fn pitfalls_lead_to_the_part_that_answers_them(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        let new = format!("{material}/pitfalls/new");
        assert!(ada.get(&new).await.says("Sign in"));
        assert_eq!(ada.post(&new, &[("words", "")]).await.status, 422);
        let fields = [("words", "They look for the old button"), ("source", "test in May"), ("heading", "Sign in")];
        assert_eq!(ada.post(&new, &fields).await.status, 303);
        next_version(&ada, &ben, &material).await;
        let page = vera.get(&material).await;
        assert!(page.says("They look for the old button From test in May. Answered in “Sign in”"), "{}", page.text());
        assert!(page.body.contains("href=\"#part-sign-in\"") && !page.says("Delete"));
        let page = ada.get(&material).await;
        let mut links = page.body.split("/pitfalls/").skip(1);
        let delete = links.find(|rest| rest.get(36..).is_some_and(|rest| rest.starts_with("/delete")));
        let delete = format!("{material}/pitfalls/{}/delete", &delete.unwrap()[..36]);
        assert_eq!(vera.post(&delete, &[]).await.status, 403);
        let other = ada.published_material(&ben, &list).await;
        assert_eq!(ada.post(&delete.replace(&material, &other), &[]).await.status, 404);
        assert!(ada.get(&delete).await.says("Delete pitfall “They look for the old button”?"));
        assert_eq!(ada.post(&delete, &[]).await.status, 303);
        assert!(vera.get(&material).await.says("They look for"), "until the next version");
        next_version(&ada, &ben, &material).await;
        assert!(!vera.get(&material).await.says("They look for"));
    }

    async fn what_lies_beside_the_text_reaches_readers_when_it_is_reviewed_too(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        let editor = ada.version(&format!("{material}/write")).await;
        let new = format!("{material}/pitfalls/new");
        assert_eq!(ada.post(&new, &[("words", "The button moved")]).await.status, 303);
        assert!(!vera.get(&material).await.says("The button moved"));
        assert!(!vera.get("/search?q=moved").await.says("The button moved"));
        assert!(ada.get("/search?q=moved").await.says("The button moved"));
        let page = ada.get(&material).await;
        assert!(page.says("Version 2 is a draft. Added pitfall “The button moved”"), "{}", page.text());
        // Whoever wrote in the editor meanwhile goes on.
        let fields = [("version", &*editor), ("body", "# Sign in"), ("changes", "A pitfall")];
        assert_eq!(ada.post(&format!("{material}/write"), &fields).await.status, 303);
        assert_eq!(ada.step_material(&material, "submit").await.status, 303);
        let page = ben.get(&material).await;
        assert!(page.says("Added pitfall “The button moved”"), "{}", page.text());
        assert!(!page.body.contains("/delete"), "it is with a reviewer");
        let page = ben.post(&new, &[("words", "Another one")]).await;
        assert!(page.status == 422 && page.says("It is in review or approved. Take it back first"));
        assert_eq!(ben.step_material(&material, "approve").await.status, 303);
        assert_eq!(ada.step_material(&material, "publish").await.status, 303);
        assert!(vera.get(&material).await.says("The button moved"));
        assert!(vera.get("/search?q=moved").await.says("The button moved"));
    }

    async fn nobody_reviews_the_pitfall_that_they_added(world: World) {
        let (ada, ben, _, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        assert_eq!(ben.post(&format!("{material}/pitfalls/new"), &[("words", "x")]).await.status, 303);
        ada.write_material(&material, &NEXT).await;
        ada.step_material(&material, "submit").await;
        assert!(ben.get(&material).await.says("You wrote in it, so somebody else reviews it."));
        assert_eq!(ben.step_material(&material, "approve").await.status, 422);
    }

    async fn what_is_of_somewhere_else_is_refused(world: World) {
        let (ada, _, _, list) = people(&world).await;
        let other = ada.release().await;
        let cohort = ada.cohort(&other, "Theirs", "2").await;
        let phase = ada.phase(&other, &cohort, "2026-12-15").await;
        let phase = &*world.id_at(&phase).await.to_string();
        for (field, value, sentence) in [
            (&*format!("cohort:{cohort}"), "on", "Choose cohorts from the list"),
            ("embargo", phase, "Choose a phase from the list"),
            ("owner", "00000000-0000-7000-8000-000000000000", "Choose a person from the list"),
            ("minutes", "601", "Enter a number of at most 600"),
            ("review_on", "soon", "Enter a date"),
        ] {
            let fields = [("title", "Kept"), ("format", "guide"), (field, value)];
            let page = ada.post(&format!("{list}/new"), &fields).await;
            assert!(page.status == 422 && page.says(sentence), "{field}: {}", page.text());
            assert!(page.body.contains("value=\"Kept\""));
        }
    }
}
