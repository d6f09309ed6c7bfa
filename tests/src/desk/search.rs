//! What is typed finds what is meant.

use super::opened;
use super::seed::Text;
use crate::world::{World, both};

both! {
    async fn words_find_answers_in_their_order_also_with_a_typing_error(world: World) {
        let desk = opened(&world).await;
        let place = (desk.product, None);
        let text = |body| [Text::approved("always", body)];
        world.template(place, ("Printing a claim", "print", "The printer cuts"), &text("Choose small paper.")).await;
        world.template(place, ("Élèves et dossiers", "eleves", ""), &text("Printed lists come later.")).await;
        world.template(place, ("Password", "print-password", "I forgot it"), &text("Reset it.")).await;
        let titles = async |q: &str| -> Vec<String> {
            let page = desk.sven.get(&desk.desk(&format!("&q={q}"))).await;
            assert_eq!(page.status, 200, "{}", page.text());
            let list = page.body.split("<div id=\"list\"").nth(1).unwrap();
            let list = list.split("</div>").next().unwrap();
            let rows = list.split("<b>").skip(1).map(|row| row.split("</b>").next().unwrap());
            rows.map(|row| crate::world::Page::of(row).text()).collect()
        };
        assert_eq!(titles("print").await, ["Printing a claim", "Password", "Élèves et dossiers"]);
        for typed in ["claim", "cliam", "claims+where", "mising+claims", "CLAÍMS"] {
            assert!(titles(typed).await.iter().any(|title| title.contains("claim")), "{typed}");
        }
        for typed in ["pasword", "passwrod", "pazsword", "paassword", "forgto"] {
            assert_eq!(titles(typed).await, ["Password"], "{typed}");
        }
        assert_eq!(titles("eleves").await, ["Élèves et dossiers"]);
        assert!(titles("xyzzyx").await.is_empty());
        assert_eq!(titles("").await.len(), 4);
        for typed in ["%22", "'", "*", "a*+OR+b", "%28%29", "%00", ":A", "NEAR%28a", "%F0%9F%92%A5", "-"] {
            titles(typed).await;
        }
        let page = desk.sven.get(&desk.desk("&q=cliam")).await;
        assert!(page.body.contains("<mark>claim"), "{}", page.body);
        assert!(page.says("of 4 answers"), "{}", page.text());
    }

    async fn what_is_changed_or_retired_is_found_by_its_new_words_alone(world: World) {
        let desk = opened(&world).await;
        let found = async |q: &str| {
            !desk.sven.get(&desk.desk(&format!("&q={q}"))).await.says("Nothing fits. Try")
        };
        assert!(found("files").await && !found("zebra").await);
        let change = async |sql: &'static str| {
            let mut transaction = world.database.write().await.unwrap();
            transaction.execute(sql, ()).await.unwrap();
            transaction.commit().await.unwrap();
        };
        change("UPDATE responses SET questions = 'Where is the zebra?'").await;
        assert!(found("zebra").await && !found("files").await);
        change("UPDATE variant_texts SET body = 'A giraffe.' WHERE body LIKE '%always%'").await;
        assert!(found("giraffe").await);
        change("UPDATE responses SET retired_at = 1").await;
        assert!(!found("zebra").await && !found("giraffe").await);
    }
}
