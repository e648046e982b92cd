"""Fixtures of these tests only."""

from tests.support.radicale import radicale

__all__ = ["radicale"]
