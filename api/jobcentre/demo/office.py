"""What a deed in the demo jobcentre needs, and who does it."""

import asyncio
import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime

from api.clock import danish_day
from api.jobcentre.demo.chance import Chance
from api.jobcentre.demo.clock import Clock
from api.jobcentre.demo.config import Config
from api.jobcentre.wire import Brugertype, System


@dataclass(frozen=True)
class Actor:
    """Who acts: kind of user, from which system, and the trace the call belongs to."""

    kind: int = Brugertype.SAGSBEHANDLER
    system: int = System.PLANLAEGGER
    user: str | None = None
    trace: str | None = None

    @property
    def is_staff(self) -> bool:
        """Whether a person at the jobcentre acts in the jobcentre's own system."""
        return self.kind in {Brugertype.SAGSBEHANDLER, Brugertype.MEDARBEJDER}


STAFF = Actor()


@dataclass
class Office:
    """The jobcentre: its store, clock and settings. `listeners` are woken when something has happened."""

    db: sqlite3.Connection
    clock: Clock
    config: Config
    chance: Chance
    listeners: set[asyncio.Event] = field(default_factory=set)

    def tell(self) -> None:
        """Wake whoever delivers events or shows them."""
        for listener in self.listeners:
            listener.set()

    def now(self) -> datetime:
        """Return the instant this jobcentre believes in."""
        return self.clock.now()

    def today(self) -> date:
        """Return the Danish day this jobcentre believes in."""
        return danish_day(self.clock.now())
