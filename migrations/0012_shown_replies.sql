-- Whether who looks after an entry sees a reply to it. Who kept one before this was so was told that nobody else does.
ALTER TABLE reply ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;
