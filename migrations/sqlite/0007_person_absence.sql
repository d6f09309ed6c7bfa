CREATE TABLE absences (
    id         BLOB   NOT NULL PRIMARY KEY,
    person_id  BLOB   NOT NULL REFERENCES people (id),
    from_on    TEXT   NOT NULL,
    to_on      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX absences_of_person ON absences (person_id, from_on);
