"""The report's words for our codes. Danish is the source; what is missing is shown as its code."""

from api.booking.codes import DeadlineState, Reason
from api.i18n import _

DEADLINES = {
    DeadlineState.MET: _("Overholdt"),
    DeadlineState.PASSED: _("Overskredet"),
    DeadlineState.ACTIVE: _("Løber endnu"),
    DeadlineState.CLOSED: _("Lukket af jobcentret"),
}
REFUSALS: dict[str, str] = {
    Reason.TIME_TAKEN: _("Tiden var taget"),
    Reason.UNKNOWN_TIME: _("Tiden fandtes ikke mere"),
    Reason.WINDOW: _("Uden for de dage, hvor man kan booke"),
    Reason.NOT_SELFBOOKING: _("Borgeren booker ikke selv"),
    Reason.SUMMONED: _("Borgeren bliver indkaldt"),
    Reason.BELONGS_TO_AKASSE: _("Samtalen hører til i a-kassen"),
    Reason.HAS_FUTURE_INTERVIEW: _("Borgeren har allerede en samtale"),
    Reason.OVERLAPS_OWN: _("Overlapper borgerens anden aftale"),
    Reason.TOO_LATE_TO_MOVE: _("For sent at flytte"),
    Reason.TOO_LATE_TO_CANCEL: _("For sent at aflyse"),
    Reason.MOVE_NOT_ALLOWED: _("Må ikke flyttes"),
    Reason.CANCEL_NOT_ALLOWED: _("Må ikke aflyses"),
    Reason.HOLD_EXPIRED: _("Tiden blev ikke holdt længere"),
}
MESSAGES = {
    "handover": _("Spørgsmål til en medarbejder"),
    "interpreter": _("Behov for tolk"),
    "phone_interview": _("Ønske om samtale på telefon"),
    "akasse": _("Ønske om a-kassens deltagelse"),
    "exemption": _("Ønske om fritagelse"),
    "absence": _("Fravær"),
    "no_times": _("Ingen ledige tider"),
    "interview_request": _("Ønske om en samtale"),
    "plan_change": _("Ønske om en ændret plan"),
    "data_request": _("Ønske om egne data"),
    "complaint": _("Klage"),
}
