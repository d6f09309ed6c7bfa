CREATE TABLE cohorts (
    id             UUID   NOT NULL PRIMARY KEY,
    product_id     UUID   NOT NULL REFERENCES products (id),
    name           TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    size           BIGINT,
    share          BIGINT CHECK (share BETWEEN 0 AND 100),
    contact        TEXT,
    champion       TEXT,
    language       TEXT,
    constraints    TEXT   NOT NULL,
    chosen_because TEXT   NOT NULL,
    equity_note    TEXT   NOT NULL,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL
);

CREATE INDEX cohorts_of_product ON cohorts (product_id);

-- The days and the hours are local in the zone of the release.
CREATE TABLE phases (
    id                UUID   NOT NULL PRIMARY KEY,
    release_id        UUID   NOT NULL REFERENCES releases (id),
    position          BIGINT NOT NULL,
    name              TEXT   NOT NULL,
    cohort_id         UUID   NOT NULL REFERENCES cohorts (id),
    access            TEXT,
    starts_on         TEXT   NOT NULL,
    ends_on           TEXT   NOT NULL,
    window_from       TEXT,
    window_to         TEXT,
    bake_days         BIGINT NOT NULL,
    planned           BIGINT NOT NULL,
    unit              TEXT   NOT NULL,
    owner_id          UUID   REFERENCES people (id),
    state             TEXT   NOT NULL,
    reached           BIGINT,
    rollback_trigger  TEXT,
    rollback_action   TEXT,
    rollback_by       TEXT,
    rollback_deadline TEXT,
    rollback_minutes  BIGINT,
    rehearsed_on      TEXT,
    started_at        BIGINT,
    baking_since      BIGINT,
    paused_at         BIGINT,
    ended_at          BIGINT,
    created_at        BIGINT NOT NULL,
    sequence          BIGINT NOT NULL,
    version           BIGINT NOT NULL
);

CREATE INDEX phases_of_release ON phases (release_id, position);
CREATE INDEX phases_of_cohort  ON phases (cohort_id);

-- Targets and measured numbers are thousandths.
CREATE TABLE successes (
    id           UUID   NOT NULL PRIMARY KEY,
    phase_id     UUID   NOT NULL REFERENCES phases (id),
    metric       TEXT   NOT NULL,
    operator     TEXT   NOT NULL,
    target       BIGINT NOT NULL,
    unit         TEXT,
    source       TEXT,
    watcher_id   UUID   REFERENCES people (id),
    actual       BIGINT,
    inconclusive TEXT,
    seen_at      BIGINT,
    created_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL
);

CREATE INDEX successes_of_phase ON successes (phase_id, created_at);
