-- The keys that protect the cookies of signed-in browsers: all processes on a state have the same.
CREATE TABLE protection_key (
    name TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    stored_at TEXT NOT NULL
);
