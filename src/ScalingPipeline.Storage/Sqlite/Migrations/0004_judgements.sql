-- What people said: of alerts by pattern, of one alert, of a run.
CREATE TABLE silence (
    id TEXT NOT NULL PRIMARY KEY,
    domain TEXT NOT NULL,
    run TEXT NOT NULL,
    code TEXT NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    starts TEXT NOT NULL,
    expires TEXT NOT NULL
);

CREATE TABLE acknowledgement (
    alert_id TEXT NOT NULL PRIMARY KEY,
    since TEXT NOT NULL,
    severity INTEGER NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE run_mark (
    domain TEXT NOT NULL,
    run TEXT NOT NULL,
    verdict TEXT NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (domain, run)
);

-- The silence that keeps, or kept, a message back. "delivered" is 0 while it waits, 1 when its sink took it, 2 when nobody is told.
ALTER TABLE outbox ADD COLUMN held_by TEXT;

CREATE INDEX outbox_by_alert ON outbox (alert_id, sink);
