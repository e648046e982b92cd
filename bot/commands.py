"""The commands of the bot's menu, in every language, and what each one asks for."""

from typing import NamedTuple

from aiogram import Bot
from aiogram.types import BotCommand, MenuButtonCommands

from api.i18n import SHIPPED, Lang, _, words_for


class Command(NamedTuple):
    """One command: its name by language, its description, and the choice it stands for."""

    names: dict[str, str]
    description: str
    choice: str

    def name(self, lang: Lang) -> str:
        """Return the name in the language; English where there is none."""
        return self.names.get(lang, self.names["en"])


LINK, UNLINK, NOTICES = "link", "unlink", "notices"
COMMANDS = (
    Command({"da": "oversigt", "en": "overview"}, _("Min oversigt: det, du skal"), "topic:duties_overview"),
    Command({"da": "book", "en": "book"}, _("Book en samtale"), "topic:meeting_book"),
    Command(
        {"da": "samtale", "en": "interview"}, _("Se, flyt eller aflys min samtale"), "topic:meeting_show"
    ),
    Command({"da": "plan", "en": "plan"}, _("Mit næste trin i Min Plan"), "topic:plan_next_step"),
    Command({"da": "rettigheder", "en": "rights"}, _("Mine rettigheder"), "topic:rights_overview"),
    Command({"da": "menu", "en": "menu"}, _("Vis alle emner"), "topic:help_menu"),
    Command({"da": "menneske", "en": "person"}, _("Tal med et menneske"), "topic:human_handover"),
    Command({"da": "login", "en": "login"}, _("Log ind og kobl chatten til dig"), LINK),
    Command({"da": "sprog", "en": "language"}, _("Skift sprog"), "topic:language_switch"),
    Command({"da": "beskeder", "en": "reminders"}, _("Vælg, hvad du får besked om"), NOTICES),
    Command({"da": "afmeld", "en": "unlink"}, _("Fjern koblingen mellem chatten og dig"), UNLINK),
    Command({"da": "slet", "en": "delete"}, _("Slet vores samtale"), "topic:delete_data"),
)
CHOICE_OF = {name: command.choice for command in COMMANDS for name in command.names.values()}
"""Every command in every language works, whatever language the person has."""


async def publish(bot: Bot) -> None:
    """Tell Telegram the commands: Danish as the default, each other language for its phones."""
    for lang in SHIPPED:
        words = words_for(lang)
        listed = [
            BotCommand(command=command.name(lang), description=words(command.description))
            for command in COMMANDS
        ]
        await bot.set_my_commands(listed, language_code=lang)
        if lang == "da":
            await bot.set_my_commands(listed)
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
