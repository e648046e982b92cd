"""Asks the law for the commands `evaluate` and `compare`, and prints what it answers."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from api.errors import VejviserError
from rights import Facts, Finding, Law, LawError, read_law
from rights.compare import compare
from rights.messages import plain


@dataclass(frozen=True)
class Asking:
    """What is asked for, but for the citizen."""

    law: Law
    on: date
    track: str
    topic: str | None
    lang: str
    include_no: bool
    trace: bool

    @classmethod
    def of(cls, chosen: argparse.Namespace, on: date) -> Self:
        """Return what the command line asks for. Raises VejviserError when the law cannot be read."""
        try:
            law = read_law()
        except LawError as error:
            raise VejviserError(str(error)) from error
        every, trace = getattr(chosen, "all", False), getattr(chosen, "trace", False)
        return cls(law, on, chosen.track, chosen.topic, chosen.lang, every, trace)

    def findings(self, facts: Facts) -> list[Finding]:
        """Return what the law answers. Raises VejviserError for a topic or track there is none of."""
        if self.topic is not None and self.topic not in self.law.about.topics:
            raise VejviserError(f"there is no topic {self.topic!r}; the topics are those of topics.yaml")
        try:
            book = self.law.book(self.on, self.track)
        except (LawError, ValueError) as error:
            raise VejviserError(str(error)) from error
        return book.evaluate(facts, topic=self.topic, include_no=self.include_no, lang=self.lang)

    def answer(self, facts: Facts) -> dict[str, Any]:
        """Return the findings as the JSON object of the contract."""
        return {"findings": [self._shown(finding) for finding in self.findings(facts)]}

    def _shown(self, finding: Finding) -> dict[str, Any]:
        shown = finding.model_dump(mode="json")
        return shown | {"trace": finding.trace.model_dump(mode="json")} if self.trace else shown


def one(asking: Asking, file: Path, *, as_json: bool) -> int:
    """Print the findings for one citizen."""
    facts = read_facts(file)
    if as_json:
        print(json.dumps(asking.answer(facts), ensure_ascii=False))
        return 0
    for finding in asking.findings(facts):
        print(_for_people(finding))
    return 0


def batch(asking: Asking, file: Path) -> int:
    """Print one JSON object for each line, in order; a line that is wrong gives an object with `error`."""
    for line in _lines(file):
        try:
            answer = _answer_line(asking, line)
        except VejviserError as error:
            answer = {"error": str(error)}
        print(json.dumps(answer, ensure_ascii=False))
    return 0


def compared(before: Asking, facts: Path, after: Asking, other: Path, *, as_json: bool) -> int:
    """Print what changes between two citizens, days or tracks."""
    changes = compare(before.findings(read_facts(facts)), after.findings(read_facts(other)))
    if as_json:
        print(json.dumps({"changes": [one.model_dump(mode="json") for one in changes]}, ensure_ascii=False))
        return 0
    for change in changes:
        print(f"{change.change} {change.rule} {', '.join(change.differs)}".rstrip())
        for side, finding in (("-", change.before), ("+", change.after)):
            if finding is not None:
                print(f"  {side} {finding.applies}: {finding.says}")
    if not changes:
        print("nothing changes")
    return 0


def read_facts(file: Path) -> Facts:
    """Return the facts of a file. Raises VejviserError saying what is wrong with them."""
    try:
        return _facts(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise VejviserError(f"{file}: {error}") from error
    except VejviserError as error:
        raise VejviserError(f"{file}: {error}") from error


def _facts(told: object) -> Facts:
    if not isinstance(told, dict):
        raise VejviserError('the facts are an object, for example {"benefit": "dagpenge"}')
    try:
        return Facts.model_validate(told)
    except ValidationError as error:
        raise VejviserError("; ".join(plain(error))) from error


def _answer_line(asking: Asking, line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise VejviserError(f"the line is no JSON: {error}") from error
    if not isinstance(said, dict) or "facts" not in said:
        raise VejviserError(
            'a line is an object with "facts", for example {"facts": {"benefit": "dagpenge"}}'
        )
    if unknown := said.keys() - {"facts", "on", "track", "topic"}:
        raise VejviserError(f"unknown key {min(unknown)!r}; a line has facts, on, track, topic")
    on, track = said.get("on"), said.get("track", asking.track)
    asked = replace(
        asking, on=_day(on) if on else asking.on, track=track, topic=said.get("topic", asking.topic)
    )
    return asked.answer(_facts(said["facts"]))


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise VejviserError(f"on: {text!r} is no day; write it as 2026-03-01") from None


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8") as lines:
            yield from (line for line in lines if line.strip())
    except OSError as error:
        raise VejviserError(f"{file}: {error}") from error


def _for_people(finding: Finding) -> str:
    days = "".join(f"\n  {one.what}: {one.due or one.from_}" for one in finding.dates)
    why = "".join(f"\n  because {one.fact} = {one.is_} ({one.holds})" for one in finding.because)
    lacking = f"\n  missing: {', '.join(finding.missing)}" if finding.missing else ""
    cited = "".join(
        f"\n  {one.act} {one.paragraph} ({one.version}, {one.evidence})" for one in finding.citations
    )
    return f"{finding.applies.upper():<8}{finding.rule}\n  {finding.text}{days}{why}{lacking}{cited}\n"
