"""From the wire format to our words. What makes no sense is left out, and said so in the log."""

from datetime import datetime, timedelta

from api.booking.codes import FORMS, Blocked, DeadlineState, Form, Kind, Status
from api.booking.model import Deadline, Offer, Place
from api.booking.planner import PlannerInterview, PlannerOffer, PlannerStatus, PlannerTime
from api.citizens.model import KnownFact
from api.clock import wall
from api.jobcentre import wire
from api.logs import get_logger
from api.plan.model import Activity, Plan

_log = get_logger("worker.translate")
_STATES = {
    1: DeadlineState.ACTIVE,
    2: DeadlineState.MET,
    3: DeadlineState.PASSED,
    4: DeadlineState.CLOSED,
}
_CANCELLED_BY = {"borger": "citizen", "myndighed": "office"}


def is_danish(instant: datetime) -> bool:
    """Whether the offset is UTC or the one Danish clocks show then: no time lies in the missing hour."""
    return instant.utcoffset() in {timedelta(0), wall(instant).utcoffset()}


def interview(found: wire.Indkaldelse) -> PlannerInterview:
    """Return an interview in our words; raises ValueError for a form of meeting we do not know."""
    address = str(found.adresse) if found.adresse else None
    return PlannerInterview.model_validate(
        {
            "id": found.indkaldelse_id,
            "version": found.version,
            "status": Status(found.status.value),
            "kind": Kind.from_code(found.samtaletype),
            "form": Form.from_code(found.samtaleform),
            "time_id": found.tid_id,
            "group_id": str(found.gruppemoede_id) if found.gruppemoede_id else None,
            "adviser_id": found.vejleder_id,
            "adviser": found.medarbejdernavn,
            "starts_at": found.start,
            "ends_at": found.slut,
            "wall_start": found.start.replace(tzinfo=None),
            "timezone": found.tidszone,
            "details": Place(
                title=found.titel,
                description=found.beskrivelse,
                place=found.sted,
                address=address,
                phone=found.telefon,
                link=found.moedelink,
                contact=tuple(found.kontaktmuligheder),
            ),
            "cancelled_by": _CANCELLED_BY.get(found.aflyst_af or ""),
            "selfbooked": found.selvbooket,
            "obligatory": found.moedepligt,
            "movable": found.ombooking_mulig,
            "move_until": found.ombooking_frist,
            "cancellable": found.aflysning_mulig,
            "cancel_until": found.aflysning_frist,
            "rating": found.bedoemmelse,
        }
    )


def forms(codes: list[int]) -> tuple[Form, ...]:
    """Return the forms of meeting we know among the codes, in their order."""
    return tuple(FORMS[code] for code in codes if code in FORMS)


def free_time(found: wire.Tid) -> PlannerTime | None:
    """Return a free time, None for one that cannot be offered: no known form, or in the missing hour."""
    ways = forms(found.samtaleformer)
    if not ways or not is_danish(found.start) or not is_danish(found.slut) or found.slut <= found.start:
        _log.warning("time_left_out", time=found.tid_id)
        return None
    return PlannerTime(
        time_id=found.tid_id,
        starts_at=found.start,
        ends_at=found.slut,
        adviser_id=found.vejleder.vejleder_id,
        adviser=found.vejleder.navn,
        forms=ways,
        group_id=str(found.gruppemoede_id) if found.gruppemoede_id else None,
        capacity=found.kapacitet,
        seats=found.ledige,
    )


def offer(found: wire.Moedetilbud) -> PlannerOffer:
    """Return something a citizen can book."""
    at = found.sted
    return PlannerOffer(
        offer=Offer(
            id=found.moedetilbud_id,
            kind=Kind.from_code(found.samtaletype),
            forms=forms(found.samtaleformer),
            minutes=found.varighed_minutter,
            adviser_choice=found.vaelg_vejleder,
            is_group=found.moede_gruppe_type == wire.MoedeGruppeType.FAELLES,
            title=found.titel,
            window_from=found.fra,
            window_to=found.til,
        ),
        place=Place(
            place=at.beskrivelse if at else None, address=str(at.adresse) if at and at.adresse else None
        ),
    )


def status(found: wire.Borgerstatus) -> PlannerStatus:
    """Return whether a citizen can self-book, and the deadlines."""
    reason = found.aarsag_ikke_selvbook
    return PlannerStatus(
        may_selfbook=found.kan_selvbooke,
        reason=Blocked(reason.value) if reason else None,
        instant_required=found.straksbooking_paakraevet,
        deadlines=tuple(_deadline(frist) for frist in found.frister if frist.friststatus_type in _STATES),
    )


def _deadline(found: wire.Frist) -> Deadline:
    return Deadline(
        id=found.frist_id,
        kind=Kind.from_code(found.samtaletype),
        state=_STATES[found.friststatus_type],
        due=found.fristdato,
        latest_held=found.sidste_afholdelsesdato,
        guided_on=found.vejledt_dato,
    )


def fact(found: wire.Faktum) -> KnownFact:
    """Return one thing the jobcentre knows."""
    return KnownFact(key=found.noegle, value=found.vaerdi, source=found.kilde, dated=found.dato)


def plan(found: wire.Minplan | None) -> Plan | None:
    """Return Min Plan as the dialogue shows it."""
    if found is None:
        return None
    return Plan(
        version=found.version,
        goals=tuple(goal.beskrivelse for goal in found.maal),
        agreements=tuple(agreement.beskrivelse for agreement in found.aftaler),
        activities=tuple(_activity(step) for step in found.aktiviteter),
    )


def _activity(found: wire.Aktivitet) -> Activity:
    hours = (found.timer_pr_uge or 0) + (found.minutter_pr_uge or 0) / 60
    return Activity(
        id=str(found.aktivitet_identifier),
        start=found.startdato,
        end=found.slutdato,
        kind=found.aktivitetstype,
        description=found.beskrivelse,
        place=found.sted,
        hours_per_week=hours or None,
        authority=found.ansvarlig_myndighed.navn,
    )
