-- The number of a run that was cancelled is not given to another one.

ALTER TABLE releases ADD COLUMN runs_deleted_to BIGINT NOT NULL DEFAULT 0;
