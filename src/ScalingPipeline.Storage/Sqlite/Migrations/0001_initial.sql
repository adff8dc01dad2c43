-- Times are UTC, ISO 8601 with 100 ns: they sort as text.

CREATE TABLE ledger (
    container TEXT NOT NULL,
    name TEXT NOT NULL,
    etag TEXT NOT NULL,
    size BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    domain TEXT,
    run TEXT,
    definition_hash TEXT,
    decoded_rows BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    changed TEXT NOT NULL,
    PRIMARY KEY (container, name, etag)
);

CREATE INDEX ledger_by_state ON ledger (state, changed);

-- What a version adds to the statistics; "counted" is decided by settlement within (domain, run, group_key).
CREATE TABLE contribution (
    container TEXT NOT NULL,
    name TEXT NOT NULL,
    etag TEXT NOT NULL,
    domain TEXT NOT NULL,
    run TEXT NOT NULL,
    group_key TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    coverage BLOB NOT NULL,
    remark TEXT,
    counted INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (container, name, etag),
    FOREIGN KEY (container, name, etag) REFERENCES ledger (container, name, etag)
);

CREATE INDEX contribution_by_group ON contribution (domain, run, group_key);

CREATE TABLE domain_version (
    domain TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    refitted BIGINT NOT NULL
);

CREATE TABLE analysis_content (
    hash TEXT NOT NULL PRIMARY KEY,
    content BLOB NOT NULL
);

CREATE TABLE analysis (
    domain TEXT NOT NULL,
    revision BIGINT NOT NULL,
    stored_at TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    content_hash TEXT NOT NULL REFERENCES analysis_content (hash),
    PRIMARY KEY (domain, revision)
);

CREATE INDEX analysis_by_time ON analysis (domain, stored_at);

CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    since TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    sink TEXT NOT NULL,
    alert_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    created TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt TEXT NOT NULL,
    last_error TEXT,
    delivered INTEGER NOT NULL
);

CREATE INDEX outbox_due ON outbox (delivered, next_attempt);

CREATE TABLE night (
    local_date TEXT NOT NULL PRIMARY KEY,
    claimed TEXT NOT NULL,
    completed TEXT
);
