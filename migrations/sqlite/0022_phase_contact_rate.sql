-- Who says what the number of a success criterion is: a person, or the contacts of the cohort.
ALTER TABLE successes ADD COLUMN measure TEXT NOT NULL DEFAULT 'typed';
