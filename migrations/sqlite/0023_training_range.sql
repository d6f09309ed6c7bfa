-- In which versions of a material something is that lies beside its text: from one on, and until another no longer
-- has it. What there is was seen by readers already.
ALTER TABLE material_files ADD COLUMN since BIGINT NOT NULL DEFAULT 1;
ALTER TABLE material_files ADD COLUMN until BIGINT;
ALTER TABLE pitfalls ADD COLUMN since BIGINT NOT NULL DEFAULT 1;
ALTER TABLE pitfalls ADD COLUMN until BIGINT;
