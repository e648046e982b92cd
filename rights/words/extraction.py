"""Hands the Danish words of law files to the catalogue: Babel calls `extract` for each file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import IO, Any

from ruamel.yaml import YAML

from rights.reading import compose, line_in

Message = tuple[int, str | None, str | tuple[str, str], list[str]]
"""Line, function, message (with its context), comments: what Babel asks of an extractor."""


def extract(
    fileobj: IO[bytes], keywords: Sequence[str], comment_tags: Sequence[str], options: Mapping[str, str]
) -> Iterator[Message]:
    """Yield every Danish text of a law file with its rule's full id as context and its citation as comment."""
    text = fileobj.read().decode("utf-8")
    content = YAML(typ="safe").load(text) or {}
    track = PurePath(getattr(fileobj, "name", "law")).parts[-3:-2]
    root = compose(text)
    for index, rule in enumerate(content.get("rules", [])):
        context = "/".join([*track, content["area"], rule["id"]])
        cited = [f"{one['source']} {one.get('paragraph') or one.get('section')}" for one in rule["citations"]]
        line = line_in(root, ("rules", index))
        for words in _words(rule):
            yield line, "pgettext", (context, words), cited
    for key in ("terms", "tables", "facts", "settings"):
        for words in _words(content.get(key, {})):
            yield 0, None, words, []


def _words(part: Any) -> Iterator[str]:
    """Every Danish text inside a part of a file."""
    if isinstance(part, Mapping):
        if set(part) == {"da", "en"}:
            yield part["da"]
            return
        part = part.values()
    if isinstance(part, Sequence | type({}.values())) and not isinstance(part, str):
        for inner in part:
            yield from _words(inner)
