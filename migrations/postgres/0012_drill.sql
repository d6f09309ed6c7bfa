CREATE TABLE drills (
    id            UUID   NOT NULL PRIMARY KEY,
    release_id    UUID   NOT NULL REFERENCES releases (id),
    ordinal       BIGINT NOT NULL,
    title         TEXT   NOT NULL,
    scenario      TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    story         TEXT   NOT NULL,
    environment   TEXT,
    third_parties TEXT,
    starts_at     BIGINT,
    state         TEXT   NOT NULL,
    postponed     BIGINT NOT NULL,
    started_at    BIGINT,
    ended_at      BIGINT,
    went_well     TEXT   NOT NULL,
    went_badly    TEXT   NOT NULL,
    lucky         TEXT   NOT NULL,
    sequence      BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    UNIQUE (release_id, ordinal)
);

CREATE TABLE drill_people (
    drill_id  UUID    NOT NULL REFERENCES drills (id),
    person_id UUID    NOT NULL REFERENCES people (id),
    role      TEXT    NOT NULL,
    attended  BOOLEAN NOT NULL,
    PRIMARY KEY (drill_id, person_id)
);

CREATE TABLE objectives (
    id       UUID   NOT NULL PRIMARY KEY,
    drill_id UUID   NOT NULL REFERENCES drills (id),
    position BIGINT NOT NULL,
    words    TEXT   NOT NULL,
    rating   TEXT
);

CREATE INDEX objectives_of_drill ON objectives (drill_id, position);

CREATE TABLE injects (
    id          UUID   NOT NULL PRIMARY KEY,
    drill_id    UUID   NOT NULL REFERENCES drills (id),
    minute      BIGINT NOT NULL,
    words       TEXT   NOT NULL,
    expected    TEXT,
    released_at BIGINT,
    released_by UUID   REFERENCES people (id)
);

CREATE INDEX injects_of_drill ON injects (drill_id, minute);

-- The timeline of a drill, each entry once. The id comes from the browser.
CREATE TABLE entries (
    id       UUID   NOT NULL PRIMARY KEY,
    drill_id UUID   NOT NULL REFERENCES drills (id),
    sequence BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    mark     TEXT,
    words    TEXT   NOT NULL,
    owner    TEXT,
    at       BIGINT NOT NULL,
    said_at  BIGINT NOT NULL,
    by_id    UUID   NOT NULL REFERENCES people (id),
    UNIQUE (drill_id, sequence)
);

-- The risks that a release fears most, and who is on duty for it.
CREATE TABLE risks (
    release_id UUID NOT NULL REFERENCES releases (id),
    scenario   TEXT NOT NULL,
    PRIMARY KEY (release_id, scenario)
);

CREATE TABLE duties (
    release_id UUID NOT NULL REFERENCES releases (id),
    person_id  UUID NOT NULL REFERENCES people (id),
    duty       TEXT NOT NULL,
    PRIMARY KEY (release_id, person_id)
);
