-- Queries of one person with less than two minutes between them, the last of which names the episode. Kept 12 months.
CREATE TABLE search_episode (
    id         INTEGER PRIMARY KEY,
    person     TEXT,               -- dropped after 30 days
    text       TEXT,               -- the last query; dropped after 180 days
    -- 'open' until it is settled, half an hour after the last query; until then the state follows from what is below.
    state      TEXT   NOT NULL CHECK (state IN ('open', 'answered', 'answered_on_page', 'said_no', 'nothing_found', 'not_opened')),
    confident  INTEGER NOT NULL,   -- of the last query
    results    INTEGER NOT NULL,
    nearest    TEXT,               -- the first result of the last query
    entry      TEXT,               -- what was used or opened
    used       INTEGER NOT NULL DEFAULT 0,
    first_ms   INTEGER NOT NULL DEFAULT 0, -- how long the first result was seen, open in place
    opened_at  BIGINT,             -- when an entry was opened
    opened_ms  INTEGER,            -- how long it was seen; NULL where no script measured that
    said_no_at BIGINT,             -- "not what I need", or "Ask the team"
    stage      TEXT,
    persona    TEXT,
    competitor TEXT,
    surface    TEXT   NOT NULL DEFAULT 'page', -- page, sidebar, phone
    started_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL     -- the last query
);
CREATE INDEX search_episode_at ON search_episode (ended_at);
CREATE INDEX search_episode_person ON search_episode (person, ended_at);
CREATE INDEX search_episode_open ON search_episode (ended_at) WHERE state = 'open';

-- Every query of an episode, as typed when typing paused. Text is kept 180 days, the person is that of the episode.
CREATE TABLE search_query (
    id        INTEGER PRIMARY KEY,
    episode   INTEGER NOT NULL REFERENCES search_episode (id) ON DELETE CASCADE,
    text      TEXT    NOT NULL,
    results   INTEGER NOT NULL,
    confident INTEGER NOT NULL,
    nearest   TEXT,
    at        BIGINT  NOT NULL
);
CREATE INDEX search_query_episode ON search_query (episode);
CREATE INDEX search_query_at ON search_query (at);

-- "Ask the team": kept until answered, then 12 months. Who asked is told when an entry answers it.
CREATE TABLE ask (
    id          INTEGER PRIMARY KEY,
    person      TEXT,
    text        TEXT   NOT NULL,
    stage       TEXT,
    persona     TEXT,
    nearest     TEXT,              -- what search was sure of when it was asked, and which was no answer
    at          BIGINT NOT NULL,
    answered_by TEXT,              -- the entry
    answered_at BIGINT,
    told_at     BIGINT
);
CREATE INDEX ask_open ON ask (answered_at, at);
CREATE INDEX ask_untold ON ask (person) WHERE told_at IS NULL;

-- What was decided about a gap, by one of its wordings: everything near to it is covered by the decision.
CREATE TABLE gap_decision (
    id       INTEGER PRIMARY KEY,
    text     TEXT   NOT NULL,
    decision TEXT   NOT NULL CHECK (decision IN ('written', 'variant', 'synonym', 'not_ours')),
    entry    TEXT,
    person   TEXT,
    at       BIGINT NOT NULL
);

-- A search that ended in a use: what learned phrasings are made of. The person is dropped after 12 months.
CREATE TABLE phrasing (
    id     INTEGER PRIMARY KEY,
    entry  TEXT   NOT NULL,
    text   TEXT   NOT NULL,
    person TEXT,
    said_no INTEGER NOT NULL DEFAULT 0, -- 1: it led there and was not what was needed
    at     BIGINT NOT NULL
);
CREATE INDEX phrasing_entry ON phrasing (entry);
CREATE INDEX phrasing_at ON phrasing (at);
