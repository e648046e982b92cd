"""Linking a chat to a person: from the chat, through the browser, and back; and every way to cheat."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from api import clock
from api.citizens import service as citizens
from api.citizens.personas import persona
from api.identity import link_tokens, links
from api.identity.links import ChatLink
from api.web.app import create_app
from api.wiring import Services
from bot.person import name_of
from tests.support.telegram import BotApi, Phone

ANNE, BO = "dagpenge-new", "kontanthjaelp-jobready"
PHONE_BROWSER = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
IN_APP = "Mozilla/5.0 (Linux; Android 15; Pixel; wv) AppleWebKit/537.36 Version/4.0 Chrome/131.0 Mobile Safari/537.36"


class Browser:
    """One person's browser."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self.http = http

    async def log_in(self, persona_id: str) -> None:
        answer = await self.http.post("/v1/sessions", json={"persona": persona_id})
        assert answer.status_code == 201, answer.text

    async def confirm(self, address: str, *, consent: bool = True) -> httpx2.Response:
        """Open the link and press the button on the page."""
        shown = await self.http.get(address)
        assert shown.status_code == 200, shown.text
        fields: dict[str, Any] = dict(re.findall(r'name="(t|proof)" value="([^"]+)"', shown.text))
        return await self.press(fields, consent=consent)

    async def press(self, fields: dict[str, Any], *, consent: bool = True) -> httpx2.Response:
        return await self.http.post("/link", data=fields | ({"consent": "true"} if consent else {}))


@pytest.fixture
async def browsers(services: Services) -> AsyncIterator[tuple[Browser, Browser]]:
    app = create_app(services.settings)
    app.state.services = services
    transport = httpx2.ASGITransport(app=app)
    base, agent = services.settings.public_url, {"User-Agent": PHONE_BROWSER}
    async with services.database.transaction() as tx:
        both = [persona(ANNE), persona(BO)]
        await citizens.seed(tx, both, services.tenants, services.seal, now=clock.now())
    async with (
        httpx2.AsyncClient(transport=transport, base_url=base, headers=agent) as one,
        httpx2.AsyncClient(transport=transport, base_url=base, headers=agent) as two,
    ):
        yield Browser(one), Browser(two)


async def link_of(services: Services, chat_id: int = 7) -> ChatLink | None:
    async with services.database.transaction() as tx:
        return await links.find(tx, name_of(services, chat_id))


async def asked_for_link(phone: Phone) -> str:
    await phone.ask("/login")
    return str(phone.buttons()[0]["url"])


