"""The embedded default: PostgreSQL, Redis (Valkey) and our own processes as children of one command."""
