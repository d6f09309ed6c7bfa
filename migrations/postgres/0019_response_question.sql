-- Each time an answer was copied, and whether it helped.
CREATE TABLE response_uses (
    id          UUID    NOT NULL PRIMARY KEY,
    response_id UUID    NOT NULL REFERENCES responses (id),
    variant_id  UUID    NOT NULL REFERENCES variants (id),
    number      BIGINT  NOT NULL,
    cohort_id   UUID    REFERENCES cohorts (id),
    person_id   UUID    NOT NULL REFERENCES people (id),
    at          BIGINT  NOT NULL,
    helped      BOOLEAN,
    words       TEXT
);

CREATE INDEX response_uses_of_response ON response_uses (response_id, at);
CREATE INDEX response_uses_by_time     ON response_uses (at, response_id);

-- What people asked and no template answered.
CREATE TABLE questions (
    id          UUID   NOT NULL PRIMARY KEY,
    product_id  UUID   NOT NULL REFERENCES products (id),
    release_id  UUID   REFERENCES releases (id),
    cohort_id   UUID   REFERENCES cohorts (id),
    words       TEXT   NOT NULL,
    topic       TEXT,
    state       TEXT   NOT NULL,
    response_id UUID   REFERENCES responses (id),
    answer      TEXT,
    asked_by    UUID   NOT NULL REFERENCES people (id),
    asked_at    BIGINT NOT NULL,
    answered_by UUID   REFERENCES people (id),
    answered_at BIGINT,
    version     BIGINT NOT NULL
);

CREATE INDEX questions_of_product ON questions (product_id, asked_at);
CREATE INDEX questions_of_release ON questions (release_id);

-- How often support was asked, by cohort, day and topic.
CREATE TABLE contacts (
    id         UUID   NOT NULL PRIMARY KEY,
    product_id UUID   NOT NULL REFERENCES products (id),
    cohort_id  UUID   NOT NULL REFERENCES cohorts (id),
    day        TEXT   NOT NULL,
    topic      TEXT   NOT NULL,
    count      BIGINT NOT NULL,
    by_id      UUID   NOT NULL REFERENCES people (id),
    at         BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    UNIQUE (cohort_id, day, topic)
);

CREATE INDEX contacts_of_product ON contacts (product_id, day);

-- What the questions suggest: a template, a training material or a checklist item. became_id: which one it became.
CREATE TABLE proposals (
    id          UUID   NOT NULL PRIMARY KEY,
    product_id  UUID   NOT NULL REFERENCES products (id),
    kind        TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    question_id UUID   REFERENCES questions (id),
    response_id UUID   REFERENCES responses (id),
    topic       TEXT,
    state       TEXT   NOT NULL,
    made_by     UUID   NOT NULL REFERENCES people (id),
    made_at     BIGINT NOT NULL,
    answered_by UUID   REFERENCES people (id),
    answered_at BIGINT,
    answer      TEXT,
    became_id   UUID,
    version     BIGINT NOT NULL
);

CREATE INDEX proposals_of_product ON proposals (product_id, made_at);

-- Checklist items that the next release of a product begins with.
CREATE TABLE product_items (
    id          UUID   NOT NULL PRIMARY KEY,
    product_id  UUID   NOT NULL REFERENCES products (id),
    proposal_id UUID   REFERENCES proposals (id),
    title       TEXT   NOT NULL,
    explanation TEXT   NOT NULL,
    created_at  BIGINT NOT NULL
);

CREATE INDEX product_items_of_product ON product_items (product_id, created_at);
