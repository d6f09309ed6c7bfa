-- Addresses that people can read. A slug is never given to another thing, so an old one leads where it always led.

ALTER TABLE products ADD COLUMN slug TEXT NOT NULL DEFAULT '';
ALTER TABLE releases ADD COLUMN slug TEXT NOT NULL DEFAULT '';
ALTER TABLE releases ADD COLUMN items_deleted_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE releases ADD COLUMN runbooks_deleted_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE runbooks ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN ordinal BIGINT NOT NULL DEFAULT 0;

-- What is there gets the words of its name, letter by letter: small letters and digits, everything else is a hyphen.
UPDATE products SET slug = named.slug
FROM (
    WITH RECURSIVE letters (id, rest, slug) AS (
        SELECT id,
               replace(replace(replace(replace(lower(substr(name, 1, 50)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'),
               ''
        FROM products
        UNION ALL
        SELECT id,
               substr(rest, 2),
               CASE WHEN substr(rest, 1, 1) GLOB '[a-z0-9]' THEN slug || substr(rest, 1, 1)
                    WHEN slug = '' OR slug GLOB '*-' THEN slug
                    ELSE slug || '-'
               END
        FROM letters
        WHERE rest <> ''
    )
    SELECT id, rtrim(slug, '-') AS slug FROM letters WHERE rest = ''
) AS named
WHERE named.id = products.id;

-- One that is taken, empty or a word of ours gets the end of its id.
UPDATE products SET slug = ltrim(products.slug || '-' || substr(lower(hex(products.id)), -8), '-')
FROM (
    SELECT id, slug, ROW_NUMBER() OVER (PARTITION BY slug ORDER BY created_at, id) AS number FROM products
) AS named
WHERE named.id = products.id
  AND (named.number > 1 OR length(named.slug) < 2
       OR named.slug IN ('account', 'activity', 'admin', 'api', 'assets', 'audit', 'desk', 'docs', 'drills', 'feeds',
                         'findings', 'help', 'home', 'items', 'launch', 'login', 'materials', 'people', 'phases',
                         'products', 'questions', 'read', 'readers', 'releases', 'responses', 'runbooks', 'runs',
                         'search', 'settings', 'setup', 'sign-in', 'status', 'steps', 'templates', 'version'));

UPDATE releases SET slug = named.slug
FROM (
    WITH RECURSIVE letters (id, rest, slug) AS (
        SELECT id,
               replace(replace(replace(replace(lower(substr(label, 1, 50)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'),
               ''
        FROM releases
        UNION ALL
        SELECT id,
               substr(rest, 2),
               CASE WHEN substr(rest, 1, 1) GLOB '[a-z0-9]' THEN slug || substr(rest, 1, 1)
                    WHEN slug = '' THEN slug
                    WHEN substr(rest, 1, 1) = '.' THEN slug || '.'
                    WHEN slug GLOB '*[-.]' THEN slug
                    ELSE slug || '-'
               END
        FROM letters
        WHERE rest <> ''
    )
    SELECT id, rtrim(slug, '-.') AS slug FROM letters WHERE rest = ''
) AS named
WHERE named.id = releases.id;

UPDATE releases SET slug = ltrim(releases.slug || '-' || substr(lower(hex(releases.id)), -8), '-')
FROM (
    SELECT id, slug, ROW_NUMBER() OVER (PARTITION BY product_id, slug ORDER BY created_at, id) AS number FROM releases
) AS named
WHERE named.id = releases.id
  AND (named.number > 1 OR named.slug = ''
       OR named.slug IN ('activity', 'cohorts', 'contacts', 'edit', 'findings', 'fragments', 'freezes', 'library',
                         'people', 'questions', 'readers', 'releases', 'responses', 'settings', 'status', 'support',
                         'templates', 'training'));

UPDATE items SET ordinal = given.number
FROM (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY release_id ORDER BY created_at, position, id) AS number FROM items
) AS given
WHERE given.id = items.id;

UPDATE runbooks SET ordinal = given.number
FROM (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY release_id ORDER BY created_at, id) AS number FROM runbooks
) AS given
WHERE given.id = runbooks.id;

UPDATE findings SET ordinal = given.number
FROM (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY release_id ORDER BY reported_at, id) AS number FROM findings
) AS given
WHERE given.id = findings.id;

CREATE UNIQUE INDEX products_by_slug ON products (slug);
CREATE UNIQUE INDEX releases_by_slug ON releases (product_id, slug);
CREATE UNIQUE INDEX items_by_ordinal ON items (release_id, ordinal);
CREATE UNIQUE INDEX runbooks_by_ordinal ON runbooks (release_id, ordinal);
CREATE UNIQUE INDEX findings_by_ordinal ON findings (release_id, ordinal);

-- Every slug that a thing has or had. A slug is taken before the row of its thing is written.
CREATE TABLE product_slugs (
    slug       TEXT NOT NULL PRIMARY KEY,
    product_id BLOB NOT NULL REFERENCES products (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE release_slugs (
    product_id BLOB NOT NULL REFERENCES products (id) DEFERRABLE INITIALLY DEFERRED,
    slug       TEXT NOT NULL,
    release_id BLOB NOT NULL REFERENCES releases (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (product_id, slug)
);

INSERT INTO product_slugs (slug, product_id) SELECT slug, id FROM products;
INSERT INTO release_slugs (product_id, slug, release_id) SELECT product_id, slug, id FROM releases;
