"""What every fact is: its type and the values it can have. Read off the model of the facts, once."""

from dataclasses import dataclass
from typing import Any, Literal

from rights.absence import REASONS
from rights.facts import Facts

FactType = Literal["day", "flag", "choice", "number", "text", "list"]


@dataclass(frozen=True)
class FactKind:
    """The type of a fact; `values` where they can be counted."""

    type: FactType
    values: tuple[bool | int | str, ...] = ()


def _kind(schema: dict[str, Any]) -> FactKind:
    told = next(one for one in schema["anyOf"] if one.get("type") != "null")
    if told.get("format") == "date":
        return FactKind("day")
    if "enum" in told:
        return FactKind("choice", tuple(told["enum"]))
    if told["type"] in ("integer", "number"):
        counted = "minimum" in told and "maximum" in told
        return FactKind("number", tuple(range(told["minimum"], told["maximum"] + 1)) if counted else ())
    types: dict[str, FactKind] = {
        "boolean": FactKind("flag", (True, False)),
        "string": FactKind("text"),
        "array": FactKind("list"),
    }
    return types[told["type"]]


FACTS: dict[str, FactKind] = {
    name: _kind(schema) for name, schema in Facts.model_json_schema()["properties"].items()
}
ABSENCE_REASONS = REASONS
