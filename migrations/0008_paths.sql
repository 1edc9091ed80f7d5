-- Who is on which path, since which day and with whom. One row for a person and a path: what was ended is taken up again
-- with what was closed in it. Kept for 12 months after its end, or 24 after anything was last done in it.
CREATE TABLE enrolment (
    id         INTEGER PRIMARY KEY,
    person     TEXT   NOT NULL,
    path       TEXT   NOT NULL,      -- what the path was called when this was written
    started    TEXT   NOT NULL,      -- the first day, as 2026-12-01: milestones count from it
    buddy      TEXT,
    manager    TEXT,
    given_by   TEXT,
    at         BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    ended_at   BIGINT,
    UNIQUE (person, path)
);
CREATE INDEX enrolment_path ON enrolment (path);

-- Steps of paths that somebody has closed. A step is known by its id in the path, whatever else becomes of it.
CREATE TABLE path_step (
    person    TEXT   NOT NULL,
    path      TEXT   NOT NULL,
    step      TEXT   NOT NULL,
    activity  TEXT   NOT NULL,       -- what one did, as the path said then: read, shadow
    words     TEXT   NOT NULL,       -- what the step said then, to be shown once it is taken out
    how       TEXT   NOT NULL,       -- done, known
    signed_by TEXT,                  -- who said so: the person, a buddy or a manager
    at        BIGINT NOT NULL,
    PRIMARY KEY (person, path, step)
);
CREATE INDEX path_step_path ON path_step (path);

-- What somebody wants to be signed, and what was said instead of signing.
CREATE TABLE path_ask (
    person      TEXT   NOT NULL,
    path        TEXT   NOT NULL,
    step        TEXT   NOT NULL,
    how         TEXT   NOT NULL,     -- done, known
    at          BIGINT NOT NULL,
    answered_by TEXT,                -- who said "not yet", when, and with which words
    answered_at BIGINT,
    words       TEXT,
    PRIMARY KEY (person, path, step)
);
