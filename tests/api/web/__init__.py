"""Tests of api.web."""
