"""What every handler works with."""

from dataclasses import dataclass

from aiogram import Bot

from api.wiring import Services
from bot.buttons import Buttons
from bot.person import Person
from bot.screen import Screen


@dataclass(frozen=True)
class Edge:
    """The application, the connection to Telegram, and the maker of buttons."""

    services: Services
    bot: Bot
    buttons: Buttons

    def screen(self, person: Person) -> Screen:
        """Return the person's screen."""
        return Screen(self.bot, self.services.redis, chat_id=person.chat_id, chat=person.chat)


def open_edge(services: Services, bot: Bot) -> Edge:
    """Put the parts together."""
    buttons = Buttons(services.settings.secret_key.get_secret_value(), services.redis)
    return Edge(services, bot, buttons)
