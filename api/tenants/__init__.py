"""Tenants: a municipality (four digits) with its jobcentres (five digits) and its choices."""
