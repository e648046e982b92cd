"""Packs, versions and days: what is in force when."""

from datetime import date
from pathlib import Path
from re import DOTALL, findall

import pytest
from ruamel.yaml import YAML

from rights import Law, read_law
from rights.grammar.packs import CaseFile
from rights.grammar.rules import RuleFile
from rights.grammar.tables import TableFile
from rights.law import LAW_FOLDER, TRACKS
from tests.rights.conftest import MakeLaw

RULE = """
  - id: {id}
    kind: duty
    topic: duty_cv
    text: {{da: "{text}", en: a}}
    citations: [{{source: LBK 280/2024, paragraph: "§ 6", evidence: A}}]
    verified_on: 2026-01-01
    review_by: 2027-01-01
"""


def pack(begins: str, more: str = "") -> str:
    return f"track: gaeldende\ntitle: a\nsource: a\nvalid_from: {begins}\n{more}"


def rules(*written: str, more: str = "") -> str:
    return "area: a\n" + more + "rules:" + "".join(written)


def in_force(law: Law, on: str) -> dict[str, str]:
    entries = law.book(date.fromisoformat(on)).entries
    return {id_.removeprefix("gaeldende/a/"): entry.rule.text.da for id_, entry in entries.items()}


def test_a_later_pack_replaces_a_rule_and_repeals_another(make_law: MakeLaw) -> None:
    law = read_law(
        make_law(
            {
                "gaeldende/old/pack.yaml": pack("2020-01-01"),
                "gaeldende/old/r.yaml": rules(
                    RULE.format(id="one", text="old"), RULE.format(id="two", text="old")
                ),
                "gaeldende/new/pack.yaml": pack("2024-01-01"),
                "gaeldende/new/r.yaml": rules(RULE.format(id="one", text="new"), more="repeals: [a/two]\n"),
            }
        )
    )
    assert in_force(law, "2019-12-31") == {}
    assert in_force(law, "2023-12-31") == {"one": "old", "two": "old"}
    assert in_force(law, "2024-01-01") == {"one": "new"}
    assert law.change_days("gaeldende") == [date(2020, 1, 1), date(2024, 1, 1)]


def test_an_expired_pack_lends_nothing_to_later_days(make_law: MakeLaw) -> None:
    law = read_law(
        make_law(
            {
                "gaeldende/old/pack.yaml": pack("2020-01-01", "valid_to: 2023-12-31\n"),
                "gaeldende/old/r.yaml": rules(RULE.format(id="one", text="old")),
            }
        )
    )
    assert in_force(law, "2023-12-31") == {"one": "old"}
    assert in_force(law, "2024-01-01") == {}


def test_an_older_version_never_comes_back(make_law: MakeLaw) -> None:
    trial = RULE.format(id="one", text="trial") + "    valid_to: 2024-06-30\n"
    law = read_law(
        make_law(
            {
                "gaeldende/old/pack.yaml": pack("2020-01-01"),
                "gaeldende/old/r.yaml": rules(RULE.format(id="one", text="old")),
                "gaeldende/trial/pack.yaml": pack("2024-01-01"),
                "gaeldende/trial/r.yaml": rules(trial),
            }
        )
    )
    assert in_force(law, "2024-06-30") == {"one": "trial"}
    assert in_force(law, "2024-07-01") == {}
    assert date(2024, 7, 1) in law.change_days("gaeldende")


def test_two_versions_in_one_pack_follow_each_other(make_law: MakeLaw) -> None:
    first = RULE.format(id="one", text="first") + "    valid_to: 2022-12-31\n"
    second = RULE.format(id="one", text="second") + "    valid_from: 2023-01-01\n"
    law = read_law(make_law({"gaeldende/a/rules.yaml": rules(first, second)}))
    assert [in_force(law, day)["one"] for day in ("2022-12-31", "2023-01-01")] == ["first", "second"]


@pytest.mark.parametrize("track", TRACKS)
def test_the_book_loads_on_every_day_the_law_changes(law: Law, track: str) -> None:
    days = law.change_days(track)
    assert [on for on in days if law.book(on, track).on != on] == []


def test_the_law_is_read_once_and_fast_enough_to_wait_for(law: Law) -> None:
    assert law.book(date(2026, 3, 8)) is law.book(date(2026, 3, 8))


def test_every_source_has_a_link_or_is_a_document(law: Law) -> None:
    assert [
        key for key, source in law.sources.items() if source.url is None and not key.startswith("seed-")
    ] == []


def test_the_examples_of_the_format_are_law_files() -> None:
    readme = (LAW_FOLDER / "README.md").read_text(encoding="utf-8")
    examples = findall(r"```yaml\n(# file.*?)```", readme, DOTALL)
    assert len(examples) >= 4
    for example in examples:
        content = YAML(typ="safe").load(example)
        assert (TableFile if "tables" in content else RuleFile).model_validate(content)
    for example in findall(r"```yaml\n(cases:.*?)```", readme, DOTALL):
        assert CaseFile.model_validate(YAML(typ="safe").load(example))


def test_no_sentence_of_a_source_is_stored(law: Law) -> None:
    assert not list(Path(law.folder).rglob("*.txt"))


def test_a_rule_that_outlived_its_act_cites_the_version_of_the_day(law: Law) -> None:
    """LAB § 20 is the same in three acts; a finding names the one in force, and is read as far as that one."""
    cited = {
        day: [one.version for one in law.book(day).entries["gaeldende/duties/search"].citations]
        for day in (date(2021, 6, 1), date(2022, 5, 22), date(2026, 3, 8))
    }
    assert [set(versions) for versions in cited.values()] == [
        {"LOV 548/2019"},
        {"LBK 701/2022"},
        {"LBK 280/2024"},
    ]
    assert not law.book(date(2021, 6, 1)).entries["gaeldende/duties/search"].stale
