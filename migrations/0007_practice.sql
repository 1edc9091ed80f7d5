-- A card that somebody practised, one row each time, never changed: what the memory of it is like is worked out from all of
-- them, so that it can be worked out better later. Kept while the person practises, and 12 months longer; erased on request.
CREATE TABLE practice_review (
    id       INTEGER PRIMARY KEY,
    person   TEXT   NOT NULL,
    card     TEXT   NOT NULL,      -- the id of the entry as it was called then; of a fact with '#' and its name
    showing  TEXT   NOT NULL,      -- the one time that the card was shown: what is sent twice is one review
    grade    BIGINT NOT NULL,      -- 1 again, 2 hard, 3 good, 4 easy
    elapsed  BIGINT NOT NULL,      -- days since the review before
    interval BIGINT NOT NULL,      -- days until it is due again
    wording  TEXT   NOT NULL,      -- hash of what stood on the back
    answer   TEXT,                 -- the answer that was among it
    day      TEXT   NOT NULL,      -- '2026-11-23', where the team works
    at       BIGINT NOT NULL,
    UNIQUE (person, showing)
);
CREATE INDEX practice_review_card ON practice_review (person, card);
CREATE INDEX practice_review_day ON practice_review (person, day);
