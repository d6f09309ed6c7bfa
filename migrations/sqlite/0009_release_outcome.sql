-- What a release is expected to change, and what it did.
CREATE TABLE outcomes (
    id         BLOB   NOT NULL PRIMARY KEY,
    release_id BLOB   NOT NULL REFERENCES releases (id),
    metric     TEXT   NOT NULL,
    target     TEXT   NOT NULL,
    source     TEXT,
    look_on    TEXT   NOT NULL,
    actual     TEXT,
    learned    TEXT,
    looked_by  BLOB   REFERENCES people (id),
    looked_at  BIGINT,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL
);

CREATE INDEX outcomes_of_release ON outcomes (release_id, look_on);

-- A look back one week and one month after the launch.
CREATE TABLE check_ins (
    release_id BLOB   NOT NULL REFERENCES releases (id),
    kind       TEXT   NOT NULL,
    notes      TEXT   NOT NULL,
    by_id      BLOB   NOT NULL REFERENCES people (id),
    at         BIGINT NOT NULL,
    PRIMARY KEY (release_id, kind)
);

-- The factors of a big bang that somebody said yes to.
CREATE TABLE assessments (
    release_id BLOB   NOT NULL PRIMARY KEY REFERENCES releases (id),
    factors    TEXT   NOT NULL,
    by_id      BLOB   NOT NULL REFERENCES people (id),
    at         BIGINT NOT NULL
);

-- Mitigations that became items.
CREATE TABLE mitigations (
    release_id BLOB   NOT NULL REFERENCES releases (id),
    key        TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (release_id, key)
);
