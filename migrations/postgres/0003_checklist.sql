-- The section is a path of headings, one on a line.
CREATE TABLE items (
    id          UUID    NOT NULL PRIMARY KEY,
    release_id  UUID    NOT NULL REFERENCES releases (id),
    parent_id   UUID    REFERENCES items (id),
    position    BIGINT  NOT NULL,
    section     TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    explanation TEXT    NOT NULL,
    required    BOOLEAN NOT NULL,
    critical    BOOLEAN NOT NULL,
    owner_id    UUID    REFERENCES people (id),
    due_at      BIGINT,
    notes       TEXT    NOT NULL,
    evidence    TEXT,
    state       TEXT    NOT NULL CHECK (state IN ('pending', 'in_progress', 'done', 'verified', 'blocked', 'na')),
    reason      TEXT,
    blocked_on  TEXT,
    done_by     UUID    REFERENCES people (id),
    verified_by UUID    REFERENCES people (id),
    created_at  BIGINT  NOT NULL,
    version     BIGINT  NOT NULL
);

CREATE INDEX items_of_release ON items (release_id, position);
CREATE INDEX items_of_parent  ON items (parent_id);
CREATE INDEX items_of_owner   ON items (owner_id);
