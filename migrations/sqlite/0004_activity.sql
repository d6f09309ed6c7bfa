-- What happened, by ids only: when a person is erased, the trail stays whole.
CREATE TABLE audit (
    id             BLOB   NOT NULL PRIMARY KEY,
    at             BIGINT NOT NULL,
    actor_id       BLOB,
    session_id     BLOB,
    network        TEXT   NOT NULL,
    request_id     BLOB   NOT NULL,
    action         TEXT   NOT NULL,
    object_kind    TEXT   NOT NULL,
    object_id      BLOB   NOT NULL,
    release_id     BLOB,
    version_before BIGINT,
    version_after  BIGINT,
    label          TEXT,
    reason         TEXT
);

CREATE INDEX audit_of_release ON audit (release_id, at);
CREATE INDEX audit_of_object  ON audit (object_id, at);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
