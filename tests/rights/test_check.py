"""The check: each kind of fault is found, counted, and named where it stands."""

import json
from datetime import date
from pathlib import Path

import pytest

from rights import LawError, read_law
from rights.check import Report, check
from rights.check.citations import cited_sections
from rights.check.promises import promises_in
from rights.check.readability import lix, plain, sentences
from tests.rights.conftest import MakeLaw

ON = date(2026, 3, 1)
RULE = """
area: a
rules:
  - id: one
    kind: duty
    topic: duty_cv
    when: {fact: insured, is: true}
    dates: [{what: by, as: due, event: registered_on, plus: {weeks: 2}, roll: "no"}]
    text: {da: "Du skal gøre det.", en: "You must do it."}
    citations: [{source: LBK 280/2024, paragraph: "§ 44, stk. 2", evidence: A}]
    verified_on: 2026-01-01
    review_by: 2027-01-01
"""
CASES = """
cases:
  - says: a member must, and has two weeks
    on: [2026-03-08, 2026-03-09, 2026-03-10]
    facts: {insured: true, registered_on: 2026-02-23}
    expect: {a/one: {applies: yes, due: 2026-03-09}}
  - {says: others need not, on: 2026-03-08, facts: {insured: false}, expect: {a/one: no}}
  - says: nobody told
    on: 2026-03-08
    facts: {}
    expect: {a/one: {applies: unknown, missing: [insured, registered_on]}}
  - {says: not yet, on: 2019-12-31, facts: {}, expect: {a/one: absent}}
"""


def checked(make_law: MakeLaw, rule: str = RULE, cases: str = CASES, texts: Path | None = None) -> Report:
    return check(make_law({"gaeldende/a/rules.yaml": rule, "gaeldende/a/cases/a.yaml": cases}), ON, texts)


def messages(report: Report, kind: str) -> list[str]:
    return [str(fault) for fault in report.faults if fault.kind == kind]


def test_a_good_law_has_no_fault(make_law: MakeLaw) -> None:
    report = checked(make_law)
    assert report.faults == ()
    assert report.counted == {"rules": 1, "tables": 0, "cases": 6, "days": 1}
    assert set(report.counts().values()) == {0}


def test_a_case_that_does_not_come_out_says_how(make_law: MakeLaw) -> None:
    report = checked(make_law, rule=RULE.replace("weeks: 2", "weeks: 3"))
    assert messages(report, "case")[0] == (
        "gaeldende/a/cases/a.yaml:6: on 2026-03-08 a/one: expected due 2026-03-09, found 2026-03-16 "
        "(a member must, and has two weeks)"
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "message"),
    [
        ("expect: {a/one: no}", "expect: {a/one: yes}", "case", "expected yes, found no"),
        ("expect: {a/one: absent}", "expect: {a/one: no}", "case", "expected no, found absent"),
        (
            "missing: [insured, registered_on]",
            "missing: [insured]",
            "case",
            "expected missing ['insured'], found",
        ),
        (
            "facts: {insured: false}",
            "facts: {insurd: false}",
            "case",
            "unknown fact 'insurd'; did you mean 'insured'?",
        ),
        (", expect: {a/one: no}}", ", expect: {a/one: absent}}", "case", "expected absent, found no"),
        ("  - {says: others", "  # - {says: others", "coverage", "no case in which a/one answers no"),
        (
            "on: 2026-03-08\n    facts: {}",
            "on: 2018-03-08\n    facts: {}",
            "coverage",
            "no case in which a/one answers unknown",
        ),
        (
            "2026-03-09, 2026-03-10]",
            "2026-03-09]",
            "coverage",
            "no case asks a/one on the day after its deadline",
        ),
    ],
)
def test_cases_are_held_to_the_law(make_law: MakeLaw, old: str, new: str, kind: str, message: str) -> None:
    report = checked(make_law, cases=CASES.replace(old, new))
    assert any(message in one for one in messages(report, kind)), report.faults


@pytest.mark.parametrize(
    ("old", "new", "kind", "message"),
    [
        ("Du skal gøre det.", "Du mister din ydelse.", "promise", "'Du mister' promises something"),
        ("You must do it.", "You are entitled to it.", "promise", "'You are entitled to' promises"),
        (
            "Du skal gøre det.",
            "Du skal " + "meget " * 25 + ".",
            "readability",
            "27 words in one sentence, at most 25",
        ),
        ("evidence: A", "evidence: D", "evidence", "rests on a source nobody verified (D)"),
        ("insured", "insurd", "reference", "there is no fact 'insurd'"),
    ],
)
def test_texts_and_sources_are_held_to_the_rules(
    make_law: MakeLaw, old: str, new: str, kind: str, message: str
) -> None:
    report = checked(make_law, rule=RULE.replace(old, new))
    assert any(message in one for one in messages(report, kind)), report.faults


def test_a_hard_answer_is_found(make_law: MakeLaw) -> None:
    hard = "Kontaktforløbet tilrettelægges fleksibelt under hensyntagen til arbejdsmarkedets behov. " * 8
    report = checked(make_law, rule=RULE.replace("Du skal gøre det.", hard.strip()))
    assert any("has LIX" in one for one in messages(report, "readability"))


def test_an_expired_review_is_a_warning_and_no_fault(make_law: MakeLaw) -> None:
    report = checked(make_law, rule=RULE.replace("review_by: 2027-01-01", "review_by: 2026-02-01"))
    assert report.faults == ()
    assert report.warnings == ("gaeldende/a/rules.yaml: a/one should have been read again by 2026-02-01",)


