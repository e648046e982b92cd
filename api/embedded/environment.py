"""The environment that child processes get: ours, with what the embedded default adds."""

import os
from pathlib import Path

from api.settings import PREFIX


def given(name: str) -> bool:
    """Return whether the operator has set `VEJVISER_<NAME>`."""
    return bool(os.environ.get(PREFIX + name.upper()))


def child_environment(**defaults: str | Path) -> dict[str, str]:
    """Return our environment, and `VEJVISER_<NAME>` for each name that the operator has not set."""
    added = {f"{PREFIX}{name.upper()}": str(value) for name, value in defaults.items() if not given(name)}
    return {**os.environ, **added, "PYTHONUNBUFFERED": "1"}
