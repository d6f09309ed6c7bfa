CREATE TABLE products (
    id         UUID   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    summary    TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL
);

-- The dates are days in the zone of the release, as in 2026-11-23.
CREATE TABLE releases (
    id                  UUID    NOT NULL PRIMARY KEY,
    product_id          UUID    NOT NULL REFERENCES products (id),
    name                TEXT    NOT NULL,
    label               TEXT    NOT NULL,
    summary             TEXT    NOT NULL,
    kind                TEXT    NOT NULL,
    tier                TEXT    NOT NULL,
    zone                TEXT    NOT NULL,
    feature_complete_on TEXT,
    launch_on           TEXT,
    state               TEXT    NOT NULL,
    restricted          BOOLEAN NOT NULL,
    created_at          BIGINT  NOT NULL,
    version             BIGINT  NOT NULL
);

CREATE INDEX releases_of_product ON releases (product_id);

CREATE TABLE participants (
    release_id UUID NOT NULL REFERENCES releases (id),
    person_id  UUID NOT NULL REFERENCES people (id),
    part       TEXT NOT NULL CHECK (part IN ('owner', 'approver', 'contributor')),
    PRIMARY KEY (release_id, person_id)
);

CREATE INDEX participants_of_person ON participants (person_id);

CREATE TABLE slips (
    id         UUID   NOT NULL PRIMARY KEY,
    release_id UUID   NOT NULL REFERENCES releases (id),
    from_on    TEXT,
    to_on      TEXT,
    reason     TEXT   NOT NULL,
    by_id      UUID   NOT NULL REFERENCES people (id),
    at         BIGINT NOT NULL
);

CREATE INDEX slips_of_release ON slips (release_id, at);
