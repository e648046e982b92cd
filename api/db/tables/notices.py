"""Reminders and notices (owned by `api.notices`)."""
