-- Whether a form that is sent again was saved the first time is asked before each of them is run.
CREATE INDEX audit_of_request ON audit (request_id);
