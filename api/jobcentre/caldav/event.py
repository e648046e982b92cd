"""An interview as a calendar event: no citizen's name or number in it, the time as the resource's name."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Event

STAMP = "%Y%m%dT%H%M%SZ"
_TITLE = "Optaget (selvbooking)"


@dataclass(frozen=True)
class Entry:
    """An event of ours: a hold while `until` is set, cancelled when `cancelled_by` is."""

    interview_id: UUID
    ref: str
    type: int
    form: int
    start: datetime
    end: datetime
    version: int
    changed: datetime
    until: datetime | None = None
    extended: bool = False
    cancelled_by: str | None = None
    reason: str | None = None

    @property
    def name(self) -> str:
        """The resource's name: the time, so that two cannot have it."""
        return f"{self.start.astimezone(UTC).strftime(STAMP)}.ics"

    def changed_to(self, now: datetime, **fields: object) -> "Entry":
        """Return the next version."""
        changed = now.replace(microsecond=0)  # iCalendar has whole seconds
        return replace(self, version=self.version + 1, changed=changed, **fields)  # type: ignore[arg-type]


def write(entry: Entry) -> bytes:
    """Return the entry as an iCalendar object."""
    event = Event()
    event.add("uid", f"{entry.interview_id}-{entry.start.astimezone(UTC).strftime(STAMP)}")
    event.add("summary", _TITLE)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("dtstart", entry.start.astimezone(UTC))
    event.add("dtend", entry.end.astimezone(UTC))
    event.add("sequence", entry.version)
    event.add("status", _status(entry))
    event.add("transp", "TRANSPARENT" if entry.cancelled_by else "OPAQUE")
    event.add("class", "PRIVATE")
    for name, value in _ours(entry).items():
        event.add(name, value)
    calendar = Calendar()
    calendar.add("prodid", "-//Vejviser//selvbooking//DA")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _status(entry: Entry) -> str:
    if entry.cancelled_by:
        return "CANCELLED"
    return "TENTATIVE" if entry.until else "CONFIRMED"


def _ours(entry: Entry) -> dict[str, str]:
    optional = {
        "x-vejviser-udloeber": entry.until.astimezone(UTC).isoformat() if entry.until else None,
        "x-vejviser-forlaenget": "1" if entry.extended else None,
        "x-vejviser-aflyst-af": entry.cancelled_by,
        "x-vejviser-aarsag": entry.reason,
    }
    return {
        "x-vejviser-id": str(entry.interview_id),
        "x-vejviser-borger": entry.ref,
        "x-vejviser-type": str(entry.type),
        "x-vejviser-form": str(entry.form),
    } | {name: value for name, value in optional.items() if value}


def read(text: str) -> Entry | None:
    """Return our entry in an iCalendar object, None when the event is somebody else's.

    Raises ValueError when it is no iCalendar object, or ours and broken.
    """
    event = next(iter(Calendar.from_ical(text).walk("VEVENT")), None)
    if event is None or "x-vejviser-id" not in event:
        return None
    until = event.get("x-vejviser-udloeber")
    return Entry(
        interview_id=UUID(str(event["x-vejviser-id"])),
        ref=str(event["x-vejviser-borger"]),
        type=int(str(event["x-vejviser-type"])),
        form=int(str(event["x-vejviser-form"])),
        start=event.decoded("dtstart"),
        end=event.decoded("dtend"),
        version=int(str(event["sequence"])),
        changed=event.decoded("last-modified"),
        until=datetime.fromisoformat(str(until)) if until else None,
        extended="x-vejviser-forlaenget" in event,
        cancelled_by=str(event["x-vejviser-aflyst-af"]) if "x-vejviser-aflyst-af" in event else None,
        reason=str(event["x-vejviser-aarsag"]) if "x-vejviser-aarsag" in event else None,
    )


def takes_time(text: str) -> bool:
    """Whether an event makes the adviser busy: not when it is cancelled or shown as free."""
    events = Calendar.from_ical(text).walk("VEVENT")
    return any(
        event.get("status") != "CANCELLED" and event.get("transp") != "TRANSPARENT" for event in events
    )
