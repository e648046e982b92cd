"""What this jobcentre offers: its teams, advisers, kinds of interviews, place and dated code lists."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from uuid import UUID, uuid5

from api.jobcentre.wire import (
    Adresse,
    AkasseDeltagelse,
    Beskedkategori,
    Brugertype,
    FristStatusType,
    IkkeSelvbook,
    Kode,
    MoedeGruppeType,
    Samtaleform,
    Samtaletype,
    Sted,
    System,
)

NAMESPACE = UUID("6a0f1c1e-2f7b-5d0a-9c57-0a6f3c1d8e21")
PHONE = "+4500000000"
PLACE = Sted(
    beskrivelse="Jobcentret, Eksempelvej 1, meld dig i receptionen",
    adresse=Adresse(vejnavn="Eksempelvej", husnummer="1", postnummer="4400", by="Kalundborg"),
)
FORMS = (Samtaleform.FREMMOEDE, Samtaleform.TELEFON, Samtaleform.DIGITALT)


@dataclass(frozen=True)
class Offer:
    """One thing that can be booked, with the team that holds it and the contact groups it is for."""

    name: str
    type: Samtaletype
    title: str
    team: str
    contact_groups: frozenset[int]
    minutes: int = 30
    forms: tuple[Samtaleform, ...] = FORMS
    group: bool = False

    @cached_property
    def id(self) -> str:
        """The planner's id of the offer; the same in every demo jobcentre."""
        return str(uuid5(NAMESPACE, self.name))

    @property
    def group_type(self) -> MoedeGruppeType:
        """Alone or together."""
        return MoedeGruppeType.FAELLES if self.group else MoedeGruppeType.INDIVIDUEL


@dataclass(frozen=True)
class Adviser:
    """A person with a calendar."""

    id: str
    name: str
    team: str


_SPECIAL = frozenset({2, 4, 5, 7, 10, 11, 13, 14})
OFFERS = (
    Offer("jobsamtale", Samtaletype.JOBSAMTALE, "Jobsamtale", "job", frozenset({1, 2, 17, 27})),
    Offer("faelles", Samtaletype.FAELLES_JOBSAMTALE, "Fælles jobsamtale med a-kassen", "job", frozenset({1})),
    Offer(
        "sygeopfoelgning", Samtaletype.OPFOELGNINGSSAMTALE, "Opfølgningssamtale", "syge", frozenset({24, 25})
    ),
    Offer("ungesamtale", Samtaletype.JOBSAMTALE, "Jobsamtale i ungeenheden", "unge", frozenset({12, 16})),
    Offer("saerlig", Samtaletype.JOBSAMTALE, "Jobsamtale om dit forløb", "special", _SPECIAL),
    Offer("tom", Samtaletype.JOBSAMTALE, "Jobsamtale", "tom", frozenset({2})),
    Offer(
        "gruppemoede",
        Samtaletype.INFORMATIONSMOEDE_UDEN_MOEDEPLIGT,
        "Gruppemøde om jobsøgning",
        "gruppe",
        frozenset({1, 2, 12}),
        minutes=90,
        forms=(Samtaleform.FREMMOEDE,),
        group=True,
    ),
)
ADVISERS = (
    Adviser("mette", "Mette Holm", "job"),
    Adviser("soeren", "Søren Bak", "job"),
    Adviser("amina", "Amina Yilmaz", "job"),
    Adviser("julie", "Julie Krarup", "syge"),
    Adviser("henrik", "Henrik Toft", "syge"),
    Adviser("camilla", "Camilla Rask", "unge"),
    Adviser("jonas", "Jonas Vind", "unge"),
    Adviser("steffen", "Steffen Elkjær", "special"),
    Adviser("pia", "Pia Damgaard", "special"),
    Adviser("kirsten", "Kirsten Ager", "gruppe"),
    Adviser("palle", "Palle Stig", "tom"),
)
GROUP_CAPACITY = 8
TEAMS_WITHOUT_TIMES = frozenset({"tom"})


def extra_adviser(number: int) -> Adviser:
    """Return one more adviser of the job team, for load tests."""
    return Adviser(f"ekstra-{number}", f"Rådgiver {number}", "job")


def offers_for(team: str, contact_group: int, *, joint: bool) -> list[Offer]:
    """Return what a citizen of this team and contact group can book; joint interviews only by choice."""
    return [
        offer
        for offer in OFFERS
        if offer.team in {team, "gruppe"}
        and contact_group in offer.contact_groups
        and (joint or offer.type != Samtaletype.FAELLES_JOBSAMTALE)
    ]


def offer_by_id(offer_id: str) -> Offer | None:
    """Return the offer, None when there is none of this id."""
    return next((offer for offer in OFFERS if offer.id == offer_id), None)


_LISTS: dict[str, type[IntEnum] | type[StrEnum]] = {
    "samtaletype": Samtaletype,
    "samtaleform": Samtaleform,
    "moedegruppetype": MoedeGruppeType,
    "friststatustype": FristStatusType,
    "akassedeltagelse": AkasseDeltagelse,
    "brugertype": Brugertype,
    "system": System,
    "beskedkategori": Beskedkategori,
    "ikkeselvbook": IkkeSelvbook,
}
CODE_LISTS = tuple(_LISTS)


def code_list(name: str) -> list[Kode] | None:
    """Return the dated values of a list, None when there is no list of this name."""
    if name not in _LISTS:
        return None
    return [
        Kode(
            kode=str(code.value),
            navn=code.name.capitalize().replace("_", " "),
            startdato=date(2020, 1, 1),
            slutdato=date(2099, 12, 31),
        )
        for code in _LISTS[name]
    ]
