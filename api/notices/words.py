"""The words of notices. By mail, SMS and post only a day, a time and a link leave, never what it is about."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from api.clock import danish_day
from api.i18n import Words, _
from api.notices.truth import InterviewTruth, Truth


def neutral(words: Words, truths: Sequence[Truth | None], public_url: str) -> str:
    """Return one message for all that is to be said: appointments by day and time, the rest as news."""
    lines = [
        words(_("Du har en aftale {moment}."), moment=words.moment(truth.start))
        for truth in truths
        if isinstance(truth, InterviewTruth)
    ]
    if len(lines) < len(truths):
        lines.append(words(_("Der er nyt til dig.")))
    return "\n".join([*lines, words(_("Se mere: {link}"), link=public_url)])


def subject(words: Words) -> str:
    """Return the subject of an e-mail: it shows on a locked screen, so it says nothing."""
    return words(_("Besked fra kommunen"))


def when(words: Words, start: datetime, now: datetime) -> str:
    """Return `i dag kl. 10.00`, `i morgen kl. 10.00`, or the whole date, as seen at `now`."""
    near = {0: _("i dag kl. {clock}"), 1: _("i morgen kl. {clock}")}
    days = (danish_day(start) - danish_day(now)).days
    if days in near:
        return words(near[days], clock=words.clock(start))
    return words.moment(start)


def until(words: Words, due: date, now: datetime) -> str:
    """Return `i dag`, `i morgen`, or the whole date, as seen at `now`."""
    today = danish_day(now)
    if due == today:
        return words(_("i dag"))
    return words(_("i morgen")) if due == today + timedelta(days=1) else words.day(due)
