"""One file per mistake: each is refused with the place, what is wrong, and what would be right.

The first line of a file in bad/ says what is expected; table files stand for tables/t.yaml, others for rules.yaml.
"""

from datetime import date
from pathlib import Path

import pytest

from rights import LawError, read_law
from tests.rights.conftest import MakeLaw

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_mistake_is_refused_with_its_message(file: Path, make_law: MakeLaw) -> None:
    text = file.read_text(encoding="utf-8")
    expected = text.splitlines()[0].removeprefix("# expects: ")
    name = "gaeldende/a/tables/t.yaml" if file.stem.startswith("table-") else "gaeldende/a/rules.yaml"
    with pytest.raises(LawError) as refused:
        read_law(make_law({name: text})).book(date(2026, 3, 10))
    assert any(expected in str(fault) for fault in refused.value.faults), refused.value.faults


def test_all_faults_are_told_at_once(make_law: MakeLaw) -> None:
    files = {f"gaeldende/a/{file.stem}.yaml": file.read_text(encoding="utf-8") for file in BAD[:3]}
    with pytest.raises(LawError) as refused:
        read_law(make_law(files)).book(date(2026, 3, 10))
    assert {fault.file for fault in refused.value.faults} <= set(files)


def test_a_pack_that_takes_over_leaves_no_day_between(make_law: MakeLaw) -> None:
    pack = "track: gaeldende\ntitle: a\nsource: a\nvalid_from: {0}\n"
    files = {
        "gaeldende/a/pack.yaml": pack.format("2020-01-01") + "valid_to: 2023-11-30\n",
        "gaeldende/b/pack.yaml": pack.format("2024-01-01") + "follows: a\n",
    }
    with pytest.raises(LawError, match="a ends 2023-11-30; b takes over and needs 2023-12-31"):
        read_law(make_law(files))
