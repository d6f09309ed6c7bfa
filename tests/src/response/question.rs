use domain::person::{Role, Support};

use super::template;
use crate::world::{Client, World, both, product_of};

/// Types a question and gives its address.
pub(super) async fn question(client: &Client, product: &str, words: &str) -> String {
    let fields = [("words", words), ("cohort", ""), ("topic", "Finding")];
    let page = client.post(&format!("{product}/questions/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

both! {
    async fn a_question_waits_until_a_template_answers_it_or_somebody_says_why_none_does(world: World) {
        let ada = world.member("Ada").await;
        let sven = world.supporter("Sven", Role::Viewer, Support::Agent).await;
        let release = ada.release().await;
        let product = product_of(&release);
        let inbox = format!("{product}/support");
        assert!(sven.get(&inbox).await.says("No question waits for an answer"));
        let empty = sven.post(&format!("{product}/questions/new"), &[("words", " "), ("topic", "Kept")]).await;
        assert!(empty.status == 422 && empty.says("Enter a text") && empty.body.contains("Kept"));
        let question = question(&sven, &product, "Where did my claims go?").await;
        assert!(ada.get(&inbox).await.says("1 question waits for an answer"));
        template(&ada, &product, "claims").await;
        let step = async |fields: &[(&str, &str)]| ada.post(&format!("{question}/step"), fields).await;
        let wrong = step(&[("version", "1"), ("step", "answer"), ("code", "nothing")]).await;
        assert!(wrong.status == 422 && wrong.says("No template has the short code “nothing”"));
        let answer = [("version", "1"), ("step", "answer"), ("code", "claims")];
        assert_eq!(step(&answer).await.status, 303);
        let late = step(&answer).await;
        assert!(late.status == 422 && late.says("A question that is answered cannot do this"));
        let page = ada.get(&question).await;
        assert!(page.says("Answered by Where are my claims?") && page.says("said by Ada"), "{}", page.text());
        assert!(ada.get(&inbox).await.says("No question waits for an answer"));
        assert_eq!(step(&[("version", "2"), ("step", "reopen")]).await.status, 303);
        let reason = step(&[("version", "3"), ("step", "dismiss"), ("reason", "")]).await;
        assert!(reason.says("Enter a reason"));
        let dismissed = [("version", "3"), ("step", "dismiss"), ("reason", "Asked twice")];
        assert_eq!(step(&dismissed).await.status, 303);
        assert!(ada.get(&question).await.says("Asked twice"));
    }

    async fn of_two_who_deal_with_a_question_at_once_one_counts(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let question = question(&ada, &product, "Why?").await;
        let address = format!("{question}/step");
        let fields = [("version", "1"), ("step", "dismiss"), ("reason", "x")];
        let (one, other) = tokio::join!(ada.post(&address, &fields), ben.post(&address, &fields));
        let mut both = [one.status, other.status];
        both.sort_unstable();
        assert_eq!(both, [303, 422]);
    }

    async fn a_question_of_a_restricted_release_is_there_for_its_people_only(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let release = ada.release_with(&[("restricted", "on")]).await;
        let product = product_of(&release);
        let question = question(&ada, &product, "What is Falcon?").await;
        let made = [("kind", "item"), ("title", "Explain Falcon"), ("reason", "x"),
            ("question", question.rsplit('/').next().unwrap())];
        let proposal = ada.post(&format!("{product}/proposals/new"), &made).await.location().to_owned();
        let mut transaction = world.database.write().await.unwrap();
        let sql = "UPDATE questions SET release_id = $1";
        transaction.execute(sql, (world.id_at(&release).await,)).await.unwrap();
        transaction.commit().await.unwrap();
        let nothing = ben.get("/questions/00000000-0000-7000-8000-000000000000").await;
        for path in [&question, &proposal] {
            assert_eq!(ada.get(path).await.status, 200);
            let page = ben.get(path).await;
            assert_eq!((page.status, page.text()), (404, nothing.text()));
        }
        let step = [("version", "2"), ("step", "dismiss"), ("reason", "x")];
        assert_eq!(ben.post(&format!("{question}/step"), &step).await.status, 404);
        let accept = ben.post(&format!("{proposal}/accept"), &[("version", "1")]).await;
        assert_eq!(accept.status, 404);
        assert!(ada.get(&format!("{product}/support")).await.says("Falcon"));
        assert!(!ben.get(&format!("{product}/support")).await.says("Falcon"));
    }
}
