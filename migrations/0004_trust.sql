-- A reader says that something is wrong, with a word why. Kept until closed, then 12 months.
CREATE TABLE flag (
    id         INTEGER PRIMARY KEY,
    person     TEXT,
    entry      TEXT   NOT NULL,
    answer     TEXT,
    reason     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    closed_by  TEXT,
    closed_at  BIGINT,
    outcome    TEXT                -- what was done about it
);
CREATE INDEX flag_entry ON flag (entry, closed_at);
CREATE INDEX flag_person ON flag (person);

-- "Still right": of the owner or a steward a verification, of another reader what may delay a review once, by half an
-- interval. The person is dropped after 12 months; what was confirmed stays confirmed.
CREATE TABLE confirmation (
    id       INTEGER PRIMARY KEY,
    person   TEXT,
    entry    TEXT    NOT NULL,
    hash     TEXT    NOT NULL,       -- of the file as it was confirmed, in hexadecimal
    verifies INTEGER NOT NULL,       -- 1: by somebody who may verify
    at       BIGINT  NOT NULL
);
CREATE INDEX confirmation_entry ON confirmation (entry, at);
CREATE INDEX confirmation_person ON confirmation (person);

-- What the weekly page reads, in the order in which it reads it.
CREATE INDEX search_episode_weekly ON search_episode (ended_at, state, person);
CREATE INDEX use_event_weekly ON use_event (at, entry, answer, person);
CREATE INDEX vote_weekly ON vote (at, entry, answer, value, person);
