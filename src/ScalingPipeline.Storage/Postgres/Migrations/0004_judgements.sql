-- What people said: of alerts by pattern, of one alert, of a run.
CREATE TABLE silence (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    domain TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    starts TEXT COLLATE "C" NOT NULL,
    expires TEXT COLLATE "C" NOT NULL
);

CREATE TABLE acknowledgement (
    alert_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    since TEXT COLLATE "C" NOT NULL,
    severity INTEGER NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TEXT COLLATE "C" NOT NULL
);

CREATE TABLE run_mark (
    domain TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    author TEXT NOT NULL,
    comment TEXT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (domain, run)
);

-- The silence that keeps, or kept, a message back. "delivered" is 0 while it waits, 1 when its sink took it, 2 when nobody is told.
ALTER TABLE outbox ADD COLUMN held_by TEXT COLLATE "C";

CREATE INDEX outbox_by_alert ON outbox (alert_id, sink);
