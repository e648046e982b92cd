"""Tests on real parts: PostgreSQL, Redis, the demo jobcentre, a Bot API server, a browser."""
