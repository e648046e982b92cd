"""Interviews: what must be booked, what can be booked, and every deed on it. Enforced by the database."""
