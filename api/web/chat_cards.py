"""Free times grouped by the Danish day, for a page without a calendar's arrow keys."""

from itertools import groupby

from api.clock import danish_day
from api.conversation.model import TimeOption, TimesCard
from api.i18n import Words


def days_of(card: TimesCard, words: Words) -> list[tuple[str, list[TimeOption]]]:
    """Return each day's name with its times, in order."""
    ordered = sorted(card.times, key=lambda time: time.start)
    return [
        (words.day(day), list(times))
        for day, times in groupby(ordered, key=lambda time: danish_day(time.start))
    ]
