-- What a go was given on: the item that was made of it, so that a phase does not start before it is done.
CREATE TABLE conditions (
    item_id     UUID NOT NULL PRIMARY KEY REFERENCES items (id),
    release_id  UUID NOT NULL REFERENCES releases (id),
    phase_id    UUID NOT NULL REFERENCES phases (id),
    decision_id UUID NOT NULL REFERENCES decisions (id),
    role        TEXT NOT NULL,
    words       TEXT NOT NULL
);

CREATE INDEX conditions_of_release ON conditions (release_id, phase_id);

CREATE FUNCTION refuse_to_change_conditions() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'conditions are never changed';
END $$;

CREATE TRIGGER conditions_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON conditions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_conditions();
