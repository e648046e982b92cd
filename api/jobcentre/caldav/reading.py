"""What can be read from an adviser's calendar: times, interviews, what has changed."""

import hmac
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import httpx2

from api.clock import danish_day
from api.jobcentre import wire
from api.jobcentre.caldav import times as grid
from api.jobcentre.caldav.event import Entry
from api.jobcentre.caldav.interview import as_interview, refused
from api.jobcentre.caldav.limits import CannotDo
from api.jobcentre.caldav.server import CaldavServer, Found
from api.jobcentre.connection import Connection
from api.jobcentre.port import Page


class CalendarReader(CannotDo):
    """The reading half. `now` gives the present instant."""

    def __init__(
        self, connection: Connection, client: httpx2.AsyncClient, now: Callable[[], datetime]
    ) -> None:
        assert connection.calendars
        assert connection.password
        self._code = connection.organisation_code
        self._calendars = connection.calendars
        self._secret = connection.password.get_secret_value().encode()
        self._client = client
        self._server = CaldavServer(connection, client)
        self._now = now

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    def _ref(self, cpr: str) -> str:
        return hmac.new(self._secret, cpr.encode(), sha256).hexdigest()[:32]

    async def status(self, cpr: str) -> wire.Borgerstatus:
        """Return that the citizen may self-book: a calendar knows no deadlines."""
        return wire.Borgerstatus(borger_ref=self._ref(cpr), kan_selvbooke=True)

    async def offers(self, cpr: str) -> list[wire.Moedetilbud]:
        """Return the one kind of interview these calendars hold."""
        del cpr
        return [grid.offer(self._calendars, danish_day(self._now()))]

    async def advisers(self, offer_id: str) -> list[wire.Vejleder]:
        """Return the people with a calendar."""
        del offer_id
        return [wire.Vejleder(vejleder_id=key, navn=name) for key, name in self._calendars.advisers.items()]

    async def times(
        self, offer_id: str, start: date, end: date, adviser: str | None = None
    ) -> list[wire.Tid]:
        """Return free times from `start` to `end`, both included, as Danish days."""
        if offer_id != grid.offer_id(self._calendars):
            return []
        chosen = [key for key in self._calendars.advisers if adviser in {None, key}]
        found = [time for key in chosen for time in await self._free(key, start, end)]
        return sorted(found, key=lambda time: (time.start, time.tid_id))

    async def _free(self, adviser: str, start: date, end: date) -> list[wire.Tid]:
        await self._drop_lapsed(adviser)
        first, last = grid.window(start, end)
        busy = await self._server.busy(adviser, first, last)
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        return grid.free(self._calendars, adviser, days, busy, self._now())

    async def _drop_lapsed(self, adviser: str) -> None:
        for found in await self._server.with_property(adviser, "X-VEJVISER-UDLOEBER", ""):
            if found.entry and found.entry.until and found.entry.until <= self._now():
                await self._server.delete(found)

    async def interview(self, cpr: str | None, interview_id: UUID) -> wire.Indkaldelse | None:
        """Return an interview, None when no calendar has it. None is never a delete."""
        booked = [f for f in await self._of(interview_id) if f.entry and not f.entry.until]
        if not booked or booked[-1].entry is None:
            return None
        if cpr and booked[-1].entry.ref != self._ref(cpr):
            raise refused(wire.Kind.IKKE_BORGERENS)
        return self._as_interview(booked[-1].calendar, booked[-1].entry)

    async def changes(
        self, since: datetime, cursor: str | None = None, *, cpr: str | None = None
    ) -> Page[wire.Indkaldelse]:
        """Return all interviews changed since in one page, cancelled ones included."""
        del cursor
        found = [
            f
            for key in self._calendars.advisers
            for f in await self._server.with_property(key, "X-VEJVISER-ID", "")
        ]
        kept = [
            self._as_interview(f.calendar, f.entry)
            for f in found
            if f.entry
            and not f.entry.until
            and f.entry.changed >= since
            and (cpr is None or f.entry.ref == self._ref(cpr))
        ]
        return Page(tuple(sorted(kept, key=lambda interview: interview.aendret)), None)

    async def _of(self, interview_id: UUID) -> list[Found]:
        """Return all events of an interview, the newest version last."""
        name = str(interview_id)
        found = [
            f
            for key in self._calendars.advisers
            for f in await self._server.with_property(key, "X-VEJVISER-ID", name)
        ]
        return sorted(found, key=lambda f: f.entry.version if f.entry else 0)

    def _as_interview(self, adviser: str, entry: Entry) -> wire.Indkaldelse:
        return as_interview(self._calendars, self._code, adviser, entry, self._now())
