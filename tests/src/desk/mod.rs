//! `/desk`: what people have today and what to say, and that nothing else can be found or copied there.

mod law;
mod live;
mod search;
mod seed;
mod speed;

use domain::person::{Role, Support};
use uuid::Uuid;

use self::seed::Text;
use crate::gate::{Launch, launch};
use crate::world::{Client, Page, World, both, step};

/// A release whose phase for the pilots is planned, somebody in support, and one answer that is different before,
/// during and after a rollback.
pub(super) struct Opened {
    pub(super) launch: Launch,
    pub(super) sven: Client,
    pub(super) product: Uuid,
    pub(super) cohort: String,
    pub(super) response: Uuid,
}

pub(super) async fn opened(world: &World) -> Opened {
    let launch = launch(world).await;
    let sven = world.supporter("Sven", Role::Viewer, Support::Agent).await;
    world.supporter("Lena", Role::Viewer, Support::Lead).await;
    let product = world.product_of(&launch.release).await;
    let texts = [
        Text::approved("before", "Your claims are where they **always** were."),
        Text::approved("during", "Hello {{first_name | there}}, look at **My claims**."),
        Text::approved("rolled_back", "Use the old portal again."),
    ];
    let words = ("Where are my claims?", "find", "I can't find my claims\nMy files are gone");
    let response = world.template((product, None), words, &texts).await;
    let cohort = sven.choice("/desk", "Pilots").await;
    Opened { launch, sven, product, cohort, response }
}

impl Opened {
    pub(super) fn desk(&self, rest: &str) -> String {
        format!("/desk?cohort={}{rest}", self.cohort)
    }

    pub(super) async fn start(&self) {
        self.launch.open().await;
        self.launch.vote(&self.launch.ada, "go", "").await;
        self.launch.vote(&self.launch.ben, "go", "").await;
        self.launch.decide("go").await;
        assert_eq!(step(&self.launch.ada, &self.launch.phase, "start", "now").await.status, 303);
    }

    pub(super) async fn roll_back(&self) {
        let page = step(&self.launch.ada, &self.launch.phase, "roll_back", "It broke").await;
        assert_eq!(page.status, 303, "{}", page.text());
    }
}

/// The hidden fields of the form that copies.
pub(super) fn copying(page: &Page) -> Vec<(String, String)> {
    let form = page.body.split("<form id=\"use\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let value = |tag: &str, name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1)?;
        let value = rest.split('"').next()?;
        Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    form.split("<input ")
        .skip(1)
        .filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?)))
        .collect()
}

pub(super) async fn copy(client: &Client, fields: &[(String, String)]) -> Page {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    client.call("/desk/use", &fields).await
}

