"""A citizen's whole talk about an interview, over HTTP, with a real jobcentre behind: said only when it is true."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import text

from api.citizens import service as citizens
from api.citizens.personas import personas
from api.clock import now
from api.jobcentre.demo import words
from api.web.app import create_app
from api.wiring import Services
from api.worker import refresh
from tests.scenarios.stage import Web
from tests.support.exchange import Exchange
from tests.support.jobcentre import CODE, DemoJobcentre

WHO = "kontanthjaelp-jobready"
EARLIER = "Sig til, hvis der kommer en tidligere tid"


@dataclass
class Talk:
    """One citizen at the chat, and the exchange that carries what they ask for."""

    web: Web
    exchange: Exchange

    async def press(self, label: str) -> str:
        """Press a button by its words."""
        return await self.web.press(label)

    async def choose(self, choice: str) -> str:
        """Press a button by its id."""
        return await self.web._send(choice=choice)

    def ids(self, name: str) -> list[str]:
        """The ids of the buttons of one name."""
        every = [choice["id"] for choice in self.web.turn["reply"]["choices"]]
        return [one for one in every if one.split(":")[0] == name]

    async def told(self, kind: str) -> int:
        """How often the citizens were told something."""
        query = text("SELECT count(*) FROM outbox WHERE destination = 'citizen' AND kind = :kind")
        async with self.exchange.database.transaction() as tx:
            return int((await tx.execute(query, {"kind": kind})).scalar_one())


OpenTalk = Callable[..., Awaitable[Talk]]


@pytest.fixture
async def open_talk(
    services: Services, open_exchange: Callable[..., Exchange], start_jobcentre: Callable[..., DemoJobcentre]
) -> AsyncIterator[OpenTalk]:
    """Let a citizen of the demo log in: `await open_talk("kontanthjaelp-jobready")`."""
    clients: list[httpx2.AsyncClient] = []

    async def begin(persona: str, *options: str) -> Talk:
        exchange = open_exchange(start_jobcentre(*options))
        async with services.database.transaction() as tx:
            await citizens.seed(tx, personas(), services.tenants, services.seal, now=now())
        while await refresh.refresh_due(exchange.worker, CODE):
            pass
        await exchange.look()
        app = create_app(services.settings)
        app.state.services = services
        transport = httpx2.ASGITransport(app=app)
        client = httpx2.AsyncClient(transport=transport, base_url=services.settings.public_url)
        clients.append(client)
        (await client.post("/v1/sessions", json={"persona": persona})).raise_for_status()
        return Talk(Web(client, "da"), exchange)

    yield begin
    for client in clients:
        await client.aclose()


async def _book(talk: Talk, which: int = 0) -> None:
    await talk.choose("topic:meeting_book")
    await talk.choose("times")
    await talk.choose(talk.web.turn["reply"]["cards"][0]["times"][which]["choice"])
    await talk.press("Ja, book tiden")
    await talk.exchange.settle()


async def test_the_waiting_list_from_asking_to_the_earlier_time(open_talk: OpenTalk) -> None:
    talk = await open_talk(WHO, "--extra-citizens", "20")
    await talk.choose("topic:meeting_book")
    await talk.choose("times")
    cards = talk.web.turn["reply"]["cards"][0]["times"]
    await talk.choose(cards[-1]["choice"])
    await talk.press("Ja, book tiden")
    assert not talk.ids("wait"), "there is no list to stand on before the jobcentre has confirmed"
    await talk.exchange.settle()
    await talk.choose("topic:meeting_show")
    asked = await talk.press(EARLIER)
    assert asked.startswith("Jeg har bedt jobcentret om at skrive dig op")
    await talk.exchange.settle()
    assert await talk.told("waiting_list_joined") == 1
    await talk.choose("topic:meeting_show")
    assert talk.ids("unwait")
    # Somebody else's earlier time opens at the planner.
    other = await talk.exchange.citizen()
    await talk.exchange.look()
    early = (await talk.exchange.free(other, start=talk.exchange.now() + timedelta(days=1)))[0]
    booked = await talk.exchange.book(other, early)
    await talk.exchange.settle()
    talk.exchange.clock.skip += timedelta(minutes=6)
    await talk.exchange.look()
    talk.exchange.demo.staff(f"aftaler/{booked.id}/aflys", reason="Sygdom")
    await talk.exchange.pull()
    talk.exchange.clock.skip += timedelta(minutes=6)
    await talk.exchange.look()
    assert await talk.told("waiting_list_time") == 1
    await talk.choose("topic:meeting_show")
    left = await talk.press("Skriv mig af igen")
    assert "Din tid gælder stadig" in left
    await talk.exchange.settle()
    await talk.choose("topic:meeting_show")
    assert talk.ids("wait")


async def test_the_citizen_chooses_how_and_whom_to_meet(open_talk: OpenTalk) -> None:
    talk = await open_talk(WHO)
    await talk.choose("topic:meeting_book")
    await talk.choose("times")
    listed = await talk.press("Se, hvad jeg kan booke")
    assert "Jobsamtale, 30 minutter: fremmøde, telefon, vi ringer til dig, video." in listed
    assert "flere på én gang" in listed
    await talk.press("Jobsamtale")
    await talk.choose("advisers")
    advisers = {choice["label"] for choice in talk.web.turn["reply"]["choices"]}
    await talk.press("Amina Yilmaz")
    assert {time["adviser"] for time in talk.web.turn["reply"]["cards"][0]["times"]} == {"Amina Yilmaz"}
    assert advisers >= {"Amina Yilmaz", "Mette Holm", "Søren Bak"}
    await talk.choose(talk.ids("hold")[0])
    await talk.press("Ja, ring til mig")
    await talk.exchange.settle()
    shown = await talk.choose("topic:meeting_show")
    assert "telefon, vi ringer til dig" in shown
    assert "Booket" in shown
    again = await talk.choose("topic:meeting_book")
    assert again.startswith("Du har allerede en samtale")


async def test_no_time_before_the_deadline_is_proven_and_the_jobcentre_hears_of_it(
    open_talk: OpenTalk,
) -> None:
    talk = await open_talk("no-times")
    said = await talk.choose("topic:no_slots")
    number = said.split("Dit bevis har nr. ")[1].split(".")[0]
    draft = await talk.press("Skriv, at der ingen tider var")
    assert f"Bevis nr. {number}: søgt" in draft
    assert "Min frist er" in draft
    await talk.press("Send")
    await talk.exchange.settle()
    page = talk.exchange.demo.client.get(f"{talk.exchange.demo.url}/beskeder").text
    assert f"Bevis nr. {number}" in page
    other = await open_talk_of_another(talk)
    assert f"nr. {number}:" not in await other.choose(f"write:no_times:{number}"), "another's proof is theirs"


async def open_talk_of_another(talk: Talk) -> Talk:
    """Another citizen on the same client."""
    (await talk.web.client.post("/v1/sessions", json={"persona": WHO})).raise_for_status()
    return Talk(Web(talk.web.client, "da"), talk.exchange)


async def test_a_search_that_finds_times_does_not_say_there_are_none(open_talk: OpenTalk) -> None:
    talk = await open_talk(WHO)
    said = await talk.choose("topic:no_slots")
    assert "ledige tider. Dit bevis har nr." in said
    assert "ingen ledig tid." not in said
    assert not [one for one in talk.ids("write") if "no_times" in one]
    assert talk.ids("times")


_WISHES = (
    ("interpreter", "Bed om tolk", "tolk"),
    ("meeting_format", "Bed om en telefonsamtale", "telefonsamtale"),
    ("meeting_joint", "Bed om at a-kassen er med", "akasse-deltager"),
    ("selfbooking_exempt", "Bed om at blive fritaget", "fritagelse"),
    ("sick_report", "Fortæl, at jeg ikke kan komme", "afbud"),
)


async def test_a_wish_is_a_message_the_jobcentre_receives_and_nothing_is_granted_here(
    open_talk: OpenTalk,
) -> None:
    talk = await open_talk(WHO)
    for topic, button, _category in _WISHES:
        said = await talk.choose(f"topic:{topic}")
        assert topic != "sick_report" or "ikke en sygemelding" in said
        await talk.press(button)
        assert "Din besked er sendt afsted" in await talk.press("Send")
    await talk.exchange.settle()
    page = talk.exchange.demo.client.get(f"{talk.exchange.demo.url}/beskeder").text
    for _topic, _button, category in _WISHES:
        assert f"<h2>{words.CATEGORIES[category]} ·" in page
