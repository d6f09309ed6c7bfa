//! `/responses/{id}`, `/variants/{id}` and `/fragments/{id}`: what support says, and who approved it.

mod contact;
mod exchange;
mod fragment;
mod import;
mod proposal;
mod question;
mod text;

use domain::person::{Role, Support};

use crate::world::{Client, Page, World, both, product_of};

/// Adds a template and gives its address.
async fn template(client: &Client, place: &str, code: &str) -> String {
    let fields = [
        ("title", "Where are my claims?"),
        ("topic", "Finding"),
        ("short_code", code),
        ("channel", "any"),
        ("questions", "I can't find my claims"),
        ("note", "Ask for the office"),
    ];
    let page = client.post(&format!("{place}/responses/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

/// Writes the first text of a template for any time, in English, and gives its address.
async fn write(client: &Client, template: &str, body: &str) -> String {
    let fields = [("situation", "always"), ("language", "en"), ("body", body)];
    let page = client.post(&format!("{template}/variants/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

/// Takes a step of the text with a number and a version.
async fn step(
    client: &Client,
    variant: &str,
    step: &str,
    (number, version): (&str, &str),
    more: &[(&str, &str)],
) -> Page {
    let seen = [("number", number), ("version", version)];
    let fields: Vec<_> = seen.into_iter().chain(more.iter().copied()).collect();
    client.post(&format!("{variant}/{step}"), &fields).await
}

const APPROVE: &[(&str, &str)] = &[("decision", "approve")];

/// Somebody who approves answers, and is no member.
async fn lead(world: &World, name: &str) -> Client {
    world.supporter(name, Role::Viewer, Support::Lead).await
}

both! {
    async fn the_three_starting_templates_become_drafts_at_one_press(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let list = format!("{release}/responses");
        assert!(ada.get(&list).await.says("Templates to start with"));
        assert_eq!(ada.post(&format!("{list}/begin"), &[]).await.status, 303);
        let page = ada.get(&list).await;
        for title in ["Why doesn't it do that?", "Something is broken", "Where is it now?"] {
            assert!(page.says(title) && page.says("Draft"), "{}", page.text());
        }
        ada.post(&format!("{list}/begin"), &[]).await;
        let found = ada.get(&format!("{list}?words=broken&state=draft")).await;
        assert!(found.says("1 template matches"), "a second press adds none: {}", found.text());
        assert!(ada.get(&format!("{list}?state=active")).await.says("No template matches"));
        let reader = world.person("Vera", Role::Viewer).await;
        assert!(reader.get(&list).await.says("No templates yet"), "drafts are for those who write");
    }

    async fn a_short_code_is_one_in_the_product_and_a_stale_save_shows_both_texts(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let release = ada.release().await;
        let product = product_of(&release);
        let first = template(&ada, &release, "claims").await;
        let fields = [("title", "x"), ("topic", "y"), ("short_code", "CLAIMS"), ("channel", "any")];
        let page = ada.post(&format!("{product}/responses/new"), &fields).await;
        assert!(page.status == 422 && page.says("has the short code “claims”"), "{}", page.text());
        let wrong = [("title", ""), ("topic", "y"), ("short_code", "<b>"), ("channel", "smoke")];
        let page = ada.post(&format!("{product}/responses/new"), &wrong).await;
        for sentence in ["Enter a title", "“<” is none of them", "Choose one from the list"] {
            assert!(page.status == 422 && page.says(sentence), "{sentence}: {}", page.text());
        }
        let edit = |title: &'static str, version: &'static str| {
            [
                ("title", title),
                ("topic", "Finding"),
                ("short_code", "claims"),
                ("channel", "chat"),
                ("version", version),
            ]
        };
        let page = ben.post(&format!("{first}/edit"), &edit("By Ben", "1")).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let page = ada.post(&format!("{first}/edit"), &edit("By Ada", "1")).await;
        assert!(page.status == 422 && page.says("By Ben") && page.body.contains("By Ada"));
        assert_eq!(ada.post(&format!("{first}/edit"), &edit("By Ada", "2")).await.status, 303);
        let page = ada.get(&format!("{first}/retire")).await;
        assert!(page.says("Retire “By Ada”?"));
        let gone = ada.post(&format!("{first}/retire"), &[("version", "3")]).await;
        assert_eq!(gone.status, 303, "{}", gone.text());
        let page = ada.post(&format!("{first}/edit"), &edit("Again", "4")).await;
        assert!(page.status == 422 && page.says("This template is retired"), "{}", page.text());
        assert!(ada.get(&first).await.says("retired the template “By Ada”"));
    }

    async fn nothing_that_is_typed_becomes_markup(world: World) {
        const NASTY: [&str; 6] = [
            "</textarea></title><script>alert(1)</script>",
            "\" onmouseover=\"alert(1)",
            "[a](javascript:alert(1))",
            "<img src=x onerror=alert(1)>",
            "![x](https://x.y/z.png)",
            "{{x | <script>alert(1)</script>}}",
        ];
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let list = format!("{release}/responses");
        for (nasty, code) in NASTY.into_iter().zip(["a", "b", "c", "d", "e", "f"]) {
            let fields = [
                ("title", nasty),
                ("topic", nasty),
                ("short_code", code),
                ("channel", "any"),
                ("questions", nasty),
                ("note", nasty),
                ("avoid", nasty),
            ];
            let added = ada.post(&format!("{list}/new"), &fields).await;
            assert_eq!(added.status, 303, "{}", added.text());
            let template = added.location().to_owned();
            let variant = write(&ada, &template, nasty).await;
            let refused = [("title", ""), ("topic", nasty), ("short_code", nasty), ("note", nasty)];
            let pages = [
                ada.get(&list).await,
                ada.get(&format!("{list}?words=%3Cscript%3E&state=%3Cb%3E")).await,
                ada.get(&template).await,
                ada.get(&format!("{template}/edit")).await,
                ada.get(&variant).await,
                ada.get(&format!("{variant}/edit")).await,
                ada.post(&format!("{template}/edit"), &refused).await,
                ada.post(&format!("{variant}/edit"), &[("body", "{{<script>}}")]).await,
            ];
            for page in pages {
                for bad in ["<script>alert", "onerror=alert(1)>", "<img", "href=\"javascript"] {
                    let shown = page.body.replace("&lt;img src=x onerror=alert(1)>", "");
                    let shown = shown.replace("&lt;img src=x onerror=alert(1)&gt;", "");
                    assert!(!shown.contains(bad), "{bad} of {nasty}: {shown}");
                }
                assert!(!page.body.contains("=\"\" onmouseover="), "{nasty}");
            }
        }
    }
}

/// The id at the end of an address.
fn id_of(address: &str) -> uuid::Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap()
}
