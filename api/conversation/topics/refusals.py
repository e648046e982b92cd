"""Why a deed on an interview was refused, in words, with a way on."""

from api.booking.model import FreeTime
from api.conversation.choices import topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics.times import time_choices
from api.conversation.topics.titles import title
from api.errors import ConflictError
from api.i18n import _

# The button of an old conversation: its interview is none of the citizen's (any more).
GONE = "gone"
REASONS: dict[str, str] = {
    GONE: _("Den samtale findes ikke her mere. Se, hvad der gælder nu."),
    "time_taken": _("Den tid er lige blevet taget af en anden. Du kan vælge en af de her."),
    "unknown_time": _("Den tid findes ikke mere. Du kan se de ledige tider her."),
    "window": _("Den tid ligger uden for det, du kan booke."),
    "not_selfbooking": _("Du kan ikke selv booke lige nu. Kommunen indkalder dig, eller du kan ringe."),
    "summoned": _("Din første samtale skal du ikke selv booke. Du bliver indkaldt til den."),
    "belongs_to_akasse": _(
        "I de første tre måneder booker du din samtale i a-kassens eget system, ikke her. "
        "Kontakt din a-kasse, hvis du er i tvivl."
    ),
    "has_future_interview": _("Du har allerede en samtale af den slags. Du kan flytte den i stedet."),
    "overlaps_own": _("Du har en anden aftale på det tidspunkt."),
    "too_late_to_move": _(
        "Det er for sent at flytte samtalen her. Ring til kommunen, hvis du ikke kan komme."
    ),
    "too_late_to_cancel": _(
        "Det er for sent at aflyse samtalen her. Ring til kommunen, hvis du ikke kan komme."
    ),
    "move_not_allowed": _(
        "Den samtale kan du ikke flytte her. Kommunen har selv sat den, eller den er for tæt på. Ring til kommunen."
    ),
    "cancel_not_allowed": _(
        "Den samtale kan du ikke aflyse her. Kommunen har selv sat den, eller den er for tæt på. Ring til kommunen."
    ),
    "hold_expired": _("Tiden blev ikke holdt længere. Du kan vælge en tid igen."),
    "hold_extended_before": _("Du kan kun forlænge én gang. Bekræft tiden, eller vælg en anden."),
    "version_conflict": _("Samtalen er lige blevet ændret. Se, hvad der gælder nu."),
    "form_not_offered": _("Den tid kan ikke holdes på den måde. Vælg en anden tid."),
    "wish_pending": _("Jobcentret har ikke svaret på det sidste, du bad om. Vent på svaret."),
    "not_held_yet": _("Samtalen er ikke holdt endnu. Du kan give karakter bagefter."),
}

STANDS = frozenset({"too_late_to_move", "too_late_to_cancel", "move_not_allowed", "cancel_not_allowed"})
RING = STANDS | {"not_selfbooking"}
"""Where only a call helps, so the number stands with it."""
NOTHING_TO_BOOK = STANDS | {"belongs_to_akasse", "summoned", "not_selfbooking"}
"""To book is no way on for who may not, or whose interview stands as it is."""


def refused(talk: Talk, error: ConflictError) -> Reply:
    """Say why, offer what can be done instead, and never leave the citizen with a no alone."""
    w = talk.words
    text = w(
        REASONS.get(error.reason, _("Det lod sig ikke gøre lige nu. Prøv igen, eller ring til kommunen."))
    )
    if error.reason in RING or error.reason not in REASONS:
        text += "\n\n" + w(_("Telefon: {phone}"), phone=talk.tenant.contact.phone)
    found = error.data.get("alternatives", ())
    times = [time for time in found if isinstance(time, FreeTime)] if isinstance(found, list | tuple) else []
    choices: list[Choice] = list(time_choices(talk, times))
    for topic in ("meeting_show", "meeting_book", "contact_info"):
        choices.append(topic_choice(topic, title(topic, w)))
    if error.reason in NOTHING_TO_BOOK:
        choices = [choice for choice in choices if choice.id != "topic:meeting_book"]
    return Reply(text=text, choices=tuple(choices), personal=True, neutral="booking")
