//! `…/responses/import` and `…/responses/export.…`: templates come in as drafts and leave when they are approved.

use domain::person::{Role, Support};

use crate::world::{Client, Page, World, both, plan, product_of};

const DOCUMENT: &str = "title,short code,topic,body\n\
                        Reset,reset,Login,Hello [name] reset-secret\n\
                        Find it,find,Login,It moved to {PLACE} find-secret\n";

const APPROVE: &str = "UPDATE variant_texts SET state = 'approved', approved_at = 0,
                       approved_by = (SELECT id FROM people WHERE name = 'Lena')
                       WHERE body LIKE '%reset-secret%'";

const EXPORTS: [&str; 6] =
    ["export.json", "export.csv", "export.md", "export.yaml", "zendesk.json", "zammad.csv"];

async fn bring(client: &Client, place: &str, document: &str, more: &[(&str, &str)]) -> Page {
    let fields: Vec<_> = [("document", document)].iter().chain(more).copied().collect();
    client.post(&format!("{place}/responses/import/confirm"), &fields).await
}

async fn look(client: &Client, place: &str, document: &str) -> Page {
    client.post(&format!("{place}/responses/import"), &[("document", document)]).await
}

both! {
    async fn what_comes_in_at_one_release_is_seen_at_the_others_of_its_product(world: World) {
        let launch = crate::gate::launch(&world).await;
        let ada = &launch.ada;
        let product = product_of(&launch.release);
        let take = [("take", "0"), ("take", "1"), ("convert", "0"), ("convert", "1")];
        assert_eq!(bring(ada, &product, DOCUMENT, &take).await.status, 303);
        let other = ada.post(&format!("{product}/releases/new"), &plan(&[("label", "3.0")])).await;
        assert!(ada.get(&launch.release).await.says("no approved text"), "it is kept now");
        let changed = DOCUMENT.replace("Hello", "Good day");
        let page = bring(ada, other.location(), &changed, &[("take", "0"), ("convert", "0")]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        // A debug build compares what is kept with the database, and this would be a fault.
        assert_eq!(ada.get(&launch.release).await.status, 200);
    }

    async fn templates_come_in_as_drafts_and_the_same_document_changes_nothing_again(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let list = ada.get(&format!("{product}/responses")).await;
        for address in EXPORTS.iter().chain(&["import"]) {
            let address = format!("href=\"{product}/responses/{address}\"");
            assert!(list.body.contains(&address), "{address}");
        }
        let page = look(&ada, &product, DOCUMENT).await;
        assert!(page.status == 200 && page.says("2 new templates"), "{}", page.text());
        for words in ["[name]", "{{name}}", "{PLACE}", "{{place}}", "Find it"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        let take = [("take", "0"), ("take", "1"), ("convert", "0"), ("convert", "1")];
        let page = bring(&ada, &product, DOCUMENT, &take).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let page = ada.get(page.location()).await;
        assert!(page.says("Imported: 2 new templates"), "{}", page.text());
        let page = look(&ada, &product, DOCUMENT).await;
        assert!(page.says("2 unchanged") && page.says("There is nothing to import"), "{}", page.text());
        let lena = world.supporter("Lena", Role::Viewer, Support::Lead).await;
        for export in EXPORTS.iter().filter(|export| export.starts_with("export")) {
            let document = lena.get(&format!("{product}/responses/{export}")).await;
            assert!(document.body.contains("Hello {{name}} reset-secret"), "{export}: {}", document.body);
            let page = look(&ada, &product, &document.body).await;
            assert!(page.says("2 unchanged"), "{export}: {}", page.text());
            assert!(!page.says("says something else here"), "{export}: {}", page.text());
        }
        let document = lena.get(&format!("{product}/responses/export.json")).await.body;
        let page = look(&ada, &product, &document.replace("Find it", "Look for it")).await;
        assert!(page.says("says something else here: title. Edit the template"), "{}", page.text());
    }

    async fn what_is_not_chosen_stays_out_and_what_is_not_converted_stays_text(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        assert_eq!(bring(&ada, &release, DOCUMENT, &[("take", "1")]).await.status, 303);
        let lena = world.supporter("Lena", Role::Member, Support::Lead).await;
        let product = product_of(&release);
        let json = lena.get(&format!("{product}/responses/export.json")).await.body;
        assert!(json.contains("It moved to {PLACE} find-secret") && !json.contains("reset-secret"), "{json}");
    }

    async fn a_document_with_wrong_lines_brings_in_nothing_and_is_kept_in_the_form(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let mut document = "title,body,language\n".to_owned();
        for row in 0..10_000 {
            document.push_str(match row {
                17 => "one cell\n",
                5_000 => "No text,,\n",
                9_999 => "Wrong,Text,xx\n",
                _ => "Title,Text,en\n",
            });
        }
        let page = look(&ada, &release, &document).await;
        assert_eq!(page.status, 422, "{}", page.text());
        assert!(page.says("3 lines are wrong"));
        for words in [
            "Line 19: It has 1 cells, and the first line has 3",
            "Line 5002: “No text” has no text",
            "Line 10001: There is no language “xx”",
        ] {
            assert!(page.says(words), "{words}");
        }
        assert!(page.body.contains("No text,,\nTitle,Text,en"), "what was sent is in the form");
        assert_eq!(bring(&ada, &release, &document, &[]).await.status, 422);
        let lena = world.supporter("Lena", Role::Member, Support::Lead).await;
        let product = product_of(&release);
        let json = lena.get(&format!("{product}/responses/export.json")).await.body;
        assert!(!json.contains("Title"), "nothing half done");
        let page = ada.upload(&format!("{release}/responses/import"), "", b"%PDF-1.7").await;
        assert!(page.status == 422 && page.says("The file is a PDF and not text"), "{}", page.text());
        let page = ada.upload(&format!("{release}/responses/import"), "", b"[{\"title\": \"a\"}]").await;
        assert!(page.says("says Markdown, and what is in it is JSON"), "{}", page.text());
        let large = vec![b'a'; 10 * 1024 * 1024 + 1];
        let page = ada.upload(&format!("{release}/responses/import"), "", &large).await;
        assert!(page.status == 422 && page.says("must be 5 MB or smaller"), "{}", page.text());
    }

    async fn no_export_gives_an_agent_what_is_not_approved_and_valid_today(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let take = [("take", "0"), ("take", "1"), ("convert", "0"), ("convert", "1")];
        bring(&ada, &product, DOCUMENT, &take).await;
        let agent = world.supporter("Sven", Role::Viewer, Support::Agent).await;
        let lena = world.supporter("Lena", Role::Viewer, Support::Lead).await;
        let secrets = async |client: &Client, export: &str| {
            let page = client.get(&format!("{product}/responses/{export}")).await;
            assert_eq!(page.status, 200, "{export}");
            (page.body.contains("reset-secret"), page.body.contains("find-secret"))
        };
        for export in EXPORTS {
            assert_eq!(secrets(&agent, export).await, (false, false), "{export}");
            let archive = export.starts_with("export");
            assert_eq!(secrets(&lena, export).await, (archive, archive), "{export}");
        }
        world.other(APPROVE).await.end("COMMIT").await;
        for export in EXPORTS {
            assert_eq!(secrets(&agent, export).await, (true, false), "{export}");
        }
        let zendesk = agent.get(&format!("{product}/responses/zendesk.json")).await.body;
        assert!(zendesk.contains("Login::Reset") && zendesk.contains("[name]"), "{zendesk}");
        for days in [
            "UPDATE variant_texts SET valid_from = '2026-11-22'",
            "UPDATE variant_texts SET valid_from = NULL, valid_to = '2026-11-20'",
            "UPDATE variant_texts SET state = 'retired', valid_to = NULL",
            "UPDATE responses SET retired_at = 0",
        ] {
            world.other(days).await.end("COMMIT").await;
            for export in EXPORTS {
                assert_eq!(secrets(&agent, export).await, (false, false), "{export} {days}");
            }
        }
    }

    async fn what_a_draft_says_is_never_written_over(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let take = [("take", "0"), ("take", "1")];
        bring(&ada, &product, DOCUMENT, &take).await;
        world.member("Lena").await;
        world.other(APPROVE).await.end("COMMIT").await;
        let other = DOCUMENT.replace("reset-secret", "newer").replace("find-secret", "newer");
        let page = look(&ada, &product, &other).await;
        assert!(page.says("1 new draft of what is there"), "{}", page.text());
        assert!(page.says("1 left out") && page.says("Left out: there is a draft"), "{}", page.text());
        let page = bring(&ada, &product, &other, &take).await;
        assert!(page.location().contains("new=0&variants=0&changed=1"), "{}", page.location());
    }

    async fn a_template_of_a_restricted_release_is_in_no_export_of_others(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release_with(&[("restricted", "on")]).await;
        let product = product_of(&release);
        bring(&ada, &release, DOCUMENT, &[("take", "0")]).await;
        let mia = world.supporter("Mia", Role::Member, Support::Lead).await;
        let json = mia.get(&format!("{product}/responses/export.json")).await.body;
        assert!(!json.contains("reset"), "{json}");
        let page = look(&mia, &product, DOCUMENT).await;
        assert!(page.says("2 new templates") && page.says("reset-2"), "{}", page.text());
        assert_eq!(mia.get(&format!("{release}/responses/import")).await.status, 404);
    }
}
