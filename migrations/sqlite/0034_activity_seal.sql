-- A chain over the trail: each seal covers a record and the seal before it, so that what is changed, taken out or put in
-- later does not fit.
CREATE TABLE audit_seals (
    number   BIGINT NOT NULL PRIMARY KEY,
    audit_id BLOB   NOT NULL UNIQUE REFERENCES audit (id),
    hash     BLOB   NOT NULL
);

CREATE TRIGGER audit_seal_is_never_changed BEFORE UPDATE ON audit_seals
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_seal_is_never_deleted BEFORE DELETE ON audit_seals
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE INDEX audit_of_moment ON audit (at, id);
CREATE INDEX audit_of_action ON audit (action, at, id);
