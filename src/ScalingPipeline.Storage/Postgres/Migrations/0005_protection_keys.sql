-- The keys that protect the cookies of signed-in browsers: all processes on a state have the same.
CREATE TABLE protection_key (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    stored_at TEXT COLLATE "C" NOT NULL
);
