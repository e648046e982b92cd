"""The door both channels use: one message, one person at a time, one transaction."""

import time
from datetime import datetime

from api import clock, metrics
from api.conversation import session as sessions
from api.conversation.model import Incoming, Turn
from api.conversation.session import Session
from api.conversation.turn import take_turn
from api.errors import ConflictError
from api.wiring import Services

TURN_TAKES_AT_MOST = 30
WAIT_FOR_TURN = 15


async def handle(services: Services, incoming: Incoming, *, now: datetime | None = None) -> Turn:
    """Answer one message; the same message again gets the same answer and does nothing twice.

    Raises ConflictError("other_person") when the conversation belongs to somebody else, and whatever the
    database or Redis raise when they are away: the edge says so and keeps the citizen's text.
    """
    started = time.perf_counter()
    person = str(incoming.citizen or incoming.conversation)
    lock = services.redis.lock(f"turn:{person}", timeout=TURN_TAKES_AT_MOST, blocking_timeout=WAIT_FOR_TURN)
    async with lock:
        session = await _session_for(services, incoming)
        turn = session.answered.get(incoming.id)
        if turn is None:
            turn = await _answer(services, incoming, session, now or clock.now())
    metrics.TURNS.labels(incoming.channel, turn.topic, "answered" if turn.understood else "asked").inc()
    metrics.TURN_SECONDS.labels(incoming.channel).observe(time.perf_counter() - started)
    return turn


async def _answer(services: Services, incoming: Incoming, session: Session, now: datetime) -> Turn:
    async with services.database.transaction() as tx:
        turn = await take_turn(incoming, session, tx=tx, services=services, now=now)
    session.remember(incoming.id, turn)
    await sessions.save(services.redis, session)
    return turn


async def _session_for(services: Services, incoming: Incoming) -> Session:
    """Return the conversation, bound to the person who logged in; it never passes to somebody else."""
    session = await sessions.load(services.redis, incoming.conversation)
    if session is None:
        session = Session(conversation=incoming.conversation, tenant=incoming.tenant)
    if session.citizen is not None and session.citizen != incoming.citizen:
        raise ConflictError("other_person")
    session.citizen = incoming.citizen
    session.lang = incoming.lang or session.lang
    return session
