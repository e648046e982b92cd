"""Answers that are owed and late: the jobcentre is reminded once a working day, and the citizen hears it."""

from datetime import datetime
from uuid import UUID

from api.booking.codes import NoticeKind
from api.citizens import service as citizens
from api.i18n import _, words_for
from api.logs import get_logger
from api.messages import service as messages
from api.messages import store
from api.messages.model import Message
from api.outbox import store as outbox
from api.tenants.opening import answer_by
from api.worker.context import Worker

# What staff reads is Danish.
_STAFF = words_for("da")
_log = get_logger("worker.owed")


async def remind(worker: Worker) -> int:
    """Remind of every late answer whose last reminder is a working day old; return how many."""
    async with worker.database.transaction() as tx:
        late = await store.overdue(tx, now=worker.now())
    reminded = 0
    for citizen_id, message, changed_at in late:
        reminded += await _one(worker, citizen_id, message, changed_at)
    if reminded:
        _log.warning("answers_overdue", count=reminded)
    return reminded


async def _one(worker: Worker, citizen_id: UUID, message: Message, changed_at: datetime) -> bool:
    now = worker.now()
    async with worker.database.transaction() as tx:
        citizen = await citizens.get(tx, citizen_id)
        tenant = worker.tenants.get(citizen.tenant)
        if tenant is None:
            return False
        if message.state == "overdue" and answer_by(tenant, changed_at, working_days=1) > now:
            return False
        body = _STAFF(
            _("Rykker: Borgeren venter stadig på svar på denne besked, sendt {moment}:\n{text}"),
            moment=_STAFF.moment(message.created_at),
            text=message.body,
        )
        await messages.remind(tx, citizen, tenant, message, body, now=now)
        await outbox.tell(
            tx, citizen_id, NoticeKind.MESSAGE_OVERDUE, {"message_id": str(message.id)}, now=now
        )
    return True
