"""The port: what the worker can ask of a jobcentre, whatever system it runs.

Every method raises Unreachable, Refused or BrokenAnswer (api.jobcentre.errors), and Unsupported where the
connector cannot do it. `key` is the Idempotency-Key: the same for every retry of one command. `cpr` never
goes into an address or a log. An interview's id is made by the caller, so a retry after a time-out is safe.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from api.jobcentre import wire

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Part of a listing. `cursor` is None when the window has been read whole."""

    items: tuple[T, ...]
    cursor: str | None


class Planner(Protocol):
    """The half that a municipality's own planner replaces: offers, times, holds, bookings."""

    async def offers(self, cpr: str) -> list[wire.Moedetilbud]:
        """Return what this citizen can book."""

    async def search_offers(self, search: wire.Tilbudssoegning, *, key: str) -> list[wire.Moedetilbud]:
        """Return what a citizen described by `search` can book, for planners that know no citizens."""

    async def advisers(self, offer_id: str) -> list[wire.Vejleder]:
        """Return the advisers who take this kind of interview."""

    async def times(
        self, offer_id: str, start: date, end: date, adviser: str | None = None
    ) -> list[wire.Tid]:
        """Return free times from `start` to `end`, both included, as Danish days."""

    async def reserve(self, cpr: str, interview_id: UUID, time_id: str, *, key: str) -> wire.Reservation:
        """Hold a time; again on the same time extends the hold once. Refused: tid-optaget."""

    async def release(self, cpr: str, interview_id: UUID, *, key: str) -> None:
        """Give the hold back. Idempotent; the interview itself, if there is one, stands."""

    async def book(
        self, cpr: str, interview_id: UUID, booking: wire.Booking, *, key: str
    ) -> wire.Indkaldelse:
        """Book; the same again answers the same. Refused: tid-optaget, allerede-fremtidig-aftale, ..."""

    async def move(
        self, cpr: str, interview_id: UUID, time_id: str, form: int | None, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Move in one step; when it fails the old time stands. Refused: version-konflikt, ..."""

    async def cancel(
        self, cpr: str, interview_id: UUID, reason: str, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Cancel on the citizen's behalf; it keeps a status. Cancelled already: answers the same."""

    async def accept(self, cpr: str, interview_id: UUID, *, version: int, key: str) -> wire.Indkaldelse:
        """Say that the citizen accepts a summons."""

    async def rate(
        self, cpr: str, interview_id: UUID, stars: int, word: str | None, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Rate a held interview, 1 to 6."""

    async def join_waiting_list(
        self, cpr: str, entry_id: UUID, entry: wire.Venteliste, *, key: str
    ) -> wire.Ventelisteplads:
        """Wait for a time earlier than the interview has."""

    async def leave_waiting_list(self, cpr: str, entry_id: UUID, *, key: str) -> None:
        """Stop waiting. Idempotent."""


class CommonData(Protocol):
    """The half that is the state's: status, deadlines, interviews, history, plan, messages, replay."""

    async def status(self, cpr: str) -> wire.Borgerstatus:
        """Return whether the citizen may self-book, until when, and the citizen's opaque reference."""

    async def facts(self, cpr: str) -> list[wire.Faktum]:
        """Return what the jobcentre knows; an absent key is unknown."""

    async def deadlines(self, cpr: str) -> list[wire.Frist]:
        """Return the citizen's self-booking deadlines."""

    async def interview(self, cpr: str | None, interview_id: UUID) -> wire.Indkaldelse | None:
        """Return an interview, None if the planner has none of this id. None is never a delete."""

    async def history(self, cpr: str, interview_id: UUID) -> list[wire.Historikpost]:
        """Return every version the interview has had, oldest first."""

    async def changes(
        self, since: datetime, cursor: str | None = None, *, cpr: str | None = None
    ) -> Page[wire.Indkaldelse]:
        """Return interviews changed since, cancelled ones included, oldest change first."""

    async def plan(self, cpr: str) -> wire.Minplan | None:
        """Return Min Plan, None when there is none. Acknowledging it happens on Jobnet only."""

    async def message(self, cpr: str, message: wire.Besked, *, key: str) -> wire.Beskedkvittering:
        """Send a message to the caseworker; the receipt says when an answer is owed."""

    async def answers(self, cpr: str, since: datetime) -> list[wire.Svar]:
        """Return messages answered since, and those whose answer is owed."""

    async def report_fault(self, cpr: str | None, fault: wire.Fejlmelding, *, key: str) -> str:
        """Report an error; return the receipt's id."""

    async def replay(self, subscription: str, since: datetime, *, key: str) -> None:
        """Ask for all events from `since` again."""

    async def code_list(self, name: str) -> list[wire.Kode]:
        """Return a dated code list."""


class Jobcentre(Planner, CommonData, Protocol):
    """One jobcentre."""

    async def close(self) -> None:
        """Let go of connections."""
