"""What one citizen is answered: yes, no or unknown, why, what is missing, how old the answer is."""

from datetime import date
from typing import Any

import pytest

from rights import Book, Facts, Finding, LawError, read_law
from rights.compare import compare
from tests.rights.conftest import MakeLaw

RULES = """
area: a
terms:
  - id: registered
    label: {da: du er tilmeldt, en: you are registered}
    when: {happened: registered_on}
rules:
  - &rule
    id: cv
    kind: duty
    topic: duty_cv
    title: {da: Dit cv, en: Your CV}
    when:
      all:
        - {term: registered-too}
        - any: [{fact: benefit, is: dagpenge}, {fact: benefit, is: kontanthjaelp}]
        - not: {fact: selfbooking_exempt, is: true}
    dates: [{what: by, as: due, event: registered_on, plus: {weeks: 2}, roll: "no"}]
    limits: [{kind: max, value: 2, unit: weeks, what: most}]
    if_not: [a/sanction]
    text: {da: "Du skal gøre det[ senest {by}], højst {most}.", en: "You must do it[ by {by}], at most {most}."}
    citations:
      - {source: LBK 280/2024, paragraph: "§ 22", evidence: A, also: [{source: seed-003, section: bilag 5.3}]}
    verified_on: 2026-01-01
    review_by: 2027-01-01
  - <<: *rule
    id: sanction
    kind: consequence
    topic: sanction
    when:
      all:
        - {fact: benefit, is: kontanthjaelp}
        - {decided_by: kommunen, what: {da: om du må, en: whether}, key: may}
    decides: {by: kommunen, what: {da: hvad der sker, en: what happens}}
    requires_first: [{da: vejlede dig, en: tell you}]
    if_not: []
  - <<: *rule
    id: changed
    topic: meeting_frequency
    when: {fact: benefit, in: [dagpenge, kontanthjaelp]}
    unread_from: {on: 2026-07-01, because: {da: Loven er ændret. Spørg {authority}., en: The act has changed.}}
    if_not: []
"""


def make(make_law: MakeLaw, on: date = date(2026, 3, 1)) -> Book:
    text = RULES.replace("{term: registered-too}", "{term: a/registered}").replace(
        "Spørg {authority}., en", '"Spørg {authority}.", en'
    )
    text = text.replace(
        '{da: Loven er ændret. "Spørg {authority}."', '{da: "Loven er ændret. Spørg {authority}."'
    )
    return read_law(make_law({"gaeldende/a/rules.yaml": text})).book(on)


def answer(book: Book, rule: str, told: dict[str, Any], **how: Any) -> Finding:
    found = book.evaluate(Facts.model_validate(told), include_no=True, **how)
    return next(one for one in found if one.rule == f"gaeldende/a/{rule}")


WHOLE = {"benefit": "dagpenge", "registered_on": "2026-02-20", "selfbooking_exempt": False}


def test_a_yes_has_its_day_its_reasons_and_its_source(make_law: MakeLaw) -> None:
    found = answer(make(make_law), "cv", WHOLE)
    assert (found.applies, found.due, found.missing) == ("yes", date(2026, 3, 6), ())
    assert found.says == "Du skal gøre det senest fredag den 6. marts 2026, højst 2 uger."
    assert "Det gælder dig, fordi" in found.text
    assert [(one.fact, one.holds) for one in found.because] == [
        ("registered_on", "yes"),
        ("benefit", "yes"),
        ("selfbooking_exempt", "no"),
    ]
    shown = found.model_dump(mode="json")
    assert shown["dates"] == [{"what": "by", "from": None, "due": "2026-03-06"}]
    assert shown["from"] is None
    assert shown["limits"] == [{"kind": "max", "value": 2, "unit": "weeks", "what": "most"}]
    assert shown["because"][1] == {
        "fact": "benefit",
        "is": "dagpenge",
        "holds": "yes",
        "says": "du får dagpenge",
    }
    assert shown["citations"][0] == {
        "act": "LAB",
        "paragraph": "§ 22",
        "version": "LBK 280/2024",
        "valid_from": "2020-01-01",
        "valid_to": None,
        "evidence": "A",
        "url": "https://www.retsinformation.dk/eli/lta/2024/280",
        "also": [{"source": "003_7b71a4a1118163a3.txt", "section": "bilag 5.3"}],
    }
    assert found.if_not == ("gaeldende/a/sanction",)


def test_a_no_shows_only_what_made_it_no(make_law: MakeLaw) -> None:
    found = answer(make(make_law), "cv", WHOLE | {"benefit": "sygedagpenge"})
    assert (found.applies, found.due, found.dates) == ("no", None, ())
    assert {one.fact for one in found.because} == {"benefit"}


