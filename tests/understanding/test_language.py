"""Another language is offered when it is sure, and never taken without asking."""

from datetime import UTC, datetime

import pytest

from api.understand import Understanding
from api.understand.language import suggest, written_in

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("jeg vil gerne flytte min samtale", "da"),
        ("jeg kan desværre ikke komme på torsdag", "da"),
        ("I would like to move my appointment please", "en"),
        ("коли моя зустріч", "uk"),
        ("متى يكون موعدي", "ar"),
        ("نمی‌توانم فردا بیایم", "fa"),
        ("nie mogę przyjść na spotkanie", "pl"),
        ("randevuma gelemiyorum bugün", "tr"),
        ("ich kann morgen leider nicht kommen", "de"),
        ("nu pot veni mâine la întâlnire", "ro"),
        ("Waxaan rabaa inaan beddelo ballanta", "so"),
        ("ok", None),
        ("cv", None),
        ("", None),
        ("12345 ???", None),
    ],
)
def test_the_language_of_a_message(text: str, lang: str | None) -> None:
    assert written_in(text) == lang


@pytest.mark.parametrize("slang", ["ka ik kom imorn", "hey bro", "tlf tid jc", "mødet ku ik flyttes", "sup"])
def test_danish_slang_offers_nothing(slang: str) -> None:
    assert suggest(slang, "da") is None


def test_the_sessions_own_language_is_not_offered() -> None:
    assert suggest("when is my next interview please", "en") is None


def test_the_session_keeps_its_language(understanding: Understanding) -> None:
    heard = understanding.understand("when is my next interview please", "da", NOW)
    assert (heard.lang, heard.lang_suggestion) == ("da", "en")


def test_without_a_session_the_message_decides(understanding: Understanding) -> None:
    heard = understanding.understand("when is my next interview please", None, NOW)
    assert (heard.lang, heard.lang_suggestion) == ("en", None)
    other = understanding.understand("nie mogę przyjść na spotkanie", None, NOW)
    assert (other.lang, other.lang_suggestion) == ("da", "pl")
