-- Addresses of calendars. Whoever has one reads with the eyes of the person; only its hash is kept.
CREATE TABLE feeds (
    id          UUID   NOT NULL PRIMARY KEY,
    person_id   UUID   NOT NULL REFERENCES people (id),
    release_id  UUID   REFERENCES releases (id),
    secret_hash BYTEA  NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL
);

CREATE INDEX feeds_of_person ON feeds (person_id);
