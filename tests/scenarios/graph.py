"""The graph of the dialogue: every state one can reach by pressing, found by pressing everything there is."""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from api.clock import now
from api.conversation import session as sessions
from api.conversation.handle import handle
from api.conversation.intent import Intent
from api.conversation.model import Channel, Incoming, Reply, Turn
from api.conversation.registry import DEEDS
from api.conversation.session import Session
from api.conversation.talk import Talk, open_talk
from api.conversation.turn import finish
from api.ids import new_uuid
from api.understand.phrases import read_topics
from tests.support.dialogue import Stage

# Presses after which the worker carries what waits to the jobcentre and back.
CARRIED = frozenset({"hold", "confirm", "cancel_yes", "release", "extend", "wait", "unwait", "stars"})
# Where the argument says what is asked, not about which interview or day.
SAYS_WHAT = frozenset({"topic", "area", "what_if", "lang", "write"})
# Leads to the same place from everywhere: pressed once.
THE_SAME_EVERYWHERE = frozenset({"topic", "area", "lang"})
ODD_WORDS = ("", "æøå ???", "nej", "i morgen", "12", "hvorfor?")
Key = tuple[str, ...]
Telling = Callable[[Talk], Awaitable[Reply | None]]


@dataclass(frozen=True)
class State:
    """A place in the dialogue: how it is told from others, what was answered, and what is remembered."""

    key: Key
    turn: Turn
    session: Session


@dataclass
class Walker:
    """One person on one channel, who can go on from any state without disturbing another."""

    stage: Stage
    citizen: UUID | None
    channel: Channel = "web"
    states: dict[Key, State] = field(default_factory=dict)
    presses: int = 0

    async def say(self, session: Session, *, text: str | None = None, choice: str | None = None) -> State:
        """Write or press in a copy of the conversation; return where that leads."""
        copy = session.model_copy(update={"conversation": str(new_uuid())})
        await sessions.save(self.stage.services.redis, copy)
        incoming = self.incoming(copy.conversation).model_copy(update={"text": text, "choice": choice})
        turn = await handle(self.stage.services, incoming)
        self.presses += 1
        after = await sessions.load(self.stage.services.redis, copy.conversation)
        name = (choice or "words").split(":")[0]
        return State(_key(name, turn, after or copy), turn, after or copy)

    def incoming(self, conversation: str) -> Incoming:
        """Return an empty message of this person."""
        return Incoming(
            conversation=conversation, id=str(new_uuid()), citizen=self.citizen, channel=self.channel
        )

    def blank(self) -> Session:
        """Return a conversation in which nothing was said."""
        return Session(conversation=str(new_uuid()), citizen=self.citizen)

    async def explore(self) -> None:
        """Press every topic, then every button of every new state, until there is nothing new."""
        pressed: set[Key] = set()
        waiting = deque((self.blank(), f"topic:{topic}") for topic in read_topics().topics)
        while waiting:
            session, choice = waiting.popleft()
            state = await self.say(session, choice=choice)
            if choice.split(":")[0] in CARRIED:
                await self.stage.exchange.settle()
            if state.key in self.states:
                continue
            self.states[state.key] = state
            for one in state.turn.reply.choices:
                alike = _alike(one.id)
                where = () if alike.split(":")[0] in THE_SAME_EVERYWHERE else state.key
                if one.url is None and (alike, *where) not in pressed:
                    pressed.add((alike, *where))
                    waiting.append((state.session, one.id))

    async def press_what_is_no_longer_there(self) -> None:
        """Press every deed without, and with wrong, arguments: as a button from an old conversation does."""
        for name in DEEDS:
            for arguments in ("", ":x:0:0", f":{new_uuid()}:9"):
                if len(name + arguments) <= 48:
                    state = await self.say(self.blank(), choice=name + arguments)
                    self.states.setdefault(("old", name, *state.key), state)

    async def answer_oddly(self, pending: Iterable[tuple[str, Session]]) -> None:
        """Answer every question that can be open with words that do not fit."""
        for name, session in pending:
            for words in ODD_WORDS:
                state = await self.say(session, text=words)
                self.states.setdefault(("odd", name, *state.key), state)

    async def told(self, name: str, reply_of: Telling) -> None:
        """Take in something that is said from elsewhere, such as why a deed was refused."""
        services, session = self.stage.services, self.blank()
        incoming = self.incoming(session.conversation)
        async with services.database.transaction() as tx:
            talk = await open_talk(
                incoming, session, Intent("meeting_show"), tx=tx, services=services, now=now()
            )
            reply = await reply_of(talk)
            turn = finish(talk, reply) if isinstance(reply, Reply) else None
        if turn:
            self.states[("told", name)] = State(("told", name), turn, session)


def questions(walker: Walker, facts: Iterable[str]) -> Iterator[tuple[str, Session]]:
    """Yield a conversation for each question that may be open."""
    for fact in facts:
        session = walker.blank()
        session.topic, session.awaiting = "target_group", f"fact:{fact}"
        yield f"fact:{fact}", session
    for awaiting in ("draft", f"word:{new_uuid()}:5"):
        session = walker.blank()
        session.awaiting, session.draft = awaiting, sessions.Draft(kind="complaint", body="Jeg klager.")
        yield awaiting.split(":")[0], session


def _key(name: str, turn: Turn, session: Session) -> Key:
    awaiting = (session.awaiting or "").split(":")[0]
    offered = sorted({_alike(choice.id) for choice in turn.reply.choices})
    return (turn.topic, name, awaiting, *offered)


def _alike(choice: str) -> str:
    name, *arguments = choice.split(":")
    if name in SAYS_WHAT:
        return choice
    return ":".join([name, *("#" if re.search(r"\d", one) else one for one in arguments[:1])])
