-- Who looks at a release now: one row for each open stream, renewed while it is open.
CREATE TABLE presences (
    id         UUID   NOT NULL PRIMARY KEY,
    release_id UUID   NOT NULL REFERENCES releases (id),
    person_id  UUID   NOT NULL REFERENCES people (id),
    seen_at    BIGINT NOT NULL
);

CREATE INDEX presences_of_release ON presences (release_id, seen_at);