both! {
    async fn the_desk_says_what_people_have_and_changes_with_the_phase(world: World) {
        let desk = opened(&world).await;
        let page = desk.sven.get(&desk.desk("")).await;
        assert!(page.says("Answers are checked for today, Sat 21 Nov, 10:00 Europe/Zurich"), "{}", page.text());
        assert!(page.says("They do not have it yet"), "{}", page.text());
        assert!(page.says("Spring 2.0, phase 1, is planned for Tue 15 Dec and not decided yet"), "{}", page.text());
        assert!(page.says("Your claims are where they always were."), "{}", page.text());
        desk.start().await;
        let page = desk.sven.get(&desk.desk("")).await;
        assert!(page.says("They have Spring 2.0 since Sat 21 Nov"), "{}", page.text());
        assert!(page.says("Hello there , look at My claims ."), "{}", page.text());
        desk.roll_back().await;
        let page = desk.sven.get(&desk.desk("")).await;
        assert!(page.says("Spring 2.0 was rolled back on Sat 21 Nov"), "{}", page.text());
        assert!(page.says("Use the old portal again."), "{}", page.text());
    }

    async fn a_cohort_is_found_by_what_is_typed(world: World) {
        let desk = opened(&world).await;
        let page = desk.sven.get("/desk?who=pilot").await;
        assert!(page.says("They do not have it yet"), "{}", page.text());
        let page = desk.sven.get("/desk?who=nobody+knows").await;
        assert!(page.says("No cohort has this name"), "{}", page.text());
    }

    async fn what_is_copied_is_filled_counted_and_said_to_have_helped(world: World) {
        let desk = opened(&world).await;
        desk.start().await;
        let page = desk.sven.get(&desk.desk("&v.first_name=Maria+%3Cb%3E")).await;
        assert!(page.says("not used yet"), "{}", page.text());
        let fields = copying(&page);
        let copied = copy(&desk.sven, &fields).await;
        assert_eq!(copied.status, 200, "{}", copied.body);
        let words: serde_json::Value = serde_json::from_str(&copied.body).unwrap();
        assert!(words["text"].as_str().unwrap().contains("Hello Maria <b>, look at"), "{words}");
        let html = words["html"].as_str().unwrap();
        assert!(html.contains("Maria &lt;b&gt;") && html.contains("<strong>My claims</strong>"), "{html}");
        assert!(!html.contains("{{") && !html.contains("mark"), "{html}");
        let id = words["id"].as_str().unwrap();
        let said = [("use", id), ("helped", "yes"), ("cohort", &*desk.cohort), ("why", "")];
        assert_eq!(desk.sven.post("/desk/helped", &said).await.status, 303);
        let page = desk.sven.get(&desk.desk("")).await;
        assert!(page.says("used 1 time, helped 1"), "{}", page.text());
        assert_eq!(desk.launch.ada.post("/desk/helped", &said).await.status, 404, "not hers");
    }

    async fn without_scripts_the_text_is_there_to_be_copied_by_hand(world: World) {
        let desk = opened(&world).await;
        let page = desk.sven.get(&desk.desk("")).await;
        let fields = copying(&page);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let sent = desk.sven.post("/desk/use", &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = desk.sven.get(sent.location().split('#').next().unwrap()).await;
        assert!(page.says("Mark this text and copy it") && page.says("Did it help?"), "{}", page.text());
    }

    async fn an_answer_that_changed_is_not_copied_and_the_new_one_is_shown(world: World) {
        let desk = opened(&world).await;
        let fields = copying(&desk.sven.get(&desk.desk("")).await);
        desk.start().await;
        let refused = copy(&desk.sven, &fields).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.body.contains("this answer changed a moment ago"), "{}", refused.body);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let page = desk.sven.post("/desk/use", &fields).await;
        assert_eq!(page.status, 422);
        assert!(page.says("This answer changed since you opened it"), "{}", page.text());
        assert!(page.says("look at My claims"), "{}", page.text());
        assert!(desk.sven.get(&desk.desk("")).await.says("not used yet"));
    }

    async fn what_no_answer_fits_goes_to_the_product(world: World) {
        let desk = opened(&world).await;
        let empty = [("cohort", &*desk.cohort), ("words", " ")];
        let page = desk.sven.post("/desk/questions", &empty).await;
        assert_eq!(page.status, 422);
        assert!(page.says("Enter a reason") || page.says("Enter a text"), "{}", page.text());
        let asked = [("cohort", &*desk.cohort), ("words", "Does it print?"), ("q", "print")];
        let page = desk.sven.post("/desk/questions", &asked).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert!(desk.sven.get(page.location()).await.says("in the inbox of the product"));
        let mut transaction = world.database.read().await.unwrap();
        let sql = "SELECT words, state FROM questions WHERE product_id = $1";
        let (words, state): (String, String) = transaction.one(sql, (desk.product,)).await.unwrap();
        assert_eq!((&*words, &*state), ("Does it print?", "open"));
    }

    async fn a_restricted_release_is_not_there_for_others(world: World) {
        let desk = opened(&world).await;
        let release = world.id_at(&desk.launch.release).await;
        let words = ("The secret move", "secret", "");
        let text = [Text::approved("always", "Nobody knows of it.")];
        let secret = world.template((desk.product, Some(release)), words, &text).await;
        desk.start().await;
        let finding = [("title", "Printing cuts"), ("explanation", ""), ("severity", "high"), ("source", "")];
        desk.launch.ada.post(&format!("{}/findings/new", desk.launch.release), &finding).await;
        let page = desk.sven.get(&desk.desk("")).await;
        assert!(page.says("The secret move") && page.says("Known issue: Printing cuts"), "{}", page.text());
        let fields = copying(&desk.sven.get(&desk.desk(&format!("&answer={secret}"))).await);
        let mut transaction = world.database.write().await.unwrap();
        transaction.execute("UPDATE releases SET restricted = $1", (true,)).await.unwrap();
        transaction.commit().await.unwrap();
        for path in ["", "&q=secret", &format!("&answer={secret}")] {
            let page = desk.sven.get(&desk.desk(path)).await;
            for word in ["secret move", "Nobody knows", "Printing", "Spring"] {
                assert!(!page.says(word), "{path}: {word} in {}", page.text());
            }
            assert!(page.says("They do not have it yet"), "{}", page.text());
        }
        assert!(matches!(copy(&desk.sven, &fields).await.status, 404 | 422));
        assert!(desk.launch.ada.get(&desk.desk("")).await.says("The secret move"));
    }

    async fn a_viewer_reads_why_the_desk_is_closed_to_them(world: World) {
        let desk = opened(&world).await;
        let vera = world.person("Vera", Role::Viewer).await;
        let page = vera.get(&desk.desk("")).await;
        assert_eq!(page.status, 403);
        assert!(page.says("The desk is for support staff and members."), "{}", page.text());
        assert!(!vera.get("/").await.body.contains("href=\"/desk\""));
        assert!(desk.sven.get("/").await.body.contains("href=\"/desk\""));
        assert_eq!(vera.get("/desk/live").await.status, 403);
    }
}
