-- What happened, by ids only: when a person is erased, the trail stays whole.
CREATE TABLE audit (
    id             UUID   NOT NULL PRIMARY KEY,
    at             BIGINT NOT NULL,
    actor_id       UUID,
    session_id     UUID,
    network        TEXT   NOT NULL,
    request_id     UUID   NOT NULL,
    action         TEXT   NOT NULL,
    object_kind    TEXT   NOT NULL,
    object_id      UUID   NOT NULL,
    release_id     UUID,
    version_before BIGINT,
    version_after  BIGINT,
    label          TEXT,
    reason         TEXT
);

CREATE INDEX audit_of_release ON audit (release_id, at);
CREATE INDEX audit_of_object  ON audit (object_id, at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
