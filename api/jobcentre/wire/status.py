"""The states of an interview and the one table of legal moves (jobcentre-api, Status)."""

from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """State of an interview. FHIR's appointment state is `fhir`."""

    TILBUDT = "tilbudt"
    RESERVERET = "reserveret"
    BOOKET = "booket"
    MOEDT = "moedt"
    AFHOLDT = "afholdt"
    AFLYST = "aflyst"
    UDEBLEVET = "udeblevet"
    FEJLREGISTRERET = "fejlregistreret"
    VENTELISTE = "venteliste"

    @property
    def fhir(self) -> str:
        """The state FHIR R5 Appointment gives the same meaning."""
        return _FHIR[self]


_FHIR = {
    Status.TILBUDT: "proposed",
    Status.RESERVERET: "pending",
    Status.BOOKET: "booked",
    Status.MOEDT: "arrived",
    Status.AFHOLDT: "fulfilled",
    Status.AFLYST: "cancelled",
    Status.UDEBLEVET: "noshow",
    Status.FEJLREGISTRERET: "entered-in-error",
    Status.VENTELISTE: "waitlist",
}

# A move to another time keeps BOOKET. Staff may correct a wrong UDEBLEVET: it can lead to a sanction.
LEGAL_MOVES = MappingProxyType(
    {
        Status.VENTELISTE: frozenset({Status.TILBUDT, Status.RESERVERET, Status.BOOKET, Status.AFLYST}),
        Status.TILBUDT: frozenset({Status.RESERVERET, Status.BOOKET, Status.AFLYST, Status.FEJLREGISTRERET}),
        Status.RESERVERET: frozenset(
            {Status.RESERVERET, Status.BOOKET, Status.AFLYST, Status.FEJLREGISTRERET}
        ),
        Status.BOOKET: frozenset(
            {
                Status.BOOKET,
                Status.MOEDT,
                Status.AFHOLDT,
                Status.AFLYST,
                Status.UDEBLEVET,
                Status.FEJLREGISTRERET,
            }
        ),
        Status.MOEDT: frozenset({Status.AFHOLDT, Status.FEJLREGISTRERET}),
        Status.UDEBLEVET: frozenset({Status.MOEDT, Status.AFHOLDT, Status.FEJLREGISTRERET}),
        Status.AFHOLDT: frozenset({Status.FEJLREGISTRERET}),
        Status.AFLYST: frozenset({Status.FEJLREGISTRERET}),
        Status.FEJLREGISTRERET: frozenset(),
    }
)

# A time is taken while its interview is in one of these.
ACTIVE = frozenset({Status.RESERVERET, Status.BOOKET, Status.MOEDT})

# Only people at the jobcentre say who came.
STAFF_ONLY = frozenset({Status.MOEDT, Status.AFHOLDT, Status.UDEBLEVET, Status.FEJLREGISTRERET})


def is_legal(old: Status, new: Status, *, by_staff: bool) -> bool:
    """Whether an interview may go from `old` to `new` when staff, or somebody else, asks for it."""
    return new in LEGAL_MOVES[old] and (by_staff or new not in STAFF_ONLY)
