-- Who looks on in a role play and so has seen the customer's side: they do not play the rep in it.
CREATE TABLE play_onlooker (
    session TEXT   NOT NULL REFERENCES play_session (id) ON DELETE CASCADE,
    person  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (session, person)
);
CREATE INDEX play_onlooker_person ON play_onlooker (person);

-- The day on which all was scored first, where the team works: two passes that were written on one day are not days apart,
-- whatever days they were held on. Empty for what was scored before this was kept.
ALTER TABLE play_score ADD COLUMN told_on TEXT NOT NULL DEFAULT '';
