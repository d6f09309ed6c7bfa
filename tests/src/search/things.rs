//! One of each kind, written past the verbs: the triggers find what is written on whatever path.

use domain::ids::PersonId;
use store::Transaction;
use uuid::Uuid;

/// What somebody must be allowed to find it, beside what lets them see where it lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Also {
    Nothing,
    WriteTraining,
    UseAnswers,
    WriteAnswers,
    ManagePeople,
}

/// Whose page of results says it, and what is asked beside where it lies.
pub(super) struct Thing {
    pub(super) title: String,
    pub(super) also: Also,
    pub(super) release: Option<Uuid>,
}

pub(super) async fn product(transaction: &mut Transaction, name: &str) -> Uuid {
    let id = Uuid::now_v7();
    let sql =
        "INSERT INTO products (id, name, summary, created_at, version) VALUES ($1, $2, '', 1, 1)";
    transaction.execute(sql, (id, name)).await.unwrap();
    id
}

pub(super) async fn release(
    transaction: &mut Transaction,
    product: Uuid,
    (name, restricted): (&str, bool),
) -> Uuid {
    let id = Uuid::now_v7();
    let sql = "INSERT INTO releases (id, product_id, name, label, slug, summary, kind, tier, zone, state, restricted,
                                     created_at, version)
               VALUES ($1, $2, $3, '2.0', $5, '', 'standard', 'low', 'UTC', 'draft', $4, 1, 1)";
    transaction.execute(sql, (id, product, name, restricted, id.to_string())).await.unwrap();
    id
}

/// Everything that lies in a product, or in one release of it. Titles begin with “Zebra” and say where they are; what
/// must never be found says “hyena”.
pub(super) async fn everything(
    transaction: &mut Transaction,
    (product, release): (Uuid, Option<Uuid>),
    by: PersonId,
    tag: &str,
) -> Vec<Thing> {
    let mut all = Vec::new();
    let mut add = |what: &str, also| {
        let title = format!("Zebra {what} {tag}");
        all.push(Thing { title: title.clone(), also, release });
        title
    };
    let (id, by) = (Uuid::now_v7, by.uuid());
    let cohort = id();
    let title = if release.is_none() { add("cohort", Also::Nothing) } else { "Others".to_owned() };
    let sql = "INSERT INTO cohorts (id, product_id, name, kind, constraints, chosen_because, equity_note, created_at,
                                    version)
               VALUES ($1, $2, $3, 'site', '', '', '', 1, 1)";
    transaction.execute(sql, (cohort, product, title)).await.unwrap();
    let mut embargoes = [None, None];
    if let Some(release) = release {
        let mut phase = async |title: String, state: &str| {
            let phase = id();
            let sql = "INSERT INTO phases (id, release_id, position, name, cohort_id, starts_on, ends_on, bake_days,
                                           planned, unit, state, created_at, sequence, version)
                       VALUES ($1, $2, 1, $3, $4, '2027-01-01', '2027-01-02', 1, 1, 'people', $5, 1, 0, 1)";
            transaction.execute(sql, (phase, release, title, cohort, state)).await.unwrap();
            Some(phase)
        };
        embargoes = [
            phase(add("phase", Also::Nothing), "scheduled").await,
            phase(add("live phase", Also::Nothing), "live").await,
        ];
        in_release(transaction, release, &mut add).await;
    }
    let [ahead, live] = embargoes;
    let (yes, no) = (Some(1_i64), None::<i64>);
    for (what, published, retired, embargo, also) in [
        ("draft", no, no, None, Also::WriteTraining),
        ("guide", yes, no, None, Also::Nothing),
        ("old guide", yes, yes, None, Also::WriteTraining),
        (
            "early guide",
            yes,
            no,
            ahead,
            if ahead.is_some() { Also::WriteTraining } else { Also::Nothing },
        ),
        ("opened guide", yes, no, live, Also::Nothing),
    ] {
        let material = id();
        let sql = "INSERT INTO materials (id, product_id, release_id, title, format, embargo_phase_id, published,
                                          retired_at, created_by, created_at, version)
                   VALUES ($1, $2, $3, $4, 'guide', $5, $6, $7, $8, 1, 1)";
        let params = (material, product, release, add(what, also), embargo, published, retired, by);
        transaction.execute(sql, params).await.unwrap();
        let sql =
            "INSERT INTO pitfalls (id, material_id, words, created_at) VALUES ($1, $2, $3, 1)";
        let words = add(&format!("pitfall of {what}"), also);
        transaction.execute(sql, (id(), material, words)).await.unwrap();
        let sql = "INSERT INTO material_versions (material_id, number, body, asks_again, state, written_by,
                                                  written_at, version)
                   VALUES ($1, 1, $3, TRUE, 'published', $2, 1, 1)";
        // What is no more than written is nobody's to find.
        let body = if published.is_some() { "lynx" } else { "hyena" };
        transaction.execute(sql, (material, by, body)).await.unwrap();
    }
    for (what, retired, also) in
        [("answer", no, Also::UseAnswers), ("old answer", yes, Also::WriteAnswers)]
    {
        let (response, variant) = (id(), id());
        let sql = "INSERT INTO responses (id, product_id, release_id, topic, title, short_code, questions, note, avoid,
                                          channel, retired_at, created_by, created_at, version)
                   VALUES ($1, $2, $3, 'Sign in', $4, $5, 'Where is it?', 'hyena', 'hyena', 'any', $6, $7, 1, 1)";
        let code = format!("{what}-{tag}");
        let params = (response, product, release, add(what, also), code, retired, by);
        transaction.execute(sql, params).await.unwrap();
        let sql = "INSERT INTO variants (id, response_id, situation, language, created_at)
                   VALUES ($1, $2, 'always', 'en', 1)";
        transaction.execute(sql, (variant, response)).await.unwrap();
        let sql = "INSERT INTO variant_texts (variant_id, number, body, state, written_by, written_at, version)
                   VALUES ($1, 1, 'hyena', 'approved', $2, 1, 1)";
        transaction.execute(sql, (variant, by)).await.unwrap();
    }
    all
}

