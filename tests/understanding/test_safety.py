"""Despair, violence and need are seen whatever else is said; figures of speech are not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.errors import ConfigurationError
from api.understand import Understanding
from api.understand.safety import crisis_kind, fold, likely_kind, read_patterns

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LIFE = """
jeg har mest lyst til at dø
jeg vil ikke leve længere
JEG VIL BARE DØØØ
jeg vil do
det var bedre hvis jeg var død
jeg tager livet af mig i aften
han har sagt at han vil tage livet af sig
nu gør jeg en ende på det hele
jeg kan ikke mere
jeg kan ik mere nu
jeg magter ikke mere, hvad skal jeg gøre
der er ingen grund til at leve
I har det alle sammen bedre uden mig
jeg skærer i mig selv når brevene kommer
jeg har slugt alle pillerne
jeg ser ingen udvej
alt er håbløst
jeg overvejer selvmord
i do not want to live anymore
I can't go on
everyone would be better off without me
I'm going to kill myself
sometimes I think about ending it all
chcę umrzeć
не хочу жити
أريد أن أموت
ölmek istiyorum
ich will nicht mehr leben
""".strip().splitlines()
VIOLENCE = """
min kæreste slår mig
jeg bliver truet af min nabo
han truer mig på livet
hun siger hun vil slå mig ihjel
jeg er bange for min eksmand
så slår jeg jer ihjel
jeg kommer med en kniv i morgen
my husband beats me
he threatens to kill me
I will kill you all
""".strip().splitlines()
NEEDS = """
vi har ingen mad i huset
jeg har ikke fået noget at spise siden i går
jeg har ikke råd til mad til børnene
børnene er sultne
køleskabet er tomt
jeg har ingen steder at sove i nat
jeg er blevet hjemløs
jeg sover i bilen
jeg bliver smidt ud af min lejlighed på mandag
fogeden står her
vi har ikke tag over hovedet
I have nothing to eat
I have nowhere to sleep tonight
we are being evicted tomorrow
I sleep in my car
nie mam gdzie spać
""".strip().splitlines()
FALSE_ALARMS = """
jeg dør af grin
min opgave handler om selvmordsraten i danmark
kan jeg tage et kursus om selvmord og forebyggelse
telefonen er død
min mor er død og jeg skal til begravelse på fredag
min bil er død så jeg kommer for sent
jeg kan ikke mere end to dage om ugen
jeg kan ikke finde ud af det her mere
jeg kan ikke leve af de penge
det slår mig at jeg ikke har fået svar
jeg slår lige tiden ihjel
kommunen truer mig med en sanktion
de truer med at trække mig i ydelse
jeg er smidt ud af a-kassen
bliver jeg sat ud af systemet
jeg vil gerne i praktik på et herberg for hjemløse
kan jeg få job med hjemløse
jeg gider ikke søge job mere
jeg vil ikke være på det hold mere
jeg kan ikke holde ferie så
hvor længe må en praktik vare
er der mad til mødet
jeg vil ikke være her mere, slet min profil
I'm dying to get started
is there a course on suicide prevention
it beats me why
they threatened to cut my benefit
I can't live on that in Copenhagen
I can't take this course
""".strip().splitlines()


@pytest.mark.parametrize("text", LIFE)
def test_danger_to_life(text: str) -> None:
    assert crisis_kind(text) == "life"


@pytest.mark.parametrize("text", VIOLENCE)
def test_violence_and_threats(text: str) -> None:
    assert crisis_kind(text) in {"violence", "life"}


@pytest.mark.parametrize("text", NEEDS)
def test_no_food_no_roof(text: str) -> None:
    assert crisis_kind(text) == "needs"


@pytest.mark.parametrize("text", FALSE_ALARMS)
def test_figures_of_speech_and_other_matters(text: str) -> None:
    assert crisis_kind(text) is None


def test_it_comes_before_everything_else(understanding: Understanding) -> None:
    heard = understanding.understand("kan I flytte mødet til torsdag? Jeg vil ikke leve mere", "da", NOW)
    assert (heard.decision, heard.crisis, heard.topic) == ("crisis", "life", "crisis")
    assert heard.window is None
    assert heard.ranked == ()


def test_it_is_seen_at_the_end_of_a_whole_letter(understanding: Understanding) -> None:
    letter = "Kære kommune. Jeg skriver om mit forløb. " * 40 + "Jeg har ingen steder at sove i nat."
    assert understanding.understand(letter, "da", NOW).crisis == "needs"


def test_a_misspelt_cry_for_help_is_seen(understanding: Understanding) -> None:
    assert understanding.understand("jeg tænker på selvmrod", "da", NOW).crisis == "life"
    assert understanding.understand("jeg er hjmeløs", "da", NOW).crisis == "needs"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("der er intet tilbage i køleskabet", "needs"),
        ("my landlord changed the locks", "needs"),
        ("han slår når han er fuld", "violence"),
        ("jeg ser kun mørke", "life"),
    ],
)
def test_what_no_rule_foresaw_gets_the_lines_its_words_point_to(text: str, kind: str) -> None:
    assert likely_kind(text) == kind


def test_letters_are_folded() -> None:
    assert fold("DØØØR, Åse!") == "| doer | aase | |"


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "crisis_xx.txt"
    file.write_text("# one\n[unknown]\nabc\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"crisis_xx\.txt, line 3"):
        read_patterns(file)
