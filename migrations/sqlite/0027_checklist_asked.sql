-- Which gate asks for an item. Nothing said means: as its section says, else the next one.

ALTER TABLE items ADD COLUMN asked TEXT CHECK (asked IN ('next', 'phase', 'after_launch'));
ALTER TABLE items ADD COLUMN asked_phase_id BLOB REFERENCES phases (id);

CREATE TABLE sections (
    release_id     BLOB NOT NULL REFERENCES releases (id),
    section        TEXT NOT NULL,
    asked          TEXT NOT NULL CHECK (asked IN ('next', 'phase', 'after_launch')),
    asked_phase_id BLOB REFERENCES phases (id),
    PRIMARY KEY (release_id, section)
);
