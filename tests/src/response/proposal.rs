use domain::person::{Role, Support};

use super::question::question;
use super::{id_of, template, write};
use crate::world::{Client, World, both, product_of};

async fn propose(client: &Client, product: &str, fields: &[(&str, &str)]) -> String {
    let usual = [("kind", "item"), ("title", "Print the card"), ("reason", "They ask for it")];
    let kept = usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let fields: Vec<_> = kept.chain(fields.iter().copied()).collect();
    let page = client.post(&format!("{product}/proposals/new"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.text());
    page.location().to_owned()
}

async fn accept(client: &Client, proposal: &str) -> crate::world::Page {
    client.post(&format!("{proposal}/accept"), &[("version", "1")]).await
}

both! {
    async fn a_proposal_is_accepted_by_somebody_else_and_once(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let proposal = propose(&ada, &product, &[]).await;
        let own = accept(&ada, &proposal).await;
        assert!(own.status == 422 && own.says("You made this proposal"), "{}", own.text());
        let own = ada.post(&format!("{proposal}/decline"), &[("version", "1"), ("reason", "x")]).await;
        assert!(own.status == 422 && own.says("You made this proposal"));
        assert!(!ada.get(&product).await.says("Print the card"));
        assert_eq!(accept(&ben, &proposal).await.status, 303);
        let again = accept(&ben, &proposal).await;
        assert!(again.status == 422 && again.says("It is accepted already"), "{}", again.text());
        assert!(ada.get(&proposal).await.says("Accepted by Ben"));
        assert!(ada.get(&product).await.says("Library of checklist items"));
    }

    async fn a_checklist_begins_with_the_library_and_has_each_item_once(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let library = format!("{release}/library");
        assert!(ada.get(&library).await.says("The library of the product has no items yet"));
        for title in ["Print the card", "Tell the desk"] {
            let proposal = propose(&ada, &product, &[("title", title)]).await;
            accept(&ben, &proposal).await;
        }
        ada.import(&release, "- [ ] tell the desk").await;
        assert!(ada.get(&library).await.says("1 of 2 items are not on this checklist yet"));
        let added = ada.post(&library, &[]).await;
        assert!(added.location().ends_with("checklist?added=1"));
        let again = ada.post(&library, &[]).await;
        assert!(again.location().ends_with("checklist?added=0"));
        let page = ada.get(&format!("{release}/checklist")).await;
        assert!(page.says("From the product's library") && page.says("Print the card"), "{}", page.text());
        assert!(ada.get(&library).await.says("Every item of the library is on this checklist already"));
    }

    async fn an_accepted_template_or_training_is_a_draft_of_the_product(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let sven = world.supporter("Sven", Role::Viewer, Support::Agent).await;
        let release = ada.release().await;
        let product = product_of(&release);
        let question = question(&ada, &product, "Where did it go?").await;
        let id = question.rsplit('/').next().unwrap();
        let form = ada.get(&format!("{product}/proposals/new?question={id}")).await;
        assert!(form.says("Somebody asked: “Where did it go?”"), "{}", form.text());
        let fields = [("kind", "template"), ("title", "Where is it?"), ("question", id)];
        let proposal = propose(&ada, &product, &fields).await;
        assert!(ada.get(&question).await.says("Ada proposed what would answer it"));
        assert_eq!(accept(&sven, &proposal).await.status, 303);
        let page = ada.get(&format!("{product}/responses")).await;
        assert!(page.says("Where is it?") && page.says("where-is-it"), "{}", page.text());
        let training = propose(&ada, &product, &[("kind", "training"), ("title", "Find it")]).await;
        assert_eq!(accept(&sven, &training).await.status, 403, "support does not write training");
        assert_eq!(accept(&ben, &training).await.status, 303);
        let page = ben.get(&format!("{product}/training")).await;
        assert!(page.says("Find it") && page.says("Draft"), "{}", page.text());
    }

    async fn a_declined_proposal_says_why_and_its_question_is_open_again(world: World) {
        let ada = world.member("Ada").await;
        let ben = world.member("Ben").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let question = question(&ada, &product, "Where did it go?").await;
        let id = question.rsplit('/').next().unwrap();
        let proposal = propose(&ada, &product, &[("question", id)]).await;
        let twice = [("kind", "item"), ("title", "x"), ("reason", "y"), ("question", id)];
        let twice = ben.post(&format!("{product}/proposals/new"), &twice).await;
        assert!(twice.status == 422 && twice.says("A question that is part of a proposal cannot do this"));
        let blank = ben.post(&format!("{proposal}/decline"), &[("version", "1"), ("reason", "")]).await;
        assert!(blank.says("Enter a reason"));
        let no = [("version", "1"), ("reason", "We have one")];
        assert_eq!(ben.post(&format!("{proposal}/decline"), &no).await.status, 303);
        assert!(ada.get(&proposal).await.says("We have one"));
        assert!(ada.get(&question).await.says("Nobody has dealt with it yet"));
    }

    async fn a_template_that_does_not_help_is_suggested_until_somebody_proposes(world: World) {
        let ada = world.member("Ada").await;
        let release = ada.release().await;
        let product = product_of(&release);
        let template = template(&ada, &product, "claims").await;
        let variant = write(&ada, &template, "Hello").await;
        let support = format!("{product}/support");
        let used = async |helped: &[bool]| {
            let mut transaction = world.database.write().await.unwrap();
            for one in helped {
                let sql = "INSERT INTO response_uses (id, response_id, variant_id, number, person_id, at, helped)
                           SELECT $1, $2, $3, 1, id, 1, $4 FROM people";
                let row = (uuid::Uuid::now_v7(), id_of(&template), id_of(&variant), *one);
                transaction.execute(sql, row).await.unwrap();
            }
            transaction.commit().await.unwrap();
        };
        used(&[false, false, false, false]).await;
        assert!(!ada.get(&support).await.says("did not help"), "four say little");
        used(&[true, false]).await;
        let says = "5 of 6 times “Where are my claims?” did not help";
        let page = ada.get(&support).await;
        assert!(page.says(says), "{}", page.text());
        let id = template.rsplit('/').next().unwrap();
        assert!(page.body.contains(&format!("proposals/new?response={id}")));
        propose(&ada, &product, &[("kind", "training"), ("response", id)]).await;
        assert!(!ada.get(&support).await.says(says));
    }
}
