"""The open widget: tells it at once; whoever is not looking misses nothing, the state is on the page."""

import json
from collections.abc import Sequence
from datetime import datetime

from redis.asyncio import Redis

from api.notices.channels.port import Recipient
from api.notices.content import Said
from api.notices.model import Delivery


class Live:
    """Publishes news on the citizen's channel; the dialogue makes the words when it is shown."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def send(self, delivery: Delivery, to: Recipient, said: Sequence[Said], *, now: datetime) -> None:
        """Publish what there is to say; kinds and ids only."""
        for one in said:
            news = {**one.notice.body, "kind": one.notice.kind, "notice": str(one.notice.id)}
            await self._redis.publish(f"citizen:{to.id}", json.dumps(news))
