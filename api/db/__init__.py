"""The record: PostgreSQL. Tables, engine, migrations."""
