"""Tests of the record: engine, tables, migrations."""
