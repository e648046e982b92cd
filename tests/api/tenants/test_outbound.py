"""The scanner of what leaves: what it catches at which level, and what it lets pass."""

import pytest

from api.tenants.model import Level
from api.tenants.outbound import leaks


def kinds(text: str, level: Level = "personal") -> set[str]:
    return {leak.kind for leak in leaks(text, level)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dit nummer er 010190-1234.", "cpr"),
        ("Your number is 610190 1234", "cpr"),
        ("Du er sygemeldt.", "health"),
        ("Møde om din sygdom", "health"),
        ("Forløb om stresshåndtering", "health"),
        ("You are ill.", "health"),
        ("about your depression", "health"),
        ("Du får kontanthjælp.", "benefit"),
        ("Du får DAGPENGE", "benefit"),
        ("Fælles samtale med a-kassen", "benefit"),
        ("Du er vurderet aktivitetsparat", "benefit"),
        ("You get cash assistance", "benefit"),
        ("your unemployment benefit", "benefit"),
        ("Du kan få en sanktion.", "sanction"),
        ("Du mister penge", "sanction"),
        ("Registreret som udeblevet.", "sanction"),
        ("there will be a deduction", "sanction"),
        ("Afgørelsen er truffet", "decision"),
        ("Kommunen har sendt en afgørelse om din sag", "decision"),
        ("Du har fået afslag", "decision"),
        ("the decision was made", "decision"),
    ],
)
@pytest.mark.parametrize("level", ["general", "neutral", "personal"])
def test_what_never_leaves(text: str, kind: str, level: Level) -> None:
    assert kind in kinds(text, level)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mød op på jobcentret", "place"),
        ("Havnegade 1", "place"),
        ("4400 Kalundborg", "place"),
        ("at the office", "place"),
        ("Din rådgiver er Karen", "adviser"),
        ("your caseworker", "adviser"),
        ("Du har en samtale", "purpose"),
        ("CV-samtale", "purpose"),
        ("an interview", "purpose"),
        ("Nyt i Min Plan", "plan"),
        ("Virksomhedspraktik i butik", "plan"),
        ("a course", "plan"),
    ],
)
def test_what_leaves_at_personal_only(text: str, kind: str) -> None:
    assert kind in kinds(text, "neutral")
    assert kind in kinds(text, "general")
    assert kind not in kinds(text, "personal")


@pytest.mark.parametrize(
    "text",
    [
        "Du har en aftale onsdag den 25. november 2026 kl. 10.00.",
        "Der er nyt til dig. Log ind for at se det.",
        "You have an appointment on Wednesday 25 November 2026 at 10:00.",
        "Svaret er klar til dig. Det må ikke stå i en chat-app. Log ind for at se det.",
        "https://chat.example.dk/?choice=topic:meeting_show",
        "Kontakt",
    ],
)
def test_neutral_words_pass_at_every_level(text: str) -> None:
    levels: tuple[Level, ...] = ("general", "neutral", "personal")
    assert [leaks(text, level) for level in levels] == [()] * 3


@pytest.mark.parametrize(
    "text", ["Klag over en afgørelse", "Fremmøde kl. 10", "Du skal møde", "Fysik", "Planlæg"]
)
def test_what_only_looks_alike_passes_at_personal(text: str) -> None:
    assert leaks(text, "personal") == ()


def test_a_general_part_may_name_benefits_but_never_a_number() -> None:
    rule = "Reglen er, at kommunen kan give en sanktion, hvis du får kontanthjælp."
    assert leaks(f"Din aftale er aflyst. {rule}", "personal", general=(rule,)) == ()
    with_number = f"{rule} 010190-1234"
    assert {leak.kind for leak in leaks(with_number, "personal", general=(with_number,))} == {"cpr"}
