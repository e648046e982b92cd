"""A sender of notices as a process of its own, to be killed: the bot's own, at a pace a test can wait for."""

import asyncio
import sys

from api.logs import set_up_logs
from api.settings import read_settings
from api.wiring import open_services
from bot.client import open_bot
from bot.edge import open_edge
from bot.limits import Pace
from bot.push import push_forever


async def main(per_second: int) -> None:
    """Send until killed."""
    async with open_services(read_settings()) as services:
        bot = open_bot(services.settings, Pace(services.redis, per_second=per_second))
        print("sending", flush=True)
        await push_forever(open_edge(services, bot))


if __name__ == "__main__":
    set_up_logs(as_json=True)
    asyncio.run(main(int(sys.argv[1])))
