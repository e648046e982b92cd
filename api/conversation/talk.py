"""What a topic may use to answer: one transaction, one citizen, one moment."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.citizens import service as citizens
from api.citizens import store as citizen_store
from api.citizens.model import Citizen
from api.clock import danish_day, wall
from api.conversation.intent import Intent
from api.conversation.model import Incoming, Reply
from api.conversation.session import Session
from api.db.engine import Transaction
from api.errors import VejviserError
from api.i18n import Words, words_for
from api.ids import derived_uuid
from api.tenants.model import Tenant
from api.wiring import Services
from rights import Book, Facts


@dataclass
class Talk:
    """The surroundings of one turn. Without `citizen` nobody is logged in and only general rules are told."""

    transaction: Transaction | None
    services: Services
    incoming: Incoming
    session: Session
    intent: Intent
    tenant: Tenant
    words: Words
    citizen: Citizen | None
    facts: Facts
    now: datetime

    @property
    def tx(self) -> Transaction:
        """The turn's transaction; raises OfflineError in a terminal without a database."""
        if self.transaction is None:
            raise OfflineError("this needs the running product: start it with `vejviser up`")
        return self.transaction

    @property
    def today(self) -> date:
        """The Danish day the law is asked for: today, unless the page for trying out says otherwise."""
        return self.incoming.on or danish_day(self.now)

    @property
    def book(self) -> Book:
        """The law in force on the day."""
        return self.services.law.book(self.today)

    @property
    def deed_id(self) -> UUID:
        """An id that the same message always gets, so that sending it twice does its deed once."""
        return derived_uuid(self.incoming.conversation, self.incoming.id)

    def local(self, instant: datetime) -> datetime:
        """Return the instant as Danish wall time."""
        return wall(instant)

    async def keep_language(self) -> None:
        """Keep the language with the person: it belongs to them, not to the channel."""
        if self.citizen:
            await citizen_store.set_lang(self.tx, self.citizen.id, self.session.lang)


class OfflineError(VejviserError):
    """The turn needs the record, and there is none: `ask` and `chat` run without a server."""


Handler = Callable[[Talk], Awaitable[Reply]]


async def open_talk(
    incoming: Incoming,
    session: Session,
    intent: Intent,
    *,
    tx: Transaction | None,
    services: Services,
    now: datetime,
) -> Talk:
    """Gather what the turn needs: the tenant, the citizen with the facts known, the words of the language."""
    citizen = await citizens.get(tx, incoming.citizen) if tx and incoming.citizen else None
    code = citizen.tenant if citizen else incoming.tenant
    tenant = services.tenants.get(code) or services.tenants.first()
    facts = (
        await citizens.facts_of(tx, citizen.id, session.told)
        if tx and citizen
        else citizens.as_facts([], session.told)
    )
    return Talk(
        transaction=tx,
        services=services,
        incoming=incoming,
        session=session,
        intent=intent,
        tenant=tenant,
        words=words_for(session.lang),
        citizen=citizen,
        facts=facts,
        now=now,
    )
