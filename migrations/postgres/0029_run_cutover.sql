-- A cutover is the migration itself: it belongs to the phase that it is for.

ALTER TABLE runs ADD COLUMN phase_id UUID REFERENCES phases (id);

CREATE INDEX runs_of_phase ON runs (phase_id);
