"""Every answer and every notice, at each level, in each language, for each persona: nothing leaves that may not.

An answer is read line by line on the phone. A line that names a benefit, a sanction or health may stand only
if the very same line is shown to somebody who is not linked at all, or is of a rule that rests on no fact of
a person: then it is a general rule. What is marked
as the person's own (`Hemmelig`) never leaves below `personal`, and their number never at all.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle, product
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api import metrics
from api.booking.codes import NoticeKind
from api.citizens import store
from api.citizens.personas import persona, personas
from api.clock import danish_day, now
from api.db.tables.booking import interviews
from api.i18n import SHIPPED, Lang
from api.notices import preferences
from api.outbox import store as outbox
from api.plan import store as plans
from api.plan.model import Plan
from api.tenants.model import Level
from api.tenants.outbound import leaks
from api.understand.phrases import read_topics
from api.wiring import Services
from bot.buttons import Buttons
from bot.client import open_bot
from bot.edge import open_edge
from bot.limits import Pace
from bot.person import keep, name_of
from bot.push import push
from rights import Facts
from tests.api.notices.conftest import World
from tests.bot.test_push import NO_QUIET, hand_over, in_an_hour
from tests.support.bot import Linker
from tests.support.telegram import Phone

# Menus lead to topics that are read anyway; the rest would change whose chat it is, its language, or what
# is told of the person there.
NOT_HERE = frozenset({"topic", "fact", "lang", "link", "unlink", "delete_yes", "notices", "ics", "ref"})
LINKED: tuple[Level, ...] = ("neutral", "personal")
PLAN = {
    "version": 1,
    "goals": ["Hemmeligt mål"],
    "agreements": ["Hemmelig aftale"],
    "activities": [
        {"id": "1", "start": "2026-12-01", "kind": "kursus", "description": "Hemmeligt forløb om stress"},
        {"id": "2", "start": "2026-12-02", "kind": "kursus", "description": "Hemmelig praktik"},
    ],
}


class Reader:
    """Presses topics in one chat and judges what comes back."""

    def __init__(self, phone: Phone, services: Services, link: Linker) -> None:
        self.phone, self.services, self._link = phone, services, link
        self._buttons = Buttons(services.settings.secret_key.get_secret_value(), services.redis)
        self.general: set[str] = set()
        self._rules: set[str] = set()
        self.read = 0
        # What kinds of buttons have been pressed, by level and language; a topic's own are pressed each time.
        self._way: tuple[str, str] = ("", "")
        self._pressed: set[tuple[str, str, str]] = set()

    async def ask(self, topic: str) -> str:
        """Ask about a topic, for more and for the reason, and press every kind of button that is new."""
        shown = [await self._press(f"topic:{topic}")]
        offered = [
            button["callback_data"].rpartition("|")[2]
            for button in self.phone.buttons()
            if "url" not in button
        ]
        shown += [await self._press(choice) for choice in offered if self._is_new(choice)]
        return "\n".join(shown)

    def _is_new(self, choice: str) -> bool:
        kind = (*self._way, choice.partition(":")[0])
        if kind[2] in NOT_HERE or (kind[2] not in {"more", "why"} and kind in self._pressed):
            return False
        self._pressed.add(kind)
        return True

    async def _press(self, choice: str) -> str:
        await self.phone.press(await self._buttons.pack(name_of(self.services, self.phone.chat_id), choice))
        self.read += 1
        return "\n".join([self.phone.texts[-1], *self.phone.labels()])

    async def learn(self, topics: Iterable[str]) -> None:
        """Read every topic as somebody who is not linked, in every language: those are the general lines."""
        for lang in SHIPPED:
            self._way = ("general", lang)
            await keep(self.services, name_of(self.services, self.phone.chat_id), lang=lang)
            for topic in topics:
                self.general |= set((await self.ask(topic)).splitlines())
            self._rules |= set(self._rules_of_nobody(lang))
            words = self.services.law.facts.values()
            self.general |= {fact.ask.in_language(lang) for fact in words}

    def _rules_of_nobody(self, lang: Lang) -> Iterable[str]:
        """The rules that are told of no fact of a person, whichever benefit they may be on."""
        book, tenant = self.services.law.book(danish_day(now())), self.services.tenants.first()
        for benefit in {str(one.facts["benefit"]) for one in personas() if "benefit" in one.facts}:
            facts = Facts.model_validate({"benefit": benefit})
            found = book.evaluate(facts, lang=lang, authority=tenant.authority, settings=tenant.law_settings)
            yield from (one.says for one in found if all(b.holds == "unknown" for b in one.because))

    async def become(self, name: str, level: Level, lang: Lang) -> UUID:
        """Link the chat to a persona with an interview, a plan and marks on all that is theirs."""
        self._way = (level, lang)
        citizen = await self._link(name, self.phone.chat_id, level=level)
        async with self.services.database.transaction() as tx:
            await store.set_lang(tx, citizen, lang)
            await plans.write(tx, citizen, Plan.model_validate(PLAN), now=now())
            await preferences.write(tx, citizen, NO_QUIET)
        world = World(self.services.database, self.services.tenants)
        details = {"place": "Hemmeligvej 9", "address": "Hemmeligvej 9", "title": "Hemmelig titel"}
        booked = await self._has_interview(citizen)
        if not booked:
            start = now() + timedelta(days=3)
            await world.interview(
                citizen, start, kind="cv_samtale", adviser="Hemmelig Rådgiver", details=details
            )
        return citizen

    async def _has_interview(self, citizen: UUID) -> bool:
        async with self.services.database.transaction() as tx:
            return bool(await tx.scalar(select(interviews.c.id).where(interviews.c.citizen_id == citizen)))

    def judge(self, shown: str, name: str, level: Level) -> list[str]:
        """Return what is wrong with a screen."""
        number = persona(name).cpr
        wrong = [secret for secret in (number, number.replace("-", "")) if secret in shown]
        if level == "neutral" and "Hemmelig" in shown:
            wrong.append("the person's own words")
        for line in shown.splitlines():
            if line not in self.general and not _asks(line, self.general) and not self._is_rule(line):
                wrong += [f"{leak.kind} in {line!r}" for leak in leaks(line, level)]
        return wrong

    def _is_rule(self, line: str) -> bool:
        return bool(line) and any(line in rule for rule in self._rules)


def _asks(line: str, general: set[str]) -> bool:
    return any(line.startswith(question) for question in general if question.endswith("?"))


def refused() -> float:
    samples = [sample for metric in metrics.REFUSED_OUTBOUND.collect() for sample in metric.samples]
    return sum(sample.value for sample in samples if sample.name.endswith("_total"))


@pytest.fixture
async def reader(phone: Phone, services: Services, link: Linker) -> Reader:
    await phone.ask("/menu")
    return Reader(phone, services, link)


async def read_all(reader: Reader, plan: Iterable[tuple[str, Level, Lang, list[str]]]) -> list[str]:
    """Read the topics as each of the people and return what is wrong."""
    before, wrong = refused(), []
    for name, level, lang, topics in plan:
        await reader.become(name, level, lang)
        for topic in topics:
            found = reader.judge(await reader.ask(topic), name, level)
            wrong += [f"{name} {level} {lang} {topic}: {fault}" for fault in found]
    assert refused() == before, "the guard had nothing to stop: the dialogue had held it back already"
    return wrong


async def test_every_topic_at_each_level_and_language_with_personas_in_turn(
    reader: Reader, *, whole: bool
) -> None:
    topics = list(read_topics().topics)
    await reader.learn(topics)
    people, shares = cycle(one.id for one in personas()), [topics[n::8] for n in range(8)]
    plan = [(next(people), level, lang, share) for level, lang, share in product(LINKED, SHIPPED, shares)]
    # At home every other share of them, each level in each language.
    assert await read_all(reader, plan if whole else plan[::2]) == []
    print(f"{reader.read} answers read, nothing that may not leave")


@pytest.mark.proof
async def test_every_topic_at_each_level_and_language_for_every_persona(reader: Reader) -> None:
    topics = list(read_topics().topics)
    await reader.learn(topics)
    plan = [(one.id, level, lang, topics) for one, level, lang in product(personas(), LINKED, SHIPPED)]
    assert await read_all(reader, plan) == []
    print(f"{reader.read} answers read, nothing that may not leave")


async def read_notices(reader: Reader, services: Services, name: str, level: Level, lang: Lang) -> list[str]:
    """Send every kind of notice and both kinds of reminder to a persona, and return what is wrong."""
    citizen = await reader.become(name, level, lang)
    world = World(services.database, services.tenants)
    interview = await in_an_hour(world, citizen, adviser="Hemmelig Rådgiver")
    due = danish_day(now()) + timedelta(days=1)
    await world.deadline(citizen, due, kind="faellessamtale", deadline_id=f"{name}-{level}-{lang}")
    bot = open_bot(services.settings, Pace(services.redis, per_second=1000, per_chat=100))
    wrong, seen = [], len(reader.phone.screen)
    for kind in (*NoticeKind, "chat_linked"):
        async with services.database.transaction() as tx:
            body = {"interview_id": str(interview), "chat": str(uuid4()), "message_id": str(uuid4())}
            await outbox.tell(tx, citizen, kind, body, now=now())
        await hand_over(world, services)
        await push(open_edge(services, bot))
        new, seen = reader.phone.screen[seen:], len(reader.phone.screen)
        reader.read += len(new)
        shown = "\n".join([message.get("text", "") for message in new] + reader.phone.labels())
        wrong += [f"{name} {level} {lang} {kind}: {fault}" for fault in reader.judge(shown, name, level)]
    await bot.session.close()
    return wrong


@pytest.mark.parametrize("level", LINKED)
@pytest.mark.parametrize("lang", SHIPPED)
async def test_every_notice_at_each_level_and_language(
    reader: Reader, services: Services, level: Level, lang: Lang
) -> None:
    before = refused()
    assert await read_notices(reader, services, "sick-booked", level, lang) == []
    texts = "\n".join(reader.phone.texts)
    assert len(reader.phone.screen) > 8
    if level == "personal" and lang == "da":
        assert "Husk din samtale" in texts
        assert "Husk at booke din samtale. Sidste dag er i morgen." in texts
    assert refused() == before


@pytest.mark.proof
async def test_every_notice_at_each_level_and_language_for_every_persona(
    reader: Reader, services: Services
) -> None:
    before, wrong = refused(), []
    for one, level, lang in product(personas(), LINKED, SHIPPED):
        wrong += await read_notices(reader, services, one.id, level, lang)
    assert wrong == []
    assert refused() == before
    print(f"{reader.read} notices read, nothing that may not leave")
