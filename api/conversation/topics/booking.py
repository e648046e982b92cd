"""Book, move and cancel: every time is asked for, held, confirmed; nothing is promised before it is true."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from api.booking import service
from api.booking.model import Interview
from api.clock import day_start
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words as say
from api.conversation.topics import law
from api.conversation.topics.login import please_log_in
from api.conversation.topics.refusals import refused
from api.conversation.topics.times import (
    describe,
    hold_card,
    interview_card,
    short_time,
    time_choices,
    times_card,
)
from api.conversation.topics.titles import title
from api.errors import ConflictError
from api.i18n import _
from rights import Finding

SHOWN = 3
IN_CALENDAR = 40

T = TypeVar("T")
OnInterview = Callable[[Talk, Interview], Awaitable[Reply]]


async def book(talk: Talk) -> Reply:
    """Show the deadline that holds for the citizen and the next free times that meet it."""
    if talk.citizen is None:
        rule = await law.answer(talk)
        login = please_log_in(talk, talk.words(_("Log ind for at se ledige tider og booke.")))
        return rule.model_copy(update={"text": f"{login.text}\n\n{rule.text}", "choices": login.choices})
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    if not overview.may_selfbook:
        return refused(talk, ConflictError(overview.not_selfbook_reason or "not_selfbooking"))
    talk.session.moving = None
    lead = [
        say.deadline_line(talk, deadline) for deadline in overview.deadlines if deadline.state == "active"
    ]
    if overview.planner_down_since:
        lead.append(say.planner_down(talk, overview.planner_down_since))
    return await _offer_times(talk, lead=lead)


async def times(talk: Talk) -> Reply:
    """Show all free times as a calendar."""
    if talk.citizen is None:
        return await book(talk)
    start, end = _window(talk)
    moving = talk.session.moving
    found = await service.free_times(
        talk.tx, talk.citizen.id, moving=moving, start=start, end=end, limit=IN_CALENDAR, now=talk.now
    )
    if not found:
        return await no_times(talk)
    text = talk.words(_("Her er de ledige tider. Vælg den, der passer dig."))
    return Reply(text=text, cards=(times_card(talk, found),), choices=time_choices(talk, found[:SHOWN]), personal=True,
                 neutral="times")  # fmt: skip


async def hold(talk: Talk) -> Reply:
    """Ask the planner to keep the time while the citizen decides."""
    if talk.citizen is None or not talk.intent.deed or not talk.intent.deed.arguments:
        return await book(talk)
    try:
        held = await service.hold(
            talk.tx,
            talk.citizen.id,
            talk.intent.deed.arguments[0],
            replaces=talk.session.moving,
            interview_id=talk.deed_id,
            now=talk.now,
        )
    except ConflictError as error:
        return refused(talk, error)
    return await _held(talk, held)


async def extend(talk: Talk) -> Reply:
    """Keep the time a little longer, once."""
    return await _on_interview(talk, service.extend_hold, _held)


async def release(talk: Talk) -> Reply:
    """Let a held time go."""
    return await _on_interview(talk, service.release_hold, say.released)


async def confirm(talk: Talk) -> Reply:
    """Book the held time, or move to it; it is booked when the jobcentre has confirmed."""
    return await _on_interview(talk, service.confirm, say.sent)


async def rebook(talk: Talk) -> Reply:
    """Move an interview: the old time stands until the new one is confirmed."""
    return await _pick(talk, say.which_to_move(talk), "move", rebook_this)


async def rebook_one(talk: Talk) -> Reply:
    """Move the interview whose button was pressed."""
    interview = await _pressed(talk)
    return await rebook_this(talk, interview) if interview else await rebook(talk)


async def rebook_this(talk: Talk, interview: Interview) -> Reply:
    """Offer new times for the interview, with what the rule says about moving."""
    if not interview.may_move:
        reason = "too_late_to_move" if interview.move_until else "move_not_allowed"
        return refused(talk, ConflictError(reason))
    talk.session.moving = interview.id
    w = talk.words
    lead = [describe(talk, interview), w(_("Den tid gælder, til jobcentret har sagt ja til en ny."))]
    if interview.move_until:
        lead.append(w(_("Du kan flytte den til og med {moment}."), moment=w.moment(interview.move_until)))
    return await _offer_times(talk, lead=lead, also=law.law_text(talk, "meeting_rebook")[:1])


async def cancel(talk: Talk) -> Reply:
    """Cancel an interview, after seeing what that means."""
    return await _pick(talk, say.which_to_cancel(talk), "cancel", cancel_this)


async def cancel_one(talk: Talk) -> Reply:
    """Show what cancelling the interview whose button was pressed means."""
    interview = await _pressed(talk)
    return await cancel_this(talk, interview) if interview else await cancel(talk)


async def cancel_this(talk: Talk, interview: Interview) -> Reply:
    """Show deadline, remaining lawful times and the possible consequence; then the button."""
    if talk.citizen is None:
        return await book(talk)
    preview = await service.cancel_preview(talk.tx, talk.citizen.id, interview.id, now=talk.now)
    if not preview.allowed:
        return refused(talk, ConflictError(preview.reason or "cancel_not_allowed"))
    rules = law.law_text(talk, "meeting_cancel")[:2]
    text = "\n\n".join(
        [describe(talk, interview), *say.what_cancelling_means(talk, preview), *(r.says for r in rules)]
    )
    w = talk.words
    choices = (
        Choice(id=choice_id("move", interview.id), label=w(_("Flyt den i stedet")), style="primary"),
        Choice(id=choice_id("cancel_yes", interview.id), label=w(_("Ja, aflys samtalen")), style="danger"),
        Choice(id="keep", label=w(_("Nej, behold den"))),
    )
    return law.with_rules(Reply(text=text, choices=choices, personal=True, neutral="booking"), rules)


async def cancel_now(talk: Talk) -> Reply:
    """Cancel; it is cancelled when the jobcentre has confirmed."""
    interview = await _pressed(talk)
    if interview is None or talk.citizen is None:
        return await cancel(talk)
    try:
        changed = await service.cancel(
            talk.tx, talk.citizen.id, interview.id, "borger", version=interview.version, now=talk.now
        )
    except ConflictError as error:
        return refused(talk, error)
    return await say.cancel_sent(talk, changed)


async def no_times(talk: Talk) -> Reply:
    """When nothing is free before the deadline: a numbered proof of the search, a message, and a person."""
    if talk.citizen is None:
        return await law.answer(talk)
    start, end = _window(talk)
    receipt = await service.record_empty_search(talk.tx, talk.citizen.id, start=start, end=end, now=talk.now)
    rules = law.law_text(talk, "no_slots")[:2]
    reply = await say.searched_in_vain(talk, receipt)
    text = "\n\n".join([reply.text, *(rule.says for rule in rules)])
    return law.with_rules(reply.model_copy(update={"text": text}), rules)


async def wait_for_earlier(talk: Talk) -> Reply:
    """Join the waiting list for an earlier time than the interview has."""
    return await _on_interview(talk, service.join_waiting_list, say.waiting)


async def stop_waiting(talk: Talk) -> Reply:
    """Leave the waiting list."""
    return await _on_interview(talk, service.leave_waiting_list, say.not_waiting)


async def _offer_times(talk: Talk, *, lead: Sequence[str], also: Sequence[Finding] = ()) -> Reply:
    citizen = talk.citizen
    if citizen is None:
        return await book(talk)
    start, end = _window(talk)
    moving = talk.session.moving
    found = await service.free_times(
        talk.tx, citizen.id, moving=moving, start=start, end=end, limit=IN_CALENDAR, now=talk.now
    )
    if not found and start is not None:
        lead = [*lead, talk.words(_("Der er ingen ledige tider på det tidspunkt. Her er de næste:"))]
        found = await service.free_times(talk.tx, citizen.id, moving=moving, limit=IN_CALENDAR, now=talk.now)
    if not found:
        return await no_times(talk)
    w = talk.words
    next_ones = "\n".join(f"- {short_time(talk, time)}" for time in found[:SHOWN])
    listed = w(_("De næste ledige tider:\n{times}"), times=next_ones)
    text = "\n\n".join([*lead, listed, say.jobnet_too(talk)])
    more = (Choice(id="times", label=w(_("Se flere tider"))),) if len(found) > SHOWN else ()
    none_fits = topic_choice("no_slots", title("no_slots", w))
    choices = (*time_choices(talk, found[:SHOWN]), *more, none_fits)
    reply = Reply(text=text, cards=(times_card(talk, found),), in_cards=tuple(listed.splitlines()),
                  choices=choices, personal=True, neutral="times")  # fmt: skip
    return law.with_rules(reply, also)


async def _held(talk: Talk, held: Interview) -> Reply:
    return say.held(talk, held, hold_card(talk, held))


async def _pick(talk: Talk, question: str, deed: str, then: OnInterview) -> Reply:
    """Do the deed on the one interview there is, or ask which of several."""
    if talk.citizen is None:
        return await book(talk)
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    coming = [interview for interview in overview.interviews if interview.state in {"booked", "waiting"}]
    if not coming:
        return say.nothing_booked(talk)
    if len(coming) == 1:
        return await then(talk, coming[0])
    choices = tuple(
        Choice(id=choice_id(deed, interview.id), label=describe(talk, interview).splitlines()[0])
        for interview in coming
    )
    cards = tuple(interview_card(talk, interview) for interview in coming)
    return Reply(text=question, choices=choices, cards=cards, personal=True, neutral="booking")


async def _pressed(talk: Talk) -> Interview | None:
    """Return the citizen's interview that the button names, None when it is not (or no longer) there."""
    wanted = _uuid(talk)
    if wanted is None or talk.citizen is None:
        return None
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    every = (*overview.interviews, *overview.holds, *overview.recent)
    return next((interview for interview in every if interview.id == wanted), None)


def _uuid(talk: Talk) -> UUID | None:
    deed = talk.intent.deed
    try:
        return UUID(deed.arguments[0]) if deed and deed.arguments else None
    except ValueError:
        return None


async def _on_interview(
    talk: Talk, deed: Callable[..., Awaitable[T]], then: Callable[[Talk, T], Awaitable[Reply]]
) -> Reply:
    wanted = _uuid(talk)
    if wanted is None or talk.citizen is None:
        return await book(talk)
    try:
        return await then(talk, await deed(talk.tx, talk.citizen.id, wanted, now=talk.now))
    except ConflictError as error:
        return refused(talk, error)


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
