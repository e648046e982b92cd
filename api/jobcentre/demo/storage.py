"""The store: one SQLite file in WAL mode, one connection, one writer at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql")
EXCLUSION = "CREATE UNIQUE INDEX IF NOT EXISTS one_interview_a_seat ON seats (time_id, seat)"


def open_store(folder: Path, *, exclusion: bool = True) -> sqlite3.Connection:
    """Open the store, making it if it is not there.

    `exclusion` is the unique index that lets only one interview have a seat; without it the race test's
    negative control counts the doubles.
    """
    folder.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(folder / "jobcentre.sqlite", isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode = WAL")
    # A commit outlives the process (kill -9), which is what this store has to prove.
    db.execute("PRAGMA synchronous = NORMAL")
    # Written back seldom: what is booked in a rush changes the same pages again and again.
    db.execute("PRAGMA wal_autocheckpoint = 10000")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA busy_timeout = 5000")
    db.executescript(SCHEMA.read_text(encoding="utf-8"))
    db.execute(EXCLUSION if exclusion else "DROP INDEX IF EXISTS one_interview_a_seat")
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside or nothing. The lock is taken at once: one writer."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def read_meta(db: sqlite3.Connection, name: str) -> str | None:
    """Return a remembered value, None when there is none."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row["value"] if row else None


def write_meta(db: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a value."""
    db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))


def next_number(db: sqlite3.Connection, name: str) -> int:
    """Count one up and return the number; inside a transaction it has no gap after a rollback."""
    number = int(read_meta(db, name) or 0) + 1
    write_meta(db, name, str(number))
    return number
