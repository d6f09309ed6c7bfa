-- What the desk searches. A row for each approved text of a template that is not retired; drafts are not in it at
-- all. Triggers write it in the transaction of the change, so it never says anything that is not so.
-- place: the release or product it is of, its situation and its language: what a cohort asks for at a moment.
CREATE TABLE response_search (
    id          INTEGER NOT NULL PRIMARY KEY,
    place       TEXT    NOT NULL,
    response_id BLOB    NOT NULL REFERENCES responses (id),
    variant_id  BLOB    NOT NULL,
    number      BIGINT  NOT NULL,
    valid_from  TEXT,
    valid_to    TEXT,
    UNIQUE (variant_id, number),
    FOREIGN KEY (variant_id, number) REFERENCES variant_texts (variant_id, number) ON DELETE CASCADE
);

CREATE INDEX response_search_of_place    ON response_search (place, response_id);
CREATE INDEX response_search_of_response ON response_search (response_id);

-- Words only; what they belong to is the row of response_search with the same id. The place is a word as well: what
-- lies elsewhere is never looked at.
CREATE VIRTUAL TABLE response_fts USING fts5 (
    place, short_code, title, questions, body,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6'
);

-- The words that there are, for those who make typing errors.
CREATE VIRTUAL TABLE response_words_fts USING fts5vocab (response_fts, 'row');

CREATE TRIGGER response_search_added AFTER INSERT ON response_search BEGIN
    INSERT INTO response_fts (rowid, place, short_code, title, questions, body)
    SELECT NEW.id, replace(replace(replace(NEW.place, ' ', ''), '_', ''), '-', ''), r.short_code, r.title, r.questions, t.body
    FROM responses r, variant_texts t
    WHERE r.id = NEW.response_id AND t.variant_id = NEW.variant_id AND t.number = NEW.number;
END;

CREATE TRIGGER response_search_deleted AFTER DELETE ON response_search BEGIN
    DELETE FROM response_fts WHERE rowid = OLD.id;
END;

CREATE TRIGGER response_search_text_added AFTER INSERT ON variant_texts WHEN NEW.state = 'approved' BEGIN
    INSERT INTO response_search (place, response_id, variant_id, number, valid_from, valid_to)
    SELECT lower(hex(coalesce(r.release_id, r.product_id))) || ' ' || v.situation || ' ' || v.language, r.id,
           NEW.variant_id, NEW.number, NEW.valid_from, NEW.valid_to
    FROM variants v
    JOIN responses r ON r.id = v.response_id
    WHERE v.id = NEW.variant_id AND r.retired_at IS NULL;
END;

CREATE TRIGGER response_search_text_changed AFTER UPDATE ON variant_texts
WHEN OLD.state = 'approved' OR NEW.state = 'approved' BEGIN
    DELETE FROM response_search WHERE variant_id = OLD.variant_id AND number = OLD.number;
    INSERT INTO response_search (place, response_id, variant_id, number, valid_from, valid_to)
    SELECT lower(hex(coalesce(r.release_id, r.product_id))) || ' ' || v.situation || ' ' || v.language, r.id,
           NEW.variant_id, NEW.number, NEW.valid_from, NEW.valid_to
    FROM variants v
    JOIN responses r ON r.id = v.response_id
    WHERE v.id = NEW.variant_id AND NEW.state = 'approved' AND r.retired_at IS NULL;
END;

CREATE TRIGGER response_search_response_changed
AFTER UPDATE OF product_id, release_id, title, short_code, questions, retired_at ON responses BEGIN
    DELETE FROM response_search WHERE response_id = NEW.id;
    INSERT INTO response_search (place, response_id, variant_id, number, valid_from, valid_to)
    SELECT lower(hex(coalesce(NEW.release_id, NEW.product_id))) || ' ' || v.situation || ' ' || v.language, NEW.id,
           t.variant_id, t.number, t.valid_from, t.valid_to
    FROM variants v
    JOIN variant_texts t ON t.variant_id = v.id
    WHERE v.response_id = NEW.id AND t.state = 'approved' AND NEW.retired_at IS NULL;
END;
