"""The writing half: hold, book, move, cancel, each by conditional requests.

Two can never have one time, because two cannot create one resource. A move creates the new event before it
removes the old; stopped between the two, the same command again finishes it. A cancelled event keeps its
status under another name, so that its time is free.
"""

from datetime import datetime, timedelta
from uuid import UUID

from api.clock import danish_day
from api.jobcentre import wire
from api.jobcentre.caldav import times as grid
from api.jobcentre.caldav.event import Entry
from api.jobcentre.caldav.interview import refused
from api.jobcentre.caldav.reading import CalendarReader
from api.jobcentre.caldav.server import Found


class CaldavJobcentre(CalendarReader):
    """A jobcentre whose planner is a CalDAV server."""

    async def reserve(self, cpr: str, interview_id: UUID, time_id: str, *, key: str) -> wire.Reservation:
        """Hold a time by a tentative event; again on the same time extends the hold once."""
        del key
        adviser, start = self._parse(time_id)
        until = self._now() + timedelta(minutes=self._calendars.hold_minutes)
        wanted = self._entry(cpr, interview_id, start, form=self._calendars.forms[0], until=until)
        found = await self._server.get(adviser, wanted.name)
        entry = found.entry if found else None
        if found and entry and entry.interview_id == interview_id and entry.until:
            return await self._extend(found, entry, until, time_id)
        await self._take(adviser, wanted)
        return _reservation(wanted, time_id)

    async def _extend(self, found: Found, entry: Entry, until: datetime, time_id: str) -> wire.Reservation:
        if not entry.extended:
            entry = entry.changed_to(self._now(), until=until.replace(microsecond=0), extended=True)
            if not await self._server.change(found, entry):
                raise refused(wire.Kind.TID_OPTAGET)
        return _reservation(entry, time_id)

    async def _take(self, adviser: str, entry: Entry) -> None:
        """Create the event. Refuses tid-optaget when the name is taken or another event overlaps."""
        if entry.start <= self._now():
            raise refused(wire.Kind.TID_OPTAGET)
        await self._drop_lapsed(adviser)
        if not await self._server.create(adviser, entry):
            raise await self._taken(adviser, entry)
        # Staff write in the same calendar under names of their own: they win.
        there = await self._server.between(adviser, entry.start, entry.end)
        if any(_in_the_way(found, entry) for found in there):
            mine = await self._server.get(adviser, entry.name)
            if mine:
                await self._server.delete(mine)
            raise await self._taken(adviser, entry)

    async def _taken(self, adviser: str, entry: Entry) -> Exception:
        day = danish_day(entry.start)
        near = await self._free(adviser, day, day + timedelta(days=7))
        return refused(wire.Kind.TID_OPTAGET, alternatives=near[:3])

    async def release(self, cpr: str, interview_id: UUID, *, key: str) -> None:
        """Delete what the interview holds. Idempotent; a booked event stands."""
        del cpr, key
        for found in await self._of(interview_id):
            if found.entry and found.entry.until:
                await self._server.delete(found)

    async def book(
        self, cpr: str, interview_id: UUID, booking: wire.Booking, *, key: str
    ) -> wire.Indkaldelse:
        """Confirm the hold, or create the event. The same again answers the same."""
        del key
        adviser, start = self._parse(booking.tid_id)
        wanted = self._entry(cpr, interview_id, start, form=booking.samtaleform)
        known = await self._of(interview_id)
        booked = [found for found in known if found.entry and not found.entry.until]
        if booked:
            return self._again(booked[-1], wanted)
        held = next((f for f in known if f.name == wanted.name and f.calendar == adviser), None)
        if held and held.entry:
            await self._confirm(held, held.entry, wanted)
        else:
            await self._one_future(wanted.ref)
            await self._take(adviser, wanted)
        return self._as_interview(adviser, wanted)

    def _again(self, found: Found, wanted: Entry) -> wire.Indkaldelse:
        assert found.entry
        if (found.entry.ref, found.entry.start) != (wanted.ref, wanted.start):
            raise refused(wire.Kind.ALLEREDE_OPRETTET)
        return self._as_interview(found.calendar, found.entry)

    async def _confirm(self, held: Found, entry: Entry, wanted: Entry) -> None:
        if entry.until and entry.until <= self._now():
            await self._server.delete(held)
            raise refused(wire.Kind.RESERVATION_UDLOEBET)
        if not await self._server.change(held, wanted):
            raise refused(wire.Kind.TID_OPTAGET)

    async def _one_future(self, ref: str) -> None:
        for adviser in self._calendars.advisers:
            for found in await self._server.with_property(adviser, "X-VEJVISER-BORGER", ref):
                entry = found.entry
                if entry and not entry.until and not entry.cancelled_by and entry.start > self._now():
                    raise refused(wire.Kind.ALLEREDE_FREMTIDIG_AFTALE)

    async def move(
        self, cpr: str, interview_id: UUID, time_id: str, form: int | None, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Create the new event, then remove the old; when the new time is gone the old stands."""
        del key
        adviser, start = self._parse(time_id)
        booked = [f for f in await self._of(interview_id) if f.entry and not f.entry.until]
        old, entry = self._required(booked, self._ref(cpr))
        if entry.start == start and old.calendar == adviser and entry.version > version:
            await self._remove(booked[:-1])
            return self._as_interview(adviser, entry)
        self._may_change(entry, version, wire.Kind.OMBOOKING_IKKE_MULIG)
        end = start + timedelta(minutes=self._calendars.minutes)
        new = entry.changed_to(self._now(), start=start, end=end, form=form or entry.form)
        await self._place(old, adviser, new, interview_id)
        return self._as_interview(adviser, new)

    async def _place(self, old: Found, adviser: str, new: Entry, interview_id: UUID) -> None:
        there = await self._server.get(adviser, new.name)
        mine = there if there and there.entry and there.entry.interview_id == interview_id else None
        if mine is None:
            await self._take(adviser, new)
        elif not await self._server.change(mine, new):
            raise refused(wire.Kind.TID_OPTAGET)
        if mine is None or mine.name != old.name or mine.calendar != old.calendar:
            await self._remove([old])

    async def _remove(self, old: list[Found]) -> None:
        for found in old:
            await self._server.delete(found)

    async def cancel(
        self, cpr: str, interview_id: UUID, reason: str, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Mark the event cancelled and give its time back. Cancelled already: the same answer."""
        del key
        booked = [f for f in await self._of(interview_id) if f.entry and not f.entry.until]
        found, entry = self._required(booked, self._ref(cpr))
        if entry.cancelled_by is None:
            self._may_change(entry, version, wire.Kind.AFLYSNING_IKKE_MULIG)
            entry = entry.changed_to(self._now(), cancelled_by="borger", reason=reason)
            if not await self._server.change(found, entry):
                raise refused(wire.Kind.VERSION_KONFLIKT)
        if not found.name.startswith("aflyst-"):
            await self._server.rename(found, f"aflyst-{interview_id}.ics")
        return self._as_interview(found.calendar, entry)

    def _required(self, booked: list[Found], ref: str) -> tuple[Found, Entry]:
        """Return the newest event of an interview. Refuses booking-ukendt and ikke-borgerens."""
        if not booked or booked[-1].entry is None:
            raise refused(wire.Kind.BOOKING_UKENDT)
        if booked[-1].entry.ref != ref:
            raise refused(wire.Kind.IKKE_BORGERENS)
        return booked[-1], booked[-1].entry

    def _may_change(self, entry: Entry, version: int, kind: wire.Kind) -> None:
        if entry.version != version:
            raise refused(wire.Kind.VERSION_KONFLIKT)
        if entry.cancelled_by:
            raise refused(kind)
        if entry.start - timedelta(hours=self._calendars.move_cutoff_hours) <= self._now():
            raise refused(wire.Kind.FRIST_OVERSKREDET)

    def _parse(self, time_id: str) -> tuple[str, datetime]:
        parsed = grid.parse_time_id(self._calendars, time_id)
        if parsed is None:
            raise refused(wire.Kind.IKKE_FUNDET)
        return parsed

    def _entry(
        self, cpr: str, interview_id: UUID, start: datetime, *, form: int, until: datetime | None = None
    ) -> Entry:
        return Entry(
            interview_id=interview_id,
            ref=self._ref(cpr),
            type=self._calendars.samtaletype,
            form=form,
            start=start,
            end=start + timedelta(minutes=self._calendars.minutes),
            version=1,
            changed=self._now().replace(microsecond=0),
            until=until.replace(microsecond=0) if until else None,
        )


def _in_the_way(found: Found, entry: Entry) -> bool:
    """Whether another event stands where ours is to stand; our own old one does not."""
    ours = found.entry is not None and found.entry.interview_id == entry.interview_id
    return found.blocks and not ours


def _reservation(entry: Entry, time_id: str) -> wire.Reservation:
    assert entry.until
    return wire.Reservation(
        reservation_id=f"{entry.interview_id}:{time_id}",
        indkaldelse_id=entry.interview_id,
        tid_id=time_id,
        udloeber=entry.until,
        forlaenget=entry.extended,
    )
