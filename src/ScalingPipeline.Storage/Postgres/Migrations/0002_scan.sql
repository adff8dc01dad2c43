-- A run's blobs are found by its name, however many others there are.
CREATE INDEX ledger_by_run ON ledger (domain, run);

-- How far a scan of a large container has come.
CREATE TABLE scan (
    container TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    continuation TEXT NOT NULL,
    started TEXT COLLATE "C" NOT NULL
);
