CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What search finds: one row for each thing that has a title. Triggers write it in the transaction of the change,
-- whoever makes it. Who may see a row is decided when somebody asks, from what is true then. Injects of drills, notes
-- and texts of answers, notes on items and e-mail addresses are not in it.
CREATE TABLE search_entries (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       TEXT                                NOT NULL,
    object_id  UUID                                NOT NULL,
    -- The thing on whose page it is: the runbook of a step, the material of a pitfall, itself otherwise.
    page_id    UUID                                NOT NULL,
    -- Of what lies in a product and in none of its releases.
    product_id UUID,
    release_id UUID,
    title      TEXT                                NOT NULL,
    words      TEXT                                NOT NULL,
    UNIQUE (kind, object_id)
);

CREATE INDEX search_entries_of_object ON search_entries (object_id);

-- What somebody worked on lately is offered before they type.
CREATE INDEX audit_of_actor ON audit (actor_id, at);

-- Small letters without accents, whatever the locale of the database: in C, lower() knows only English.
CREATE FUNCTION search_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        translate(
            lower(normalize($1, NFD)),
            'ÆÐØÞĐĦŁŊŒŦΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ',
            'æðøþđħłŋœŧαβγδεζηθικλμνξοπρστυφχψωѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя'
        ),
        '[\u0300-\u036f]', '', 'g'
    )
$$;

-- The same with nothing between words but spaces, so that the parser of tsvector finds words and no addresses or files.
CREATE FUNCTION search_plain(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        search_fold($1),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f]+', ' ', 'g'
    )
$$;

-- Two indexes over the rows: by the beginnings of words, and by any three characters, for what is misspelt.
CREATE TABLE search_fts (
    entry_id BIGINT   NOT NULL PRIMARY KEY REFERENCES search_entries (id) ON DELETE CASCADE,
    vector   TSVECTOR NOT NULL,
    parts    TEXT     NOT NULL
);

CREATE INDEX search_fts_words ON search_fts USING gin (vector);
CREATE INDEX search_fts_parts ON search_fts USING gin (parts gin_trgm_ops);

CREATE FUNCTION search_index() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    title text := search_plain(NEW.title);
    words text := search_plain(NEW.words);
BEGIN
    INSERT INTO search_fts (entry_id, vector, parts)
    VALUES (
        NEW.id,
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'D'),
        ' ' || title || ' ' || words || ' '
    )
    ON CONFLICT (entry_id) DO UPDATE SET vector = EXCLUDED.vector, parts = EXCLUDED.parts;
    RETURN NULL;
END $$;

CREATE TRIGGER search_entry_added AFTER INSERT ON search_entries
FOR EACH ROW EXECUTE FUNCTION search_index();

CREATE TRIGGER search_entry_changed AFTER UPDATE OF title, words ON search_entries
FOR EACH ROW WHEN (OLD.title <> NEW.title OR OLD.words <> NEW.words) EXECUTE FUNCTION search_index();

-- What a row says, once: for the triggers, for what is there already, and for a test that compares.
CREATE VIEW search_sources (kind, object_id, page_id, product_id, release_id, title, words) AS
SELECT 'product', p.id, p.id, p.id, CAST(NULL AS UUID), p.name, p.summary FROM products p
UNION ALL
SELECT 'release', r.id, r.id, CAST(NULL AS UUID), r.id, r.name || ' ' || r.label, r.summary FROM releases r
UNION ALL
SELECT 'item', i.id, i.id, CAST(NULL AS UUID), i.release_id, i.title, i.section || ' ' || substr(i.explanation, 1, 2000) FROM items i
UNION ALL
SELECT 'cohort', c.id, c.id, c.product_id, CAST(NULL AS UUID), c.name, substr(c.constraints, 1, 2000) FROM cohorts c
UNION ALL
SELECT 'phase', f.id, f.id, CAST(NULL AS UUID), f.release_id, f.name, '' FROM phases f
UNION ALL
SELECT 'runbook', b.id, b.id, CAST(NULL AS UUID), b.release_id, b.name, '' FROM runbooks b
UNION ALL
-- Only the version that is valid now.
SELECT 'step', s.id, b.id, CAST(NULL AS UUID), b.release_id, s.title, substr(s.instruction, 1, 2000)
FROM steps s JOIN runbooks b ON b.id = s.runbook_id AND b.number = s.number
UNION ALL
SELECT 'run', n.id, n.id, CAST(NULL AS UUID), n.release_id,
       upper(substr(n.kind, 1, 1)) || replace(substr(n.kind, 2), '_', ' ') || ' ' || n.ordinal,
       coalesce(n.environment, '') || ' ' || coalesce(n.data_set, '') || ' ' || coalesce(n.candidate, '')
