-- When somebody last used an entry, or said that they have seen what changed in it: one row each, so that a later change
-- can be told of. Dropped after 6 months.
CREATE TABLE last_use (
    person TEXT   NOT NULL,
    entry  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, entry)
);
CREATE INDEX last_use_at ON last_use (at);
INSERT INTO last_use (person, entry, at)
SELECT person, entry, MAX(at) FROM use_event WHERE person IS NOT NULL GROUP BY person, entry;
