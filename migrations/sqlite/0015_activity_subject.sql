-- Whom a record is about, when its object is something else: an id, so that no name is kept in the trail.
ALTER TABLE audit ADD COLUMN subject_id BLOB;

-- Pages of the activity go on behind an entry: what happened in the same microsecond has an order too.
DROP INDEX audit_of_release;
CREATE INDEX audit_of_release ON audit (release_id, at, id);