async def test_a_chat_is_linked_by_the_person_who_confirms(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, _bo = browsers
    address = await asked_for_link(phone)
    first = await anne.http.get(address)
    assert (first.status_code, "/login?" in first.headers["location"]) == (303, True), "login comes first"
    await anne.log_in(ANNE)
    shown = (await anne.http.get(address)).text
    assert "Karla" in shown, "the page shows the chat's name"
    assert persona(ANNE).name in shown, "and the person's"
    done = await anne.confirm(address)
    assert done.status_code == 200
    assert done.headers["cache-control"] == "no-store"
    link = await link_of(services)
    assert link is not None
    assert (link.level, link.consented, link.citizen_id) == (
        "personal", True, citizens.demo_citizen(persona(ANNE), services.tenants).id
    )  # fmt: skip
    assert services.seal.open(link.chat_sealed) == "7"
    await phone.ask("/samtale")
    assert "Log ind" not in phone.labels()


async def test_without_consent_the_chat_stays_neutral(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, _bo = browsers
    address = await asked_for_link(phone)
    await anne.log_in(ANNE)
    await anne.confirm(address, consent=False)
    link = await link_of(services)
    assert link is not None
    assert (link.level, link.consented) == ("neutral", False)


async def test_a_link_works_once(phone: Phone, browsers: tuple[Browser, Browser], services: Services) -> None:
    anne, bo = browsers
    address = await asked_for_link(phone)
    await anne.log_in(ANNE)
    await bo.log_in(BO)
    bos_page = (await bo.http.get(address)).text
    await anne.confirm(address)
    assert (await anne.http.get(address)).status_code == 410, "replayed by the same person"
    fields = dict(re.findall(r'name="(t|proof)" value="([^"]+)"', bos_page))
    assert (await bo.press(fields)).status_code == 403, "replayed from a page that was still open"
    link = await link_of(services)
    assert link is not None
    assert link.citizen_id == citizens.demo_citizen(persona(ANNE), services.tenants).id


async def test_a_login_swapped_between_showing_and_pressing_links_nobody(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, _bo = browsers
    address = await asked_for_link(phone)
    await anne.log_in(ANNE)
    shown = (await anne.http.get(address)).text
    await anne.log_in(BO)
    fields = dict(re.findall(r'name="(t|proof)" value="([^"]+)"', shown))
    assert (await anne.press(fields)).status_code == 403
    assert await link_of(services) is None
    assert (await anne.confirm(address)).status_code == 200, "the link itself is not used up by the attempt"


async def test_a_forwarded_link_shows_whose_chat_it_is_and_links_only_that(
    telegram: BotApi, phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    _anne, bo = browsers
    phone.user["first_name"] = "Fremmed <b>"
    address = await asked_for_link(phone)
    await bo.log_in(BO)
    shown = (await bo.http.get(address)).text
    assert "Fremmed &lt;b&gt;" in shown
    assert "stop her" in shown
    assert await link_of(services) is None, "looking links nothing"


async def test_a_link_dies_after_ten_minutes(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, _bo = browsers
    address = await asked_for_link(phone)
    keys = [key async for key in services.redis.scan_iter("link:ask:*")]
    assert [0 < await services.redis.ttl(key) <= 600 for key in keys] == [True]
    assert not any(address.partition("t=")[2].partition("&")[0] in key for key in keys), "kept as a hash"
    await anne.log_in(ANNE)
    shown = (await anne.http.get(address)).text
    fields = dict(re.findall(r'name="(t|proof)" value="([^"]+)"', shown))
    assert set(fields) == {"t", "proof"}
    await services.redis.delete(*keys)  # as Redis itself does when the time is over
    assert (await anne.http.get(address)).status_code == 410
    assert (await anne.press(fields)).status_code == 403, "also from a page that was opened in time"
    assert await link_of(services) is None


async def test_a_new_link_kills_the_one_before(phone: Phone, browsers: tuple[Browser, Browser]) -> None:
    anne, _bo = browsers
    old = await asked_for_link(phone)
    new = await asked_for_link(phone)
    await anne.log_in(ANNE)
    assert (await anne.http.get(old)).status_code == 410
    assert (await anne.confirm(new)).status_code == 200


async def test_many_links_in_a_short_time_are_refused(phone: Phone) -> None:
    for _ in range(5):
        await phone.ask("/login")
    await phone.ask("/login")
    assert "Vent ti minutter" in phone.texts[-1]


async def test_the_page_refuses_an_embedded_browser(phone: Phone, browsers: tuple[Browser, Browser]) -> None:
    anne, _bo = browsers
    address = await asked_for_link(phone)
    await anne.log_in(ANNE)
    inside = await anne.http.get(address, headers={"User-Agent": IN_APP}, follow_redirects=True)
    assert inside.status_code == 403
    assert "egen browser" in inside.text
    token = address.partition("t=")[2].partition("&")[0]
    assert f"next=%2Flink%3Ft%3D{token}" in inside.text, "the way to go on in the browser of one's own"


async def test_another_sites_form_cannot_confirm(phone: Phone, browsers: tuple[Browser, Browser]) -> None:
    anne, _bo = browsers
    address = await asked_for_link(phone)
    await anne.log_in(ANNE)
    shown = (await anne.http.get(address)).text
    fields = dict(re.findall(r'name="(t|proof)" value="([^"]+)"', shown))
    foreign = await anne.http.post("/link", data=fields, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403


async def test_a_link_is_cut_from_both_sides(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, bo = browsers
    await anne.log_in(ANNE)
    await bo.log_in(BO)
    await anne.confirm(await asked_for_link(phone))
    chat = name_of(services, 7)
    assert chat in (await anne.http.get("/links")).text
    await bo.http.post("/links/cut", data={"chat": chat})
    assert await link_of(services) is not None, "nobody cuts another's link"
    await anne.http.post("/links/cut", data={"chat": chat})
    assert await link_of(services) is None
    await phone.ask("/plan")
    assert "Log ind" in phone.labels()
    await anne.confirm(await asked_for_link(phone))
    await phone.ask("/afmeld")
    assert await link_of(services) is None


async def test_the_way_from_the_page_to_the_chat_has_the_same_rules(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, bo = browsers
    await services.redis.set("bot:username", "VejviserTestBot")
    await anne.log_in(ANNE)
    await bo.log_in(BO)
    page = (await anne.http.post("/links/invite")).text
    found = re.search(r"https://t\.me/VejviserTestBot\?start=([A-Za-z0-9_-]{1,64})\"", page)
    assert found
    await phone.ask(f"/start {found[1]}")
    address = phone.buttons()[0]["url"]
    assert (await bo.http.get(address)).status_code == 403, "only who invited may confirm"
    assert (await anne.confirm(address)).status_code == 200
    await phone.ask(f"/start {found[1]}")
    assert "brugt eller for gammelt" in phone.texts[-1]


async def test_a_relinked_chat_does_not_read_on_in_the_others_talk(
    phone: Phone, browsers: tuple[Browser, Browser], services: Services
) -> None:
    anne, bo = browsers
    await anne.log_in(ANNE)
    await bo.log_in(BO)
    await anne.confirm(await asked_for_link(phone))
    await phone.ask("/oversigt")
    await bo.confirm(await asked_for_link(phone))
    await phone.ask("hvorfor?")
    assert "dagpenge" not in phone.texts[-1]
    assert "Jeg kan ikke svare" not in phone.texts[-1]


async def test_of_two_presses_at_once_one_gets_the_token(services: Services) -> None:
    asked = link_tokens.LinkAsk(chat="c", chat_sealed="s", channel="telegram", shown_as="K")
    token = await link_tokens.ask(services.redis, asked)
    taken = [await link_tokens.take(services.redis, token) for _ in range(2)]
    assert [one is not None for one in taken] == [True, False]
