"""Texts filled, facts said back, days and amounts written."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from babel.messages.extract import extract as babel_extract

from rights import Law
from rights.faults import Wrong
from rights.law import LAW_FOLDER
from rights.words import extract
from rights.words.facts import FactWriter
from rights.words.sentences import amount, day
from rights.words.template import fill, parse, slots


@pytest.mark.parametrize(
    ("template", "words", "text"),
    [
        ("Book[ by {due}].", {"due": "Monday"}, "Book by Monday."),
        ("Book[ by {due}].", {}, "Book."),
        ("[Your day is {due}.|Jobnet shows your day.]", {}, "Jobnet shows your day."),
        ("[Your day is {due}.|Jobnet shows your day.]", {"due": "Monday"}, "Your day is Monday."),
        ("[From {from} to {due}.]", {"due": "Monday"}, ""),
        ("Come. {authority} decides.", {"authority": "kommunen"}, "Come. Kommunen decides."),
        ("Say it to {authority}s office.", {"authority": "kommunen"}, "Say it to kommunens office."),
    ],
)
def test_a_text_says_what_is_known(template: str, words: dict[str, str], text: str) -> None:
    assert fill(template, words.get) == text


@pytest.mark.parametrize("template", ["a [b", "a ] b", "a [b [c]]", "a { b", "a | b", "[a|b|c|d"])
def test_a_bracket_that_does_not_fit_is_refused(template: str) -> None:
    with pytest.raises(Wrong):
        parse(template)


def test_only_what_stands_in_brackets_may_be_missing() -> None:
    assert list(slots("{authority} [by {due}|or {max}]")) == [
        ("authority", False),
        ("due", True),
        ("max", False),
    ]


def test_days_and_amounts_in_both_languages() -> None:
    assert day(date(2026, 3, 9), "da", weekday=True) == "mandag den 9. marts 2026"
    assert day(date(2026, 3, 9), "en") == "9 March 2026"
    assert [amount(1, "months", "da"), amount(6, "months", "da")] == ["1 måned", "6 måneder"]
    assert [amount(1, "weeks", "en"), amount(2.5, "hours", "da")] == ["1 week", "2,5 timer"]
    assert amount(37, "hours_per_week", "da") == "37 timer om ugen"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("benefit", "kontanthjaelp", "du får kontanthjælp"),
        ("birth_date", date(1996, 3, 11), "du er 29 år"),
        ("birth_date", date(1996, 3, 10), "du er 30 år"),
        ("guided_on", None, "du ikke har fået vejledning om selvbooking"),
        ("guided_on", date(2026, 3, 1), "du fik vejledning om selvbooking 1. marts 2026"),
        ("selfbooking_exempt", False, "du ikke er fritaget for selv at booke"),
        ("programme", "none", "du ikke er i et særligt forløb"),
        ("absences", (), "du ikke er registreret med et sådant fravær"),
    ],
)
def test_a_fact_is_said_back(law: Law, name: str, value: object, said: str) -> None:
    assert FactWriter(law.about, date(2026, 3, 10), "da").sentence(name, {name: value}) == said


def test_a_fact_nobody_told_is_not_said(law: Law) -> None:
    assert FactWriter(law.about, date(2026, 3, 10), "da").sentence("benefit", {}) is None


def test_another_language_asks_the_catalogue_and_falls_back_to_danish(law: Law) -> None:
    words = law.facts["benefit"].says
    assert FactWriter(law.about, date(2026, 3, 10), "ar").say(words) == words.da
    writer = FactWriter(law.about, date(2026, 3, 10), "ar", lambda context, danish: f"<{context}:{danish}>")
    assert writer.say(words, "rule") == f"<rule:{words.da}>"


def test_the_catalogue_gets_every_danish_text_with_its_rule_and_citation() -> None:
    file = LAW_FOLDER / "gaeldende" / "general" / "case_rights.yaml"
    with file.open("rb") as law_file:
        messages = list(extract(law_file, [], [], {}))
    lines = file.read_text(encoding="utf-8").splitlines()
    contexts = [message[2] for message in messages if message[1] == "pgettext"]
    assert len(contexts) >= 2
    assert all(context[0].startswith("gaeldende/") for context in contexts if isinstance(context, tuple))
    assert all(lines[line - 1].lstrip().startswith("- id:") for line, function, _, _ in messages if function)
    assert all(comments for _, function, _, comments in messages if function)


def test_files_without_rules_give_their_words_too() -> None:
    facts = (LAW_FOLDER / "facts.yaml").read_bytes()
    words = [message for _, _, message, _ in extract(BytesIO(facts), [], [], {})]
    assert "Hvilken ydelse får du?" in words


def test_the_extractor_needs_no_babel() -> None:
    source = Path(__file__).parents[2] / "rights" / "words" / "extraction.py"
    assert "babel" not in source.read_text(encoding="utf-8").split('"""', 2)[2].lower().replace(
        "babel asks", ""
    )


def test_babel_takes_what_the_extractor_gives() -> None:
    file = LAW_FOLDER / "gaeldende" / "general" / "case_rights.yaml"
    with file.open("rb") as law_file:
        found = list(babel_extract(cast(Any, extract), law_file))
    assert {context for _, _, _, context in found if context} >= {"gaeldende/case/guidance"}