def test_a_promise_that_was_read_may_stand_until_nothing_needs_it(make_law: MakeLaw) -> None:
    lost = RULE.replace("Du skal gøre det.", "Du mister intet.")
    folder = make_law({"gaeldende/a/rules.yaml": lost, "gaeldende/a/cases/a.yaml": CASES})
    listed = folder / "allowed_promises.yaml"
    listed.write_text(
        "- {rule: a/one, words: du mister, because: it says that nothing is lost}\n", encoding="utf-8"
    )
    assert check(folder, ON).faults == ()
    listed.write_text(
        listed.read_text(encoding="utf-8") + "- {rule: a/two, words: du mister, because: b}\n", "utf-8"
    )
    assert [fault.message for fault in check(folder, ON).faults] == [
        "nothing in a/two says 'du mister' any more"
    ]


def texts_with(folder: Path, sections: dict[str, str]) -> Path:
    provisions = [{"section": section, "content": content} for section, content in sections.items()]
    (folder / "2024_280.json").write_text(json.dumps({"provisions": provisions}), encoding="utf-8")
    return folder


def test_citations_are_looked_up(make_law: MakeLaw, tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = tmp_path_factory.mktemp("texts")
    assert checked(make_law, texts=texts).citations.not_there == ("LBK 280/2024",)
    report = checked(make_law, texts=texts_with(texts, {"44": "§ 44. One. Stk. 2. Two."}))
    assert (report.faults, report.citations.found) == ((), 1)


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ({"43": "§ 43."}, "gaeldende/a/rules.yaml:10: missing: LBK 280/2024 has no § 44 (§ 44, stk. 2)"),
        ({"44": "§ 44. Only one."}, "missing: LBK 280/2024 § 44 has no 'Stk. 2.' (§ 44, stk. 2)"),
    ],
)
def test_a_missing_paragraph_is_a_fault(
    make_law: MakeLaw, tmp_path_factory: pytest.TempPathFactory, sections: dict[str, str], message: str
) -> None:
    texts = texts_with(tmp_path_factory.mktemp("texts"), sections)
    assert any(message in one for one in messages(checked(make_law, texts=texts), "citation"))


@pytest.mark.parametrize(
    ("paragraph", "sections"),
    [
        ("§ 44, stk. 1 og 2", ["44"]),
        ("§ 69 n, stk. 4", ["69n"]),
        ("§ 52 a", ["52a"]),
        ("§§ 7, 8 og 13", ["7", "8", "13"]),
        ("§§ 27-30", ["27", "28", "29", "30"]),
        ("§ 6, nr. 2", ["6"]),
        ("§ 34, stk. 1, 2. pkt.", ["34"]),
    ],
)
def test_a_paragraph_names_its_sections(paragraph: str, sections: list[str]) -> None:
    assert cited_sections(paragraph) == sections


def test_readability_is_counted_as_readers_do() -> None:
    assert plain("Book[ senest {due}|nu]. {authority} afgør.") == "Book senest dag. Dag afgør."
    assert [len(words) for words in sentences("Du skal 3 ting. Gør det nu!")] == [4, 3]
    assert lix("Du får kontanthjælp.", frozenset({"kontanthjælp"})) == 3.0
    assert round(lix("Du får kontanthjælp.")) == 36


def test_the_rule_may_be_said_but_not_promised() -> None:
    assert promises_in("Reglen er, at kommunen kan trække et beløb.") == []
    assert promises_in("Din ydelse stopper i morgen.") == ["Din ydelse stopper"]


def test_a_law_that_cannot_be_read_is_reported_not_raised(make_law: MakeLaw) -> None:
    report = checked(make_law, rule="area: [")
    assert [fault.kind for fault in report.faults] == ["file"]
    with pytest.raises(LawError):
        read_law(make_law({"gaeldende/a/rules.yaml": "area: ["}))


SWEEP = """
sweeps:
  - says: members of two groups
    on: 2026-03-08
    sweep: lab-2020
    facts: {registered_on: 2026-02-23}
    expect: {a/one: {yes: [1, 2], no: [6], unknown: [3]}}
"""
TYPICAL = """
lab-2020:
  1: [{benefit: dagpenge, insured: true}]
  2: [{benefit: kontanthjaelp, insured: true}, {benefit: overgangsydelse, insured: true}]
  3: [{benefit: kontanthjaelp}]
  6: [{benefit: sygedagpenge, insured: false}]
"""


def test_a_sweep_asks_the_typical_citizens_of_each_group(make_law: MakeLaw) -> None:
    files = {"gaeldende/a/rules.yaml": RULE, "gaeldende/a/cases/b.yaml": SWEEP, "typical.yaml": TYPICAL}
    report = check(make_law(files), ON)
    assert (messages(report, "case"), report.counted["cases"]) == ([], 5)
    files["gaeldende/a/cases/b.yaml"] = SWEEP.replace("yes: [1, 2], no: [6]", "yes: [1], no: [2, 6]")
    wrong = messages(check(make_law(files), ON), "case")
    assert all("expected no, found yes" in one and "lab-2020 group 2" in one for one in wrong)
    files["gaeldende/a/cases/b.yaml"] = SWEEP.replace("[3]", "[4]")
    assert any(
        "typical.yaml has no group 4 of lab-2020" in str(one) for one in check(make_law(files), ON).faults
    )
    files["gaeldende/a/cases/b.yaml"] = SWEEP.replace("sweep: lab-2020", "sweep: lab-2021")
    assert any("did you mean 'lab-2020'?" in str(one) for one in check(make_law(files), ON).faults)
