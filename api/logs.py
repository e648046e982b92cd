"""Structured logs without personal data: values are masked, message texts never handed in."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from api.privacy import mask_cpr


def _mask_values(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: mask_cpr(value) if isinstance(value, str) else value for key, value in event.items()}


def set_up_logs(*, as_json: bool, level: str = "INFO") -> None:
    """Send our logs to stderr, one event a line: JSON in production, readable on a terminal."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _mask_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger(name: str) -> Any:
    """Return a logger that tells the part's name; it looks up how logs are set up at every line it writes.

    Most are made when a module is read, before the logs are set up: bound then, they would mask nothing.
    """
    return structlog.get_logger(part=name)
