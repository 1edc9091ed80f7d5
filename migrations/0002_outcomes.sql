-- How an answer was worded when somebody used it or voted on it: votes on another wording count less.
CREATE TABLE wording (
    hash TEXT PRIMARY KEY,
    text TEXT NOT NULL
);

-- Somebody used an entry, or one answer of it; in one way and on one occasion once. The person is dropped after 12 months.
CREATE TABLE use_event (
    id         INTEGER PRIMARY KEY,
    person     TEXT,
    entry      TEXT   NOT NULL,
    answer     TEXT,               -- anchor; NULL for the quick response or the whole entry
    how        TEXT   NOT NULL CHECK (how IN ('copy', 'used', 'vote', 'dwell')),
    occasion   TEXT,               -- 'deal:…' or 'day:2026-11-23', the same as that of the vote on it
    deal       TEXT,
    stage      TEXT,
    persona    TEXT,
    competitor TEXT,
    wording    TEXT,               -- hash
    at         BIGINT NOT NULL
);
CREATE UNIQUE INDEX use_event_once ON use_event (person, entry, COALESCE(answer, ''), how, occasion);
CREATE INDEX use_event_entry ON use_event (entry, at);
CREATE INDEX use_event_at ON use_event (at);
CREATE INDEX use_event_person ON use_event (person, at);

-- What happened when an answer was used. One per person, answer and deal, or day where there is no deal; a later one
-- replaces the earlier.
CREATE TABLE vote (
    id       INTEGER PRIMARY KEY,
    person   TEXT,                 -- NULL once the person was erased
    entry    TEXT   NOT NULL,
    answer   TEXT   NOT NULL,      -- anchor
    occasion TEXT   NOT NULL,      -- 'deal:…' or 'day:2026-11-23'
    deal     TEXT,
    value    TEXT   NOT NULL CHECK (value IN ('worked', 'partly', 'did_not', 'not_said')),
    said_by  TEXT   NOT NULL DEFAULT 'rep' CHECK (said_by IN ('rep', 'buyer')),
    stage    TEXT,
    persona  TEXT,
    wording  TEXT,                 -- hash
    note     TEXT,
    at       BIGINT NOT NULL,
    UNIQUE (person, entry, answer, occasion)
);
-- All that a tally is made of.
CREATE INDEX vote_tally ON vote (entry, answer, value, said_by, wording, at);
CREATE INDEX vote_at ON vote (at);

-- What is to be asked at the next visit. Kept 90 days.
CREATE TABLE vote_ask (
    person      TEXT   NOT NULL,
    entry       TEXT   NOT NULL,
    answer      TEXT   NOT NULL,
    occasion    TEXT   NOT NULL,
    deal        TEXT,
    wording     TEXT,
    asked_at    BIGINT NOT NULL,   -- when the use was that is asked about
    answered_at BIGINT,
    PRIMARY KEY (person, entry, answer, occasion)
);
CREATE INDEX vote_ask_at ON vote_ask (asked_at);

-- "I said something else": a better reply, usable at once by who wrote it.
CREATE TABLE reply (
    id       INTEGER PRIMARY KEY,
    person   TEXT   NOT NULL,
    entry    TEXT   NOT NULL,
    text     TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    taken_at BIGINT                -- when it became part of the entry
);
CREATE INDEX reply_entry ON reply (entry);
CREATE INDEX reply_person ON reply (person);
