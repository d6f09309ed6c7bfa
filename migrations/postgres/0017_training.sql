-- What prepares people before a release reaches them. It belongs to a product, or to one release of it.
CREATE TABLE materials (
    id               UUID    NOT NULL PRIMARY KEY,
    product_id       UUID    NOT NULL REFERENCES products (id),
    release_id       UUID    REFERENCES releases (id),
    title            TEXT    NOT NULL,
    format           TEXT    NOT NULL,
    minutes          BIGINT,
    roles            TEXT,
    embargo_phase_id UUID    REFERENCES phases (id),
    review_on        TEXT,
    owner_id         UUID    REFERENCES people (id),
    published        BIGINT,
    retired_at       BIGINT,
    created_by       UUID    NOT NULL REFERENCES people (id),
    created_at       BIGINT  NOT NULL,
    version          BIGINT  NOT NULL
);

CREATE INDEX materials_of_product ON materials (product_id, created_at);
CREATE INDEX materials_of_release ON materials (release_id, created_at);

-- For whom it is. Without a row it is for everybody.
CREATE TABLE material_cohorts (
    material_id UUID NOT NULL REFERENCES materials (id),
    cohort_id   UUID NOT NULL REFERENCES cohorts (id),
    PRIMARY KEY (material_id, cohort_id)
);

CREATE INDEX material_cohorts_of_cohort ON material_cohorts (cohort_id);

-- What it says, version by version. asks_again: whoever read the one before has to read this one too.
CREATE TABLE material_versions (
    material_id  UUID    NOT NULL REFERENCES materials (id),
    number       BIGINT  NOT NULL,
    body         TEXT    NOT NULL,
    link         TEXT,
    asks_again   BOOLEAN NOT NULL,
    changes      TEXT,
    state        TEXT    NOT NULL,
    written_by   UUID    NOT NULL REFERENCES people (id),
    written_at   BIGINT  NOT NULL,
    reviewed_by  UUID    REFERENCES people (id),
    reviewed_at  BIGINT,
    review       TEXT,
    published_at BIGINT,
    version      BIGINT  NOT NULL,
    PRIMARY KEY (material_id, number),
    CHECK (reviewed_by <> written_by)
);

-- Everybody who wrote in a version: none of them reviews it.
CREATE TABLE material_authors (
    material_id UUID   NOT NULL REFERENCES materials (id),
    number      BIGINT NOT NULL,
    person_id   UUID   NOT NULL REFERENCES people (id),
    PRIMARY KEY (material_id, number, person_id)
);

-- What somebody types, kept while they type. based_on is the version of the row that they opened.
CREATE TABLE material_drafts (
    material_id UUID   NOT NULL REFERENCES materials (id),
    person_id   UUID   NOT NULL REFERENCES people (id),
    body        TEXT   NOT NULL,
    based_on    BIGINT NOT NULL,
    saved_at    BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (material_id, person_id)
);

-- What users stumbled over, and the heading of the part that answers it.
CREATE TABLE pitfalls (
    id          UUID   NOT NULL PRIMARY KEY,
    material_id UUID   NOT NULL REFERENCES materials (id),
    words       TEXT   NOT NULL,
    source      TEXT,
    heading     TEXT,
    created_at  BIGINT NOT NULL
);

CREATE INDEX pitfalls_of_material ON pitfalls (material_id, created_at);

-- A file lies in the data directory under the hash of what is in it.
CREATE TABLE material_files (
    id          UUID   NOT NULL PRIMARY KEY,
    material_id UUID   NOT NULL REFERENCES materials (id),
    name        TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    size        BIGINT NOT NULL,
    hash        TEXT   NOT NULL,
    added_by    UUID   NOT NULL REFERENCES people (id),
    added_at    BIGINT NOT NULL
);

CREATE INDEX material_files_of_material ON material_files (material_id, added_at);
CREATE INDEX material_files_of_hash     ON material_files (hash);

-- Whom a cohort counts on: with an account here, or without.
CREATE TABLE readers (
    id         UUID    NOT NULL PRIMARY KEY,
    cohort_id  UUID    NOT NULL REFERENCES cohorts (id),
    name       TEXT    NOT NULL,
    email      TEXT,
    person_id  UUID    REFERENCES people (id),
    critical   BOOLEAN NOT NULL,
    created_at BIGINT  NOT NULL,
    version    BIGINT  NOT NULL,
    UNIQUE (cohort_id, email),
    UNIQUE (cohort_id, person_id)
);

CREATE INDEX readers_of_person ON readers (person_id);

-- The address by which a reader without an account confirms one material.
CREATE TABLE reader_links (
    id          UUID   NOT NULL PRIMARY KEY,
    material_id UUID   NOT NULL REFERENCES materials (id),
    reader_id   UUID   NOT NULL REFERENCES readers (id),
    secret_hash BYTEA  NOT NULL UNIQUE,
    made_by     UUID   NOT NULL REFERENCES people (id),
    made_at     BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    revoked_at  BIGINT
);

CREATE INDEX reader_links_of_material ON reader_links (material_id, made_at);

-- Somebody has read one version: a person of the organisation, or a reader by their link.
CREATE TABLE acknowledgements (
    id          UUID   NOT NULL PRIMARY KEY,
    material_id UUID   NOT NULL REFERENCES materials (id),
    number      BIGINT NOT NULL,
    person_id   UUID   REFERENCES people (id),
    reader_id   UUID   REFERENCES readers (id),
    at          BIGINT NOT NULL,
    UNIQUE (material_id, number, person_id),
    UNIQUE (material_id, number, reader_id),
    FOREIGN KEY (material_id, number) REFERENCES material_versions (material_id, number),
    CHECK ((person_id IS NULL) <> (reader_id IS NULL))
);

-- Who was asked to read it, and when: one row for each time.
CREATE TABLE reminders (
    id          UUID   NOT NULL PRIMARY KEY,
    material_id UUID   NOT NULL REFERENCES materials (id),
    reader_id   UUID   NOT NULL REFERENCES readers (id),
    by_id       UUID   NOT NULL REFERENCES people (id),
    at          BIGINT NOT NULL
);

CREATE INDEX reminders_of_material ON reminders (material_id, at);
CREATE INDEX reminders_of_reader   ON reminders (reader_id, at);
