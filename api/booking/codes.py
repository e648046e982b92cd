"""Code lists of the booking slice: our names for the planner's codes, and the citizen's wishes."""

from enum import StrEnum


class Kind(StrEnum):
    """Kind of interview, named as in the facts of the law. `code` is the planner's number."""

    FOLLOW_UP = "opfoelgningssamtale"
    JOB = "jobsamtale"
    REFERRAL = "henvisning"
    INFORMATION = "informationsmoede"
    CV = "cv_samtale"
    PLACEMENT = "formidlingssamtale"
    OTHER = "anden_samtale"
    INFORMATION_VOLUNTARY = "informationsmoede_uden_moedepligt"
    AVAILABILITY = "raadighedssamtale"
    JOINT = "faellessamtale"

    @property
    def code(self) -> int:
        """The planner's number (Samtaletype)."""
        return _KIND_CODES[self]

    @classmethod
    def from_code(cls, code: int) -> "Kind":
        """Return the kind of a planner's number; a number we do not know is another interview."""
        return next((kind for kind, number in _KIND_CODES.items() if number == code), cls.OTHER)


_KIND_CODES = {
    Kind.FOLLOW_UP: 4,
    Kind.JOB: 7,
    Kind.REFERRAL: 8,
    Kind.INFORMATION: 9,
    Kind.CV: 10,
    Kind.PLACEMENT: 11,
    Kind.OTHER: 12,
    Kind.INFORMATION_VOLUNTARY: 13,
    Kind.AVAILABILITY: 15,
    Kind.JOINT: 17,
}

# A citizen has one future interview of these at a time (409 allerede-fremtidig-aftale).
ONE_AT_A_TIME = frozenset({Kind.FOLLOW_UP, Kind.JOB})


class Form(StrEnum):
    """How one meets. `code` is the planner's number (Samtaleform)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    CITIZEN_CALLS = "citizen_calls"
    LETTER = "letter"
    VIDEO = "video"

    @property
    def code(self) -> int:
        """The planner's number (Samtaleform)."""
        return _FORM_CODES[self]

    @classmethod
    def from_code(cls, code: int) -> "Form":
        """Return the form of a planner's number; raises ValueError for a number without a meaning."""
        if code not in FORMS:
            raise ValueError(f"no form of interview has the code {code}")
        return FORMS[code]


_FORM_CODES = {Form.IN_PERSON: 1, Form.PHONE: 2, Form.CITIZEN_CALLS: 3, Form.LETTER: 4, Form.VIDEO: 8}
FORMS = {code: form for form, code in _FORM_CODES.items()}
"""The form of each of the planner's numbers that has a meaning."""


class Status(StrEnum):
    """The planner's state of an interview. None beside it means: the planner has not said anything yet."""

    OFFERED = "tilbudt"
    HELD_FOR = "reserveret"
    BOOKED = "booket"
    ARRIVED = "moedt"
    HELD = "afholdt"
    CANCELLED = "aflyst"
    MISSED = "udeblevet"
    MISTAKE = "fejlregistreret"
    WAITING_LIST = "venteliste"


# The planner keeps the time for somebody while the interview is in one of these.
OCCUPIES = frozenset({Status.HELD_FOR, Status.BOOKED, Status.ARRIVED})


class Wish(StrEnum):
    """What the citizen asked for last."""

    HOLD = "hold"
    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"


class WishState(StrEnum):
    """What became of the wish. Only the planner's answer makes it confirmed or refused."""

    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    DROPPED = "dropped"  # its time passed before the planner could be reached
    PARKED = "parked"  # the planner's answer makes no sense to us; a person has to look


class Reason(StrEnum):
    """Why a deed is refused: stable codes, the edges have words for them."""

    TIME_TAKEN = "time_taken"
    UNKNOWN_TIME = "unknown_time"
    WINDOW = "window"
    NOT_SELFBOOKING = "not_selfbooking"
    SUMMONED = "summoned"
    BELONGS_TO_AKASSE = "belongs_to_akasse"
    HAS_FUTURE_INTERVIEW = "has_future_interview"
    OVERLAPS_OWN = "overlaps_own"
    TOO_LATE_TO_MOVE = "too_late_to_move"
    TOO_LATE_TO_CANCEL = "too_late_to_cancel"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    CANCEL_NOT_ALLOWED = "cancel_not_allowed"
    HOLD_EXPIRED = "hold_expired"
    HOLD_EXTENDED_BEFORE = "hold_extended_before"
    VERSION_CONFLICT = "version_conflict"
    FORM_NOT_OFFERED = "form_not_offered"
    WISH_PENDING = "wish_pending"
    NOT_HELD_YET = "not_held_yet"
    KEY_REUSED = "key_reused"


class Blocked(StrEnum):
    """Why the planner says that the citizen cannot self-book (IkkeSelvbook)."""

    EXEMPT = "fritaget"
    WITHDRAWN = "frataget"
    AT_AKASSE = "hos-akasse"
    SUMMONED = "indkaldes"
    OTHER = "anden"


class DeadlineState(StrEnum):
    """Where a booking deadline stands (FristStatusType)."""

    ACTIVE = "active"
    MET = "met"
    PASSED = "passed"
    CLOSED = "closed"


class NoticeKind(StrEnum):
    """What the citizen is told about, as ids and codes; the edge that sends makes the words."""

    INTERVIEW_CONFIRMED = "interview_confirmed"
    INTERVIEW_REFUSED = "interview_refused"
    INTERVIEW_CHANGED = "interview_changed"
    INTERVIEW_CANCELLED = "interview_cancelled"
    INTERVIEW_CANCELLED_BY_OFFICE = "interview_cancelled_by_office"
    INTERVIEW_UNCONFIRMED = "interview_unconfirmed"
    HOLD_GRANTED = "hold_granted"
    HOLD_LOST = "hold_lost"
    WAITING_LIST_JOINED = "waiting_list_joined"
    WAITING_LIST_REFUSED = "waiting_list_refused"
    WAITING_LIST_TIME = "waiting_list_time"
    DEADLINE_CHANGED = "deadline_changed"
    MESSAGE_ANSWERED = "message_answered"
    MESSAGE_OVERDUE = "message_overdue"
    MESSAGE_REFUSED = "message_refused"
    PLAN_CHANGED = "plan_changed"
