"""What is wrong with facts somebody gave, in plain words."""

import re

from pydantic import ValidationError

from rights.reading import did_you_mean
from rights.vocabulary import FACTS


def plain(error: ValidationError) -> list[str]:
    """Return one sentence for each thing that is wrong: which fact, what, and what would be right."""
    return [_sentence(one) for one in error.errors()]  # type: ignore[arg-type]


def _sentence(error: dict[str, object]) -> str:
    place = [str(step) for step in error["loc"]]  # type: ignore[attr-defined]
    name = ".".join(place)
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        return f"unknown fact {name!r}{did_you_mean(place[-1], tuple(FACTS))}"
    if error["type"] == "missing":
        return f"{name} is missing"
    if not place:
        return message
    if error["type"] in ("value_error", "model_type", "dict_type"):
        return f"{name}: {message}"
    if error["type"] == "literal_error" and (near := _near(error)):
        return f"{name}: there is no {error['input']!r}{near}"
    message = message[:1].lower() + message[1:]
    return f"{name}: {message}, not {error['input']!r}"


def _near(error: dict[str, object]) -> str:
    """`; did you mean 'dagpenge'?` where one of the values there are is near."""
    values = re.findall(r"'([^']+)'", str(error["ctx"]["expected"]))  # type: ignore[index]
    return did_you_mean(str(error["input"]), values)
