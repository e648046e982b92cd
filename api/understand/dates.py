"""Days and times in a message, as seen from the person's own clock: `read_window`.

A message is cut into pieces of meaning (`words/dates_*.yaml`, `dates_makers`), then days and hours are put
together. The conventions, which bind the evaluation too: a day runs 00-24; a clock time lasts an
hour; a bare weekday is the next such day after today; "næste torsdag" lies in the next ISO week;
hours 1 to 6 without a clue are after noon; without a day it is today if that is still ahead, else
tomorrow. Whatever is read is read back to the citizen before anything changes.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from api.clock import COPENHAGEN, wall
from api.i18n import Lang
from api.understand.dates_calendar import DAY
from api.understand.dates_clock import Hours, read_hours
from api.understand.dates_days import read_days
from api.understand.dates_grammar import Grammar, read_grammar
from api.understand.dates_makers import MAKERS, Caught
from api.understand.dates_meaning import Days, Instant, Meaning, Piece, Word
from api.understand.understood import Window

_TAKEN = "\x00"
_MOVING = re.compile(
    r"\b(?:(?:flyt|ryk|ændre|skift|byt|ombook|udskyd)\w*|move|change|resched\w*|postpone|swap)\b"
)
_SET_ASIDE = re.compile(
    r"\b(?:i stedet for|istedet for|frem for|instead of|rather than)\s+(?:på\s+|om\s+|on\s+|the\s+|den\s+)*$"
)
_NOT_THAT = re.compile(r"\b(?:ikke|not)\s+(?:på\s+|on\s+)?$")
_BUT = re.compile(r"\b(?:men|but)\b")


def read_window(text: str, lang: Lang, now: datetime) -> Window | None:
    """The first stretch of time a message names, or None.

    `text` is cleaned, `now` aware. The answer is half-open, in Europe/Copenhagen, right also where
    the clocks change: a day may have 23 or 25 hours, a clock time always one hour.
    """
    local = wall(now)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    pieces = cut_up(lowered, read_grammar(lang), local)
    moving = bool(_MOVING.search(lowered))
    days = read_days(pieces, local.date(), moving=moving)
    hours = read_hours(pieces, moving=moving)
    soon = next((p for p in pieces if isinstance(p.meaning, Instant)), None)
    if soon and not days and isinstance(soon.meaning, Instant):
        at = soon.meaning.at
        return Window(from_=at, to=_later(at, 60), matched=text[soon.start : soon.end], precise=True)
    if not days and not hours:
        return None
    used = (days[1] if days else []) + (hours[1] if hours else [])
    matched = text[min(p.start for p in used) : max(p.end for p in used)].strip(" ,.-")
    return _window(days[0] if days else None, hours[0] if hours else None, local, matched)


def _window(days: Days | None, hours: Hours | None, now: datetime, matched: str) -> Window:
    if hours is None or (days is not None and days.end - days.start > DAY):
        assert days is not None
        return Window(from_=_at(days.start, 0), to=_at(days.end, 0), matched=matched, precise=False)
    day = days.start if days else _today_or_tomorrow(hours, now)
    start = _at(day, hours.start)
    end = _later(start, 60) if hours.single else _at(day, hours.end)
    return Window(from_=start, to=end, matched=matched, precise=hours.single)


def _today_or_tomorrow(hours: Hours, now: datetime) -> date:
    return now.date() if _at(now.date(), hours.ahead) > now else now.date() + DAY


def _at(day: date, minutes: int) -> datetime:
    midnight = datetime.combine(day + DAY * (minutes // 1440), time(), COPENHAGEN)
    return midnight.replace(hour=minutes % 1440 // 60, minute=minutes % 60)


def _later(at: datetime, minutes: int) -> datetime:
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(COPENHAGEN)


def cut_up(lowered: str, grammar: Grammar, now: datetime) -> list[Piece]:
    """All pieces of meaning in order; what one pattern took, later ones do not see."""
    left, found = lowered, list[Piece]()
    for name, pattern in grammar.patterns:
        for match in pattern.finditer(left):
            made = _make(name, match, grammar, now)
            if made is None:
                continue
            start, end = match.span()
            left = left[:start] + _TAKEN * (end - start) + left[end:]
            found += [Piece(start + i, end, meaning) for i, meaning in enumerate(made)]
    return _without_set_aside(sorted(found, key=lambda piece: piece.start), lowered)


def _make(name: str, match: re.Match[str], grammar: Grammar, now: datetime) -> tuple[Meaning, ...] | None:
    if _TAKEN in match.group().strip(_TAKEN):
        return None
    groups = {key: value for key, value in match.groupdict().items() if value}
    return MAKERS[name](Caught(groups, grammar, now))


def _without_set_aside(pieces: list[Piece], lowered: str) -> list[Piece]:
    """Leave out what the person does not want: "i stedet for torsdag", "ikke torsdag men fredag"."""
    kept = [piece for piece in pieces if not _is_set_aside(lowered, piece)]
    return kept if any(not isinstance(piece.meaning, Word) for piece in kept) else pieces


def _is_set_aside(lowered: str, piece: Piece) -> bool:
    before, after = lowered[: piece.start], lowered[piece.end :]
    return bool(_SET_ASIDE.search(before) or (_NOT_THAT.search(before) and _BUT.search(after)))
