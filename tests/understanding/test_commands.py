"""Exact words stand for one thing; anything else is left to understanding."""

import pytest

from api.understand.commands import TOPICS, read_command
from api.understand.phrases import read_topics


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Menu", "menu"),
        ("/start abc123", "menu"),
        ("/hjælp", "menu"),
        ("STOP!", "stop"),
        ("menneske", "human"),
        ("Tal med et menneske.", "human"),
        ("/slet", "delete"),
        ("/sprog", "language"),
        ("ja tak", "yes"),
        ("Nej", "no"),
        ("tilbage", "back"),
        ("ja men hvornår er mødet", None),
        ("kan jeg stoppe min praktik", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_command(text: str, command: str | None) -> None:
    assert read_command(text) == command


def test_every_command_with_a_topic_names_one() -> None:
    assert set(TOPICS.values()) <= set(read_topics().topics)
