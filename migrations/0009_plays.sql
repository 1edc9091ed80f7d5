-- Role plays that are asked for, held and scored.
CREATE TABLE play_session (
    id        TEXT   PRIMARY KEY,    -- random: it stands in the link that is given to the other one
    play      TEXT   NOT NULL,       -- the entry
    state     TEXT   NOT NULL,       -- asked, open, declined, taken_back
    person    TEXT,                  -- who plays the rep; none until somebody opens the link and says so
    host      TEXT,                  -- who holds it and whose score counts; none once erased
    buyer     TEXT,                  -- who plays the customer, where that is somebody else
    day       TEXT   NOT NULL,       -- on which it is played, as 2026-11-23; empty while it is asked for
    note      TEXT   NOT NULL,       -- what was said when asking
    rubric    TEXT   NOT NULL,       -- what it is scored by, as it was when it began; empty while it is asked for
    at        BIGINT NOT NULL
);
CREATE INDEX play_session_person ON play_session (person);
CREATE INDEX play_session_host ON play_session (host);
CREATE INDEX play_session_buyer ON play_session (buyer);
CREATE INDEX play_session_at ON play_session (at);

-- What one who looked on says of it. Passed is told once every behaviour has a level. Passes count for 24 months; levels and
-- notes go after 12.
CREATE TABLE play_score (
    id      INTEGER PRIMARY KEY,
    session TEXT    NOT NULL REFERENCES play_session (id) ON DELETE CASCADE,
    person  TEXT,                    -- who was scored
    play    TEXT    NOT NULL,
    day     TEXT    NOT NULL,
    "by"    TEXT,                    -- who scored; none once erased
    counts  BIGINT  NOT NULL,        -- 1 of who holds it, 0 of those who score beside
    note    TEXT    NOT NULL,
    points  BIGINT,                  -- none until all is scored
    passed  BIGINT,
    told_at BIGINT,                  -- when all was scored first
    at      BIGINT  NOT NULL,
    UNIQUE (session, "by"),
    CHECK ("by" <> person)           -- nobody scores themselves
);
CREATE INDEX play_score_person ON play_score (person);
CREATE INDEX play_score_by ON play_score ("by");
CREATE INDEX play_score_at ON play_score (at);

-- The level of each behaviour, by its place in the rubric of the session.
CREATE TABLE play_level (
    score INTEGER NOT NULL REFERENCES play_score (id) ON DELETE CASCADE,
    place BIGINT  NOT NULL,
    level BIGINT  NOT NULL,
    PRIMARY KEY (score, place)
);
