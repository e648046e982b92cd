"""Messages that lean on the last one: why, source, more, what if, corrections, several wishes."""

from datetime import UTC, datetime

import pytest

from api.understand import Understanding
from api.understand.corrections import strip_correction
from api.understand.followups import read_follow_up
from api.understand.wishes import wishes

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hvorfor?", "why"),
        ("men hvorfor det", "why"),
        ("Why is that?", "why"),
        ("hvor står det?", "source"),
        ("hvilken lov siger det", "source"),
        ("where does it say so", "source"),
        ("mere", "more"),
        ("fortæl mere", "more"),
        ("tell me more please", None),
        ("tell me more", "more"),
        ("hvorfor skal jeg have en plan", None),
        ("hvilken lov gælder for fleksjob", None),
        ("jeg vil booke en tid", None),
    ],
)
def test_kind(text: str, kind: str | None) -> None:
    found = read_follow_up(text, "da", NOW)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("og hvad hvis jeg er syg?", {"ill": True}),
        ("hvad nu hvis jeg bliver jobparat", {"readiness": "jobparat"}),
        ("hvad hvis jeg ikke er jobparat", {"readiness": "aktivitetsparat"}),
        ("hvad hvis jeg fylder 30", {"age": 30}),
        ("hvad hvis jeg arbejder deltid", {"employed": True, "part_time": True}),
        ("hvad hvis jeg flytter kommune", {"moved": True}),
        ("hvad hvis jeg kommer på sygedagpenge", {"benefit": "sygedagpenge"}),
        ("hvad med lovforslaget fra 2010", {"track": "kl-2010"}),
        ("hvad hvis det var udkastet", {"track": "kl-2017"}),
        ("hvad hvis det var i 2019", {"on": "2019-01-01"}),
        ("og på fredag?", {"on": "2026-11-27"}),
        ("what if I turn 30", {"age": 30}),
        ("what if I am ill", {"ill": True}),
        ("hvad hvis jeg ikke gør det", {}),
    ],
)
def test_what_if(text: str, changes: dict[str, str | int | bool]) -> None:
    lang = "en" if text.startswith("what") else "da"
    found = read_follow_up(text, lang, NOW)  # type: ignore[arg-type]
    assert found is not None
    assert found.kind == "what_if"
    assert found.what_if == changes


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("nej, jeg mente torsdag", "torsdag"),
        ("Nej jeg mener min plan", "min plan"),
        ("hov, jeg skrev forkert, flyt den til mandag", "flyt den til mandag"),
        ("no, I meant Friday", "Friday"),
        ("nej, på fredag", "på fredag"),
    ],
)
def test_corrections(text: str, rest: str) -> None:
    assert strip_correction(text) == (rest, True)


@pytest.mark.parametrize("text", ["jeg vil flytte min samtale", "nej", "nej tak", "jeg mangler en tolk"])
def test_no_corrections(text: str) -> None:
    assert strip_correction(text) == (text, False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("flyt min samtale og hvad er min plan", ("flyt min samtale", "hvad er min plan")),
        ("jeg er syg. hvornår er min samtale?", ("jeg er syg", "hvornår er min samtale")),
        ("move my meeting and can I have an interpreter", ("move my meeting", "can I have an interpreter")),
        ("jeg vil læse og skrive bedre", ()),
        ("hej", ()),
    ],
)
def test_several_wishes(text: str, parts: tuple[str, ...]) -> None:
    assert wishes(text) == parts


def test_the_second_wish_is_offered(understanding: Understanding) -> None:
    heard = understanding.understand("kan jeg flytte min samtale, og kan jeg få en tolk med", "da", NOW)
    assert {heard.topic, heard.second_topic} == {"meeting_rebook", "interpreter"}


def test_a_correction_keeps_the_time(understanding: Understanding) -> None:
    heard = understanding.understand("nej, jeg mente torsdag", "da", NOW)
    assert heard.correction
    assert heard.window is not None
    assert heard.window.from_.isoformat() == "2026-11-26T00:00:00+01:00"
