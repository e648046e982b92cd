"""The neutral claim model, the levels, and the keys that lead from a login to a citizen."""

import pytest

from api.identity import keys
from api.identity.model import EID, NSIS, Assurance, Identity, LoginRefusedError
from api.identity.profiles import PROFILES, Profile
from api.identity.sealing import Seal


def test_levels_have_their_order_and_their_words() -> None:
    assert Assurance.Low < Assurance.Substantial < Assurance.High
    assert Assurance.read(f"{NSIS}High") is Assurance.High
    assert Assurance.read("Substantial") is Assurance.Substantial


@pytest.mark.parametrize("word", ["substantial", "", None, "SUBSTANTIAL ", f"{NSIS}{NSIS}High", "4", 3, True])
def test_any_other_word_is_refused(word: object) -> None:
    with pytest.raises(LoginRefusedError, match="unknown_level"):
        Assurance.read(word)


def test_a_person_is_told_in_the_words_of_oiosaml() -> None:
    identity = Identity(issuer="i", subject="s", loa=Assurance.Substantial, cpr="x", full_name="Karla")
    assert identity.as_attributes() == {
        f"{NSIS}loa": "Substantial",
        f"{EID}cprNumber": "x",
        f"{EID}fullName": "Karla",
        "https://data.gov.dk/model/core/specVersion": "OIO-SAML-3.0",
    }


@pytest.mark.parametrize("profile", PROFILES.values())
def test_every_profile_asks_for_the_level(profile: Profile) -> None:
    asked = profile.ask()
    assert asked["acr_values"].lower().endswith("substantial")
    assert asked["scope"].startswith("openid")


def test_a_cpr_number_leads_to_one_key_however_it_is_written() -> None:
    seal, other = Seal("a" * 32), Seal("b" * 32)
    same = {keys.of_cpr(seal, written) for written in ("610190-1234", "6101901234", "610190 1234")}
    assert len(same) == 1
    assert keys.of_cpr(other, "6101901234") not in same
    assert "6101901234" not in same.pop()
