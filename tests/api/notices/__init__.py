"""Reminders and notices, on a real PostgreSQL."""
