"""Tests of api.conversation."""
