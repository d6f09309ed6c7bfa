-- Home asks for what waits for one person, of releases that are not over. Without these it would read all of them.
CREATE INDEX releases_open ON releases (COALESCE(launch_on, '9999'), id, restricted)
    WHERE state NOT IN ('closed', 'cancelled', 'rolled_back');
-- Of what is done, only what is critical may have to be verified, or what is under something critical.
CREATE INDEX items_done          ON items (release_id)
    WHERE state = 'done' AND (critical OR parent_id IS NOT NULL);
CREATE INDEX findings_of_owner   ON findings (owner_id) WHERE state <> 'retested';
CREATE INDEX runs_running        ON runs (release_id)   WHERE state = 'running';
CREATE INDEX drills_running      ON drills (release_id) WHERE state = 'running';
CREATE INDEX exceptions_of_phase ON exceptions (phase_id, state);
