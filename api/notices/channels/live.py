"""The open widget: tells it at once; whoever is not looking misses nothing, the state is on the page."""

import json
from collections.abc import Sequence
from datetime import datetime

from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.notices.channels.port import NotNowError, Recipient
from api.notices.content import Said
from api.notices.model import Delivery

TRY_AGAIN = 30.0


class Live:
    """Publishes news on the citizen's channel; the dialogue makes the words when it is shown."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def send(self, delivery: Delivery, to: Recipient, said: Sequence[Said], *, now: datetime) -> None:
        """Publish what there is to say; kinds and ids only. Without Redis it waits: then no widget hears either."""
        pipe = self._redis.pipeline()
        for one in said:
            news = {**one.notice.body, "kind": one.notice.kind, "notice": str(one.notice.id)}
            pipe.publish(f"citizen:{to.id}", json.dumps(news))
        try:
            await pipe.execute()
        except RedisError as error:
            raise NotNowError(TRY_AGAIN, type(error).__name__) from error
