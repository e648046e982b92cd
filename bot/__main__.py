"""`python -m bot`: one replica of the Telegram bot."""

import asyncio
import sys

from api.errors import VejviserError
from api.logs import set_up_logs
from api.settings import read_settings
from bot.run import run


def main() -> int:
    """Run the bot; 0 after a clean stop, 1 with one line on stderr when it cannot run."""
    failed = False
    try:
        settings = read_settings()
        set_up_logs(as_json=not settings.is_demo, level=settings.log_level)
        asyncio.run(run(settings))
    except* VejviserError as group:
        failed = True
        print(f"bot: {group.exceptions[0]}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
