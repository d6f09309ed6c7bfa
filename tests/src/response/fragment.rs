use super::{APPROVE, lead, step, template, write};
use crate::world::{Client, World, both, product_of};

async fn add(client: &Client, product: &str, name: &str, body: &str) -> String {
    let fields = [("name", name), ("body", body)];
    let page = client.post(&format!("{product}/fragments/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

async fn approve(lead: &Client, fragment: &str, version: &str) -> crate::world::Page {
    let fields = [("version", version), ("decision", "approve")];
    lead.post(&format!("{fragment}/decide"), &fields).await
}

both! {
    async fn a_change_of_a_fragment_is_approved_once_and_flows_into_every_template(world: World) {
        let ada = world.member("Ada").await;
        let lena = lead(&world, "Lena").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let greeting = add(&ada, &product, "greeting", "Hello {{first name | there}}").await;
        let template = template(&ada, &release, "claims").await;
        let variant = write(&ada, &template, "{{> Greeting}}, look here").await;
        let early = step(&ada, &variant, "submit", ("1", "1"), &[]).await;
        assert!(early.says("There is no approved fragment “Greeting”"), "{}", early.text());
        assert_eq!(approve(&ada, &greeting, "1").await.status, 403);
        assert_eq!(approve(&lena, &greeting, "1").await.status, 303);
        step(&ada, &variant, "submit", ("1", "1"), &[]).await;
        step(&lena, &variant, "decide", ("1", "2"), APPROVE).await;
        assert!(ada.get(&template).await.says("Hello there , look here"));
        assert!(ada.get(&greeting).await.says("Where are my claims?"), "it names its templates");
        let change = [("version", "2"), ("body", "Good day {{first name | to you}}")];
        assert_eq!(lena.post(&format!("{greeting}/edit"), &change).await.status, 303);
        assert!(ada.get(&template).await.says("Hello there"), "a proposal is in no answer");
        let own = approve(&lena, &greeting, "3").await;
        assert!(own.status == 422 && own.says("You proposed this change"), "{}", own.text());
        let stale = ada.post(&format!("{greeting}/edit"), &change).await;
        assert!(stale.status == 422 && stale.says("This was saved while you were typing"), "{}", stale.text());
        let lars = lead(&world, "Lars").await;
        assert!(lars.get("/").await.says("Approve “greeting”"));
        assert_eq!(approve(&lars, &greeting, "3").await.status, 303);
        assert!(ada.get(&template).await.says("Good day to you , look here"));
    }

    async fn a_fragment_that_includes_itself_through_three_others_is_refused(world: World) {
        let ada = world.member("Ada").await;
        let lena = lead(&world, "Lena").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let a = add(&ada, &product, "a", "the end").await;
        let mut all = vec![a.clone()];
        for (name, next) in [("b", "a"), ("c", "b"), ("d", "c")] {
            all.push(add(&ada, &product, name, &format!("{{{{> {next}}}}}")).await);
        }
        let circle = [("version", "1"), ("body", "more {{> d}}")];
        let page = ada.post(&format!("{a}/edit"), &circle).await;
        let sentence = "A fragment would include itself: a → d → c → b → a";
        assert!(page.status == 422 && page.says(sentence), "{}", page.text());
        assert!(page.body.contains("more {{"), "what was typed is kept");
        let early = approve(&lena, all.last().unwrap(), "1").await;
        assert!(early.says("The fragment “c” in it is not approved"), "{}", early.text());
        for fragment in &all {
            assert_eq!(approve(&lena, fragment, "1").await.status, 303);
        }
        let circle = [("version", "2"), ("body", "more {{> D}}")];
        let page = ada.post(&format!("{a}/edit"), &circle).await;
        assert!(page.status == 422 && page.says("would include itself"), "{}", page.text());
        let wrong = [("name", "A"), ("body", "x")];
        let page = ada.post(&format!("{product}/fragments/new"), &wrong).await;
        assert!(page.says("There is a fragment “A” already"), "{}", page.text());
    }
}
