"""What the citizen wants to be told unasked: shown and changed."""

from datetime import time

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from api.i18n import as_lang, words_for
from api.notices import preferences
from api.notices.model import GROUP_NAMES, Preferences
from api.tenants.model import Channel, Group
from api.web.deps import AllServices, LoggedIn, Tx, same_origin
from api.web.problems import PROBLEMS

router = APIRouter(
    prefix="/v1/notices", tags=["notices"], dependencies=[Depends(same_origin)], responses=PROBLEMS
)


class Kind(BaseModel):
    """One kind of notice, as the citizen can switch it. `offered` is false where the municipality sends none."""

    group: Group
    label: str
    on: bool
    offered: bool


class Wanted(BaseModel):
    """The citizen's wishes. `channels` null stands for all the municipality offers."""

    model_config = ConfigDict(extra="forbid")
    off: frozenset[Group] = frozenset()
    channels: frozenset[Channel] | None = Field(default=None, max_length=5)
    quiet_from: time = time(21)
    quiet_to: time = time(8)


class Shown(Wanted):
    """The wishes with the words for them and the channels there are."""

    kinds: list[Kind]
    offered_channels: list[Channel]


async def _shown(tx: Tx, services: AllServices, citizen: LoggedIn) -> Shown:
    wanted = await preferences.read(tx, citizen.id)
    tenant = services.tenants.get(citizen.tenant) or services.tenants.first()
    words = words_for(as_lang(citizen.lang))
    off, unoffered = wanted.off, tenant.notices_off
    kinds = [
        Kind(group=group, label=words(name), on=group not in off, offered=group not in unoffered)
        for group, name in GROUP_NAMES.items()
    ]
    return Shown(**wanted.model_dump(), kinds=kinds, offered_channels=list(tenant.notice_channels))


@router.get("")
async def show(tx: Tx, services: AllServices, citizen: LoggedIn) -> Shown:
    """Return what the citizen is told about, through which channels, and when it is quiet."""
    return await _shown(tx, services, citizen)


@router.put("")
async def change(body: Wanted, tx: Tx, services: AllServices, citizen: LoggedIn) -> Shown:
    """Keep the citizen's wishes and return them."""
    await preferences.write(tx, citizen.id, Preferences(**body.model_dump()))
    return await _shown(tx, services, citizen)
