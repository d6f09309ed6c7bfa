//! Whatever states texts are in: a draft, an expired, an embargoed or a retired one is never shown, found or copied.

use std::collections::BTreeSet;

use super::seed::Text;
use super::{copy, opened};
use crate::world::{World, both};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        all[usize::try_from(self.0 >> 11).unwrap() % all.len()]
    }
}

const STATES: [&str; 5] = ["draft", "in_review", "approved", "approved", "retired"];
const SITUATIONS: [&str; 4] = ["always", "before", "during", "rolled_back"];
/// Before, on and after the day of these tests, 2026-11-21.
const DAYS: [Option<&str>; 4] = [None, Some("2026-11-20"), Some("2026-11-21"), Some("2026-11-22")];
const TODAY: &str = "2026-11-21";

fn allowed(text: &Text<'_>, retired: bool) -> bool {
    !retired
        && text.state == "approved"
        // The cohort has nothing yet. A text in another language is better than none.
        && ["always", "before"].contains(&text.situation)
        && text.days.0.is_none_or(|day| day <= TODAY)
        && text.days.1.is_none_or(|day| day >= TODAY)
}

both! {
    async fn only_approved_texts_of_today_are_found_and_copied(world: World) {
        let desk = opened(&world).await;
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        for round in 0..60 {
            let mut bodies = Vec::new();
            for number in 1..=6 {
                bodies.push(format!("marker{round}x{number} is what we say"));
            }
            let mut texts: Vec<Text<'_>> = Vec::new();
            for body in &bodies {
                let (situation, language) = (chance.of(&SITUATIONS), chance.of(&["en", "en", "de"]));
                let before = |text: &&Text<'_>| (text.situation, text.language) == (situation, language);
                let number = 1 + i64::try_from(texts.iter().filter(before).count()).unwrap();
                let (state, days) = (chance.of(&STATES), (chance.of(&DAYS), chance.of(&DAYS)));
                texts.push(Text { situation, language, number, body, state, days });
            }
            let retired = chance.of(&[false, false, true]);
            let code = format!("code{round}");
            let place = (desk.product, None);
            let id = world.template(place, (&format!("Round{round}"), &code, ""), &texts).await;
            let mut transaction = world.database.write().await.unwrap();
            if retired {
                let sql = "UPDATE responses SET retired_at = 1 WHERE id = $1";
                transaction.execute(sql, (id,)).await.unwrap();
            }
            transaction.commit().await.unwrap();
            let may = |body: &str| {
                texts.iter().any(|text| text.body == body && allowed(text, retired))
            };
            let mut seen = BTreeSet::new();
            let address = format!("&language=en&answer={id}");
            let mut pages = vec![desk.sven.get(&desk.desk(&address)).await];
            let first_words = bodies.iter().map(|body| &body[..body.find(' ').unwrap()]);
            for words in [&code, "what+we+say"].into_iter().chain(first_words) {
                for path in ["/desk", "/desk/answers"] {
                    let address = format!("{path}?cohort={}&language=en&q={words}", desk.cohort);
                    pages.push(desk.sven.get(&address).await);
                }
            }
            for page in &pages {
                assert_eq!(page.status, 200, "{}", page.text());
                for body in &bodies {
                    if page.says(body) {
                        assert!(may(body), "{body} of {texts:?}: {}", page.text());
                        seen.insert(body.clone());
                    }
                }
            }
            assert!(seen.len() <= 1, "one is right at a time: {seen:?} of {texts:?}");
            let right = bodies.iter().any(|body| may(body));
            assert_eq!(seen.len(), usize::from(right), "{texts:?}");
            let mut transaction = world.database.read().await.unwrap();
            let sql = "SELECT t.variant_id, t.number, t.body FROM variant_texts t JOIN variants v ON v.id = t.variant_id
                       WHERE v.response_id = $1";
            let all: Vec<(uuid::Uuid, i64, String)> = transaction.all(sql, (id,)).await.unwrap();
            drop(transaction);
            for (variant, number, body) in all {
                let fields = [
                    ("cohort", desk.cohort.clone()),
                    ("language", "en".to_owned()),
                    ("response", id.to_string()),
                    ("variant", variant.to_string()),
                    ("number", number.to_string()),
                ];
                let fields = fields.map(|(name, value)| (name.to_owned(), value));
                let copied = copy(&desk.sven, &fields).await;
                let is_right = seen.contains(&body);
                assert_eq!(copied.status == 200, is_right, "{body}: {}", copied.body);
                assert!(is_right || !copied.body.contains(&body));
            }
        }
    }
}
