"""What can be booked: each kind with its length, forms and group, and who one can meet."""

from collections.abc import Iterable
from itertools import islice

from api.booking import service
from api.booking.codes import Kind
from api.booking.model import FreeTime, Interview, Offer
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words as say
from api.conversation.topics.offering import free, log_in_first, no_times
from api.conversation.topics.times import describe, form_name, kind_name, time_choices, times_card
from api.conversation.topics.titles import title
from api.i18n import _

_SHOWN = 3
_ADVISERS = 8


async def what(talk: Talk) -> Reply:
    """Say what the citizen can book, one button each."""
    if talk.citizen is None:
        return await log_in_first(talk)
    w = talk.words
    offers = (await service.overview(talk.tx, talk.citizen.id, now=talk.now)).offers
    if not offers:
        return say.nothing_booked(talk)
    lines = [w(_("Det her kan du booke:")), *(f"- {_describe(talk, offer)}" for offer in offers)]
    kinds = dict.fromkeys(offer.kind for offer in offers)
    choices = tuple(Choice(id=choice_id("kind", kind), label=kind_name(talk, kind)) for kind in kinds)
    return Reply(text="\n".join(lines), choices=choices, personal=True, neutral="booking")


def _describe(talk: Talk, offer: Offer) -> str:
    w = talk.words
    parts = [
        w(
            _("{kind}, {minutes} minutter: {forms}."),
            kind=kind_name(talk, offer.kind),
            minutes=offer.minutes,
            forms=", ".join(form_name(talk, form) for form in offer.forms),
        )
    ]
    if offer.is_group:
        parts.append(w(_("Det er et møde for flere på én gang.")))
    elif offer.adviser_choice:
        parts.append(w(_("Du kan vælge, hvem du vil tale med.")))
    return " ".join(parts)


async def of_kind(talk: Talk) -> Reply:
    """Show the free times of the kind whose button was pressed."""
    deed = talk.intent.deed
    name = deed.arguments[0] if deed and deed.arguments else ""
    kind = next((kind for kind in Kind if kind == name), None)
    if talk.citizen is None or kind is None:
        return await what(talk)
    talk.session.moving = None
    return await _calendar(talk, await free(talk, kind=kind))


async def advisers(talk: Talk) -> Reply:
    """Say who has free times, one button each."""
    if talk.citizen is None:
        return await log_in_first(talk)
    names = await service.advisers(talk.tx, talk.citizen.id, moving=talk.session.moving, now=talk.now)
    if not names:
        return await no_times(talk)
    choices = tuple(
        Choice(id=choice_id("adviser", adviser), label=name)
        for adviser, name in islice(names.items(), _ADVISERS)
    )
    text = talk.words(_("Hvem vil du gerne tale med?"))
    return Reply(text=text, choices=choices, personal=True, neutral="booking")


async def of_adviser(talk: Talk) -> Reply:
    """Show the free times of the adviser whose button was pressed."""
    deed = talk.intent.deed
    adviser = deed.arguments[0] if deed and deed.arguments else None
    found = await free(talk, adviser=adviser)
    return await _calendar(talk, found) if adviser and found else await advisers(talk)


async def _calendar(talk: Talk, found: list[FreeTime]) -> Reply:
    if not found:
        return await no_times(talk)
    text = talk.words(_("Her er de ledige tider. Vælg den, der passer dig."))
    return Reply(text=text, cards=(times_card(talk, found),), choices=time_choices(talk, found[:_SHOWN]),
                 personal=True, neutral="times")  # fmt: skip


def has_one(talk: Talk, interviews: Iterable[Interview]) -> Reply | None:
    """Say that there is an interview already, which can be moved; None when there is none to say it of."""
    own = next(iter(interviews), None)
    if own is None:
        return None
    w = talk.words
    choices = [
        Choice(id="bookable", label=w(_("Se, hvad jeg ellers kan booke"))),
        topic_choice("meeting_show", title("meeting_show", w)),
    ]
    if own.may_move:
        move = Choice(id=choice_id("move", own.id), label=w(_("Flyt samtalen")), style="primary")
        choices = [move, *choices]
    text = "\n\n".join([w(_("Du har allerede en samtale:")), describe(talk, own)])
    return Reply(text=text, choices=tuple(choices), personal=True, neutral="booking")
