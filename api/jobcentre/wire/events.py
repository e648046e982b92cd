"""Events: CloudEvents 1.0, thin, about one thing; the receiver fetches it (jobcentre-api, Events)."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.jobcentre.wire.base import Answer, Instant


class EventType(StrEnum):
    """What happened. One event per deed: a move is one OMBOOKET."""

    BOOKET = "dk.jobcenter.indkaldelse.booket.v1"
    OMBOOKET = "dk.jobcenter.indkaldelse.ombooket.v1"
    AFLYST = "dk.jobcenter.indkaldelse.aflyst.v1"
    MOEDT = "dk.jobcenter.indkaldelse.moedt.v1"
    AFHOLDT = "dk.jobcenter.indkaldelse.afholdt.v1"
    UDEBLEVET = "dk.jobcenter.indkaldelse.udeblevet.v1"
    TID_AABNET = "dk.jobcenter.tid.aabnet.v1"
    TID_LUKKET = "dk.jobcenter.tid.lukket.v1"
    FRIST = "dk.jobcenter.frist.aendret.v1"
    MINPLAN = "dk.jobcenter.minplan.aendret.v1"
    FAKTA = "dk.jobcenter.fakta.aendret.v1"
    BESKED_BESVARET = "dk.jobcenter.besked.besvaret.v1"


class EventData(Answer):
    """What an event carries. `borger_ref` and `borger_sekvens` are absent when it is about no citizen."""

    version: int
    aendringstype: int
    borger_ref: str | None = None
    borger_sekvens: int | None = None
    ophav_system: int


class Event(BaseModel):
    """A CloudEvent. Two with the same (source, id) are the same event."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    type: str
    subject: str
    time: Instant
    datacontenttype: Literal["application/json"] = "application/json"
    traceparent: str | None = None
    data: EventData
