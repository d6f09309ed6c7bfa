//! Those who write at the same moment share a commit, and nobody else's luck.

use std::collections::BTreeSet;

use store::person::list_people;
use store::{Database, Transaction};
use uuid::Uuid;

use crate::world::{World, both};

const WRITERS: usize = 16;
const ROUNDS: usize = 40;

const NOTE: &str = "INSERT INTO attempts (subject, failures, allowed_at) VALUES ($1, 1, 1)";

async fn note(transaction: &mut Transaction, word: &str) {
    transaction.execute(NOTE, (word,)).await.unwrap();
}

async fn words(database: &Database) -> BTreeSet<String> {
    let mut transaction = database.read().await.unwrap();
    let rows: Vec<(String,)> = transaction.all("SELECT subject FROM attempts", ()).await.unwrap();
    rows.into_iter().map(|(word,)| word).collect()
}

both! {
    async fn what_is_acknowledged_is_there_and_what_is_dropped_is_not(world: World) {
        let writers = (0..WRITERS).map(|writer| {
            let database = world.database.clone();
            tokio::spawn(async move {
                let mut kept = BTreeSet::new();
                for round in 0..ROUNDS {
                    let word = format!("{writer}-{round}");
                    let mut transaction = database.write().await.unwrap();
                    note(&mut transaction, &word).await;
                    match (writer + round) % 4 {
                        0 => drop(transaction),
                        // A statement that is refused takes nobody else with it.
                        1 => {
                            assert!(transaction.execute(NOTE, (word.as_str(),)).await.is_err());
                        }
                        _ => {
                            transaction.commit().await.unwrap();
                            kept.insert(word);
                        }
                    }
                }
                kept
            })
        });
        let mut kept = BTreeSet::new();
        for writer in writers.collect::<Vec<_>>() {
            kept.extend(writer.await.unwrap());
        }
        assert!(kept.len() > WRITERS * ROUNDS / 4);
        assert_eq!(words(&world.database).await, kept);
    }

    async fn who_goes_away_in_the_middle_leaves_nothing_open(world: World) {
        for round in 0..30 {
            let database = world.database.clone();
            let leaving = tokio::spawn(async move {
                let mut transaction = database.write().await.unwrap();
                note(&mut transaction, &Uuid::now_v7().to_string()).await;
                transaction.commit().await.unwrap();
            });
            if round % 3 > 0 {
                tokio::task::yield_now().await;
            }
            leaving.abort();
            let word = format!("stays-{round}");
            let mut transaction = world.database.write().await.unwrap();
            note(&mut transaction, &word).await;
            transaction.commit().await.unwrap();
            assert!(words(&world.database).await.contains(&word));
        }
        assert!(list_people(&mut world.database.read().await.unwrap()).await.is_ok());
    }
}
