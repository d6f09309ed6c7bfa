-- What the desk searches. A row for each approved text of a template that is not retired; drafts are not in it at
-- all. Triggers write it in the transaction of the change, so it never says anything that is not so.
-- place: the release or product it is of, its situation and its language: what a cohort asks for at a moment.
CREATE TABLE response_search (
    id          BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place       TEXT   NOT NULL,
    response_id UUID   NOT NULL REFERENCES responses (id),
    variant_id  UUID   NOT NULL,
    number      BIGINT NOT NULL,
    valid_from  TEXT,
    valid_to    TEXT,
    UNIQUE (variant_id, number),
    FOREIGN KEY (variant_id, number) REFERENCES variant_texts (variant_id, number) ON DELETE CASCADE
);

CREATE INDEX response_search_of_place    ON response_search (place, response_id);
CREATE INDEX response_search_of_response ON response_search (response_id);

-- Words only; what they belong to is the row of response_search with the same id. The place is in the index with them
-- (in a list of one, which GIN can hold): what lies elsewhere is never looked at. words: all of it.
CREATE TABLE response_fts (
    id         BIGINT   NOT NULL PRIMARY KEY REFERENCES response_search (id) ON DELETE CASCADE,
    place      TEXT[]   NOT NULL,
    short_code TSVECTOR NOT NULL,
    title      TSVECTOR NOT NULL,
    questions  TSVECTOR NOT NULL,
    words      TSVECTOR NOT NULL
);

CREATE INDEX response_fts_of_words ON response_fts USING gin (place, short_code, title, questions, words)
    WITH (fastupdate = off);

-- A text as the words that domain::desk::Query makes of it: small letters without accents, and nothing between them
-- but spaces. The letters are named because the locale of a database may know none but English ones.
CREATE FUNCTION response_words(words TEXT) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('simple', regexp_replace(translate(lower(words),
        'àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž' ||
        'ÀÁÂÃÄÅĀĂĄÇĆĈĊČĎÈÉÊËĒĔĖĘĚĜĞĠĢĤÌÍÎÏĨĪĬĮĴĶĹĻĽÑŃŅŇÒÓÔÕÖŌŎŐŔŖŘŚŜŞŠŢŤÙÚÛÜŨŪŬŮŰŲŴÝŸŶŹŻŽ',
        'aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz' ||
        'aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz'),
        '[\x01-\x2f:-@[-`{-\x7f’‘“”„«»…–—]+', ' ', 'g'))
$$;

CREATE FUNCTION write_response_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO response_fts (id, place, short_code, title, questions, words)
    SELECT NEW.id, ARRAY[NEW.place], w.short_code, w.title, w.questions,
           w.short_code || w.title || w.questions || response_words(t.body)
    FROM responses r, variant_texts t,
         LATERAL (SELECT response_words(r.short_code) AS short_code, response_words(r.title) AS title,
                         response_words(r.questions) AS questions) w
    WHERE r.id = NEW.response_id AND t.variant_id = NEW.variant_id AND t.number = NEW.number;
    RETURN NULL;
END $$;

CREATE TRIGGER response_search_added AFTER INSERT ON response_search
FOR EACH ROW EXECUTE FUNCTION write_response_words();

CREATE FUNCTION write_response_search_of_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM response_search WHERE variant_id = OLD.variant_id AND number = OLD.number;
    END IF;
    INSERT INTO response_search (place, response_id, variant_id, number, valid_from, valid_to)
    SELECT replace(coalesce(r.release_id, r.product_id)::text, '-', '') || ' ' || v.situation || ' ' || v.language,
           r.id, NEW.variant_id, NEW.number, NEW.valid_from, NEW.valid_to
    FROM variants v
    JOIN responses r ON r.id = v.response_id
    WHERE v.id = NEW.variant_id AND NEW.state = 'approved' AND r.retired_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER response_search_text_changed AFTER INSERT OR UPDATE ON variant_texts
FOR EACH ROW EXECUTE FUNCTION write_response_search_of_text();

CREATE FUNCTION write_response_search_of_response() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM response_search WHERE response_id = NEW.id;
    INSERT INTO response_search (place, response_id, variant_id, number, valid_from, valid_to)
    SELECT replace(coalesce(NEW.release_id, NEW.product_id)::text, '-', '') || ' ' || v.situation || ' ' || v.language,
           NEW.id, t.variant_id, t.number, t.valid_from, t.valid_to
    FROM variants v
    JOIN variant_texts t ON t.variant_id = v.id
    WHERE v.response_id = NEW.id AND t.state = 'approved' AND NEW.retired_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER response_search_response_changed
AFTER UPDATE OF product_id, release_id, title, short_code, questions, retired_at ON responses
FOR EACH ROW EXECUTE FUNCTION write_response_search_of_response();
