"""What a rule answers for one citizen, as contracts section 2 has it."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from rights.grammar.rules import Evidence, Kind, Unit

Answer = Literal["yes", "no", "unknown"]
ANSWERS: dict[bool | None, Answer] = {True: "yes", False: "no", None: "unknown"}
"""What a condition came out as, in the words of the contract."""


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, serialize_by_alias=True, populate_by_name=True)


class Also(_Shown):
    """A second place that says the same."""

    source: str
    section: str


class Citation(_Shown):
    """Where a rule stands, which version was read, and how sure that is."""

    act: str
    paragraph: str
    version: str
    valid_from: date | None
    valid_to: date | None
    evidence: Evidence
    url: str | None
    also: tuple[Also, ...] = ()


class FoundDate(_Shown):
    """A computed day: at the earliest (`from`) or at the latest (`due`)."""

    what: str
    from_: date | None = Field(default=None, alias="from")
    due: date | None = None


class FoundLimit(_Shown):
    """A bound, in the unit of the source."""

    kind: Literal["max", "min", "exactly", "more_than"]
    value: float | int
    unit: Unit
    what: str


class Because(_Shown):
    """A fact that decided the answer: what it is, and whether what was asked of it holds."""

    fact: str
    is_: object = Field(default=None, alias="is")
    holds: Answer
    says: str | None = None
    """The fact in words that fit after "fordi"; None when nobody told it."""


class DecidedBy(_Shown):
    """Somebody judges something: who, and what."""

    by: str
    what: str
    key: str


class Trace(_Shown):
    """One step of the whole reasoning: what was asked, what came out, and its parts."""

    says: str
    holds: Answer
    parts: tuple["Trace", ...] = ()


class Finding(_Shown):
    """The answer of one rule. `text` is whole; `says` is the rule alone, `note` what was added about it."""

    rule: str
    topic: str
    kind: Kind
    title: str | None
    applies: Answer
    dates: tuple[FoundDate, ...]
    due: date | None
    from_: date | None = Field(alias="from")
    limits: tuple[FoundLimit, ...]
    verified_through: date
    stale: bool
    text: str
    says: str
    note: str | None
    more: str | None
    because: tuple[Because, ...]
    missing: tuple[str, ...]
    decided_by: tuple[DecidedBy, ...]
    requires_first: tuple[str, ...]
    if_not: tuple[str, ...]
    target_group: dict[str, int | str]
    citations: tuple[Citation, ...]
    _tell: Callable[[], Trace] = PrivateAttr()

    @property
    def trace(self) -> Trace:
        """The whole reasoning, written when it is asked for."""
        return self._tell()

    def with_trace(self, tell: Callable[[], Trace]) -> "Finding":
        """The same finding, which can tell its reasoning."""
        self._tell = tell
        return self
