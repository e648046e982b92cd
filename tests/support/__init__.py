"""Fixtures and the peers that tests talk to."""
