-- Who asks. What a person did stands in the tables of what was done, by `person.id`.
CREATE TABLE person (
    id         TEXT   PRIMARY KEY, -- of people.yaml where known there; else made up at the first visit
    name       TEXT   NOT NULL,    -- as the person or the identity provider gave it; empty where nobody did
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

-- Who has signed in. Only a hash of the session's id is kept, so that a copy of this file opens nothing.
CREATE TABLE session (
    id_hash    TEXT   PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    data       TEXT   NOT NULL,    -- what the identity provider said at sign-in, as JSON
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires_at);
