"""The menu of commands, in every language."""

from api.i18n import SHIPPED
from api.settings import Settings
from api.wiring import Services
from bot import commands
from bot.client import open_bot
from bot.limits import Pace
from tests.support.telegram import BotApi


async def test_commands_are_published_in_every_language(
    bot_settings: Settings, services: Services, telegram: BotApi
) -> None:
    bot = open_bot(bot_settings, Pace(services.redis))
    await commands.publish(bot)
    await bot.session.close()
    published = telegram.state.commands
    assert set(published) == {"", *SHIPPED}
    assert published[""] == published["da"]
    assert all(len(listed) == len(commands.COMMANDS) for listed in published.values())
    assert telegram.state.menu_button == {"type": "commands"}


def test_no_command_means_two_things() -> None:
    names = [name for command in commands.COMMANDS for name in set(command.names.values())]
    assert len(names) == len(set(names)) == len(commands.CHOICE_OF)
