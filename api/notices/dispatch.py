"""Hands what is due to the channels: true, fresh, wanted, not at night, and one message instead of three."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping, text

from api import metrics
from api.db.engine import Transaction
from api.notices import deliveries, preferences, store, truth
from api.notices.model import OF_THE_MOMENT, SILENT, Notice, Preferences, group_of
from api.notices.schedule import after_quiet
from api.tenants.model import Channel, Tenant
from api.tenants.store import Tenants

# What has become of notices, written together: ids by state and reason.
Ended = dict[tuple[str, str | None], list[UUID]]
ACTED_WITHIN = timedelta(minutes=30)
SOON = timedelta(hours=1)
WHERE_IT_HAPPENS: tuple[Channel, ...] = ("telegram",)
"""Where the result of a press is waited for; the open widget hears of it without us."""

_CITIZENS = text(
    """
    SELECT c.id, c.tenant, c.email, acts.acted_at,
        ARRAY(SELECT l.chat_hash FROM chat_links l
            WHERE l.citizen_id = c.id AND l.channel = 'telegram' AND NOT l.blocked) AS chats
    FROM citizens c LEFT JOIN (
        SELECT o.subject, max(o.created_at) AS acted_at FROM outbox o
        WHERE o.subject = ANY(cast(cast(:ids AS uuid[]) AS text[])) AND o.destination LIKE 'jobcentre:%'
        GROUP BY o.subject
    ) acts ON acts.subject = c.id::text
    WHERE c.id = ANY(:ids)
    """
)


async def hand_over(tx: Transaction, tenants: Tenants, *, most: int, now: datetime) -> int:
    """Work off what is due for up to `most` citizens; returns how many notices were looked at."""
    citizens = await store.due_citizens(tx, most=most, now=now)
    due: dict[UUID, list[Notice]] = defaultdict(list)
    for notice in await store.claim(tx, citizens, now=now):
        due[notice.citizen_id].append(notice)
    rows = (await tx.execute(_CITIZENS, {"ids": list(due)})).mappings().all()
    wanted = await preferences.read_all(tx, due)
    ended: Ended = defaultdict(list)
    for citizen in rows:
        tenant = tenants.get(citizen["tenant"]) or tenants.first()
        who = citizen["id"]
        await _for_citizen(tx, citizen, tenant, wanted.get(who, Preferences()), due[who], ended, now)
    for (state, reason), ids in ended.items():
        await store.finish(tx, ids, state, reason=reason, now=now)
    return sum(map(len, due.values()))


async def _for_citizen(
    tx: Transaction,
    citizen: RowMapping,
    tenant: Tenant,
    wanted: Preferences,
    due: Sequence[Notice],
    ended: Ended,
    now: datetime,
) -> None:
    saying = []
    for notice in due:
        reason = await _why_not(tx, notice, tenant, wanted, now)
        if reason:
            _drop(ended, notice, reason)
        elif later := await _later(tx, notice, citizen, wanted, now):
            await store.postpone(tx, notice.id, *later)
        else:
            saying.append(notice)
    if saying:
        await _hand(tx, citizen, _channels(tenant, wanted), saying, ended, now)


async def _why_not(
    tx: Transaction, notice: Notice, tenant: Tenant, wanted: Preferences, now: datetime
) -> str | None:
    group = group_of(notice.kind)
    if now >= notice.expires_at:
        return "expired"
    if notice.kind not in OF_THE_MOMENT and (group in tenant.notices_off or group in wanted.off):
        return "switched_off"
    if notice.is_reminder and await truth.read(tx, notice, now=now) is None:
        return "not_true"
    return None


async def _later(
    tx: Transaction, notice: Notice, citizen: RowMapping, wanted: Preferences, now: datetime
) -> tuple[datetime, str] | None:
    """Return when to look again and why, or None when it may be said now."""
    if await truth.out_of_touch(tx, notice, now=now):
        return now + truth.LOOK_AGAIN, SILENT
    acted = citizen["acted_at"]
    if notice.kind in OF_THE_MOMENT or (acted and acted > now - ACTED_WITHIN and not notice.is_reminder):
        return None
    morning = after_quiet(now, wanted.quiet_from, wanted.quiet_to)
    if morning == now:
        return None
    # News of an interview that is over by then is said at night: nobody should travel in vain.
    start = await truth.starts_at(tx, notice)
    return None if start and now < start < morning + SOON else (morning, "quiet")


def _channels(tenant: Tenant, wanted: Preferences) -> list[Channel]:
    offered: list[Channel] = list(tenant.notice_channels)
    return [channel for channel in offered if wanted.uses(channel)]


async def _hand(
    tx: Transaction,
    citizen: RowMapping,
    channels: list[Channel],
    saying: list[Notice],
    ended: Ended,
    now: datetime,
) -> None:
    addresses: dict[Channel, list[str | None]] = {
        "telegram": list(citizen["chats"]),
        "email": [citizen["email"]] if citizen["email"] else [],
    }
    reached: set[UUID] = set()
    for channel in dict.fromkeys([*channels, *WHERE_IT_HAPPENS]):
        fitting = [notice for notice in saying if _fits(notice, channel, is_wanted=channel in channels)]
        for address in addresses.get(channel, [None]) if fitting else []:
            await deliveries.put(tx, citizen["id"], channel, fitting, address=address, now=now)
            reached |= {notice.id for notice in fitting}
    ended["handed", None].extend(reached)
    for notice in saying:
        if notice.id not in reached:
            _drop(ended, notice, "no_channel")


def _fits(notice: Notice, channel: Channel, *, is_wanted: bool) -> bool:
    """Whether the channel says it: the open widget hears news at once, a moment is over before a mail is read.

    What happens while they look is said where it happens, also by one who wants no other messages there.
    """
    if notice.kind in OF_THE_MOMENT:
        return channel in WHERE_IT_HAPPENS
    return is_wanted and (notice.is_reminder or channel != "web")


def _drop(ended: Ended, notice: Notice, reason: str) -> None:
    metrics.NOTICES.labels(notice.kind, "none", reason).inc()
    ended["dropped", reason].append(notice.id)
