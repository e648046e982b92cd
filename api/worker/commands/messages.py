"""A message to the caseworker."""

from functools import partial
from uuid import UUID

from api.booking.codes import NoticeKind
from api.jobcentre import wire
from api.messages import service as messages
from api.outbox import store as outbox
from api.worker.commands.call import Apply, Call, both

_CATEGORIES = {
    "interpreter": wire.Beskedkategori.TOLK,
    "phone_interview": wire.Beskedkategori.TELEFONSAMTALE,
    "akasse": wire.Beskedkategori.AKASSE_DELTAGER,
    "exemption": wire.Beskedkategori.FRITAGELSE,
    "absence": wire.Beskedkategori.AFBUD,
    "no_times": wire.Beskedkategori.INGEN_TIDER,
    "plan_change": wire.Beskedkategori.PLAN,
}


async def send(call: Call) -> Apply:
    """Hand the message over; the receipt says when an answer is owed."""
    body = call.message.body
    interview = body.get("interview_id")
    message = wire.Besked(
        kategori=_CATEGORIES.get(body["kind"], wire.Beskedkategori.HENVENDELSE),
        # The contract allows no mark-up in free text, and a citizen may well write "<3".
        tekst=body["text"].replace("<", "‹").replace(">", "›"),
        indkaldelse_id=UUID(interview) if interview else None,
        sprog=body.get("lang", "da"),
    )
    receipt = await call.jobcentre.message(call.cpr, message, key=call.key)
    return partial(
        messages.delivered,
        message_id=UUID(body["message_id"]),
        receipt=receipt.kvittering_id,
        promised_by=receipt.svar_senest,
        now=call.now,
    )


def ended(call: Call, _reason: str, _passed: bool) -> Apply:
    """The jobcentre refused the message: the citizen hears that nobody has it."""
    message_id = UUID(call.message.body["message_id"])
    told = partial(
        outbox.tell,
        citizen=call.citizen,
        kind=NoticeKind.MESSAGE_REFUSED,
        body={"message_id": str(message_id)},
        now=call.now,
    )
    return both(partial(messages.refused, message_id=message_id, now=call.now), told)
