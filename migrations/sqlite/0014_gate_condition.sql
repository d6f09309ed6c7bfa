-- What a go was given on: the item that was made of it, so that a phase does not start before it is done.
CREATE TABLE conditions (
    item_id     BLOB NOT NULL PRIMARY KEY REFERENCES items (id),
    release_id  BLOB NOT NULL REFERENCES releases (id),
    phase_id    BLOB NOT NULL REFERENCES phases (id),
    decision_id BLOB NOT NULL REFERENCES decisions (id),
    role        TEXT NOT NULL,
    words       TEXT NOT NULL
);

CREATE INDEX conditions_of_release ON conditions (release_id, phase_id);

CREATE TRIGGER conditions_are_never_changed BEFORE UPDATE ON conditions
BEGIN SELECT RAISE(ABORT, 'conditions are never changed'); END;

CREATE TRIGGER conditions_are_never_deleted BEFORE DELETE ON conditions
BEGIN SELECT RAISE(ABORT, 'conditions are never deleted'); END;
