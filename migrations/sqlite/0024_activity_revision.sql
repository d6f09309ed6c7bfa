-- By which record of the trail something changed last: a release, a product with what lies in none of its releases, or
-- (an id of zeros) the people and the settings. What was read of it stays true as long as this is the same. It is an id
-- and no number, so that a backup which is put back never looks like what was there before.
CREATE TABLE revisions (
    object_id BLOB NOT NULL PRIMARY KEY,
    audit_id  BLOB NOT NULL
);