FROM runs n
UNION ALL
SELECT 'drill', d.id, d.id, CAST(NULL AS UUID), d.release_id, 'Drill ' || d.ordinal || ': ' || d.title, replace(d.scenario, '_', ' ')
FROM drills d
UNION ALL
SELECT 'finding', g.id, g.id, CAST(NULL AS UUID), g.release_id, g.title, substr(g.explanation, 1, 2000) FROM findings g
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
SELECT 'person', o.id, o.id, CAST(NULL AS UUID), CAST(NULL AS UUID), o.name, '' FROM people o;

-- Brings the rows of one kind up to date: of the thing itself, or of what is on its page.
CREATE FUNCTION search_refresh() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = TG_ARGV[0] AND object_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
    RETURN NULL;
END $$;

-- Drafts are nobody's to find.
CREATE FUNCTION search_refresh_material() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = 'material' AND object_id = NEW.material_id
      AND EXISTS (SELECT 1 FROM materials WHERE id = NEW.material_id AND published = NEW.number)
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
    RETURN NULL;
END $$;

CREATE FUNCTION search_refresh_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
    SELECT kind, object_id, page_id, product_id, release_id, title, words
    FROM search_sources WHERE kind = TG_ARGV[0] AND page_id = NEW.id
    ON CONFLICT (kind, object_id) DO UPDATE
    SET page_id = EXCLUDED.page_id, product_id = EXCLUDED.product_id, release_id = EXCLUDED.release_id,
        title = EXCLUDED.title, words = EXCLUDED.words;
    RETURN NULL;
END $$;

CREATE FUNCTION search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_entries e
    WHERE e.kind = TG_ARGV[0] AND e.object_id = OLD.id
      -- A step that is still in the valid version stays.
      AND NOT EXISTS (SELECT 1 FROM search_sources s WHERE s.kind = TG_ARGV[0] AND s.object_id = OLD.id);
    RETURN NULL;
END $$;

CREATE TRIGGER search_product_saved AFTER INSERT OR UPDATE OF name, summary ON products
FOR EACH ROW EXECUTE FUNCTION search_refresh('product');
CREATE TRIGGER search_product_deleted AFTER DELETE ON products
FOR EACH ROW EXECUTE FUNCTION search_forget('product');

CREATE TRIGGER search_release_saved AFTER INSERT OR UPDATE OF product_id, name, label, summary ON releases
FOR EACH ROW EXECUTE FUNCTION search_refresh('release');
CREATE TRIGGER search_release_deleted AFTER DELETE ON releases
FOR EACH ROW EXECUTE FUNCTION search_forget('release');

CREATE TRIGGER search_item_saved AFTER INSERT OR UPDATE OF release_id, title, section, explanation ON items
FOR EACH ROW EXECUTE FUNCTION search_refresh('item');
CREATE TRIGGER search_item_deleted AFTER DELETE ON items
FOR EACH ROW EXECUTE FUNCTION search_forget('item');

CREATE TRIGGER search_cohort_saved AFTER INSERT OR UPDATE OF product_id, name, constraints ON cohorts
FOR EACH ROW EXECUTE FUNCTION search_refresh('cohort');
CREATE TRIGGER search_cohort_deleted AFTER DELETE ON cohorts
FOR EACH ROW EXECUTE FUNCTION search_forget('cohort');

CREATE TRIGGER search_phase_saved AFTER INSERT OR UPDATE OF release_id, name ON phases
FOR EACH ROW EXECUTE FUNCTION search_refresh('phase');
CREATE TRIGGER search_phase_deleted AFTER DELETE ON phases
FOR EACH ROW EXECUTE FUNCTION search_forget('phase');

