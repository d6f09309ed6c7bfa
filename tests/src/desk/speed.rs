//! Measurements; `tests/bench-desk` runs them in a release build. They send to nobody and stop by themselves.

use std::time::{Duration, Instant};

use uuid::Uuid;

use super::live::Stream;
use super::seed::{Text, add};
use super::{Opened, opened};
use crate::world::{Engine, World};

const TEMPLATES: usize = 5_000;
const LANGUAGES: [&str; 3] = ["en", "de", "fr"];
const DESKS: usize = 200;
const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// Words as languages have them: few that are everywhere, many that are rare.
fn word(rank: usize) -> String {
    const SOUNDS: [&str; 20] = [
        "cla", "im", "por", "tal", "pass", "word", "prin", "ter", "doss", "ier", "of", "fice",
        "mi", "gra", "tion", "sta", "tus", "ac", "count", "form",
    ];
    let (first, second, third) = (rank % 20, (rank / 20) % 20, (rank / 400) % 20);
    format!("{}{}{}", SOUNDS[first], SOUNDS[(second + 7) % 20], SOUNDS[(third + 3) % 20])
}

/// A number that falls off as words do.
fn rank(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    let part = (*seed >> 33) as f64 / f64::from(u32::MAX >> 1);
    (8_000_f64.powf(part) - 1.0) as usize
}

fn words(seed: &mut u64, count: usize) -> String {
    (0..count).map(|_| word(rank(seed))).collect::<Vec<_>>().join(" ")
}

async fn fill(world: &World, desk: &Opened) {
    let mut seed = 7;
    let people = (world.id_of_person("Ada").await, world.id_of_person("Lena").await);
    let mut transaction = world.database.write().await.unwrap();
    for number in 0..TEMPLATES {
        let bodies: Vec<String> = (0..6).map(|_| words(&mut seed, 60)).collect();
        let texts: Vec<Text<'_>> = LANGUAGES
            .iter()
            .flat_map(|language| ["before", "during"].map(|situation| (language, situation)))
            .zip(&bodies)
            .map(|((language, situation), body)| Text {
                language,
                ..Text::approved(situation, body)
            })
            .collect();
        let title = words(&mut seed, 5);
        let questions = format!("{}\n{}", words(&mut seed, 7), words(&mut seed, 7));
        let code = format!("{}-{number}", word(number));
        let words = ((desk.product, None), (&*title, &*code, &*questions));
        add(&mut transaction, people, words, &texts).await;
    }
    transaction.commit().await.unwrap();
}

/// The quarter of all, the half, the slowest but one in a hundred, the slowest.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    format!("p50 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms", at(50), at(99), at(100))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn search_as_you_type() {
    for engine in ENGINES {
        let Some(world) = World::new(engine).await else { continue };
        let desk = opened(&world).await;
        fill(&world, &desk).await;
        let mut seed = 99;
        let mut times = Vec::new();
        let mut slow: Vec<(Duration, String)> = Vec::new();
        for round in 0..120 {
            // One or two words, letter by letter; every third with two letters swapped.
            let mut typed = words(&mut seed, 1 + round % 2);
            if round % 3 == 0 {
                let place = typed.len() - 3;
                let letters: Vec<char> = typed.chars().collect();
                typed = [
                    &letters[..place],
                    &[letters[place + 1], letters[place]],
                    &letters[place + 2..],
                ]
                .concat()
                .into_iter()
                .collect();
            }
            // From the empty field on.
            for end in 0..=typed.len() {
                let q = typed[..end].replace(' ', "+");
                let path = format!("/desk/answers?cohort={}&language=de&q={q}", desk.cohort);
                let start = Instant::now();
                let page = desk.sven.get(&path).await;
                times.push(start.elapsed());
                slow.push((start.elapsed(), q));
                assert_eq!(page.status, 200);
            }
        }
        slow.sort();
        let slow: Vec<_> = slow.iter().rev().take(5).map(|(_, q)| &**q).collect();
        let count = times.len();
        println!(
            "{engine:?}: {TEMPLATES} templates in 3 languages, {count} keys: {}; the slowest: {}",
            spread(times),
            slow.join(", ")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn a_phase_that_goes_live_with_many_desks_open() {
    for engine in ENGINES {
        let Some(world) = World::new(engine).await else { continue };
        let desk = opened(&world).await;
        let now = format!("/desk/now?cohort={}&answer={}", desk.cohort, desk.response);
        let mut desks = Vec::new();
        for _ in 0..DESKS {
            let client = desk.sven.clone();
            let stream = Stream::open(&client).await;
            desks.push((client, stream));
        }
        desk.launch.open().await;
        desk.launch.vote(&desk.launch.ada, "go", "").await;
        desk.launch.vote(&desk.launch.ben, "go", "").await;
        desk.launch.decide("go").await;
        let watching: Vec<_> = desks
            .into_iter()
            .map(|(client, mut stream)| {
                let now = now.clone();
                tokio::spawn(async move {
                    loop {
                        stream.hears().await;
                        // As the script of the desk does: not all at the same moment.
                        let [.., chance] = Uuid::now_v7().into_bytes();
                        tokio::time::sleep(Duration::from_micros(u64::from(chance) * 780)).await;
                        if client.get(&now).await.says("look at My claims") {
                            return Instant::now();
                        }
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_secs(2)).await;
        // From the press on, not from its answer.
        let start = Instant::now();
        let page = crate::world::step(&desk.launch.ada, &desk.launch.phase, "start", "now").await;
        assert_eq!(page.status, 303);
        let mut times = Vec::new();
        for watching in watching {
            times.push(watching.await.unwrap().saturating_duration_since(start));
        }
        println!("{engine:?}: {DESKS} desks show the new text after {}", spread(times));
    }
}
