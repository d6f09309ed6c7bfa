use domain::person::{Role, Support};
use jiff::SignedDuration;

use super::{APPROVE, lead, step, template, write};
use crate::world::{World, both};

both! {
    async fn a_text_is_approved_by_a_lead_who_did_not_write_in_it(world: World) {
        let ada = world.member("Ada").await;
        let lena = lead(&world, "Lena").await;
        let lars = world.supporter("Lars", Role::Member, Support::Lead).await;
        let release = ada.release().await;
        let template = template(&ada, &release, "claims").await;
        let variant = write(&lars, &template, "Hello {{first name | there}}").await;
        let early = step(&lena, &variant, "decide", ("1", "1"), APPROVE).await;
        assert!(early.status == 422 && early.says("A text that is a draft cannot do this"));
        assert_eq!(step(&lars, &variant, "submit", ("1", "1"), &[]).await.status, 303);
        assert_eq!(step(&ada, &variant, "decide", ("1", "2"), APPROVE).await.status, 403);
        let own = step(&lars, &variant, "decide", ("1", "2"), APPROVE).await;
        assert!(own.status == 422 && own.says("You wrote in this text"), "{}", own.text());
        assert!(lena.get("/").await.says("Approve “"));
        assert!(!lars.get("/").await.says("Approve “"));
        let back = [("decision", "send_back"), ("reason", "")];
        assert!(step(&lena, &variant, "decide", ("1", "2"), &back).await.says("Enter a reason"));
        let back = [("decision", "send_back"), ("reason", "Too short")];
        assert_eq!(step(&lena, &variant, "decide", ("1", "2"), &back).await.status, 303);
        assert!(ada.get(&variant).await.says("Sent back: Too short"));
        let said = [("body", "Hello {{first name | there}}, look here")];
        assert_eq!(step(&ada, &variant, "edit", ("1", "3"), &said).await.status, 303);
        step(&ada, &variant, "submit", ("1", "4"), &[]).await;
        let own = step(&lars, &variant, "decide", ("1", "5"), APPROVE).await;
        assert!(own.says("You wrote in this text"), "also when somebody else wrote last");
        assert_eq!(step(&lena, &variant, "decide", ("1", "5"), APPROVE).await.status, 303);
        let vera = world.person("Vera", Role::Viewer).await;
        let page = vera.get(&template).await;
        assert!(page.says("Hello there , look here") && page.says("Approved by Lena"), "{}", page.text());
        assert!(ada.get(&template).await.says("approved a text of “Where are my claims?”"));
    }

    async fn a_training_that_is_not_open_is_named_to_those_who_write_it_alone(world: World) {
        let ada = world.member("Ada").await;
        let (lena, vera) =
            (lead(&world, "Lena").await, world.person("Vera", Role::Viewer).await);
        let release = ada.release().await;
        let material = ada.material(&format!("{release}/training"), &[]).await;
        let template = template(&ada, &release, "claims").await;
        let related = material.rsplit('/').next().unwrap();
        let fields = [
            ("title", "Where are my claims?"),
            ("topic", "Finding"),
            ("short_code", "claims"),
            ("channel", "any"),
            ("material", related),
            ("version", "1"),
        ];
        assert_eq!(ada.post(&format!("{template}/edit"), &fields).await.status, 303);
        let variant = write(&ada, &template, "Hello").await;
        step(&ada, &variant, "submit", ("1", "1"), &[]).await;
        step(&lena, &variant, "decide", ("1", "2"), APPROVE).await;
        assert!(ada.get(&template).await.says("What is new"));
        assert!(!vera.get(&template).await.says("What is new"));
        assert!(!lena.get(&template).await.says("What is new"), "a lead writes answers, no training");
        let form = lena.get(&format!("{template}/edit")).await;
        assert!(form.says("The one it has, which you cannot see") && !form.says("What is new"));
        let again = [&fields[..5], &[("version", "2")]].concat();
        assert_eq!(lena.post(&format!("{template}/edit"), &again).await.status, 303);
        assert!(ada.get(&template).await.says("What is new"), "it stays named");
    }

    async fn of_two_approvals_at_once_one_counts(world: World) {
        let ada = world.member("Ada").await;
        let (lena, lars) = (lead(&world, "Lena").await, lead(&world, "Lars").await);
        let release = ada.release().await;
        let template = template(&ada, &release, "claims").await;
        let variant = write(&ada, &template, "Hello").await;
        step(&ada, &variant, "submit", ("1", "1"), &[]).await;
        let (one, other) = tokio::join!(
            step(&lena, &variant, "decide", ("1", "2"), APPROVE),
            step(&lars, &variant, "decide", ("1", "2"), APPROVE),
        );
        let mut both = [one.status, other.status];
        both.sort_unstable();
        assert_eq!(both, [303, 422], "{} {}", one.text(), other.text());
        let refused = if one.status == 422 { one } else { other };
        assert!(refused.says("Somebody else changed this text at the same time"));
    }

    async fn a_newer_text_replaces_the_one_before_from_its_first_day_on(world: World) {
        let ada = world.member("Ada").await;
        let lena = lead(&world, "Lena").await;
        let vera = world.person("Vera", Role::Viewer).await;
        let release = ada.release().await;
        let template = template(&ada, &release, "claims").await;
        let variant = write(&ada, &template, "The old text").await;
        step(&ada, &variant, "submit", ("1", "1"), &[]).await;
        step(&lena, &variant, "decide", ("1", "2"), APPROVE).await;
        let next = [("body", "The new text"), ("valid_from", "2026-11-25"), ("valid_to", "2026-11-26")];
        let early = step(&ada, &variant, "edit", ("1", "3"), &next).await;
        assert!(early.status == 422 && early.body.contains("The new text"), "a form from before");
        assert_eq!(step(&ada, &variant, "edit", ("2", "0"), &next).await.status, 303);
        let wrong = [("body", "x"), ("valid_from", "2026-11-25"), ("valid_to", "2026-11-24")];
        let page = step(&ada, &variant, "edit", ("2", "1"), &wrong).await;
        assert!(page.says("The last day is before the first"), "{}", page.text());
        let reads = async |words: &str| vera.get(&template).await.says(words);
        assert!(reads("The old text").await && !reads("The new text").await, "a draft is not said");
        step(&ada, &variant, "submit", ("2", "1"), &[]).await;
        assert!(!reads("The new text").await, "nor what waits");
        assert_eq!(step(&lena, &variant, "decide", ("2", "2"), APPROVE).await.status, 303);
        assert!(reads("Active until Tue 24 Nov").await && !reads("The new text").await);
        world.advance(SignedDuration::from_hours(24 * 4));
        let vera = world.sign_in("Vera").await;
        let reads = async |words: &str| vera.get(&template).await.says(words);
        assert!(reads("The new text").await && !reads("The old text").await);
        world.advance(SignedDuration::from_hours(24 * 2));
        let vera = world.sign_in("Vera").await;
        let page = vera.get(&template).await;
        assert!(!page.says("The new text") && !page.says("The old text"), "both are over");
        assert!(world.sign_in("Ada").await.get(&template).await.says("Expired on Thu 26 Nov"));
    }

    async fn what_is_retired_is_said_no_more(world: World) {
        let ada = world.member("Ada").await;
        let lena = lead(&world, "Lena").await;
        let vera = world.person("Vera", Role::Viewer).await;
        let release = ada.release().await;
        let template = template(&ada, &release, "claims").await;
        let variant = write(&ada, &template, "The only text").await;
        step(&ada, &variant, "submit", ("1", "1"), &[]).await;
        step(&lena, &variant, "decide", ("1", "2"), APPROVE).await;
        assert!(vera.get(&template).await.says("The only text"));
        assert!(ada.get(&format!("{variant}/retire?number=1")).await.says("Retire version 1"));
        assert_eq!(step(&ada, &variant, "retire", ("1", "2"), &[]).await.status, 422, "stale");
        assert_eq!(step(&ada, &variant, "retire", ("1", "3"), &[]).await.status, 303);
        assert!(!vera.get(&template).await.says("The only text"));
        let again = step(&ada, &variant, "retire", ("1", "4"), &[]).await;
        assert!(again.status == 422 || again.status == 404, "{}", again.text());
    }

    async fn a_stale_text_shows_both_and_bad_input_is_said_at_its_place(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let template = template(&ada, &release, "claims").await;
        let variant = write(&ada, &template, "First").await;
        assert_eq!(step(&ben, &variant, "edit", ("1", "1"), &[("body", "By Ben")]).await.status, 303);
        let page = step(&ada, &variant, "edit", ("1", "1"), &[("body", "By Ada")]).await;
        assert!(page.status == 422 && page.says("By Ben") && page.says("By Ada"), "{}", page.text());
        let new = format!("{template}/variants/new");
        let nested = "{{".repeat(32 * 1024);
        for (language, body, sentence) in [
            ("xx", "Hello", "There is no language “xx”"),
            ("en", "Hello", "There is a text in English at any time already"),
            ("de", "Hello\n{{<script>}}", "Line 2: “<script>” is not a name"),
            ("de", "Hello {{first name", "Line 1: {{ has no }}"),
            ("de", "{{> nobody}}", "There is no fragment “nobody”"),
            ("de", &nested, "Line 1: there is a brace inside of a placeholder"),
        ] {
            let fields = [("situation", "always"), ("language", language), ("body", body)];
            let page = ada.post(&new, &fields).await;
            assert!(page.status == 422 && page.says(sentence), "{sentence}: {:.3000}", page.text());
        }
        let empty = [("situation", "after"), ("language", "en"), ("body", " ")];
        let empty = ada.post(&new, &empty).await.location().to_owned();
        let page = step(&ada, &empty, "submit", ("1", "1"), &[]).await;
        assert!(page.status == 422 && page.says("The text is empty"), "{}", page.text());
    }
}