def test_an_unknown_names_what_is_missing_and_nothing_else(make_law: MakeLaw) -> None:
    book = make(make_law)
    assert answer(book, "cv", {"registered_on": "2026-02-20"}).missing == ("benefit", "selfbooking_exempt")
    assert answer(book, "cv", {"benefit": "sygedagpenge"}).applies == "no"
    assert answer(book, "cv", WHOLE | {"registered_on": None}).applies == "no"
    unknown = answer(book, "cv", {"benefit": "dagpenge"})
    assert unknown.applies == "unknown"
    assert unknown.text.startswith("Vi ved ikke nok")


def test_a_discretion_stays_unknown_and_says_who_decides(make_law: MakeLaw) -> None:
    found = answer(make(make_law), "sanction", {"benefit": "kontanthjaelp", "registered_on": "2026-02-20"})
    assert (found.applies, found.missing) == ("unknown", ("may",))
    assert [(one.by, one.key) for one in found.decided_by] == [("kommunen", "may"), ("kommunen", "outcome")]
    assert "Kommunen afgør, om du må." in found.text
    assert found.requires_first == ("vejlede dig",)


def test_the_authority_has_the_tenants_word(make_law: MakeLaw) -> None:
    book = make(make_law, date(2026, 8, 1))
    assert "Spørg jobcentret." in answer(book, "changed", WHOLE, authority="jobcentret").text


def test_after_the_source_was_read_the_answer_is_stale_and_says_so(make_law: MakeLaw) -> None:
    fresh, old = make(make_law, date(2026, 3, 8)), make(make_law, date(2026, 3, 9))
    assert answer(fresh, "cv", WHOLE).stale is False
    found = answer(old, "cv", WHOLE)
    assert (found.stale, found.verified_through) == (True, date(2026, 3, 8))
    assert (
        found.note == "Vi læste reglen, som den var 8. marts 2026. Kommunen kan sige, om den stadig gælder."
    )
    assert found.text.endswith(found.note)
    assert found.note not in found.says


def test_what_is_known_to_have_changed_is_unknown_without_a_day(make_law: MakeLaw) -> None:
    before, after = make(make_law, date(2026, 6, 30)), make(make_law, date(2026, 7, 1))
    assert (answer(before, "changed", WHOLE).applies, answer(before, "changed", WHOLE).due) == (
        "yes",
        date(2026, 3, 6),
    )
    found = answer(after, "changed", WHOLE)
    assert (found.applies, found.due, found.dates, found.limits) == ("unknown", None, (), ())
    assert found.says == "Loven er ændret. Spørg kommunen."
    assert answer(after, "changed", WHOLE | {"benefit": "sygedagpenge"}).applies == "no"


def test_the_whole_reasoning_is_told_when_asked_for(make_law: MakeLaw) -> None:
    trace = answer(make(make_law), "cv", WHOLE, lang="en").trace
    assert trace.holds == "yes"
    assert trace.parts[0].says == "all of this"
    assert [part.says for part in trace.parts[0].parts][:1] == ["you are registered"]


def test_yes_comes_before_unknown_and_soon_before_late(make_law: MakeLaw) -> None:
    found = make(make_law).evaluate(Facts.model_validate(WHOLE | {"benefit": "kontanthjaelp"}))
    assert [(one.rule, one.applies) for one in found] == [
        ("gaeldende/a/changed", "yes"),
        ("gaeldende/a/cv", "yes"),
        ("gaeldende/a/sanction", "unknown"),
    ]
    assert len(make(make_law).evaluate(Facts.model_validate(WHOLE), topic="duty_cv")) == 1


def test_what_changes_is_seen_from_both_sides(make_law: MakeLaw) -> None:
    book = make(make_law)
    before = book.evaluate(Facts.model_validate(WHOLE))
    after = book.evaluate(
        Facts.model_validate(WHOLE | {"benefit": "kontanthjaelp", "registered_on": "2026-02-21"})
    )
    assert [(one.change, one.rule, one.differs) for one in compare(before, after)] == [
        ("changes", "gaeldende/a/changed", ("due", "dates", "says")),
        ("changes", "gaeldende/a/cv", ("due", "dates", "says")),
        ("begins", "gaeldende/a/sanction", ()),
    ]
    assert [one.change for one in compare(after, before)] == ["changes", "changes", "ends"]
    assert compare(before, before) == []


def test_there_are_only_the_tracks_there_are(make_law: MakeLaw) -> None:
    law = read_law(make_law({"gaeldende/a/rules.yaml": "area: a\n"}))
    with pytest.raises(ValueError, match="there is no track 'kl-2018'"):
        law.book(date(2026, 3, 1), "kl-2018")
    assert law.book(date(2026, 3, 1)).entries == {}


def test_a_broken_law_tells_its_faults(make_law: MakeLaw) -> None:
    folder = make_law({"gaeldende/a/rules.yaml": "area: a\n"})
    (folder / "facts.yaml").unlink()
    with pytest.raises(LawError, match="this file must be there"):
        read_law(folder)
