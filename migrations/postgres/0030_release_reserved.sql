-- 0026 knew only some of the words that are addresses of ours, and made slugs that are longer than any may be. What
-- has one of those gets the end of its id, as 0026 does it.

UPDATE products SET slug = rtrim(substr(slug, 1, 51), '-.') || '-' || right(id::text, 8)
WHERE length(slug) > 60
   OR slug IN ('account', 'activity', 'admin', 'api', 'assets', 'audit', 'cohorts', 'contacts',
               'decisions', 'deployments', 'desk', 'docs', 'drills', 'environments', 'exceptions',
               'favicon.ico', 'favicon.svg', 'feeds', 'findings', 'fn', 'fragments', 'freezes', 'health',
               'help', 'home', 'inbox', 'injects', 'invitations', 'items', 'launch', 'livez', 'login',
               'materials', 'metrics', 'notices', 'outcomes', 'people', 'phases', 'products', 'proposals',
               'questions', 'read', 'reader-links', 'readers', 'readyz', 'releases', 'responses',
               'robots.txt', 'runbooks', 'runs', 'search', 'settings', 'setup', 'sign-in', 'sign-out',
               'static', 'status', 'steps', 'successes', 'templates', 'tokens', 'variants', 'version',
               'webhooks');

INSERT INTO product_slugs (slug, product_id) SELECT slug, id FROM products WHERE true ON CONFLICT DO NOTHING;

UPDATE releases SET slug = rtrim(substr(slug, 1, 51), '-.') || '-' || right(id::text, 8)
WHERE length(slug) > 60
   OR slug IN ('activity', 'cohorts', 'contacts', 'contacts.csv', 'deployments', 'edit', 'environments',
               'findings', 'fragments', 'freezes', 'library', 'people', 'proposals', 'questions',
               'readers', 'releases', 'responses', 'settings', 'status', 'support', 'templates',
               'training');

INSERT INTO release_slugs (product_id, slug, release_id) SELECT product_id, slug, id FROM releases WHERE true
ON CONFLICT DO NOTHING;
