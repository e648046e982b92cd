"""Tests of api.citizens."""
