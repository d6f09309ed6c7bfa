-- `number` is the version of the steps that is worked on; older ones stay as runs had them.
CREATE TABLE runbooks (
    id             UUID   NOT NULL PRIMARY KEY,
    release_id     UUID   NOT NULL REFERENCES releases (id),
    name           TEXT   NOT NULL,
    window_minutes BIGINT,
    margin_minutes BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL
);

CREATE INDEX runbooks_of_release ON runbooks (release_id, created_at);

-- A step keeps its id over the versions of its runbook. `planned` is in minutes.
CREATE TABLE steps (
    id          UUID    NOT NULL,
    runbook_id  UUID    NOT NULL REFERENCES runbooks (id),
    number      BIGINT  NOT NULL,
    position    BIGINT  NOT NULL,
    title       TEXT    NOT NULL,
    instruction TEXT    NOT NULL,
    owner_id    UUID    REFERENCES people (id),
    planned     BIGINT,
    proof       TEXT,
    rollback    TEXT,
    no_return   BOOLEAN NOT NULL,
    parallel    BOOLEAN NOT NULL,
    version     BIGINT  NOT NULL,
    PRIMARY KEY (id, number)
);

CREATE INDEX steps_of_runbook ON steps (runbook_id, number, position);

CREATE TABLE runs (
    id             UUID    NOT NULL PRIMARY KEY,
    release_id     UUID    NOT NULL REFERENCES releases (id),
    runbook_id     UUID    NOT NULL REFERENCES runbooks (id),
    runbook_number BIGINT  NOT NULL,
    ordinal        BIGINT  NOT NULL,
    kind           TEXT    NOT NULL,
    environment    TEXT,
    people         TEXT,
    starts_at      BIGINT,
    window_minutes BIGINT,
    margin_minutes BIGINT  NOT NULL,
    data_set       TEXT,
    data_age       BIGINT,
    data_share     BIGINT,
    candidate      TEXT,
    schema_ref     TEXT,
    state          TEXT    NOT NULL,
    typed_in       BOOLEAN NOT NULL,
    started_at     BIGINT,
    ended_at       BIGINT,
    rollback_from  BIGINT,
    rollback_to    BIGINT,
    abort_reason   TEXT,
    rows_in        BIGINT,
    rows_out       BIGINT,
    rows_rejected  BIGINT,
    checksum_in    TEXT,
    checksum_out   TEXT,
    conclusion     TEXT,
    concluded_by   UUID    REFERENCES people (id),
    concluded_at   BIGINT,
    signed_by      UUID    REFERENCES people (id),
    signed_at      BIGINT,
    sequence       BIGINT  NOT NULL,
    created_at     BIGINT  NOT NULL,
    version        BIGINT  NOT NULL,
    UNIQUE (release_id, ordinal),
    CHECK (signed_by <> concluded_by)
);

CREATE INDEX runs_of_runbook ON runs (runbook_id, ordinal);

-- What became of a step in a run. What it says is in `steps`, in the version of the run.
CREATE TABLE run_steps (
    run_id        UUID   NOT NULL REFERENCES runs (id),
    step_id       UUID   NOT NULL,
    substitute_id UUID   REFERENCES people (id),
    state         TEXT   NOT NULL,
    started_at    BIGINT,
    ended_at      BIGINT,
    reason        TEXT,
    by_id         UUID   REFERENCES people (id),
    PRIMARY KEY (run_id, step_id)
);

-- What people did in a run, once each and in the order it arrived. The id comes from the browser.
CREATE TABLE run_actions (
    id          UUID   NOT NULL PRIMARY KEY,
    run_id      UUID   NOT NULL REFERENCES runs (id),
    sequence    BIGINT NOT NULL,
    step_id     UUID,
    kind        TEXT   NOT NULL,
    words       TEXT,
    by_id       UUID   NOT NULL REFERENCES people (id),
    at          BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    UNIQUE (run_id, sequence)
);
