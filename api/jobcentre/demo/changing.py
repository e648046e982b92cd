"""Move, cancel, accept, rate, and what only people at the jobcentre do to an interview."""

from datetime import datetime
from uuid import UUID

from api.jobcentre.demo import booking, interviews, seats, times, waiting
from api.jobcentre.demo.clock import local
from api.jobcentre.demo.interviews import Deed
from api.jobcentre.demo.office import Actor, Office
from api.jobcentre.demo.people import set_deadline_status
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.wire import (
    Aflys,
    Bedoem,
    EventType,
    FristStatusType,
    Indkaldelse,
    Kind,
    Ombook,
    Status,
)

MOVED = Deed("ombooket", EventType.OMBOOKET)
CANCELLED = Deed("aflyst", EventType.AFLYST)
ACCEPTED = Deed("accepteret", None)
RATED = Deed("bedømt", None)
_MARKS = {
    Status.MOEDT: EventType.MOEDT,
    Status.AFHOLDT: EventType.AFHOLDT,
    Status.UDEBLEVET: EventType.UDEBLEVET,
}


def move(
    office: Office, actor: Actor, ref: str | None, interview_id: UUID, order: Ombook, *, version: int
) -> Indkaldelse:
    """Move in one step; when it is refused the old time stands."""
    old = interviews.require(office, interview_id, ref)
    check_version(old, version)
    _may_move(office, actor, old)
    form = order.samtaleform or old.samtaleform
    if form != old.samtaleform:
        booking.check_form(times.offer_of_kind(old.samtaletype), form)
    if order.tid_id == old.tid_id:
        return interviews.change(office, actor, old, MOVED, booking.meeting(form, interview_id))
    row = times.find(office, order.tid_id)
    if not times.holds_kind(row, old.samtaletype):
        raise Refusal(Kind.OMBOOKING_IKKE_MULIG, "tiden er til en anden slags samtale")
    if not actor.is_staff:
        booking.within_deadline(office, old.borger_ref, old.samtaletype, local(row["start"]))
    seats.take(office, row, interview_id, old.borger_ref)
    seats.release_seat(office, interview_id, old.tid_id)
    kept = booking.UNCHANGEABLE if old.ejersystem else {}
    fields = booking.at_time(office, row) | booking.meeting(form, interview_id) | kept
    new = interviews.change(office, actor, old, MOVED, fields)
    waiting.tell_others(office, actor, row["id"])
    waiting.offer_time(office, actor, old.tid_id)
    return new


def check_version(interview: Indkaldelse, version: int) -> None:
    """Refuse version-konflikt unless the caller has seen the present version."""
    if interview.version != version:
        raise Refusal(Kind.VERSION_KONFLIKT, f"version er {interview.version}")


def _may_move(office: Office, actor: Actor, old: Indkaldelse) -> None:
    if old.status != Status.BOOKET:
        raise Refusal(Kind.OMBOOKING_IKKE_MULIG, f"status er {old.status}")
    if actor.is_staff:
        return
    if old.ejersystem is not None and old.ejersystem != actor.system:
        raise Refusal(Kind.OMBOOKING_IKKE_MULIG, "kun ejersystemet kan ændre aftalen")
    _in_time(office, old.ombooking_frist, possible=old.ombooking_mulig, kind=Kind.OMBOOKING_IKKE_MULIG)


def _in_time(office: Office, until: datetime | None, *, possible: bool, kind: Kind) -> None:
    if not possible:
        raise Refusal(kind)
    if until and office.now() > until:
        raise Refusal(Kind.FRIST_OVERSKREDET)


def cancel(
    office: Office, actor: Actor, ref: str | None, interview_id: UUID, order: Aflys, *, version: int
) -> Indkaldelse:
    """Cancel; it keeps a status. Cancelled already: the same answer."""
    old = interviews.require(office, interview_id, ref)
    if old.status == Status.AFLYST:
        return old
    check_version(old, version)
    if not actor.is_staff:
        if old.ejersystem is not None and old.ejersystem != actor.system:
            raise Refusal(Kind.AFLYSNING_IKKE_MULIG, "kun ejersystemet kan ændre aftalen")
        _in_time(office, old.aflysning_frist, possible=old.aflysning_mulig, kind=Kind.AFLYSNING_IKKE_MULIG)
    seats.release_hold(office, interview_id)
    seats.release_seat(office, interview_id, old.tid_id)
    fields = {
        "status": Status.AFLYST,
        "aflyst_af": order.af,
        "aarsag": order.aarsag,
        **booking.UNCHANGEABLE,
    }
    new = interviews.change(office, actor, old, CANCELLED, fields)
    set_deadline_status(
        office,
        actor,
        old.borger_ref,
        old.samtaletype,
        old=FristStatusType.INDFRIET,
        new=FristStatusType.AKTIV,
    )
    waiting.offer_time(office, actor, old.tid_id)
    return new


def accept(office: Office, actor: Actor, ref: str, interview_id: UUID, *, version: int) -> Indkaldelse:
    """The citizen accepts a summons. Accepted already: the same answer."""
    old = interviews.require(office, interview_id, ref)
    if old.accepteret:
        return old
    check_version(old, version)
    return interviews.change(office, actor, old, ACCEPTED, {"accepteret": True})


def rate(
    office: Office, actor: Actor, ref: str, interview_id: UUID, order: Bedoem, *, version: int
) -> Indkaldelse:
    """The citizen rates a held interview, 1 to 6. Refuses ulovligt-statusskift before it is held."""
    old = interviews.require(office, interview_id, ref)
    if old.status != Status.AFHOLDT:
        raise Refusal(Kind.ULOVLIGT_STATUSSKIFT, f"status er {old.status}")
    check_version(old, version)
    return interviews.change(
        office, actor, old, RATED, {"bedoemmelse": order.bedoemmelse, "bedoemmelse_ord": order.ord}
    )


def mark(office: Office, actor: Actor, interview_id: UUID, status: Status) -> Indkaldelse:
    """Say who came: moedt, afholdt or udeblevet; or that it was registered by mistake. Staff only."""
    old = interviews.require(office, interview_id, None)
    if status == Status.FEJLREGISTRERET:
        seats.release_seat(office, interview_id, old.tid_id)
    deed = Deed(status, _MARKS.get(status, EventType.AFLYST))
    return interviews.change(office, actor, old, deed, {"status": status, **booking.UNCHANGEABLE})
