-- Addresses of calendars. Whoever has one reads with the eyes of the person; only its hash is kept.
CREATE TABLE feeds (
    id          BLOB   NOT NULL PRIMARY KEY,
    person_id   BLOB   NOT NULL REFERENCES people (id),
    release_id  BLOB   REFERENCES releases (id),
    secret_hash BLOB   NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL
);

CREATE INDEX feeds_of_person ON feeds (person_id);
