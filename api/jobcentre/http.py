"""The HTTP connector: the contract of the jobcentre API, one method an endpoint."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from api.jobcentre import wire
from api.jobcentre.errors import Refused, Unreachable
from api.jobcentre.exchange import Call
from api.jobcentre.http_common import HttpCommonData, interview_path

_MADE = frozenset({200, 201})


class HttpJobcentre(HttpCommonData):
    """A jobcentre that speaks the contract: the planner's half here, common data inherited."""

    async def offers(self, cpr: str) -> list[wire.Moedetilbud]:
        """Return what this citizen can book."""
        answer = await self._exchange.ask(Call("GET", "/v1/moedetilbud", cpr=cpr), wire.Tilbudsliste)
        return answer.moedetilbud

    async def search_offers(self, search: wire.Tilbudssoegning, *, key: str) -> list[wire.Moedetilbud]:
        """Return what a citizen described by `search` can book."""
        call = Call("POST", "/v1/moedetilbud/action/soeg", key=key, body=search)
        return (await self._exchange.ask(call, wire.Tilbudsliste)).moedetilbud

    async def advisers(self, offer_id: str) -> list[wire.Vejleder]:
        """Return the advisers who take this kind of interview."""
        call = Call("GET", f"/v1/moedetilbud/{offer_id}/vejledere")
        return (await self._exchange.ask(call, wire.Vejlederliste)).vejledere

    async def times(
        self, offer_id: str, start: date, end: date, adviser: str | None = None
    ) -> list[wire.Tid]:
        """Return free times from `start` to `end`, both included, as Danish days."""
        query = {"fra": start.isoformat(), "til": end.isoformat()} | (
            {"vejleder": adviser} if adviser else {}
        )
        call = Call("GET", f"/v1/moedetilbud/{offer_id}/tider", query=query)
        return (await self._exchange.ask(call, wire.Tidsliste)).tider

    async def reserve(self, cpr: str, interview_id: UUID, time_id: str, *, key: str) -> wire.Reservation:
        """Hold a time; again on the same time extends the hold once."""
        order = wire.Reserver(tid_id=time_id)
        call = Call(
            "POST", interview_path(interview_id, "reserver"), cpr=cpr, by_citizen=True, key=key, body=order
        )
        return await self._exchange.ask(call, wire.Reservation, success=frozenset({201}))

    async def release(self, cpr: str, interview_id: UUID, *, key: str) -> None:
        """Give the hold back. Idempotent by itself, so `key` is not sent."""
        del key
        await self._exchange.tell(
            Call("DELETE", interview_path(interview_id, "reserver"), cpr=cpr, by_citizen=True)
        )

    async def book(
        self, cpr: str, interview_id: UUID, booking: wire.Booking, *, key: str
    ) -> wire.Indkaldelse:
        """Book; the same again answers the same. The id is the key, so `key` is not sent."""
        del key
        call = Call(
            "PUT",
            interview_path(interview_id),
            cpr=cpr,
            by_citizen=booking.selvbooket,
            create=True,
            body=booking,
        )
        return await self._exchange.ask(call, wire.Indkaldelse, success=_MADE)

    async def move(
        self, cpr: str, interview_id: UUID, time_id: str, form: int | None, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Move in one step; when it fails the old time stands."""
        order = wire.Ombook(tid_id=time_id, samtaleform=form)
        done = lambda now: now.tid_id == time_id and now.version > version  # noqa: E731
        return await self._act(cpr, interview_id, "ombook", order, version=version, key=key, done=done)

    async def cancel(
        self, cpr: str, interview_id: UUID, reason: str, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Cancel on the citizen's behalf; it keeps a status."""
        order = wire.Aflys(aarsag=reason)
        return await self._act(
            cpr,
            interview_id,
            "aflys",
            order,
            version=version,
            key=key,
            done=lambda now: now.status == wire.Status.AFLYST,
        )

    async def accept(self, cpr: str, interview_id: UUID, *, version: int, key: str) -> wire.Indkaldelse:
        """Say that the citizen accepts a summons."""
        return await self._act(
            cpr, interview_id, "accepter", None, version=version, key=key, done=lambda now: now.accepteret
        )

    async def rate(
        self, cpr: str, interview_id: UUID, stars: int, word: str | None, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Rate a held interview, 1 to 6."""
        order = wire.Bedoem(bedoemmelse=stars, ord=word)
        return await self._act(
            cpr,
            interview_id,
            "bedoem",
            order,
            version=version,
            key=key,
            done=lambda now: now.bedoemmelse == stars,
        )

    async def join_waiting_list(
        self, cpr: str, entry_id: UUID, entry: wire.Venteliste, *, key: str
    ) -> wire.Ventelisteplads:
        """Wait for an earlier time. The id is the key, so `key` is not sent."""
        del key
        call = Call("PUT", f"/v1/venteliste/{entry_id}", cpr=cpr, by_citizen=True, body=entry)
        return await self._exchange.ask(call, wire.Ventelisteplads)

    async def leave_waiting_list(self, cpr: str, entry_id: UUID, *, key: str) -> None:
        """Stop waiting. Idempotent by itself, so `key` is not sent."""
        del key
        await self._exchange.tell(Call("DELETE", f"/v1/venteliste/{entry_id}", cpr=cpr, by_citizen=True))

    async def _act(
        self,
        cpr: str,
        interview_id: UUID,
        action: str,
        order: wire.Command | None,
        *,
        version: int,
        key: str,
        done: Callable[[wire.Indkaldelse], bool],
    ) -> wire.Indkaldelse:
        call = Call(
            "POST",
            interview_path(interview_id, action),
            cpr=cpr,
            by_citizen=True,
            key=key,
            version=version,
            body=order,
        )
        try:
            return await self._exchange.ask(call, wire.Indkaldelse)
        except Refused as no:
            if no.kind != wire.Kind.ALLEREDE_MODTAGET:
                raise
        # An earlier attempt got through: look what became of it. Not visible yet: the retry has a new id.
        now = await self.interview(cpr, interview_id)
        if now is None or not done(now):
            raise Unreachable(f"{action} was received before; what became of it is not to be seen yet")
        return now
