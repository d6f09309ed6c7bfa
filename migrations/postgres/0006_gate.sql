CREATE TABLE freezes (
    id         UUID   NOT NULL PRIMARY KEY,
    product_id UUID   NOT NULL REFERENCES products (id),
    name       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    from_on    TEXT   NOT NULL,
    to_on      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX freezes_of_product ON freezes (product_id, from_on);

-- Why the dates of a phase may be in a freeze, and when somebody said so.
ALTER TABLE phases ADD COLUMN freeze_reason    TEXT;
ALTER TABLE phases ADD COLUMN freeze_reason_at BIGINT;

-- Criteria that are not as the tier of the release has them.
CREATE TABLE switches (
    release_id UUID    NOT NULL REFERENCES releases (id),
    kind       TEXT    NOT NULL,
    is_on      BOOLEAN NOT NULL,
    reason     TEXT    NOT NULL,
    by_id      UUID    NOT NULL REFERENCES people (id),
    at         BIGINT  NOT NULL,
    PRIMARY KEY (release_id, kind)
);

CREATE TABLE ballots (
    id        UUID    NOT NULL PRIMARY KEY,
    phase_id  UUID    NOT NULL REFERENCES phases (id),
    until     BIGINT  NOT NULL,
    opened_by UUID    NOT NULL REFERENCES people (id),
    opened_at BIGINT  NOT NULL,
    closed    BOOLEAN NOT NULL
);

CREATE INDEX ballots_of_phase ON ballots (phase_id, opened_at);

CREATE TABLE seats (
    ballot_id UUID   NOT NULL REFERENCES ballots (id),
    person_id UUID   NOT NULL REFERENCES people (id),
    role      TEXT   NOT NULL,
    voice     TEXT,
    words     TEXT,
    voted_at  BIGINT,
    PRIMARY KEY (ballot_id, person_id)
);

CREATE TABLE overrides (
    id           UUID   NOT NULL PRIMARY KEY,
    ballot_id    UUID   NOT NULL REFERENCES ballots (id),
    reason       TEXT   NOT NULL,
    kinds        TEXT   NOT NULL,
    requested_by UUID   NOT NULL REFERENCES people (id),
    requested_at BIGINT NOT NULL,
    answered_by  UUID   REFERENCES people (id),
    approved     BOOLEAN,
    CHECK (answered_by <> requested_by)
);

CREATE INDEX overrides_of_ballot ON overrides (ballot_id, requested_at);

CREATE TABLE exceptions (
    id           UUID   NOT NULL PRIMARY KEY,
    release_id   UUID   NOT NULL REFERENCES releases (id),
    phase_id     UUID   NOT NULL REFERENCES phases (id),
    kind         TEXT   NOT NULL,
    risk         TEXT   NOT NULL,
    control      TEXT   NOT NULL,
    until_on     TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    requested_by UUID   NOT NULL REFERENCES people (id),
    requested_at BIGINT NOT NULL,
    answered_by  UUID   REFERENCES people (id),
    answer       TEXT,
    CHECK (answered_by <> requested_by)
);

CREATE INDEX exceptions_of_release ON exceptions (release_id, requested_at);

CREATE TABLE decisions (
    id         UUID    NOT NULL PRIMARY KEY,
    release_id UUID    NOT NULL REFERENCES releases (id),
    phase_id   UUID    NOT NULL REFERENCES phases (id),
    number     BIGINT  NOT NULL,
    go         BOOLEAN NOT NULL,
    words      TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    by_id      UUID    NOT NULL REFERENCES people (id),
    snapshot   TEXT    NOT NULL,
    UNIQUE (phase_id, number)
);

CREATE INDEX decisions_of_release ON decisions (release_id, at);

CREATE FUNCTION refuse_to_change_decisions() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decisions are never changed';
END $$;

CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_decisions();
