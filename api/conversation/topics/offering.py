"""Free times to choose from: the next ones, a calendar, those of a kind or an adviser; and the proof of none."""

from collections.abc import Sequence
from datetime import date, datetime

from api.booking import service
from api.booking.codes import Kind
from api.booking.model import FreeTime
from api.clock import day_start
from api.conversation.choices import topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words as say
from api.conversation.topics import law
from api.conversation.topics.login import please_log_in
from api.conversation.topics.times import short_time, time_choices, times_card
from api.conversation.topics.titles import title
from api.i18n import _
from rights import Finding

SHOWN = 3
IN_CALENDAR = 40


async def log_in_first(talk: Talk) -> Reply:
    """Say the rule, and how to log in to see times."""
    rule = await law.answer(talk)
    login = please_log_in(talk, talk.words(_("Log ind for at se ledige tider og booke.")))
    # What the rule asks for can be told by its buttons also before logging in.
    choices = (*login.choices, *rule.choices)
    return rule.model_copy(update={"text": f"{login.text}\n\n{rule.text}", "choices": choices})


async def times(talk: Talk) -> Reply:
    """Show all free times as a calendar."""
    if talk.citizen is None:
        return await log_in_first(talk)
    start, end = _window(talk)
    found = await free(talk, start=start, end=end)
    if not found:
        return await no_times(talk)
    w = talk.words
    text = w(_("Her er de ledige tider. Vælg den, der passer dig."))
    ways = (
        Choice(id="advisers", label=w(_("Vælg, hvem jeg vil tale med"))),
        Choice(id="bookable", label=w(_("Se, hvad jeg kan booke"))),
    )
    return Reply(text=text, cards=(times_card(talk, found),), choices=(*time_choices(talk, found[:SHOWN]), *ways),
                 personal=True, neutral="times")  # fmt: skip


async def no_times(talk: Talk) -> Reply:
    """Search all the time there is before the deadline: a numbered proof, a message, and a person."""
    if talk.citizen is None:
        return await law.answer(talk)
    receipt = await service.record_empty_search(
        talk.tx, talk.citizen.id, moving=talk.session.moving, now=talk.now
    )
    rules = law.law_text(talk, "no_slots")[:2]
    reply = await say.searched_in_vain(talk, receipt)
    text = "\n\n".join([reply.text, *(rule.says for rule in rules)])
    return law.with_rules(reply.model_copy(update={"text": text}), rules)


async def offer_times(
    talk: Talk,
    *,
    lead: Sequence[str],
    also: Sequence[Finding] = (),
) -> Reply:
    """Offer the next free times that fit what the citizen named, with the calendar beside them."""
    start, end = _window(talk)
    found = await free(talk, start=start, end=end)
    if not found and start is not None:
        lead = [*lead, talk.words(_("Der er ingen ledige tider på det tidspunkt. Her er de næste:"))]
        found = await free(talk)
    if not found:
        return await no_times(talk)
    w = talk.words
    next_ones = "\n".join(f"- {short_time(talk, time)}" for time in found[:SHOWN])
    listed = w(_("De næste ledige tider:\n{times}"), times=next_ones)
    text = "\n\n".join([*lead, listed, say.jobnet_too(talk)])
    others = (Choice(id="times", label=w(_("Se flere tider"))),) if len(found) > SHOWN else ()
    none_fits = topic_choice("no_slots", title("no_slots", w))
    reply = Reply(text=text, cards=(times_card(talk, found),), in_cards=tuple(listed.splitlines()),
                  choices=(*time_choices(talk, found[:SHOWN]), *others, none_fits), personal=True,
                  neutral="times")  # fmt: skip
    return law.with_rules(reply, also)


async def free(
    talk: Talk,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    kind: Kind | None = None,
    adviser: str | None = None,
) -> list[FreeTime]:
    """Return free times for a calendar; of the kind that is being moved or is most urgent, unless named."""
    if talk.citizen is None:
        return []
    return await service.free_times(
        talk.tx,
        talk.citizen.id,
        kind=kind,
        moving=talk.session.moving,
        start=start,
        end=end,
        adviser=adviser,
        limit=IN_CALENDAR,
        now=talk.now,
    )


def _window(talk: Talk) -> tuple[datetime | None, datetime | None]:
    """Return the time the citizen named, or the days a button names: `times:<first>` or `times:<first>:<end>`."""
    deed, window = talk.intent.deed, talk.intent.window
    if deed and deed.name == "times" and deed.arguments:
        try:
            first, *end = [day_start(date.fromisoformat(day)) for day in deed.arguments[:2]]
        except ValueError:
            return None, None
        return first, end[0] if end else None
    return (window.from_, window.to) if window else (None, None)
