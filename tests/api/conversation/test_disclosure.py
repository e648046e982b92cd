"""What of an answer a chat app may show, level by level."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from api.conversation.disclosure import TEMPLATES, for_chat, leaks_in, state_link
from api.conversation.model import Choice, InterviewCard, Reply, TimeOption, TimesCard
from api.i18n import words_for
from api.tenants.model import Level
from rights import Citation

WORDS = words_for("da")
LINK = state_link("https://chat.example.dk", "meeting_show")
START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CARD = InterviewCard(
    interview=UUID(int=1),
    title="Jobsamtale",
    start=START,
    end=START,
    form="fremmøde",
    place="Havnegade 1",
    state="booked",
    state_text="Booket.",
)
MENU = Choice(id="topic:help_menu", label="Vis alle emner")
CANCEL = Choice(id="cancel:1", label="Aflys", style="danger")


def act(name: str) -> Citation:
    return Citation.model_validate(
        {
            "act": name,
            "paragraph": "§ 1",
            "version": "LBK 1",
            "evidence": "A",
            "url": None,
            "valid_from": None,
            "valid_to": None,
            "also": [],
        }
    )


def shown(reply: Reply, level: Level, *, booking: bool = True) -> Reply:
    reply = for_chat(reply, level, WORDS, LINK, booking=booking)
    assert leaks_in(reply, level) == (), "what passed once passes the guard"
    return reply


@pytest.mark.parametrize("level", ["general", "neutral", "personal"])
def test_a_general_answer_passes_at_every_level(level: Level) -> None:
    reply = Reply(
        text="Reglen er, at kommunen kan give en sanktion.", choices=(MENU,), citations=(act("SDP"),)
    )
    assert shown(reply, level) == reply


def test_at_personal_dates_places_and_plans_pass() -> None:
    reply = Reply(
        text="Jobsamtale onsdag kl. 10.00.\nSted: Havnegade 1.",
        cards=(CARD,),
        choices=(CANCEL, MENU),
        personal=True,
    )
    assert shown(reply, "personal") == reply


def test_at_personal_a_line_that_may_not_leave_takes_the_risky_buttons_with_it() -> None:
    reply = Reply(
        text="Du har en samtale.\n\nDu får kontanthjælp, så du kan få en sanktion.",
        more="Du får kontanthjælp.",
        choices=(CANCEL, MENU),
        citations=(act("Lov om sygedagpenge"), act("LAB")),
        personal=True,
    )
    safe = shown(reply, "personal")
    assert safe.text.startswith("Du har en samtale.\n\nNoget af svaret")
    assert [choice.url for choice in safe.choices] == [LINK, None]
    assert CANCEL not in safe.choices
    assert safe.more is None
    assert [citation.act for citation in safe.citations] == ["LAB"]


def test_at_personal_general_parts_pass_and_so_do_their_buttons() -> None:
    rule = "Reglen er, at kommunen kan give en sanktion.\nDet gælder kontanthjælp."
    reply = Reply(text=f"Vil du aflyse?\n\n{rule}", general=(rule,), choices=(CANCEL,), personal=True)
    assert shown(reply, "personal") == reply


def test_at_personal_nothing_left_becomes_the_neutral_words() -> None:
    reply = shown(Reply(text="Du er sygemeldt.", personal=True), "personal")
    assert reply.text.startswith("Svaret er klar til dig.")
    assert reply.choices[0].url == LINK


def test_at_neutral_only_day_and_time_are_left() -> None:
    reply = Reply(
        text="Jobsamtale hos Karen.",
        cards=(CARD,),
        choices=(CANCEL, MENU),
        personal=True,
        neutral="appointment",
    )
    safe = shown(reply, "neutral")
    assert safe.text == "Du har en aftale onsdag den 25. november 2026 kl. 10.00."
    assert [choice.id for choice in safe.choices] == ["login", "topic:help_menu"]
    assert not safe.cards
    assert shown(reply, "general").text.startswith("Svaret er klar til dig."), "not even that without a link"


def test_times_are_offered_neutrally_only_where_the_municipality_allows_it() -> None:
    option = TimeOption(
        time_id="t1", start=START, end=START, forms=("video",), adviser="Karen", choice="hold:t1"
    )
    reply = Reply(
        text="Tider hos Karen", cards=(TimesCard(title="x", times=(option,)),), personal=True, neutral="times"
    )
    allowed = shown(reply, "neutral")
    assert [choice.id for choice in allowed.choices] == ["hold:t1", "login"]
    assert "Karen" not in str(allowed.choices)
    assert [choice.id for choice in shown(reply, "neutral", booking=False).choices] == ["login"]


@pytest.mark.parametrize("name", [*TEMPLATES, None, "unknown"])
def test_every_neutral_template_is_neutral_in_every_language(name: str | None) -> None:
    for lang in ("da", "en"):
        reply = Reply(text="Du får dagpenge", cards=(CARD,), personal=True, neutral=name)
        safe = for_chat(reply, "neutral", words_for(lang), LINK, booking=True)
        assert leaks_in(safe, "neutral") == ()
