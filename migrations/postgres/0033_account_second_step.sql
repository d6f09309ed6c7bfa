-- A second step at sign-in: the secret that an app on a phone has, too.
CREATE TABLE second_steps (
    person_id    UUID   NOT NULL PRIMARY KEY REFERENCES people (id),
    secret       BYTEA  NOT NULL,
    -- Not yet, while it is being set up.
    confirmed_at BIGINT,
    -- The last step of thirty seconds of which a code was taken: each is taken once.
    last_step    BIGINT NOT NULL
);

-- For whoever has lost the phone. Each works once.
CREATE TABLE recovery_codes (
    code_hash BYTEA  NOT NULL PRIMARY KEY,
    person_id UUID   NOT NULL REFERENCES people (id),
    used_at   BIGINT
);

CREATE INDEX recovery_codes_of_person ON recovery_codes (person_id);

-- Somebody gave the right password and is asked for a code.
CREATE TABLE sign_in_steps (
    secret_hash BYTEA  NOT NULL PRIMARY KEY,
    person_id   UUID   NOT NULL REFERENCES people (id),
    tries       BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);
