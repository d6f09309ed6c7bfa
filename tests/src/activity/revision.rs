//! What is kept in memory is never older than the database.

use crate::world::{Client, Engine, World, both};

/// Ticks the item, or reopens it.
async fn tick(client: &Client, item: &str, round: usize) {
    let step = if round.is_multiple_of(2) { "complete" } else { "reopen" };
    let page = client.post(&format!("{item}/{step}"), &[("reopen-reason", "Again")]).await;
    assert_eq!(page.status, 303, "{}", page.text());
}

async fn read_what_another_process_wrote(world: &World, rounds: usize) {
    let ada = world.member("Ada").await;
    let release = ada.release().await;
    ada.import(&release, "- [ ] Tell support").await;
    let item = ada.item(&release, "Tell support").await;
    let elsewhere = world.again().await.sign_in("Ada").await;
    for round in 0..rounds {
        tick(&ada, &item, round).await;
        let says = if round.is_multiple_of(2) { "1 of 1" } else { "0 of 1" };
        for client in [&elsewhere, &ada] {
            let page = client.get(&format!("{release}/checklist")).await;
            assert!(page.says(says), "{round}: {}", page.text());
        }
    }
}

both! {
    async fn what_one_process_wrote_the_other_reads_at_once(world: World) {
        read_what_another_process_wrote(&world, 20).await;
    }
}

#[tokio::test]
#[ignore = "takes minutes: tests/bench runs it in a release build"]
async fn two_processes_never_show_facts_older_than_the_database() {
    let Some(world) = World::new(Engine::Postgres).await else { return };
    read_what_another_process_wrote(&world, 10_000).await;
    println!("10,000 writes in one process, each read at once in the other: none was older");
}
