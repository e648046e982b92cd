"""Tests of api.guidance."""
