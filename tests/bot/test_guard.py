"""The last look: what the dialogue should have held back is refused on the way out, counted, said neutrally."""

import pytest

from api.conversation.model import Choice, Reply
from api.tenants.model import Level
from api.wiring import Services
from bot.client import open_bot
from bot.dialogue import show
from bot.edge import open_edge
from bot.limits import Pace
from bot.person import meet
from tests.bot.test_leaks import refused
from tests.support.bot import Linker
from tests.support.telegram import Phone


@pytest.mark.parametrize(
    ("level", "reply"),
    [
        ("personal", Reply(text="Dit nummer er 010190-1234.")),
        ("personal", Reply(text="Du får kontanthjælp.", personal=True)),
        ("personal", Reply(text="Du er sygemeldt.", personal=True)),
        ("neutral", Reply(text="Samtale hos Karen.", personal=True)),
        ("neutral", Reply(text="Hej.", choices=(Choice(id="a", label="Flyt samtalen"),), personal=True)),
    ],
)
async def test_a_reply_that_must_not_leave_is_refused(
    phone: Phone, services: Services, link: Linker, level: Level, reply: Reply
) -> None:
    await link("kontanthjaelp-jobready", level=level)
    await phone.ask("/start")
    bot = open_bot(services.settings, Pace(services.redis, per_second=100, per_chat=50))
    before = refused()
    await show(open_edge(services, bot), await meet(services, 7, None), reply)
    await bot.session.close()
    assert phone.texts[-1].startswith("Svaret er klar til dig.")
    assert [set(button) for button in phone.buttons()] == [{"text", "url"}]
    assert refused() > before, "the alarm counts it"
