"""Reads one law file into its model; an error names file, line, what is wrong and what would be right."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from rights.faults import Fault, LawError

M = TypeVar("M", bound=BaseModel)


class _Plain(SafeConstructor):
    """Leaves days as text, so that the model says where an impossible one stands."""


_Plain.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


class _Of12(VersionedResolver):
    """Takes every file for YAML 1.2: the library asks itself which it is twice for each value."""

    processing_version = (1, 2)


Path_ = Sequence[str | int]


def read_file(path: Path, model: type[M], shown: str) -> M:
    """Return the file's content as `model`. `shown` is the path that errors print.

    Raises LawError with one fault for each thing that is wrong.
    """
    text = path.read_text(encoding="utf-8")
    yaml = YAML(typ="safe")
    yaml.Constructor, yaml.Resolver = _Plain, _Of12
    try:
        content = yaml.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LawError([Fault(shown, line, "file", f"not readable as YAML: {error.problem}")]) from error
    try:
        return model.model_validate(content if content is not None else {})
    except ValidationError as error:
        raise LawError(_faults(error, text, shown, model)) from error


def compose(text: str) -> Node | None:
    """Return the YAML text as nodes that know their lines."""
    return YAML(typ="safe", pure=True).compose(text)  # type: ignore[no-any-return]


def line_in(root: Node | None, path: Path_) -> int:
    """Return the line (from 1) of the deepest part of `path` that the nodes have."""
    line, node = (root.start_mark.line if root is not None else 0), root
    for step in path:
        found = _step(node, step)
        if found is not None:
            line, node = found
    return int(line) + 1


def line_of(text: str, path: Path_) -> int:
    """Return the line of a part of a YAML text."""
    return line_in(compose(text), path)


def _step(node: Node | None, step: str | int) -> tuple[int, Node] | None:
    """One step down; None where the file has no such part (the grammar's own tags among the steps)."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def _faults(error: ValidationError, text: str, shown: str, model: type[BaseModel]) -> Iterator[Fault]:
    known, root = sorted(_all_keys(model)), compose(text)
    for one in error.errors():
        place = [step for step in one["loc"] if isinstance(step, str | int)]
        where = " > ".join(str(step) for step in place)
        message = one["msg"].removeprefix("Value error, ")
        if one["type"] == "extra_forbidden":
            message = f"unknown key {place[-1]!r}{did_you_mean(str(place[-1]), known)}"
        elif one["type"] == "missing":
            message = f"{place[-1]!r} is missing"
        elif isinstance(one["input"], str | int | float | bool):
            message = f"{message}, not {one['input']!r}"
        yield Fault(shown, line_in(root, place), "grammar", f"{message} (in {where})")


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return `; did you mean 'benefit'?`, or nothing when no known name is near."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def _all_keys(model: type[BaseModel]) -> set[str]:
    """Every key that may stand anywhere in a file of this kind."""
    keys: set[str] = set()
    for definition in [schema := model.model_json_schema(), *schema.get("$defs", {}).values()]:
        keys.update(definition.get("properties", {}))
    return keys
