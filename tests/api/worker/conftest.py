"""Fixtures of the exchange with a demo jobcentre."""

from tests.support.exchange import exchange, open_exchange, partner

__all__ = ["exchange", "open_exchange", "partner"]
