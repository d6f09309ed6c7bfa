CREATE TABLE absences (
    id         UUID   NOT NULL PRIMARY KEY,
    person_id  UUID   NOT NULL REFERENCES people (id),
    from_on    TEXT   NOT NULL,
    to_on      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX absences_of_person ON absences (person_id, from_on);
