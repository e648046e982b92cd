"""What a calendar cannot do, said plainly: it has no messages, plans, deadlines or facts."""

from datetime import datetime
from uuid import UUID

from api.jobcentre import wire
from api.jobcentre.errors import Unsupported


class CannotDo:
    """The part of the port that a calendar has nothing for: empty where that is true, else Unsupported."""

    async def facts(self, cpr: str) -> list[wire.Faktum]:
        """Return nothing: everything is unknown."""
        del cpr
        return []

    async def deadlines(self, cpr: str) -> list[wire.Frist]:
        """Return nothing: a calendar gives no deadlines."""
        del cpr
        return []

    async def plan(self, cpr: str) -> wire.Minplan | None:
        """Return None: a calendar has no plan."""
        del cpr
        return None

    async def answers(self, cpr: str, since: datetime) -> list[wire.Svar]:
        """Return nothing: nobody answers in a calendar."""
        del cpr, since
        return []

    async def search_offers(self, search: wire.Tilbudssoegning, *, key: str) -> list[wire.Moedetilbud]:
        """Cannot."""
        raise Unsupported("search for offers")

    async def accept(self, cpr: str, interview_id: UUID, *, version: int, key: str) -> wire.Indkaldelse:
        """Cannot."""
        raise Unsupported("take an acceptance")

    async def rate(
        self, cpr: str, interview_id: UUID, stars: int, word: str | None, *, version: int, key: str
    ) -> wire.Indkaldelse:
        """Cannot."""
        raise Unsupported("take a rating")

    async def join_waiting_list(
        self, cpr: str, entry_id: UUID, entry: wire.Venteliste, *, key: str
    ) -> wire.Ventelisteplads:
        """Cannot."""
        raise Unsupported("keep a waiting list")

    async def leave_waiting_list(self, cpr: str, entry_id: UUID, *, key: str) -> None:
        """Cannot."""
        raise Unsupported("keep a waiting list")

    async def history(self, cpr: str, interview_id: UUID) -> list[wire.Historikpost]:
        """Cannot."""
        raise Unsupported("tell the history of an interview")

    async def message(self, cpr: str, message: wire.Besked, *, key: str) -> wire.Beskedkvittering:
        """Cannot."""
        raise Unsupported("take messages")

    async def report_fault(self, cpr: str | None, fault: wire.Fejlmelding, *, key: str) -> str:
        """Cannot."""
        raise Unsupported("take error reports")

    async def replay(self, subscription: str, since: datetime, *, key: str) -> None:
        """Cannot."""
        raise Unsupported("send events")

    async def code_list(self, name: str) -> list[wire.Kode]:
        """Cannot."""
        raise Unsupported("give code lists")
