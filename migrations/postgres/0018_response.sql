-- Answers to what people ask support. A template belongs to a product, or to one release of it.
CREATE TABLE responses (
    id          UUID   NOT NULL PRIMARY KEY,
    product_id  UUID   NOT NULL REFERENCES products (id),
    release_id  UUID   REFERENCES releases (id),
    topic       TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    short_code  TEXT   NOT NULL,
    questions   TEXT   NOT NULL,
    note        TEXT   NOT NULL,
    avoid       TEXT   NOT NULL,
    channel     TEXT   NOT NULL,
    material_id UUID   REFERENCES materials (id),
    finding_id  UUID   REFERENCES findings (id),
    owner_id    UUID   REFERENCES people (id),
    retired_at  BIGINT,
    created_by  UUID   NOT NULL REFERENCES people (id),
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    UNIQUE (product_id, short_code)
);

CREATE INDEX responses_of_release ON responses (release_id);

-- For whom it is. Without a row it is for everybody.
CREATE TABLE response_cohorts (
    response_id UUID NOT NULL REFERENCES responses (id),
    cohort_id   UUID NOT NULL REFERENCES cohorts (id),
    PRIMARY KEY (response_id, cohort_id)
);

CREATE INDEX response_cohorts_of_cohort ON response_cohorts (cohort_id);

-- One text of a template for each situation of the phase and each language.
CREATE TABLE variants (
    id          UUID   NOT NULL PRIMARY KEY,
    response_id UUID   NOT NULL REFERENCES responses (id),
    situation   TEXT   NOT NULL,
    language    TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    UNIQUE (response_id, situation, language)
);

-- What a variant says, version by version. Whether an approved one is active or expired follows from its days.
CREATE TABLE variant_texts (
    variant_id  UUID   NOT NULL REFERENCES variants (id),
    number      BIGINT NOT NULL,
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    valid_from  TEXT,
    valid_to    TEXT,
    written_by  UUID   NOT NULL REFERENCES people (id),
    written_at  BIGINT NOT NULL,
    approved_by UUID   REFERENCES people (id),
    approved_at BIGINT,
    review      TEXT,
    version     BIGINT NOT NULL,
    PRIMARY KEY (variant_id, number),
    CHECK (approved_by <> written_by)
);

-- Everybody who wrote in a text: none of them approves it.
CREATE TABLE variant_authors (
    variant_id UUID   NOT NULL REFERENCES variants (id),
    number     BIGINT NOT NULL,
    person_id  UUID   NOT NULL REFERENCES people (id),
    PRIMARY KEY (variant_id, number, person_id)
);

-- Text that templates share by name. What is proposed is in no answer before somebody else approves it.
CREATE TABLE fragments (
    id          UUID   NOT NULL PRIMARY KEY,
    product_id  UUID   NOT NULL REFERENCES products (id),
    name        TEXT   NOT NULL,
    body        TEXT,
    proposed    TEXT,
    proposed_by UUID   REFERENCES people (id),
    proposed_at BIGINT,
    approved_by UUID   REFERENCES people (id),
    approved_at BIGINT,
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    UNIQUE (product_id, name)
);
