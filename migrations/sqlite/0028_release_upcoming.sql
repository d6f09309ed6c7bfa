-- What comes in the next days is asked for on home, over all releases.

CREATE INDEX phases_by_start ON phases (starts_on);
CREATE INDEX phases_by_end ON phases (ends_on);
CREATE INDEX releases_by_launch ON releases (launch_on);
CREATE INDEX releases_by_feature_complete ON releases (feature_complete_on);
CREATE INDEX ballots_by_end ON ballots (until);
CREATE INDEX runs_by_start ON runs (starts_at);
CREATE INDEX drills_by_start ON drills (starts_at);
