"""The typical citizens are in the groups they stand for."""

from datetime import date

import pytest

from rights import Facts, Law
from rights.grammar.packs import Typical
from rights.reading import read_file

DAYS = {"lab-2017": date(2017, 4, 10), "lab-2020": date(2026, 3, 8)}


@pytest.mark.parametrize("system", DAYS)
def test_a_typical_citizen_is_in_the_group(law: Law, system: str) -> None:
    typical = read_file(law.folder / "typical.yaml", Typical, "typical.yaml").root
    book = law.book(DAYS[system])
    for group, citizens in typical[system].items():
        for told in citizens:
            citizen = book.citizen(Facts.model_validate(told))
            assert book.target_group(citizen)[system] == group, told
