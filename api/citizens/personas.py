"""The demo's fictional citizens, read from the file the demo jobcentre is seeded with."""

import json
from functools import cache
from importlib.resources import files

from api.citizens.model import Persona
from api.errors import NotFoundError


@cache
def personas() -> tuple[Persona, ...]:
    """Return the personas in the file's order."""
    text = (files("api.jobcentre") / "demo" / "citizens.json").read_text(encoding="utf-8")
    return tuple(Persona.model_validate(entry) for entry in json.loads(text)["citizens"])


def persona(name: str) -> Persona:
    """Return the persona; raises NotFoundError that lists those there are."""
    for known in personas():
        if known.id == name:
            return known
    raise NotFoundError(f"no demo citizen {name!r}; there are: {', '.join(p.id for p in personas())}")
