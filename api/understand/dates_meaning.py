"""What the parts of a time expression mean, the same in every language."""

from datetime import date, datetime
from typing import Literal, NamedTuple

Role = Literal["after", "before", "by", "from", "between", "to", "until", "and"]
Lead = Literal["next", "last", "this"]
Edge = Literal["start", "middle", "end"]
Unit = Literal["minute", "hour", "day", "week", "fortnight", "month", "year"]


class Days(NamedTuple):
    """Whole days, the end not included. `week` marks a whole week that a weekday may narrow."""

    start: date
    end: date
    week: bool = False


class Weekday(NamedTuple):
    """A day by its name, 0 is Monday; `lead` as in "next Monday", `weeks` later than that."""

    number: int
    lead: Lead | None = None
    weeks: int = 0


class Clock(NamedTuple):
    """Minutes since midnight as said, and the hour named ("halv to" names 2).

    `sure` when morning and afternoon cannot be mixed up.
    """

    minutes: int
    hour: int
    sure: bool


class Part(NamedTuple):
    """A part of the day in minutes, and whether clock times in it are after noon."""

    start: int
    end: int
    afternoon: bool


class Instant(NamedTuple):
    """A moment counted from now ("in two hours")."""

    at: datetime


class Number(NamedTuple):
    """A bare number that may be an hour."""

    value: int


class Word(NamedTuple):
    """A word that ties the others together."""

    role: Role


class Piece(NamedTuple):
    """A meaning and where in the message it stood."""

    start: int
    end: int
    meaning: "Meaning"


Meaning = Days | Weekday | Clock | Part | Instant | Number | Word
