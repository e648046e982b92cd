"""`vejviser law` as the contract has it: what it prints, and how it ends."""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from api.__main__ import main
from rights.law import LAW_FOLDER

FACTS = {"benefit": "kontanthjaelp", "readiness": "jobparat", "birth_date": "1980-01-01"}


def file_of(folder: Path, content: object, name: str = "facts.json") -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["law", *arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    return json.loads(out)


def test_evaluate_answers_as_one_object(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    facts = file_of(tmp_path, FACTS)
    findings = answered(capsys, "evaluate", facts, "--on", "2026-03-08", "--json")["findings"]
    assert {one["applies"] for one in findings} <= {"yes", "unknown"}
    assert all(
        one["citations"] and one["text"] and one["target_group"] == {"lab-2020": 2} for one in findings
    )
    every = answered(capsys, "evaluate", facts, "--on", "2026-03-08", "--json", "--all")["findings"]
    assert "no" in {one["applies"] for one in every}
    of_topic = answered(capsys, "evaluate", facts, "--on", "2026-03-08", "--json", "--topic", "duty_cv")[
        "findings"
    ]
    assert {one["topic"] for one in of_topic} == {"duty_cv"}


def test_evaluate_speaks_to_people_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "evaluate", file_of(tmp_path, FACTS), "--on", "2026-03-08", "--lang", "en")
    assert code == 0
    assert "because benefit = kontanthjaelp (yes)" in out


def test_a_batch_answers_line_by_line_and_an_error_is_an_object(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = [
        {"facts": FACTS, "on": "2026-03-08"},
        {"facts": {"benifit": "dagpenge"}},
        {"facts": FACTS, "on": "2017-04-10", "topic": "offer_wage_subsidy"},
        {"facts": FACTS, "track": "kl-2018"},
        {"facts": FACTS, "topic": "nothing"},
        {"facts": FACTS, "on": "yesterday"},
        {"facts": FACTS, "onn": "2026-03-08"},
        {"on": "2026-03-08"},
        {"facts": []},
    ]
    batch = file_of(tmp_path, "\n".join(json.dumps(line) for line in lines) + "\nno json\n", "batch.jsonl")
    code, out, _ = run(capsys, "evaluate", "--batch", batch)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [next(iter(answer)) for answer in answers] == ["findings", "error", "findings"] + ["error"] * 7
    assert answers[1]["error"] == "unknown fact 'benifit'; did you mean 'benefit'?"
    assert {one["target_group"]["lab-2017"] for one in answers[2]["findings"]} == {2}
    assert "there is no track 'kl-2018'" in answers[3]["error"]
    assert answers[5]["error"] == "on: 'yesterday' is no day; write it as 2026-03-01"
    assert answers[9]["error"].startswith("the line is no JSON")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"benefit": "dagpeng"}, "benefit: there is no 'dagpeng'; did you mean 'dagpenge'?"),
        ({"benefit": "dagpenge", "insured": False}, "benefit=dagpenge contradicts insured=false"),
        ([], "the facts are an object"),
        ("{", "facts.json: Expecting property name"),
    ],
)
def test_wrong_facts_end_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: object, message: str
) -> None:
    code, out, err = run(capsys, "evaluate", file_of(tmp_path, content), "--json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert message in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate"],
        ["evaluate", "facts.json", "--batch", "lines"],
        ["evaluate", "facts.json", "--on", "2026-02-30"],
        ["evaluate", "facts.json", "--track", "kl-2018"],
        ["compare", "facts.json"],
        ["nothing"],
    ],
)
def test_wrong_use_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, _, err = run(capsys, *arguments)
    assert (code, err.count("\n")) == (2, 1)


def test_compare_shows_both_sides(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    facts, ill = file_of(tmp_path, FACTS), file_of(tmp_path, {"benefit": "sygedagpenge"}, "ill.json")
    changes = answered(capsys, "compare", facts, "--with", ill, "--on", "2026-03-08", "--json")["changes"]
    assert {one["change"] for one in changes} >= {"begins", "ends"}
    dated = file_of(tmp_path, {**FACTS, "registered_on": "2026-03-02"}, "dated.json")
    changes = answered(capsys, "compare", facts, "--with", dated, "--on", "2026-03-08", "--json")["changes"]
    assert {one["change"] for one in changes} == {"changes"}
    earlier = answered(capsys, "compare", facts, "--other-date", "2017-04-10", "--on", "2026-03-08", "--json")
    assert earlier["changes"]
    _, out, _ = run(capsys, "compare", facts, "--with", facts, "--on", "2026-03-08")
    assert out == "nothing changes\n"


def test_bulk_writes_a_row_a_citizen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    people = {"id": [7, 8], "benefit": ["dagpenge", None], "registered_on": ["2026-03-02", None]}
    pl.DataFrame(people).with_columns(pl.col("registered_on").str.to_date()).write_parquet(source)
    assert run(capsys, "bulk", str(source), str(target), "--on", "2026-03-08")[0] == 0
    found = pl.read_parquet(target)
    assert found["id"].to_list() == [7, 8]
    rules = [name for name in found.columns if name.startswith("gaeldende/") and not name.endswith("#due")]
    assert all(found[name].dtype == pl.Boolean for name in rules)
    assert any(name.endswith("#due") and found[name].dtype == pl.Date for name in found.columns)


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ({"benifit": ["dagpenge"]}, "there is no fact 'benifit'; did you mean 'benefit'?"),
        ({"benefit": ["dagpeng"]}, "in.parquet"),
    ],
)
def test_bulk_refuses_what_it_does_not_know(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, people: dict[str, list[str]], message: str
) -> None:
    source = tmp_path / "in.parquet"
    pl.DataFrame(people).write_parquet(source)
    code, _, err = run(capsys, "bulk", str(source), str(tmp_path / "out.parquet"), "--on", "2026-03-08")
    assert (code, err.count("\n")) == (1, 1)
    assert message in err


def test_the_review_sheet_has_every_rule_in_both_languages(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "sheet.html"
    assert run(capsys, "review", str(target), "--on", "2026-11-24")[0] == 0
    html = target.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert html.count("<article>") >= 50
    assert "2020-01-01 to 2023-12-31" in html  # a version ends where the next begins
    assert 'href="#term-selfbooking/must-book"' in html
    assert "{kind: min, what: shortest, value: 8, unit: days}" in html
    assert "http" not in html.split("<style>")[1].split("</style>")[0]
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)), "a condition with several versions has one place to link to"
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


@pytest.mark.whole
def test_check_counts_rules_by_track_kind_and_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--on", "2026-11-25")
    assert code == 0, out
    counts = {line.split(":")[0]: line for line in out.splitlines() if line.startswith("rules by ")}
    assert set(counts) == {"rules by track", "rules by kind", "rules by evidence"}
    assert all(track in counts["rules by track"] for track in ("gaeldende", "kl-2010", "kl-2017"))
    assert "D" not in counts["rules by evidence"].split(":")[1]


def test_check_counts_every_kind_of_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    for file in LAW_FOLDER.glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    code, out, _ = run(capsys, "check", "--law", str(folder), "--texts", str(tmp_path))
    assert code == 0
    assert "citations: 0 found, 0 missing, 0 sources not in DIR" in out
    (folder / "topics.yaml").unlink()
    code, out, _ = run(capsys, "check", "--law", str(folder))
    assert code == 1
    assert "topics.yaml:0: [file] this file must be there" in out
