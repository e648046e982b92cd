"""Appendix 5.8 of seed-003: what is encoded is what is printed, counted and laid side by side.

The print gives the lists of contact groups and the reasons apart, page by page. They are joined here from the
transcription, without the law files, and then compared with them.
"""

from pathlib import Path
from re import findall
from typing import TypedDict, cast

import pytest
from ruamel.yaml import YAML

from rights import Law
from rights.absence import REASONS
from rights.grammar.tables import Row, Table
from rights.law import LAW_FOLDER

DOCUMENT = LAW_FOLDER.parents[1] / "docs" / "law" / "bilag-5.8.md"
PRINTED_LISTS = 48  # 43 reasons, five of them on two pages
PAIRS = 479
GROUPS = 28


class Page(TypedDict):
    """One page of the appendix as it is printed."""

    reasons: list[dict[str, str]]
    lists: list[list[str]]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    text = Path(__file__).with_name("appendix_5_8.yaml").read_text(encoding="utf-8")
    return cast("list[Page]", YAML(typ="safe").load(text)["pages"])


@pytest.fixture(scope="module")
def printed(pages: list[Page]) -> dict[str, list[str]]:
    """Join the lists to the reasons: in the order of the print, the reason that goes on overleaf last."""
    joined: dict[str, list[str]] = {}
    for page, following in zip(pages, [*pages[1:], None], strict=True):
        goes_on = following["reasons"][0].get("again") if following else None
        reasons = [one for entry in page["reasons"] for one in entry.values()]
        reasons.sort(key=lambda reason: reason == goes_on)
        for reason, groups in zip(reasons, page["lists"], strict=True):
            joined.setdefault(reason, []).extend(groups)
    return joined


def rows(law: Law) -> dict[str, Row]:
    table = next(one.what for one in law.definitions if one.id == "absence/must-be-registered")
    assert isinstance(table, Table)
    return {str(row.when["reason"]): row for row in table.rows}


def test_every_page_has_as_many_lists_as_reasons(pages: list[Page]) -> None:
    assert [len(page["reasons"]) for page in pages] == [len(page["lists"]) for page in pages]
    assert sum(len(page["lists"]) for page in pages) == PRINTED_LISTS


def test_only_the_first_reason_of_a_page_goes_on_from_the_page_before(pages: list[Page]) -> None:
    for before, page in zip([None, *pages], pages, strict=False):
        first, *others = page["reasons"]
        assert all("reason" in one for one in others)
        assert "reason" in first or (before and {"reason": first["again"]} in before["reasons"])


def test_every_reason_is_printed_once_with_no_group_twice(printed: dict[str, list[str]]) -> None:
    assert sorted(printed) == sorted(REASONS)
    assert all(len(groups) == len(set(groups)) for groups in printed.values())
    assert len({group for groups in printed.values() for group in groups}) == GROUPS
    assert sum(map(len, printed.values())) == PAIRS


def test_every_row_of_the_source_is_a_row_of_the_law(law: Law, printed: dict[str, list[str]]) -> None:
    encoded = {reason: cast("tuple[str, ...]", row.when["group"]) for reason, row in rows(law).items()}
    assert {reason: sorted(groups) for reason, groups in encoded.items()} == {
        reason: sorted(groups) for reason, groups in printed.items()
    }
    assert all(row.gives is True for row in rows(law).values())


def test_a_rule_reads_every_row(law: Law) -> None:
    ruled = {id_ for definition, _ in law.rules() if (id_ := definition.id).startswith("absence/registered/")}
    assert ruled == {f"absence/registered/{reason.replace('_', '-')}" for reason in REASONS}


def test_the_uncertain_pairs_are_grade_c_and_listed(law: Law) -> None:
    listed = DOCUMENT.read_text(encoding="utf-8").split("## Uncertain pairs")[1]
    listed = listed.split("## Read as certain")[0]
    uncertain = {reason for reason, row in rows(law).items() if row.evidence == "C"}
    assert uncertain == set(findall(r"`(\w+)`", listed))
    assert {row.evidence for row in rows(law).values()} == {"B", "C"}
