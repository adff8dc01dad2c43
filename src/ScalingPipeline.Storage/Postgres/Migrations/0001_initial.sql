-- What is compared or sorted is so by its bytes (COLLATE "C"), as in SQLite, whatever the locale of the server.
-- Times are UTC, ISO 8601 with 100 ns: they sort as text.

CREATE TABLE ledger (
    container TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    etag TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    reason TEXT,
    domain TEXT COLLATE "C",
    run TEXT COLLATE "C",
    definition_hash TEXT COLLATE "C",
    decoded_rows BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    first_seen TEXT COLLATE "C" NOT NULL,
    changed TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (container, name, etag)
);

CREATE INDEX ledger_by_state ON ledger (state, changed);

-- What a version adds to the statistics; "counted" is decided by settlement within (domain, run, group_key).
CREATE TABLE contribution (
    container TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    etag TEXT COLLATE "C" NOT NULL,
    domain TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    group_key TEXT COLLATE "C" NOT NULL,
    content_hash TEXT COLLATE "C" NOT NULL,
    coverage BYTEA NOT NULL,
    remark TEXT,
    counted INTEGER NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (container, name, etag),
    FOREIGN KEY (container, name, etag) REFERENCES ledger (container, name, etag)
);

CREATE INDEX contribution_by_group ON contribution (domain, run, group_key);

CREATE TABLE domain_version (
    domain TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    refitted BIGINT NOT NULL
);

CREATE TABLE analysis_content (
    hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    content BYTEA NOT NULL
);

CREATE TABLE analysis (
    domain TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    stored_at TEXT COLLATE "C" NOT NULL,
    snapshot TEXT COLLATE "C" NOT NULL,
    content_hash TEXT COLLATE "C" NOT NULL REFERENCES analysis_content (hash),
    PRIMARY KEY (domain, revision)
);

CREATE INDEX analysis_by_time ON analysis (domain, stored_at);

CREATE TABLE alert (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    status TEXT COLLATE "C" NOT NULL,
    since TEXT COLLATE "C" NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE outbox (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sink TEXT COLLATE "C" NOT NULL,
    alert_id TEXT COLLATE "C" NOT NULL,
    payload TEXT NOT NULL,
    created TEXT COLLATE "C" NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt TEXT COLLATE "C" NOT NULL,
    last_error TEXT,
    delivered INTEGER NOT NULL
);

CREATE INDEX outbox_due ON outbox (delivered, next_attempt);

CREATE TABLE night (
    local_date TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    claimed TEXT COLLATE "C" NOT NULL,
    completed TEXT COLLATE "C"
);
