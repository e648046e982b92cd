"""Book, move and cancel: every time is asked for, held, confirmed; nothing is promised before it is true."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from api.booking import service
from api.booking.codes import ONE_AT_A_TIME, Form, Kind
from api.booking.model import Interview
from api.conversation.choices import choice_id
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import bookable, law
from api.conversation.topics import booking_words as say
from api.conversation.topics.offering import log_in_first, offer_times
from api.conversation.topics.refusals import GONE, refused
from api.conversation.topics.times import (
    describe,
    forms_for,
    hold_card,
    interview_card,
)
from api.errors import ConflictError, NotFoundError
from api.i18n import _

T = TypeVar("T")
OnInterview = Callable[[Talk, Interview], Awaitable[Reply]]


async def book(talk: Talk) -> Reply:
    """Show the deadline that holds for the citizen and the next free times that meet it."""
    if talk.citizen is None:
        return await log_in_first(talk)
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    if not overview.may_selfbook:
        return refused(talk, ConflictError(overview.not_selfbook_reason or "not_selfbooking"))
    talk.session.moving = None
    must_book = any(one.state == "active" and one.met_by is None for one in overview.deadlines)
    has_one = [one for one in overview.interviews if one.kind in ONE_AT_A_TIME and not must_book]
    if already := bookable.has_one(talk, has_one):
        return already
    lead = [
        say.deadline_line(talk, deadline) for deadline in overview.deadlines if deadline.state == "active"
    ]
    if overview.planner_down_since:
        lead.append(say.planner_down(talk, overview.planner_down_since))
    return await offer_times(talk, lead=lead)


async def hold(talk: Talk) -> Reply:
    """Ask the planner to keep the time while the citizen decides."""
    if talk.citizen is None or not talk.intent.deed or not talk.intent.deed.arguments:
        return await book(talk)
    time_id, *code = talk.intent.deed.arguments
    try:
        held = await service.hold(
            talk.tx,
            talk.citizen.id,
            time_id,
            kind=Kind.JOINT if code == [str(Kind.JOINT.code)] else None,
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
    """Book the held time, or move to it, as the button says; it is booked when the jobcentre has confirmed."""
    deed = talk.intent.deed
    code = deed.arguments[1] if deed and len(deed.arguments) > 1 else ""
    form = next((form for form in Form if str(form.code) == code), None)
    return await _on_interview(talk, partial(service.confirm, form=form), say.sent)


async def rebook(talk: Talk) -> Reply:
    """Move an interview: the old time stands until the new one is confirmed."""
    return await _pick(talk, say.which_to_move(talk), "move", rebook_this)


async def rebook_one(talk: Talk) -> Reply:
    """Move the interview whose button was pressed."""
    interview = await _pressed(talk)
    return await rebook_this(talk, interview) if interview else await rebook(talk)


async def rebook_this(talk: Talk, interview: Interview) -> Reply:
    """Offer new times for the interview, with what the rule says about moving."""
    if interview.why_not_move:
        return refused(talk, ConflictError(interview.why_not_move))
    talk.session.moving = interview.id
    w = talk.words
    lead = [describe(talk, interview), w(_("Den tid gælder, til jobcentret har sagt ja til en ny."))]
    if interview.move_until:
        lead.append(w(_("Du kan flytte den frem til {moment}."), moment=w.moment(interview.move_until)))
    return await offer_times(talk, lead=lead, also=law.law_text(talk, "meeting_rebook")[:1])


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


async def wait_for_earlier(talk: Talk) -> Reply:
    """Join the waiting list for an earlier time than the interview has."""
    return await _on_interview(talk, service.join_waiting_list, say.waiting)


async def stop_waiting(talk: Talk) -> Reply:
    """Leave the waiting list."""
    return await _on_interview(talk, service.leave_waiting_list, say.not_waiting)


async def _held(talk: Talk, held: Interview) -> Reply:
    return say.held(talk, held, hold_card(talk, held), await forms_for(talk, held))


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
    except NotFoundError:
        return refused(talk, ConflictError(GONE))
    except ConflictError as error:
        return refused(talk, error)
