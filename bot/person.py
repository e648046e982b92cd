"""Who sits at the other end of a chat: their language, municipality, and what may be said to them there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from aiogram.types import User
from pydantic import BaseModel, ConfigDict

from api.citizens import store as citizens
from api.i18n import Lang, Words, as_lang, words_for
from api.identity import links
from api.identity.links import ChatLink
from api.ids import token_hash
from api.tenants.model import Level, Tenant
from api.wiring import Services

KEPT = timedelta(days=90)
CHANNEL: Literal["telegram"] = "telegram"


class Habits(BaseModel):
    """What a chat used last: its language, and its municipality while it is not linked."""

    model_config = ConfigDict(frozen=True)
    lang: str | None = None
    tenant: str | None = None


@dataclass(frozen=True)
class Person:
    """One private chat. `chat` is its keyed hash; the number itself is only used to send."""

    chat_id: int
    chat: str
    name: str
    lang: Lang
    tenant: Tenant
    link: ChatLink | None

    @property
    def words(self) -> Words:
        """The words of the person's language."""
        return words_for(self.lang)

    @property
    def citizen(self) -> UUID | None:
        """The linked citizen, if any."""
        return self.link.citizen_id if self.link else None

    @property
    def level(self) -> Level:
        """What both the municipality and the citizen allow in this chat."""
        if self.link is None:
            return "general"
        agreed: Level = self.link.level if self.link.consented else "neutral"
        return links.lower(self.tenant.chat_level, agreed)

    @property
    def is_open(self) -> bool:
        """Whether the municipality has opened chat apps: not before its impact assessment (R23)."""
        return self.tenant.dpia_reference is not None

    @property
    def conversation(self) -> str:
        """The dialogue's name. A new link begins a new one, so nobody reads on in another's."""
        bound = f"{self.link.citizen_id}:{self.link.linked_at.isoformat()}" if self.link else ""
        return f"tg-{token_hash(f'{self.chat}:{bound}')[:40]}"


def _key(chat: str) -> str:
    return f"bot:chat:{chat}"


async def meet(services: Services, chat_id: int, user: User | None) -> Person:
    """Return who writes. The language is the linked citizen's, else the one last used here, else the app's."""
    chat = name_of(services, chat_id)
    habits = await _habits(services, chat)
    async with services.database.transaction() as tx:
        link = await links.find(tx, chat)
        citizen = await citizens.by_id(tx, link.citizen_id) if link else None
    code = citizen.tenant if citizen else habits.tenant or ""
    spoken = citizen.lang if citizen else habits.lang or (user.language_code if user else None)
    return Person(
        chat_id=chat_id,
        chat=chat,
        name=user.full_name if user else "",
        lang=as_lang(spoken, "da"),
        tenant=services.tenants.get(code) or services.tenants.first(),
        link=link,
    )


async def meet_again(services: Services, chat: str) -> Person | None:
    """Return whom a linked chat belongs to, for a message nobody asked for; None when it must not be sent."""
    async with services.database.transaction() as tx:
        link = await links.find(tx, chat)
        citizen = await citizens.by_id(tx, link.citizen_id) if link else None
    if link is None or citizen is None or link.blocked:
        return None
    tenant = services.tenants.get(citizen.tenant) or services.tenants.first()
    chat_id = int(services.seal.open(link.chat_sealed))
    person = Person(chat_id, chat, citizen.name, as_lang(citizen.lang), tenant, link)
    return person if person.is_open else None


def name_of(services: Services, chat_id: int) -> str:
    """Return the keyed hash under which a chat is known."""
    return links.chat_hash(services.settings.secret_key.get_secret_value(), CHANNEL, str(chat_id))


async def keep(services: Services, chat: str, *, lang: str | None = None, tenant: str | None = None) -> None:
    """Keep the chat's language or municipality for ninety days from now."""
    before = await _habits(services, chat)
    now = Habits(lang=lang or before.lang, tenant=tenant or before.tenant)
    await services.redis.set(_key(chat), now.model_dump_json(), ex=KEPT)


async def _habits(services: Services, chat: str) -> Habits:
    stored = await services.redis.get(_key(chat))
    return Habits.model_validate_json(stored) if stored else Habits()


async def forget(services: Services, chat: str) -> None:
    """Forget everything kept about the chat outside the record."""
    await services.redis.delete(_key(chat), f"bot:flow:{chat}")
