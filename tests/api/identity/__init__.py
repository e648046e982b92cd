"""Tests of api.identity."""
