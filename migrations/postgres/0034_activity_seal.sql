-- A chain over the trail: each seal covers a record and the seal before it, so that what is changed, taken out or put in
-- later does not fit.
CREATE TABLE audit_seals (
    number   BIGINT NOT NULL PRIMARY KEY,
    audit_id UUID   NOT NULL UNIQUE REFERENCES audit (id),
    hash     BYTEA  NOT NULL
);

CREATE TRIGGER audit_seal_is_never_changed BEFORE UPDATE ON audit_seals
FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_seal_is_never_deleted BEFORE DELETE OR TRUNCATE ON audit_seals
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX audit_of_moment ON audit (at, id);
CREATE INDEX audit_of_action ON audit (action, at, id);
