-- What a run, a drill or a phase showed must change. At most one of the three is named.
CREATE TABLE findings (
    id           BLOB   NOT NULL PRIMARY KEY,
    release_id   BLOB   NOT NULL REFERENCES releases (id),
    run_id       BLOB   REFERENCES runs (id),
    drill_id     BLOB   REFERENCES drills (id),
    phase_id     BLOB   REFERENCES phases (id),
    title        TEXT   NOT NULL,
    explanation  TEXT   NOT NULL,
    severity     TEXT   NOT NULL,
    owner_id     BLOB   REFERENCES people (id),
    due_on       TEXT,
    fix          TEXT,
    link         TEXT,
    state        TEXT   NOT NULL,
    fixed_at     BIGINT,
    retest_run   BLOB   REFERENCES runs (id),
    retest_drill BLOB   REFERENCES drills (id),
    until_on     TEXT,
    answer       TEXT,
    answered_by  BLOB   REFERENCES people (id),
    reported_by  BLOB   NOT NULL REFERENCES people (id),
    reported_at  BIGINT NOT NULL,
    version      BIGINT NOT NULL
);

CREATE INDEX findings_of_release ON findings (release_id, reported_at);

-- Something changed on which evidence rests: what is older is stale.
CREATE TABLE markers (
    id         BLOB   NOT NULL PRIMARY KEY,
    release_id BLOB   NOT NULL REFERENCES releases (id),
    kind       TEXT   NOT NULL,
    runbook_id BLOB   REFERENCES runbooks (id),
    reference  TEXT,
    words      TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    by_id      BLOB   NOT NULL REFERENCES people (id)
);

CREATE INDEX markers_of_release ON markers (release_id, at);