CREATE TRIGGER search_runbook_saved AFTER INSERT OR UPDATE OF release_id, name, number ON runbooks
FOR EACH ROW EXECUTE FUNCTION search_refresh('runbook');
CREATE TRIGGER search_runbook_deleted AFTER DELETE ON runbooks
FOR EACH ROW EXECUTE FUNCTION search_forget('runbook');

CREATE TRIGGER search_step_saved AFTER INSERT OR UPDATE OF runbook_id, number, title, instruction ON steps
FOR EACH ROW EXECUTE FUNCTION search_refresh('step');
CREATE TRIGGER search_step_deleted AFTER DELETE ON steps
FOR EACH ROW EXECUTE FUNCTION search_forget('step');

CREATE TRIGGER search_run_saved AFTER INSERT OR UPDATE OF release_id, kind, ordinal, environment, data_set, candidate ON runs
FOR EACH ROW EXECUTE FUNCTION search_refresh('run');
CREATE TRIGGER search_run_deleted AFTER DELETE ON runs
FOR EACH ROW EXECUTE FUNCTION search_forget('run');

CREATE TRIGGER search_drill_saved AFTER INSERT OR UPDATE OF release_id, ordinal, title, scenario ON drills
FOR EACH ROW EXECUTE FUNCTION search_refresh('drill');
CREATE TRIGGER search_drill_deleted AFTER DELETE ON drills
FOR EACH ROW EXECUTE FUNCTION search_forget('drill');

CREATE TRIGGER search_finding_saved AFTER INSERT OR UPDATE OF release_id, title, explanation ON findings
FOR EACH ROW EXECUTE FUNCTION search_refresh('finding');
CREATE TRIGGER search_finding_deleted AFTER DELETE ON findings
FOR EACH ROW EXECUTE FUNCTION search_forget('finding');

CREATE TRIGGER search_material_saved AFTER INSERT OR UPDATE OF product_id, release_id, title, roles, published ON materials
FOR EACH ROW EXECUTE FUNCTION search_refresh('material');
CREATE TRIGGER search_material_written AFTER INSERT OR UPDATE OF body ON material_versions
FOR EACH ROW EXECUTE FUNCTION search_refresh_material();
CREATE TRIGGER search_material_deleted AFTER DELETE ON materials
FOR EACH ROW EXECUTE FUNCTION search_forget('material');

CREATE TRIGGER search_pitfall_saved AFTER INSERT OR UPDATE OF material_id, words, source, heading ON pitfalls
FOR EACH ROW EXECUTE FUNCTION search_refresh('pitfall');
CREATE TRIGGER search_pitfall_deleted AFTER DELETE ON pitfalls
FOR EACH ROW EXECUTE FUNCTION search_forget('pitfall');

CREATE TRIGGER search_response_saved AFTER INSERT OR UPDATE OF product_id, release_id, topic, title, short_code, questions ON responses
FOR EACH ROW EXECUTE FUNCTION search_refresh('response');
CREATE TRIGGER search_response_deleted AFTER DELETE ON responses
FOR EACH ROW EXECUTE FUNCTION search_forget('response');

CREATE TRIGGER search_person_saved AFTER INSERT OR UPDATE OF name ON people
FOR EACH ROW EXECUTE FUNCTION search_refresh('person');
CREATE TRIGGER search_person_deleted AFTER DELETE ON people
FOR EACH ROW EXECUTE FUNCTION search_forget('person');

-- A new version of a runbook has steps of its own, and pitfalls lie where their material does.
CREATE TRIGGER search_steps_saved AFTER UPDATE OF release_id, number ON runbooks
FOR EACH ROW EXECUTE FUNCTION search_refresh_page('step');
CREATE TRIGGER search_pitfalls_saved AFTER UPDATE OF product_id, release_id ON materials
FOR EACH ROW EXECUTE FUNCTION search_refresh_page('pitfall');

-- What is there already.
INSERT INTO search_entries (kind, object_id, page_id, product_id, release_id, title, words)
SELECT kind, object_id, page_id, product_id, release_id, title, words FROM search_sources;
