-- What somebody is writing and has not sent. Kept until it is sent or thrown away, 12 months at most.
CREATE TABLE draft (
    id     INTEGER PRIMARY KEY,
    person TEXT   NOT NULL,
    path   TEXT   NOT NULL,          -- the file, below the content folder
    begun  TEXT   NOT NULL,          -- hash of the text that it was begun from; empty for a new file
    asked  TEXT   NOT NULL,          -- the words of a question that a new file answers, or empty
    text   TEXT   NOT NULL,
    note   TEXT   NOT NULL,          -- what it is for, in a line
    at     BIGINT NOT NULL,
    UNIQUE (person, path)
);
CREATE INDEX draft_at ON draft (at);

-- Pictures that come with it.
CREATE TABLE draft_picture (
    id    INTEGER PRIMARY KEY,
    draft INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    name  TEXT    NOT NULL,          -- the name that its file will have
    bytes BLOB    NOT NULL,
    UNIQUE (draft, name)
);
