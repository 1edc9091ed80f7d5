-- Whether who scored a role play was a manager then: a step of a path may ask for a manager's word. A step that a role play
-- closes says so in path_step.how, and one that waits for such a word in path_ask.how: `passed`.
ALTER TABLE play_score ADD COLUMN as_manager BIGINT NOT NULL DEFAULT 0;
