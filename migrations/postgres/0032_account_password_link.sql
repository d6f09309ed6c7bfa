-- A link by which somebody chooses a new password: the newest of each person works, once.
CREATE TABLE password_links (
    person_id   UUID NOT NULL PRIMARY KEY REFERENCES people (id),
    secret_hash BYTEA NOT NULL UNIQUE,
    -- Nobody when it was made by the command line.
    made_by     UUID REFERENCES people (id),
    expires_at  BIGINT NOT NULL
);
