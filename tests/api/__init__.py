"""Tests of the application, mirroring `api`."""
