-- The right to do one thing alone, for a while. A lease that was given back keeps its row, so that its token grows for ever.
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    token BIGINT NOT NULL,
    until TEXT NOT NULL
);

-- Whose claim on a night it is: one that was given to another completes nothing.
ALTER TABLE night ADD COLUMN claimant TEXT;
