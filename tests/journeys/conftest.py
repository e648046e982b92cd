"""Fixtures of the journeys."""

from tests.support.application import start_program
from tests.support.exchange import open_exchange, partner

__all__ = ["open_exchange", "partner", "start_program"]
