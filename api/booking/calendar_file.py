"""The calendar entry of an interview: one UID for its whole life, SEQUENCE goes up with every change."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, vText

from api.booking.codes import Form
from api.booking.model import Interview
from api.clock import wall
from api.i18n import Words, _

# Short and right for all years since 1996; the library's own is 3 kB and ends in 2038.
_DENMARK = b"""BEGIN:VTIMEZONE\r
TZID:Europe/Copenhagen\r
BEGIN:DAYLIGHT\r
DTSTART:19810329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
TZNAME:CEST\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
TZNAME:CET\r
END:STANDARD\r
END:VTIMEZONE\r
"""
_GONE = frozenset({"cancelled", "refused"})
_STATUS = {"booked": "CONFIRMED", "held": "CONFIRMED", "past": "CONFIRMED"}


def calendar(interview: Interview, words: Words, *, changed_at: datetime) -> bytes:
    """Return the iCalendar file (RFC 5545, RFC 5546): a move or a cancellation updates the same entry.

    Nothing in it says why one meets: calendars are shared and synchronised.
    """
    gone = interview.state in _GONE
    calendar = Calendar()
    calendar.add("prodid", "-//Vejviser//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if gone else "PUBLISH")
    calendar.add_component(Timezone.from_ical(_DENMARK))
    calendar.add_component(_event(interview, words, changed_at, gone=gone))
    return bytes(calendar.to_ical())


def _event(interview: Interview, words: Words, changed_at: datetime, *, gone: bool) -> Event:
    event = Event()
    event.add("uid", f"{interview.id}@vejviser")
    event.add("sequence", interview.version)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    # A length, not an end: on the night the clock is set back an end in wall time can be before the start.
    event.add("dtstart", _start(interview.start))
    event.add("duration", interview.end - interview.start)
    event.add("summary", words(_("Aftale")))
    event.add("status", "CANCELLED" if gone else _STATUS.get(interview.state, "TENTATIVE"))
    if place := _where(interview):
        event["location"] = vText(place)
    if not gone:
        event.add_component(_alarm(words))
    return event


def _start(instant: datetime) -> datetime:
    """Return Danish wall time; UTC for the second of two hours with one name, which wall time cannot say."""
    local = wall(instant)
    return instant if local.fold else local


def _where(interview: Interview) -> str | None:
    where = interview.where
    if interview.form is Form.VIDEO:
        return where.link
    if interview.form is Form.CITIZEN_CALLS:
        return where.phone
    return where.address or where.place if interview.form is Form.IN_PERSON else None


def _alarm(words: Words) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words(_("Aftale")))
    alarm.add("trigger", timedelta(hours=-2))
    return alarm
