"""Tests of api.tenants."""
