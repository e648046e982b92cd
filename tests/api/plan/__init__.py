"""Tests of api.plan."""
