"""Counters for operators. Labels are codes of ours, never a person's."""

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("vejviser_turns_total", "Turns of dialogue", ["channel", "topic", "outcome"])
TURN_SECONDS = Histogram("vejviser_turn_seconds", "Time for one turn", ["channel"])
BOOKINGS = Counter("vejviser_bookings_total", "Deeds on interviews", ["deed", "outcome"])
OUTBOX_WAITING = Gauge("vejviser_outbox_waiting", "Messages not yet delivered", ["destination"])
OUTBOX_PARKED = Gauge("vejviser_outbox_parked", "Messages parked by an answer", ["destination"])
JOBCENTRE_SILENT = Gauge(
    "vejviser_jobcentre_silent_seconds", "Time since a jobcentre was heard", ["jobcentre"]
)
NOTICES = Counter("vejviser_notices_total", "Reminders and notices", ["kind", "channel", "outcome"])
NOTICES_LATE = Gauge("vejviser_notices_late", "Notices due for more than 15 minutes", ["stage"])
REFUSED_OUTBOUND = Counter(
    "vejviser_refused_outbound_total", "Messages stopped by the outbound scanner", ["level"]
)
