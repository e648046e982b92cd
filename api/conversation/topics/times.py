"""Words and cards for times and interviews."""

from collections.abc import Iterable

from api.booking import service
from api.booking.codes import Form, Kind
from api.booking.model import FreeTime, Interview, State
from api.conversation.choices import choice_id
from api.conversation.model import Choice, HoldCard, InterviewCard, TimeOption, TimesCard
from api.conversation.talk import Talk
from api.i18n import _

FORMS: dict[Form, str] = {
    Form.IN_PERSON: _("fremmøde"),
    Form.PHONE: _("telefon, vi ringer til dig"),
    Form.CITIZEN_CALLS: _("telefon, du ringer"),
    Form.LETTER: _("brev"),
    Form.VIDEO: _("video"),
}
KINDS: dict[Kind, str] = {
    Kind.FOLLOW_UP: _("Opfølgningssamtale"),
    Kind.JOB: _("Jobsamtale"),
    Kind.REFERRAL: _("Samtale om henvisning til job"),
    Kind.INFORMATION: _("Informationsmøde"),
    Kind.CV: _("CV-samtale"),
    Kind.PLACEMENT: _("Samtale om job"),
    Kind.OTHER: _("Samtale"),
    Kind.INFORMATION_VOLUNTARY: _("Informationsmøde, som du selv vælger"),
    Kind.AVAILABILITY: _("Samtale om rådighed"),
    Kind.JOINT: _("Fælles samtale med a-kassen"),
}
STATES: dict[State, str] = {
    "offered": _("Foreslået af jobcentret."),
    "hold": _("Ikke booket endnu. Tiden bliver holdt for dig."),
    "waiting": _("Sendt. Venter på, at jobcentret bekræfter."),
    "booked": _("Booket. Jobcentret har bekræftet."),
    "cancelled": _("Aflyst."),
    "refused": _("Ikke booket. Jobcentret sagde nej."),
    "held": _("Afholdt."),
    "missed": _("Registreret som udeblevet. Spørg kommunen, hvis det er forkert."),
    "past": _("Tiden er gået."),
}
CARD_STATES = {"offered": "waiting", "hold": "waiting", "past": "held"}


def kind_name(talk: Talk, kind: Kind) -> str:
    """Return the interview kind's name in the citizen's language."""
    return talk.words(KINDS[kind])


def form_name(talk: Talk, form: Form) -> str:
    """Return the form's name in the citizen's language."""
    return talk.words(FORMS[form])


def hold_choice(time: FreeTime) -> str:
    """Return the id of the button that holds the time; a joint interview is named by its kind."""
    return choice_id("hold", time.time_id, *((time.kind.code,) if time.kind is Kind.JOINT else ()))


def time_choices(talk: Talk, times: Iterable[FreeTime]) -> tuple[Choice, ...]:
    """Return one button a time; pressing it asks the planner to hold it."""
    return tuple(Choice(id=hold_choice(time), label=short_time(talk, time)) for time in times)


def short_time(talk: Talk, time: FreeTime) -> str:
    """Return e.g. `tor. 26. nov. kl. 10.00`."""
    day = talk.words.short_day(talk.local(time.start).date())
    return talk.words(_("{day} kl. {clock}"), day=day, clock=talk.words.clock(time.start))


def times_card(talk: Talk, times: Iterable[FreeTime]) -> TimesCard:
    """Return the times as a calendar."""
    options = tuple(
        TimeOption(
            time_id=time.time_id,
            start=talk.local(time.start),
            end=talk.local(time.end),
            forms=tuple(form_name(talk, form) for form in time.forms),
            adviser=time.adviser,
            choice=hold_choice(time),
        )
        for time in times
    )
    return TimesCard(title=talk.words(_("Ledige tider")), times=options)


async def forms_for(talk: Talk, interview: Interview) -> tuple[Form, ...]:
    """Return the ways in which one may meet for such an interview; the citizen chooses (BEK 113/2026 § 13)."""
    if talk.citizen is None:
        return ()
    seen = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    return next(
        (o.forms for o in seen.offers if (o.kind, o.is_group) == (interview.kind, interview.is_group)), ()
    )


def hold_card(talk: Talk, interview: Interview) -> HoldCard:
    """Return the countdown; it starts only when the planner has granted the hold."""
    until = interview.hold_until if interview.hold_granted else None
    return HoldCard(
        interview=interview.id,
        start=talk.local(interview.start),
        end=talk.local(interview.end),
        until=talk.local(until) if until else None,
        extend_choice=choice_id("extend", interview.id) if interview.hold_extendable else None,
    )


def interview_card(talk: Talk, interview: Interview) -> InterviewCard:
    """Return the interview with its true state and its calendar entry."""
    state = CARD_STATES.get(interview.state, interview.state)
    return InterviewCard.model_validate(
        {
            "interview": interview.id,
            "title": kind_name(talk, interview.kind),
            "start": talk.local(interview.start),
            "end": talk.local(interview.end),
            "form": form_name(talk, interview.form),
            "place": interview.where.place,
            "state": state,
            "state_text": talk.words(STATES[interview.state]),
            "ics_url": f"{talk.services.settings.public_url}/v1/interviews/{interview.id}.ics",
        }
    )


def describe(talk: Talk, interview: Interview) -> str:
    """Return the interview in words: what, when, how, where, and what is true about it now."""
    w = talk.words
    what = w(
        _("{kind}: {moment}, {form}."),
        kind=kind_name(talk, interview.kind),
        moment=w.moment(interview.start),
        form=form_name(talk, interview.form),
    )
    lines = [what]
    if interview.where.place:
        lines.append(w(_("Sted: {place}."), place=interview.where.place))
    lines.append(_truth(talk, interview))
    if interview.jobnet_now:
        lines.append(jobnet_now(talk))
    return "\n".join(lines)


def in_card(talk: Talk, *interviews: Interview) -> tuple[str, ...]:
    """Return the lines of `describe` that the interviews' cards show too; a wish under way is on no card."""
    truths = {_truth(talk, one) for one in interviews} - {talk.words(STATES[one.state]) for one in interviews}
    lines = (line for one in interviews for line in describe(talk, one).splitlines())
    return tuple(line for line in lines if line not in {jobnet_now(talk), *truths})


def _truth(talk: Talk, interview: Interview) -> str:
    w = talk.words
    if interview.moving_to:
        return w(
            _("Du har bedt om at flytte til {moment}. Den gamle tid gælder, til jobcentret siger ja."),
            moment=w.moment(interview.moving_to.start),
        )
    if interview.wish == "cancel" and interview.wish_state == "sent":
        return w(_("Du har bedt om at aflyse. Tiden gælder, til jobcentret har bekræftet."))
    return w(STATES[interview.state])


def jobnet_now(talk: Talk) -> str:
    """Return the warning of the last 48 hours: no rule gives more time because a system was slow."""
    return talk.words(
        _(
            "Din frist er tæt på, og tiden er ikke bekræftet. Book på Jobnet nu, eller ring til kommunen på {phone}. "
            "Fristen bliver ikke længere, fordi et system er langsomt."
        ),
        phone=talk.tenant.contact.phone,
    )
