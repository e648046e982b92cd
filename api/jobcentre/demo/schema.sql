-- The demo jobcentre's own storage. Instants are UTC text with milliseconds, so they sort as text.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS citizens (
    ref TEXT PRIMARY KEY,              -- opaque: what events and listings call the citizen
    cpr TEXT NOT NULL UNIQUE,
    persona TEXT NOT NULL,
    name TEXT NOT NULL,
    contact_group INTEGER NOT NULL,
    team TEXT NOT NULL,
    facts TEXT NOT NULL,               -- JSON: key -> value
    facts_on TEXT NOT NULL,
    no_selfbooking TEXT,               -- why not, a code of IkkeSelvbook
    book_at_once INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'tilmeldt',
    sequence INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE IF NOT EXISTS advisers (id TEXT PRIMARY KEY, name TEXT NOT NULL, team TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS times (
    id TEXT PRIMARY KEY,
    adviser TEXT NOT NULL REFERENCES advisers,
    team TEXT NOT NULL,
    start TEXT NOT NULL,
    slut TEXT NOT NULL,
    capacity INTEGER NOT NULL DEFAULT 1 CHECK (capacity > 0),
    group_id TEXT,
    open INTEGER NOT NULL DEFAULT 1,
    CHECK (start < slut)
);
CREATE INDEX IF NOT EXISTS times_by_team ON times (team, start);
CREATE INDEX IF NOT EXISTS times_by_adviser ON times (adviser, start);
-- As none overlap, only the last that begins before the new one ends can be in its way.
CREATE TRIGGER IF NOT EXISTS adviser_in_one_place BEFORE INSERT ON times
WHEN NEW.start < (SELECT slut FROM times WHERE adviser = NEW.adviser AND start < NEW.slut ORDER BY start DESC LIMIT 1)
BEGIN SELECT RAISE(IGNORE); END;

-- A taken place at a time: a hold while `until` is set, else an interview.
CREATE TABLE IF NOT EXISTS seats (
    time_id TEXT NOT NULL REFERENCES times,
    seat INTEGER NOT NULL,
    interview_id TEXT NOT NULL,
    ref TEXT NOT NULL,
    until TEXT,
    extended INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS seats_by_time ON seats (time_id);
CREATE INDEX IF NOT EXISTS seats_by_interview ON seats (interview_id);
CREATE INDEX IF NOT EXISTS seats_by_until ON seats (until) WHERE until IS NOT NULL;
CREATE TABLE IF NOT EXISTS lapsed_holds (interview_id TEXT, time_id TEXT, PRIMARY KEY (interview_id, time_id));

CREATE TABLE IF NOT EXISTS interviews (
    id TEXT PRIMARY KEY,
    ref TEXT NOT NULL,
    status TEXT NOT NULL,
    type INTEGER NOT NULL,
    adviser TEXT,
    time_id TEXT,
    start TEXT NOT NULL,
    version INTEGER NOT NULL,
    change INTEGER NOT NULL UNIQUE,    -- the position in the order of all changes
    changed TEXT NOT NULL,
    command TEXT NOT NULL,             -- fingerprint of the request that made it
    body TEXT NOT NULL                 -- JSON: the resource
);
CREATE INDEX IF NOT EXISTS interviews_by_ref ON interviews (ref, status, start);
CREATE INDEX IF NOT EXISTS interviews_by_start ON interviews (start);
CREATE TABLE IF NOT EXISTS history (
    interview_id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (interview_id, version)
);

CREATE TABLE IF NOT EXISTS deadlines (
    id TEXT PRIMARY KEY, ref TEXT NOT NULL, status INTEGER NOT NULL, type INTEGER NOT NULL,
    due TEXT NOT NULL, last_held TEXT NOT NULL, guided TEXT, version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS deadlines_by_ref ON deadlines (ref, status);
CREATE TABLE IF NOT EXISTS plans (ref TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS waiting (
    id TEXT PRIMARY KEY, interview_id TEXT NOT NULL, ref TEXT NOT NULL, earliest TEXT, latest TEXT,
    offered TEXT, joined TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, ref TEXT NOT NULL, category TEXT NOT NULL, body TEXT NOT NULL, language TEXT NOT NULL,
    interview_id TEXT, received TEXT NOT NULL, owed TEXT, answered TEXT, answer TEXT, staff TEXT
);
CREATE TABLE IF NOT EXISTS faults_reported (id TEXT PRIMARY KEY, ref TEXT, at TEXT NOT NULL, body TEXT NOT NULL);

-- Answers kept for a repeated Idempotency-Key, and request ids already seen: at least seven days.
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, at TEXT NOT NULL,
    status INTEGER NOT NULL, etag TEXT, media TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS requests (id TEXT PRIMARY KEY, at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ref TEXT, at TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER NOT NULL REFERENCES events, subscriber TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'parked')),
    attempts INTEGER NOT NULL DEFAULT 0, answer TEXT,
    PRIMARY KEY (subscriber, seq)
);
CREATE INDEX IF NOT EXISTS deliveries_pending ON deliveries (subscriber, seq) WHERE state = 'pending';
