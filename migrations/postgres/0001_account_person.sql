-- Moments are microseconds since 1970 in UTC: they sort and compare the same on both engines.

CREATE TABLE people (
    id            UUID    NOT NULL PRIMARY KEY,
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    password_hash TEXT    NOT NULL,
    active        BOOLEAN NOT NULL,
    shortcuts     BOOLEAN NOT NULL,
    created_at    BIGINT  NOT NULL,
    version       BIGINT  NOT NULL
);

CREATE TABLE setup_links (
    secret_hash BYTEA  NOT NULL PRIMARY KEY,
    expires_at  BIGINT NOT NULL
);

CREATE TABLE invitations (
    id          UUID   NOT NULL PRIMARY KEY,
    secret_hash BYTEA  NOT NULL UNIQUE,
    email       TEXT   NOT NULL,
    role        TEXT   NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    invited_by  UUID   NOT NULL REFERENCES people (id),
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);

CREATE TABLE sessions (
    id           UUID   NOT NULL PRIMARY KEY,
    secret_hash  BYTEA  NOT NULL UNIQUE,
    person_id    UUID   NOT NULL REFERENCES people (id),
    browser      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);

CREATE INDEX sessions_of_person ON sessions (person_id);

-- A browser that signed in before; it is not slowed down by strangers who guess.
CREATE TABLE devices (
    secret_hash BYTEA  NOT NULL PRIMARY KEY,
    person_id   UUID   NOT NULL REFERENCES people (id),
    created_at  BIGINT NOT NULL
);

-- How often somebody failed to sign in: by account, by device or by network address.
CREATE TABLE attempts (
    subject    TEXT   NOT NULL PRIMARY KEY,
    failures   BIGINT NOT NULL,
    allowed_at BIGINT NOT NULL
);
