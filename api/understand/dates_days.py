"""Which days a message names, from its pieces: single days, ranges, weeks, before and after."""

from collections.abc import Sequence
from datetime import date

from api.understand import dates_calendar as calendar
from api.understand.dates_calendar import DAY, WEEK
from api.understand.dates_meaning import Days, Piece, Role, Weekday, Word

_OPEN_ENDED = 2 * WEEK


def read_days(pieces: Sequence[Piece], today: date, *, moving: bool) -> tuple[Days, list[Piece]] | None:
    """The days meant and the pieces they were read from; None when no day is named.

    `moving`: the message asks to move something, so that of "fra torsdag til fredag" Friday is meant.
    """
    narrowed = _narrow_to_week(_drop_doubled(pieces), today)
    at = next((i for i, piece in enumerate(narrowed) if _is_day(piece)), None)
    if at is None:
        return None
    first = resolve(narrowed[at].meaning, today)
    before = _role(narrowed, at - 1)
    after = _role(narrowed, at + 1)
    joined = after in ("to", "until") or (after == "and" and before == "between")
    if joined and at + 2 < len(narrowed) and _is_day(narrowed[at + 2]):
        last = _resolve_after(narrowed[at + 2], first, today)
        if moving and before == "from":
            return last, list(narrowed[at : at + 3])
        return Days(first.start, max(last.end, first.end)), list(narrowed[max(0, at - 1) : at + 3])
    if after == "and" and at + 2 < len(narrowed) and _is_day(narrowed[at + 2]):
        last = _resolve_after(narrowed[at + 2], first, today)
        if last.start == first.end:
            return Days(first.start, last.end), list(narrowed[at : at + 3])
    if before in ("before", "by", "until", "after", "from"):
        ended = before == "from" and _is_stretch(narrowed[at])
        return first if ended else _bounded(first, before, today), list(narrowed[at - 1 : at + 1])
    return first, [narrowed[at]]


def resolve(meaning: object, today: date) -> Days:
    """Whole days for a day's name or for days already known."""
    if isinstance(meaning, Days):
        return meaning
    assert isinstance(meaning, Weekday)
    if meaning.lead == "next":
        day = calendar.monday_of(today) + WEEK + meaning.number * DAY
    elif meaning.lead == "last":
        day = calendar.past_weekday(today, meaning.number)
    else:
        day = calendar.coming_weekday(today, meaning.number)
    day += meaning.weeks * WEEK
    return Days(day, day + DAY)


def _bounded(days: Days, role: Role, today: date) -> Days:
    if role == "before":
        return Days(min(today, days.start - DAY), days.start)
    if role in ("by", "until"):
        return Days(min(today, days.start), days.end)
    start = days.end if role == "after" else days.start
    return Days(start, start + _OPEN_ENDED)


def _resolve_after(piece: Piece, first: Days, today: date) -> Days:
    if isinstance(piece.meaning, Weekday) and piece.meaning.lead is None:
        return resolve(piece.meaning, first.start)
    return resolve(piece.meaning, today)


def _is_day(piece: Piece) -> bool:
    return isinstance(piece.meaning, (Days, Weekday))


def _role(pieces: Sequence[Piece], at: int) -> Role | None:
    meaning = pieces[at].meaning if 0 <= at < len(pieces) else None
    return meaning.role if isinstance(meaning, Word) else None


def _is_date(piece: Piece) -> bool:
    return isinstance(piece.meaning, Days) and piece.meaning.end - piece.meaning.start == DAY


def _is_stretch(piece: Piece) -> bool:
    """Whether it names both ends itself ("den 14. til den 16."), so that "fra" before it opens nothing."""
    days = piece.meaning
    return isinstance(days, Days) and not days.week and DAY < days.end - days.start < 4 * WEEK


def _drop_doubled(pieces: Sequence[Piece]) -> list[Piece]:
    """Of "mandag den 3." and "i morgen torsdag" the date alone counts."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and isinstance(kept[-1].meaning, Weekday) and _is_date(piece):
            kept[-1] = Piece(kept[-1].start, piece.end, piece.meaning)
        elif kept and isinstance(piece.meaning, Weekday) and _is_date(kept[-1]):
            kept[-1] = Piece(kept[-1].start, piece.end, kept[-1].meaning)
        else:
            kept.append(piece)
    return kept


def _narrow_to_week(pieces: list[Piece], today: date) -> list[Piece]:
    """ "onsdag" and "i næste uge" make one day; "mandag til onsdag i næste uge" make three."""
    weeks = [piece for piece in pieces if isinstance(piece.meaning, Days) and piece.meaning.week]
    if len(weeks) != 1 or not any(isinstance(piece.meaning, Weekday) for piece in pieces):
        return pieces
    assert isinstance(weeks[0].meaning, Days)
    monday = calendar.monday_of(weeks[0].meaning.start)
    kept: list[Piece] = []
    for piece in pieces:
        if piece is weeks[0]:
            continue
        if isinstance(piece.meaning, Weekday):
            day = monday + piece.meaning.number * DAY
            start, end = min(piece.start, weeks[0].start), max(piece.end, weeks[0].end)
            kept.append(Piece(start, end, Days(day, day + DAY)))
        else:
            kept.append(piece)
    return kept
