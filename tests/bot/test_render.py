"""Replies as messages that Telegram takes, whatever is in them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from api.conversation.model import Choice, Reply
from api.i18n import words_for
from bot.buttons import Buttons
from bot.render import LONGEST, length, render, split
from rights import Citation
from tests.support.telegram.checks import keyboard, plain_text

WORDS = words_for("da")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=9000)


@given(st.one_of(texts, st.lists(st.text("abc .!?\n", max_size=900), max_size=30).map("\n".join)))
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_and_every_part_fits(text: str) -> None:
    parts = split(text)
    assert all(0 < length(part) <= LONGEST for part in parts)
    assert "".join("".join(parts).split()) == ("".join(text.split()) or "…")


def test_texts_are_cut_at_paragraphs_then_sentences_then_words() -> None:
    paragraph = "Det er en sætning. " * 100
    parts = split("\n\n".join([paragraph] * 4))
    assert all(part.endswith("sætning.") for part in parts)
    assert split("ord " * 2000)[0].endswith("ord")
    assert len(split("x" * 9000)) >= 3


async def test_everything_is_escaped_and_the_buttons_stand_last(redis: Redis) -> None:
    buttons = Buttons("a-key-for-tests-that-is-long-enough", redis)
    citation = Citation.model_validate(
        {
            "act": "LAB <b>",
            "paragraph": "§ 31 & 32",
            "version": "LBK 1/2024",
            "evidence": "A",
            "url": 'https://example.dk/?a="1"&b=2',
            "valid_from": None,
            "valid_to": None,
            "also": [],
        }
    )
    reply = Reply(
        text="<script>alert('hej')</script> & " + "Lang tekst. " * 700,
        notice="Et <automatisk> svar",
        citations=(citation,) * 6,
        choices=(
            Choice(id="a", label="Ja"),
            Choice(id="b", label="Nej"),
            Choice(id="c", label="En lang knap, der står alene"),
            Choice(id="d", label="Link", url="https://example.dk"),
        ),
    )
    messages = await render(reply, WORDS, buttons, "chat")
    shown = [plain_text(message.html, "HTML") for message in messages]
    assert "<script>alert('hej')</script> & " in shown[0]
    assert "og 2 kilder mere" in shown[-1]
    assert "Et <automatisk> svar" in shown[-1]
    assert all(message.keyboard is None for message in messages[:-1])
    last = messages[-1].keyboard
    assert last is not None
    assert keyboard(last.model_dump_json(exclude_none=True))
    assert [len(row) for row in last.inline_keyboard] == [2, 1, 1]
