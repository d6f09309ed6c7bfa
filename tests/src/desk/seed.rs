//! Answers as rows: what the room of answers promises about writing them is tested there.

use store::Transaction;
use uuid::Uuid;

use crate::world::{World, product_of};

/// A text of a template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) situation: &'a str,
    pub(super) language: &'a str,
    pub(super) number: i64,
    pub(super) body: &'a str,
    pub(super) state: &'a str,
    pub(super) days: (Option<&'a str>, Option<&'a str>),
}

impl<'a> Text<'a> {
    /// An approved one in English, without days.
    pub(super) const fn approved(situation: &'a str, body: &'a str) -> Self {
        Self { situation, language: "en", number: 1, body, state: "approved", days: (None, None) }
    }
}

impl World {
    pub(crate) async fn id_of_person(&self, name: &str) -> Uuid {
        let mut transaction = self.database.read().await.unwrap();
        let sql = "SELECT id FROM people WHERE name = $1";
        transaction.one::<(Uuid,)>(sql, (name,)).await.unwrap().0
    }

    pub(crate) async fn product_of(&self, release: &str) -> Uuid {
        self.id_at(&product_of(release)).await
    }

    /// Adds a template of a product, or of one release of it, that Ada wrote and Lena approved.
    pub(super) async fn template(
        &self,
        place: (Uuid, Option<Uuid>),
        words: (&str, &str, &str),
        texts: &[Text<'_>],
    ) -> Uuid {
        let people = (self.id_of_person("Ada").await, self.id_of_person("Lena").await);
        let mut transaction = self.database.write().await.unwrap();
        let id = add(&mut transaction, people, (place, words), texts).await;
        transaction.commit().await.unwrap();
        id
    }
}

/// The place of a template, its product and its release, and its title, short code and questions.
pub(super) type Words<'a> = ((Uuid, Option<Uuid>), (&'a str, &'a str, &'a str));

pub(super) async fn add(
    transaction: &mut Transaction,
    (ada, lena): (Uuid, Uuid),
    ((product, release), (title, code, questions)): Words<'_>,
    texts: &[Text<'_>],
) -> Uuid {
    let id = Uuid::now_v7();
    let sql = "INSERT INTO responses (id, product_id, release_id, topic, title, short_code, questions, note,
                                          avoid, channel, created_by, created_at, version)
                   VALUES ($1, $2, $3, 'Claims', $4, $5, $6, 'Ask for the office', 'Not for others', 'any', $7, 1, 1)";
    let row = (id, product, release, title, code, questions, ada);
    transaction.execute(sql, row).await.unwrap();
    let mut variants: Vec<((&str, &str), Uuid)> = Vec::new();
    for text in texts {
        let key = (text.situation, text.language);
        let known = variants.iter().find(|(other, _)| *other == key).map(|(_, id)| *id);
        let variant = known.unwrap_or_else(Uuid::now_v7);
        if known.is_none() {
            variants.push((key, variant));
            let sql = "INSERT INTO variants (id, response_id, situation, language, created_at)
                           VALUES ($1, $2, $3, $4, 1)";
            let row = (variant, id, text.situation, text.language);
            transaction.execute(sql, row).await.unwrap();
        }
        let approved = (text.state != "draft" && text.state != "in_review").then_some(1);
        let sql = "INSERT INTO variant_texts (variant_id, number, body, state, valid_from, valid_to,
                                                  written_by, written_at, approved_by, approved_at, version)
                       VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, 1)";
        let (from, to) = text.days;
        let row = (
            variant,
            text.number,
            text.body,
            text.state,
            from.map(str::to_owned),
            to.map(str::to_owned),
            ada,
            approved.map(|_| lena),
            approved,
        );
        transaction.execute(sql, row).await.unwrap();
    }
    id
}