async fn in_release(
    transaction: &mut Transaction,
    release: Uuid,
    add: &mut impl FnMut(&str, Also) -> String,
) {
    let id = Uuid::now_v7;
    let sql = "INSERT INTO items (id, release_id, position, section, title, explanation, required, critical, notes,
                                  state, created_at, version)
               VALUES ($1, $2, 1, '', $3, '', TRUE, FALSE, 'hyena', 'pending', 1, 1)";
    transaction.execute(sql, (id(), release, add("item", Also::Nothing))).await.unwrap();
    let runbook = id();
    let sql =
        "INSERT INTO runbooks (id, release_id, name, margin_minutes, number, created_at, version)
               VALUES ($1, $2, $3, 1, 1, 1, 1)";
    transaction.execute(sql, (runbook, release, add("runbook", Also::Nothing))).await.unwrap();
    let sql = "INSERT INTO steps (id, runbook_id, number, position, title, instruction, no_return, parallel, version)
               VALUES ($1, $2, 1, 1, $3, '', FALSE, FALSE, 1)";
    transaction.execute(sql, (id(), runbook, add("step", Also::Nothing))).await.unwrap();
    let sql =
        "INSERT INTO runs (id, release_id, runbook_id, runbook_number, ordinal, kind, environment,
                                 margin_minutes, state, typed_in, sequence, created_at, version)
               VALUES ($1, $2, $3, 1, 1, 'dry_run', $4, 1, 'planned', FALSE, 0, 1, 1)";
    transaction.execute(sql, (id(), release, runbook, add("run", Also::Nothing))).await.unwrap();
    let drill = id();
    let sql = "INSERT INTO drills (id, release_id, ordinal, title, scenario, kind, story, state, postponed, went_well,
                                   went_badly, lucky, sequence, created_at, version)
               VALUES ($1, $2, 1, $3, 'outage', 'surprise', 'hyena', 'scheduled', 0, '', '', '', 0, 1, 1)";
    transaction.execute(sql, (drill, release, add("drill", Also::Nothing))).await.unwrap();
    let sql = "INSERT INTO injects (id, drill_id, minute, words, expected) VALUES ($1, $2, 1, 'hyena', 'hyena')";
    transaction.execute(sql, (id(), drill)).await.unwrap();
    let (by,): (Uuid,) = transaction.one("SELECT id FROM people LIMIT 1", ()).await.unwrap();
    let sql = "INSERT INTO findings (id, release_id, title, explanation, severity, state, reported_by, reported_at,
                                     version)
               VALUES ($1, $2, $3, '', 'low', 'open', $4, 1, 1)";
    transaction.execute(sql, (id(), release, add("finding", Also::Nothing), by)).await.unwrap();
}
