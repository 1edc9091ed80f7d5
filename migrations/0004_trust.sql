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

-- "Still right" by somebody who uses an entry: may delay its review once, by half an interval.
CREATE TABLE confirmation (
    id     INTEGER PRIMARY KEY,
    person TEXT,
    entry  TEXT   NOT NULL,
    hash   TEXT   NOT NULL,        -- of the file as it was confirmed
    at     BIGINT NOT NULL
);
CREATE INDEX confirmation_entry ON confirmation (entry, at);
