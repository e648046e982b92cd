"""The HTTP connector's half for common data: status, deadlines, interviews, plan, messages, replay."""

from datetime import datetime
from uuid import UUID

from api.jobcentre import wire
from api.jobcentre.errors import Refused
from api.jobcentre.exchange import Call, Exchange
from api.jobcentre.port import Page

_TAKEN_IN = frozenset({202})
_ABSENT = frozenset({wire.Kind.BOOKING_UKENDT, wire.Kind.IKKE_FUNDET})


def interview_path(interview_id: UUID, action: str = "") -> str:
    """Return the address of an interview, or of a deed on it."""
    return f"/v1/indkaldelser/{interview_id}{f'/action/{action}' if action else ''}"


class HttpCommonData:
    """What the state's side of the contract answers."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def close(self) -> None:
        """Let go of connections."""
        await self._exchange.close()

    async def status(self, cpr: str) -> wire.Borgerstatus:
        """Return whether the citizen may self-book, until when, and the opaque reference."""
        return await self._exchange.ask(Call("GET", "/v1/borgerstatus", cpr=cpr), wire.Borgerstatus)

    async def facts(self, cpr: str) -> list[wire.Faktum]:
        """Return what the jobcentre knows."""
        return (await self._exchange.ask(Call("GET", "/v1/borgerfakta", cpr=cpr), wire.Borgerfakta)).fakta

    async def deadlines(self, cpr: str) -> list[wire.Frist]:
        """Return the citizen's self-booking deadlines."""
        return (await self._exchange.ask(Call("GET", "/v1/frister", cpr=cpr), wire.Fristliste)).frister

    async def interview(self, cpr: str | None, interview_id: UUID) -> wire.Indkaldelse | None:
        """Return an interview, None if the planner says that it has none of this id."""
        try:
            return await self._exchange.ask(
                Call("GET", interview_path(interview_id), cpr=cpr), wire.Indkaldelse
            )
        except Refused as no:
            if no.kind in _ABSENT:
                return None
            raise

    async def history(self, cpr: str, interview_id: UUID) -> list[wire.Historikpost]:
        """Return every version the interview has had."""
        call = Call("GET", f"{interview_path(interview_id)}/historik", cpr=cpr)
        return (await self._exchange.ask(call, wire.Historik)).historik

    async def changes(
        self, since: datetime, cursor: str | None = None, *, cpr: str | None = None
    ) -> Page[wire.Indkaldelse]:
        """Return a page of interviews changed since, cancelled ones included."""
        query = {"aendretEfter": since.isoformat()} | ({"cursor": cursor} if cursor else {})
        answer = await self._exchange.ask(
            Call("GET", "/v1/indkaldelser", cpr=cpr, query=query), wire.Indkaldelsesside
        )
        return Page(tuple(answer.indkaldelser), answer.cursor)

    async def plan(self, cpr: str) -> wire.Minplan | None:
        """Return Min Plan, None when the jobcentre says that there is none."""
        try:
            return await self._exchange.ask(Call("GET", "/v1/minplan", cpr=cpr), wire.Minplan)
        except Refused as no:
            if no.kind == wire.Kind.INGEN_PLAN:
                return None
            raise

    async def message(self, cpr: str, message: wire.Besked, *, key: str) -> wire.Beskedkvittering:
        """Send a message to the caseworker."""
        call = Call("POST", "/v1/beskeder", cpr=cpr, by_citizen=True, key=key, body=message)
        return await self._exchange.ask(call, wire.Beskedkvittering, success=_TAKEN_IN)

    async def answers(self, cpr: str, since: datetime) -> list[wire.Svar]:
        """Return messages answered since, and those whose answer is owed."""
        call = Call("GET", "/v1/beskeder", cpr=cpr, query={"efter": since.isoformat()})
        return (await self._exchange.ask(call, wire.Beskedliste)).beskeder

    async def report_fault(self, cpr: str | None, fault: wire.Fejlmelding, *, key: str) -> str:
        """Report an error; return the receipt's id."""
        call = Call("POST", "/v1/fejlmeldinger", cpr=cpr, key=key, body=fault)
        return (await self._exchange.ask(call, wire.Kvittering, success=_TAKEN_IN)).kvittering_id

    async def replay(self, subscription: str, since: datetime, *, key: str) -> None:
        """Ask for all events from `since` again."""
        path = f"/v1/webhooks/{subscription}/afspil"
        call = Call("POST", path, key=key, query={"fra": since.isoformat()})
        await self._exchange.ask(call, wire.Kvittering, success=_TAKEN_IN)

    async def code_list(self, name: str) -> list[wire.Kode]:
        """Return a dated code list."""
        return (await self._exchange.ask(Call("GET", f"/v1/kodelister/{name}"), wire.Kodeliste)).koder
