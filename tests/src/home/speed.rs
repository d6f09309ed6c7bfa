//! A measurement; `tests/bench-home` runs it in a release build. It sends to nobody and stops by itself.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::person::Role;
use store::Transaction;
use uuid::Uuid;

use crate::world::{Client, Engine, World};

const ITEMS: usize = 60;
const PEOPLE: usize = 200;
/// Of those, so many look.
const LOOK: usize = 20;
const RATE: u64 = 300;
const SECONDS: u64 = 20;

/// What a release and its items are in the database.
struct Filled {
    releases: Vec<Uuid>,
    /// Items that nobody has done.
    open: Vec<Uuid>,
}

/// The index of search is not measured here and would be written half a million times.
async fn without_search(transaction: &mut Transaction, engine: Engine) {
    let sql = match engine {
        Engine::Sqlite => "DROP TRIGGER search_item_added",
        Engine::Postgres => "SET LOCAL session_replication_role = 'replica'",
    };
    transaction.execute(sql, ()).await.unwrap();
}

/// Releases that are all open, three of the people in each, and one item in ten with an owner.
async fn fill(
    world: &World,
    engine: Engine,
    (product, count): (Uuid, usize),
    people: &[Uuid],
) -> Filled {
    let mut transaction = world.database.write().await.unwrap();
    without_search(&mut transaction, engine).await;
    let mut filled = Filled { releases: Vec::new(), open: Vec::new() };
    for number in 0..count {
        let release = Uuid::now_v7();
        let sql = "INSERT INTO releases (id, product_id, name, label, summary, kind, tier, zone, launch_on, state,
                                         restricted, created_at, version)
                   VALUES ($1, $2, $3, '1', '', 'standard', 'standard', 'UTC', $4, 'planning', FALSE, 1, 1)";
        let launch = format!("2027-{:02}-{:02}", 1 + number % 12, 1 + number % 28);
        let params = (release, product, format!("Release {number}"), launch);
        transaction.execute(sql, params).await.unwrap();
        for (step, part) in [(1, "owner"), (7, "approver"), (13, "contributor")] {
            let sql = "INSERT INTO participants (release_id, person_id, part) VALUES ($1, $2, $3)
                       ON CONFLICT DO NOTHING";
            let person = people[(number * step + step) % people.len()];
            transaction.execute(sql, (release, person, part)).await.unwrap();
        }
        for position in 0..ITEMS {
            let item = Uuid::now_v7();
            let sql = "INSERT INTO items (id, release_id, position, section, title, explanation, required, critical,
                                          owner_id, due_at, notes, state, done_by, created_at, version)
                       VALUES ($1, $2, $3, 'Section', $4, 'What it is about, in a sentence or two.', TRUE, $5, $6,
                               $7, '', $8, $9, 1, 1)";
            let chance = number * 31 + position * 17;
            let owner = (chance % 10 == 0).then(|| people[chance / 10 % people.len()]);
            let done = (chance % 2 == 1).then(|| people[chance % people.len()]);
            if done.is_none() {
                filled.open.push(item);
            }
            let state = if done.is_some() { "done" } else { "pending" };
            let place = i64::try_from(position).unwrap();
            let params = (
                item,
                release,
                place,
                format!("Item {position}"),
                chance % 10 == 1,
                owner,
                Some(1_800_000_000_000_000_i64),
                state,
                done,
            );
            transaction.execute(sql, params).await.unwrap();
        }
        filled.releases.push(release);
    }
    transaction.commit().await.unwrap();
    filled
}

fn spread(times: &mut [Duration]) -> String {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    format!(
        "{} times, p50 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms",
        times.len(),
        at(50),
        at(99),
        at(100)
    )
}

async fn look(clients: &[Client], rounds: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for client in clients.iter().cycle().take(rounds) {
        let start = Instant::now();
        assert_eq!(client.get("/").await.status, 200);
        times.push(start.elapsed());
    }
    times
}

/// So many requests a second whether answers come or not: one in ten home, one in seven a tick, else a release.
async fn mixed(clients: &[Client], filled: &Filled) -> BTreeMap<&'static str, Vec<Duration>> {
    let start = Instant::now();
    let mut sent = Vec::new();
    for number in 0..usize::try_from(RATE * SECONDS).unwrap() {
        let due = start + Duration::from_micros(number as u64 * 1_000_000 / RATE);
        tokio::time::sleep_until(due.into()).await;
        let client = clients[number % clients.len()].clone();
        let release = filled.releases[number * 7_919 % filled.releases.len()];
        let item = filled.open[number * 104_729 % filled.open.len()];
        sent.push(tokio::spawn(async move {
            let (kind, status) = match number {
                _ if number % 10 == 0 => ("home", client.get("/").await.status),
                _ if number % 7 == 0 => {
                    ("tick", client.post(&format!("/items/{item}/complete"), &[]).await.status)
                }
                _ => ("release", client.get(&format!("/releases/{release}")).await.status),
            };
            assert!(status < 500, "{kind}: {status}");
            (kind, due.elapsed())
        }));
    }
    let mut times: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in sent {
        let (kind, took) = one.await.unwrap();
        times.entry(kind).or_default().push(took);
    }
    times
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn home_of_many_releases() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for count in [10, 1_000, 10_000] {
            let Some(world) = World::new(engine).await else { continue };
            let mut clients = Vec::new();
            let mut people = Vec::new();
            for number in 0..PEOPLE {
                let name = format!("P{number}");
                // Only those who look sign in.
                if number < LOOK {
                    clients.push(world.person(&name, Role::Member).await);
                } else {
                    world.add(&name, Role::Member).await;
                }
                people.push(world.id_of_person(&name).await);
            }
            let product = clients[0].product("Portal").await;
            let product = world.id_at(&product).await;
            let filled = fill(&world, engine, (product, count), &people).await;
            look(&clients, LOOK).await;
            println!(
                "{engine:?}, {count} releases: home {}",
                spread(&mut look(&clients, 600).await)
            );
            for (kind, mut times) in mixed(&clients, &filled).await {
                println!(
                    "{engine:?}, {count} releases, {RATE} requests a second: {kind} {}",
                    spread(&mut times)
                );
            }
        }
    }
}
