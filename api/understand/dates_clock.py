"""Which hours of a day a message names, from its pieces: a clock time, a stretch, a part of the day."""

from collections.abc import Sequence
from typing import NamedTuple

from api.understand.dates_meaning import Clock, Days, Number, Part, Piece, Role, Weekday, Word

HOUR = 60
NOON = 12 * HOUR
MIDNIGHT = 24 * HOUR


class Hours(NamedTuple):
    """Minutes since midnight, the end not included. `single` is one clock time and the hour after.

    `ahead` is the minute that must still lie ahead for "today" to be meant when no day is named.
    """

    start: int
    end: int
    ahead: int
    single: bool


def read_hours(pieces: Sequence[Piece], *, moving: bool) -> tuple[Hours, list[Piece]] | None:
    """The hours meant and the pieces they were read from; None when no hour is named."""
    part = next((p for p in pieces if isinstance(p.meaning, Part)), None)
    clue = part.meaning if part and isinstance(part.meaning, Part) else None
    used = [part] if part else []
    for reader in (_range, _bound, _single):
        if found := reader(pieces, clue, moving):
            return found[0], found[1] + used
    return (Hours(clue.start, clue.end, clue.start, single=False), used) if clue else None


_Found = tuple[Hours, list[Piece]] | None


def _range(pieces: Sequence[Piece], clue: Part | None, moving: bool) -> _Found:
    for at in range(len(pieces) - 2):
        first, _, last = pieces[at : at + 3]
        before = _role(pieces, at - 1)
        joined = _role(pieces, at + 1)
        if not (_is_hour(first) and _is_hour(last)):
            continue
        if joined in ("to", "until") or (joined == "and" and before in ("between", "from")):
            used = list(pieces[at - 1 if before in ("between", "from") else at : at + 3])
            if moving and before == "from":
                return _one(last, clue), used
            start, end = minutes(first, clue), minutes(last, clue)
            if end <= start and end + NOON <= MIDNIGHT:
                end += NOON
            return (Hours(start, end, start, single=False), used) if end > start else None
    return None


def _bound(pieces: Sequence[Piece], clue: Part | None, moving: bool) -> _Found:
    for at, piece in enumerate(pieces):
        role = _role(pieces, at - 1)
        if _is_hour(piece) and role in ("after", "from", "before", "by", "until"):
            edge = minutes(piece, clue)
            used = list(pieces[at - 1 : at + 1])
            if role in ("after", "from"):
                return Hours(edge, MIDNIGHT, edge, single=False), used
            return Hours(0, edge, edge, single=False), used
    return None


def _single(pieces: Sequence[Piece], clue: Part | None, moving: bool) -> _Found:
    for at, piece in enumerate(pieces):
        if isinstance(piece.meaning, Clock) or (_is_hour(piece) and _may_be_hour(pieces, at)):
            return _one(piece, clue), [piece]
    return None


def _one(piece: Piece, clue: Part | None) -> Hours:
    start = minutes(piece, clue)
    return Hours(start, start + HOUR, start, single=True)


def _may_be_hour(pieces: Sequence[Piece], at: int) -> bool:
    """A bare number is an hour beside a part of the day, after a day, or after "til"."""
    before = pieces[at - 1].meaning if at else None
    after = pieces[at + 1].meaning if at + 1 < len(pieces) else None
    near = at > 0 and pieces[at].start - pieces[at - 1].end <= 4
    close = at + 1 < len(pieces) and pieces[at + 1].start - pieces[at].end <= 4
    return (near and isinstance(before, (Days, Weekday, Part))) or (close and isinstance(after, Part))


def minutes(piece: Piece, clue: Part | None) -> int:
    """Minutes since midnight; the part of the day settles what a bare hour leaves open."""
    meaning = piece.meaning
    if isinstance(meaning, Number):
        meaning = Clock(meaning.value * HOUR, meaning.value, sure=meaning.value > 12)
    assert isinstance(meaning, Clock)
    if meaning.sure or meaning.hour in (0, 24) or meaning.minutes >= NOON + HOUR:
        return meaning.minutes
    after_noon = clue.afternoon if clue else meaning.hour <= 6
    return meaning.minutes + NOON if after_noon and meaning.minutes < NOON else meaning.minutes


def _is_hour(piece: Piece) -> bool:
    return isinstance(piece.meaning, (Clock, Number))


def _role(pieces: Sequence[Piece], at: int) -> Role | None:
    meaning = pieces[at].meaning if 0 <= at < len(pieces) else None
    return meaning.role if isinstance(meaning, Word) else None
