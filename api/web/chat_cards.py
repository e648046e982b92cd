"""What the page without JavaScript shows of cards: nothing twice, and free times by the Danish day."""

from itertools import groupby

from api.clock import danish_day
from api.conversation.model import Choice, OverviewCard, Reply, TimeOption, TimesCard
from api.i18n import Words


def beside_cards(reply: Reply, text: str | None) -> str:
    """Return the lines of a text that no card of the reply shows too."""
    return "\n".join(line for line in (text or "").splitlines() if line not in reply.in_cards)


def choices_left(reply: Reply) -> list[Choice]:
    """Return the choices that neither a card nor the unfolding text offers already."""
    offered = {time.choice for card in reply.cards if isinstance(card, TimesCard) for time in card.times}
    offered |= {
        item.choice or "" for card in reply.cards if isinstance(card, OverviewCard) for item in card.items
    }
    if reply.more:
        offered.add("more")
    return [choice for choice in reply.choices if choice.id not in offered]


def days_of(card: TimesCard, words: Words) -> list[tuple[str, list[TimeOption]]]:
    """Return each day's name with its times, in order."""
    ordered = sorted(card.times, key=lambda time: time.start)
    return [
        (words.day(day), list(times))
        for day, times in groupby(ordered, key=lambda time: danish_day(time.start))
    ]
