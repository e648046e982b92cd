"""Free times as buttons: a handful as they are, many by day first, as a person chooses."""

from collections import Counter
from datetime import date, timedelta

from api.clock import wall
from api.conversation.choices import choice_id
from api.conversation.model import Card, Choice, TimeOption, TimesCard
from api.i18n import Words, _

A_HANDFUL, MOST = 8, 24
MORE = "times"
"""The dialogue's button for all times; while it is offered, the few that stand there are enough."""


def with_times(choices: tuple[Choice, ...], cards: tuple[Card, ...], words: Words) -> tuple[Choice, ...]:
    """Return the choices with the times of a calendar card first, where the dialogue shows them all."""
    options = [option for card in cards if isinstance(card, TimesCard) for option in card.times]
    if not options or any(choice.id == MORE for choice in choices):
        return choices
    single = {option.choice for option in options}
    rest = tuple(choice for choice in choices if choice.id not in single)
    days = Counter(wall(option.start).date() for option in options)
    if len(days) > 1 and len(options) > A_HANDFUL:
        return (*_by_day(days, words), *rest)
    return (*(_time(option, words) for option in options[:MOST]), *rest)


def _by_day(days: Counter[date], words: Words) -> list[Choice]:
    """One button a day; the last one may have more times than were looked up, so they are not counted."""
    last = max(days)

    def label(day: date, count: int) -> str:
        short = words.short_day(day)
        return (
            short if day == last else words.n("{day}: {count} tid", "{day}: {count} tider", count, day=short)
        )

    shown = [
        Choice(id=choice_id(MORE, day, day + timedelta(days=1)), label=label(day, count))
        for day, count in sorted(days.items())
    ]
    later = Choice(id=choice_id(MORE, last + timedelta(days=1)), label=words(_("Senere dage")))
    return [*shown, later]


def _time(option: TimeOption, words: Words) -> Choice:
    day, clock = words.short_day(wall(option.start).date()), words.clock(option.start)
    return Choice(id=option.choice, label=words(_("{day} kl. {clock}"), day=day, clock=clock))
