"""Hands what citizens are to be told to the notices, and to the widgets that are open now."""

import json

from api.notices import intake
from api.outbox.model import Message
from api.worker.context import Worker


async def tell(worker: Worker) -> int:
    """Take in a batch of news; push it to open widgets when it is committed. Return how many."""
    async with worker.database.transaction() as tx:
        told = await intake.take_in(tx, most=worker.pace.batch, now=worker.now())
    pipe = worker.redis.pipeline(transaction=False)
    for message in told:
        pipe.publish(channel_of(message), json.dumps(_news(message)))
    if told:
        await pipe.execute()
    return len(told)


def channel_of(message: Message) -> str:
    """Return the channel on which a citizen's open widgets listen."""
    return f"citizen:{message.subject}"


def _news(message: Message) -> dict[str, str]:
    plain = {key: value for key, value in message.body.items() if isinstance(value, str)}
    return {"kind": message.kind, "id": str(message.id), **plain}
