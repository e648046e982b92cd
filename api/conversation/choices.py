"""Ids of buttons: `name` or `name:argument:argument`, at most 48 characters, so that they fit a chat app."""

import re
from typing import NamedTuple

from api.conversation.model import Choice
from api.i18n import Words, _

LONGEST = 48
_FORM = re.compile(r"[a-z_]+(:[A-Za-z0-9._-]+)*")


class Pressed(NamedTuple):
    """A button that was pressed."""

    name: str
    arguments: tuple[str, ...]


def choice_id(name: str, *arguments: object) -> str:
    """Return the id of a button; raises ValueError when it would not survive the way back."""
    made = ":".join([name, *map(str, arguments)])
    if len(made) > LONGEST or not _FORM.fullmatch(made):
        raise ValueError(
            f"button id {made!r}: at most {LONGEST} characters of letters, digits, '.', '_', '-'"
        )
    return made


def read_choice(value: str) -> Pressed | None:
    """Return what was pressed, or None when the id is not one of ours (any more)."""
    if len(value) > LONGEST or not _FORM.fullmatch(value):
        return None
    name, *arguments = value.split(":")
    return Pressed(name, tuple(arguments))


def topic_choice(topic: str, label: str, *, primary: bool = False) -> Choice:
    """Return the button that asks about a topic."""
    return Choice(id=choice_id("topic", topic), label=label, style="primary" if primary else "plain")


def person_choice(words: Words) -> Choice:
    """Return the way to a person, which every answer has."""
    return Choice(id="topic:human_handover", label=words(_("Tal med et menneske")), style="person")


def menu_choice(words: Words) -> Choice:
    """Return the way to everything else."""
    return Choice(id="topic:help_menu", label=words(_("Vis alle emner")))
