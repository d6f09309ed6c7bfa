-- What somebody is at the support desk, beside their role in the organisation.
ALTER TABLE people ADD COLUMN support TEXT NOT NULL DEFAULT 'none' CHECK (support IN ('none', 'agent', 'lead'));
