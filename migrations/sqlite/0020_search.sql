-- What search finds: one row for each thing that has a title. Triggers write it in the transaction of the change,
-- whoever makes it. Who may see a row is decided when somebody asks, from what is true then. Injects of drills, notes
-- and texts of answers, notes on items and e-mail addresses are not in it.
CREATE TABLE search_entries (
    id         INTEGER NOT NULL PRIMARY KEY,
    kind       TEXT             NOT NULL,
    object_id  BLOB             NOT NULL,
    -- The thing on whose page it is: the runbook of a step, the material of a pitfall, itself otherwise.
    page_id    BLOB             NOT NULL,
    -- Of what lies in a product and in none of its releases.
    product_id BLOB,
    release_id BLOB,
    title      TEXT             NOT NULL,
    words      TEXT             NOT NULL,
    UNIQUE (kind, object_id)
);

CREATE INDEX search_entries_of_object ON search_entries (object_id);

-- What somebody worked on lately is offered before they type.
CREATE INDEX audit_of_actor ON audit (actor_id, at);

-- Two indexes over the rows: by the beginnings of words, and by any three characters, for what is misspelt.
CREATE VIRTUAL TABLE search_words_fts USING fts5 (
    title, words, content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE search_parts_fts USING fts5 (
    text, content='', contentless_delete=1, tokenize="trigram case_sensitive 0 remove_diacritics 1"
);

CREATE TRIGGER search_entry_added AFTER INSERT ON search_entries
BEGIN
    INSERT INTO search_words_fts (rowid, title, words) VALUES (NEW.id, NEW.title, NEW.words);
    INSERT INTO search_parts_fts (rowid, text)
    VALUES (NEW.id, replace(' ' || NEW.title || ' ' || NEW.words || ' ', char(10), ' '));
END;

CREATE TRIGGER search_entry_changed AFTER UPDATE OF title, words ON search_entries
WHEN OLD.title <> NEW.title OR OLD.words <> NEW.words
BEGIN
    DELETE FROM search_words_fts WHERE rowid = OLD.id;
    DELETE FROM search_parts_fts WHERE rowid = OLD.id;
    INSERT INTO search_words_fts (rowid, title, words) VALUES (NEW.id, NEW.title, NEW.words);
    INSERT INTO search_parts_fts (rowid, text)
    VALUES (NEW.id, replace(' ' || NEW.title || ' ' || NEW.words || ' ', char(10), ' '));
END;

CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entries
BEGIN
    DELETE FROM search_words_fts WHERE rowid = OLD.id;
    DELETE FROM search_parts_fts WHERE rowid = OLD.id;
END;

-- What a row says, once: for the triggers, for what is there already, and for a test that compares.
CREATE VIEW search_sources (kind, object_id, page_id, product_id, release_id, title, words) AS
SELECT 'product', p.id, p.id, p.id, NULL, p.name, p.summary FROM products p
UNION ALL
SELECT 'release', r.id, r.id, NULL, r.id, r.name || ' ' || r.label, r.summary FROM releases r
UNION ALL
SELECT 'item', i.id, i.id, NULL, i.release_id, i.title, i.section || ' ' || substr(i.explanation, 1, 2000) FROM items i
UNION ALL
SELECT 'cohort', c.id, c.id, c.product_id, NULL, c.name, substr(c.constraints, 1, 2000) FROM cohorts c
UNION ALL
SELECT 'phase', f.id, f.id, NULL, f.release_id, f.name, '' FROM phases f
UNION ALL
SELECT 'runbook', b.id, b.id, NULL, b.release_id, b.name, '' FROM runbooks b
UNION ALL
-- Only the version that is valid now.
SELECT 'step', s.id, b.id, NULL, b.release_id, s.title, substr(s.instruction, 1, 2000)
FROM steps s JOIN runbooks b ON b.id = s.runbook_id AND b.number = s.number
UNION ALL
SELECT 'run', n.id, n.id, NULL, n.release_id,
       upper(substr(n.kind, 1, 1)) || replace(substr(n.kind, 2), '_', ' ') || ' ' || n.ordinal,
       coalesce(n.environment, '') || ' ' || coalesce(n.data_set, '') || ' ' || coalesce(n.candidate, '')
FROM runs n
UNION ALL
SELECT 'drill', d.id, d.id, NULL, d.release_id, 'Drill ' || d.ordinal || ': ' || d.title, replace(d.scenario, '_', ' ')
FROM drills d
UNION ALL
SELECT 'finding', g.id, g.id, NULL, g.release_id, g.title, substr(g.explanation, 1, 2000) FROM findings g
UNION ALL
-- Only what is published.
SELECT 'material', m.id, m.id, m.product_id, m.release_id, m.title,
       coalesce(m.roles, '') || ' ' || coalesce(substr(v.body, 1, 8000), '')
FROM materials m LEFT JOIN material_versions v ON v.material_id = m.id AND v.number = m.published
UNION ALL
SELECT 'pitfall', q.id, m.id, m.product_id, m.release_id, q.words, coalesce(q.heading, '') || ' ' || coalesce(q.source, '')
FROM pitfalls q JOIN materials m ON m.id = q.material_id
UNION ALL
SELECT 'response', a.id, a.id, a.product_id, a.release_id, a.title, a.short_code || ' ' || a.topic || ' ' || a.questions
FROM responses a
UNION ALL
SELECT 'person', o.id, o.id, NULL, NULL, o.name, '' FROM people o;

-- products
CREATE TRIGGER search_product_added AFTER INSERT ON products
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'product' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_product_changed AFTER UPDATE OF name, summary ON products
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'product' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_product_deleted AFTER DELETE ON products
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'product' AND object_id = OLD.id;
END;

-- releases
CREATE TRIGGER search_release_added AFTER INSERT ON releases
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'release' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_release_changed AFTER UPDATE OF product_id, name, label, summary ON releases
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'release' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_release_deleted AFTER DELETE ON releases
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'release' AND object_id = OLD.id;
END;

-- items
CREATE TRIGGER search_item_added AFTER INSERT ON items
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'item' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_item_changed AFTER UPDATE OF release_id, title, section, explanation ON items
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'item' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_item_deleted AFTER DELETE ON items
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'item' AND object_id = OLD.id;
END;

-- cohorts
CREATE TRIGGER search_cohort_added AFTER INSERT ON cohorts
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'cohort' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_cohort_changed AFTER UPDATE OF product_id, name, constraints ON cohorts
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'cohort' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_cohort_deleted AFTER DELETE ON cohorts
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'cohort' AND object_id = OLD.id;
END;

-- phases
CREATE TRIGGER search_phase_added AFTER INSERT ON phases
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'phase' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_phase_changed AFTER UPDATE OF release_id, name ON phases
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'phase' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_phase_deleted AFTER DELETE ON phases
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'phase' AND object_id = OLD.id;
END;

-- runbooks
CREATE TRIGGER search_runbook_added AFTER INSERT ON runbooks
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'runbook' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_runbook_changed AFTER UPDATE OF release_id, name, number ON runbooks
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'runbook' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'step' AND page_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_runbook_deleted AFTER DELETE ON runbooks
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'runbook' AND object_id = OLD.id;
END;

-- steps
CREATE TRIGGER search_step_added AFTER INSERT ON steps
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'step' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_step_changed AFTER UPDATE OF runbook_id, number, title, instruction ON steps
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'step' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_step_deleted AFTER DELETE ON steps
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'step' AND object_id = OLD.id
      AND NOT EXISTS (SELECT 1 FROM search_sources s WHERE s.kind = 'step' AND s.object_id = OLD.id);
END;

-- runs
CREATE TRIGGER search_run_added AFTER INSERT ON runs
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'run' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_run_changed AFTER UPDATE OF release_id, kind, ordinal, environment, data_set, candidate ON runs
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'run' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_run_deleted AFTER DELETE ON runs
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'run' AND object_id = OLD.id;
END;

-- drills
CREATE TRIGGER search_drill_added AFTER INSERT ON drills
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'drill' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_drill_changed AFTER UPDATE OF release_id, ordinal, title, scenario ON drills
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'drill' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_drill_deleted AFTER DELETE ON drills
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'drill' AND object_id = OLD.id;
END;

-- findings
CREATE TRIGGER search_finding_added AFTER INSERT ON findings
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'finding' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_finding_changed AFTER UPDATE OF release_id, title, explanation ON findings
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'finding' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_finding_deleted AFTER DELETE ON findings
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'finding' AND object_id = OLD.id;
END;

-- materials
CREATE TRIGGER search_material_added AFTER INSERT ON materials
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'material' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_material_changed AFTER UPDATE OF product_id, release_id, title, roles, published ON materials
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'material' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'pitfall' AND page_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_material_begun AFTER INSERT ON material_versions
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'material' AND object_id = NEW.material_id
      AND EXISTS (SELECT 1 FROM materials WHERE id = NEW.material_id AND published = NEW.number)
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_material_written AFTER UPDATE OF body ON material_versions
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'material' AND object_id = NEW.material_id
      AND EXISTS (SELECT 1 FROM materials WHERE id = NEW.material_id AND published = NEW.number)
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_material_deleted AFTER DELETE ON materials
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'material' AND object_id = OLD.id;
END;

-- pitfalls
CREATE TRIGGER search_pitfall_added AFTER INSERT ON pitfalls
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'pitfall' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_pitfall_changed AFTER UPDATE OF material_id, words, source, heading ON pitfalls
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'pitfall' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_pitfall_deleted AFTER DELETE ON pitfalls
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'pitfall' AND object_id = OLD.id;
END;

-- responses
CREATE TRIGGER search_response_added AFTER INSERT ON responses
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'response' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_response_changed AFTER UPDATE OF product_id, release_id, topic, title, short_code, questions ON responses
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'response' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_response_deleted AFTER DELETE ON responses
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'response' AND object_id = OLD.id;
END;

-- people
CREATE TRIGGER search_person_added AFTER INSERT ON people
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'person' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_person_changed AFTER UPDATE OF name ON people
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'person' AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
END;

CREATE TRIGGER search_person_deleted AFTER DELETE ON people
BEGIN
    DELETE FROM search_entries
    WHERE kind = 'person' AND object_id = OLD.id;
END;

-- What is there already.
INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
SELECT kind, object_id, page_id, product_id, release_id, title, words FROM search_sources;
