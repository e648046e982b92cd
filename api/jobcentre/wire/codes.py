"""Code lists by name. Numbers that are STAR's are marked; the rest are ours (star_interface section 2)."""

from enum import IntEnum, StrEnum


class Samtaletype(IntEnum):
    """Kind of interview (STAR SamtaleType). Only 4, 7 and 17 can carry a self-booking deadline."""

    OPFOELGNINGSSAMTALE = 4
    JOBSAMTALE = 7
    HENVISNING = 8
    INFORMATIONSMOEDE = 9
    CV_SAMTALE = 10
    FORMIDLINGSSAMTALE = 11
    ANDEN_SAMTALE = 12
    INFORMATIONSMOEDE_UDEN_MOEDEPLIGT = 13
    RAADIGHEDSSAMTALE = 15
    FAELLES_JOBSAMTALE = 17


class Samtaleform(IntEnum):
    """How one meets. Only 8, which needs a link, is STAR's number."""

    FREMMOEDE = 1
    TELEFON = 2
    BORGER_RINGER = 3
    BREV = 4
    DIGITALT = 8


class MoedeGruppeType(IntEnum):
    """Alone or together."""

    INDIVIDUEL = 1
    FAELLES = 2


class FristStatusType(IntEnum):
    """Where a self-booking deadline stands."""

    AKTIV = 1
    INDFRIET = 2
    OVERSKREDET = 3
    ADMINISTRATIVT_LUKKET = 4


class AkasseDeltagelse(IntEnum):
    """Whether the a-kasse takes part. 1 (the citizen opts out) is STAR's number."""

    IKKE_RELEVANT = 0
    FRAVALGT = 1
    OENSKET = 2
    DELTAGER = 3


class Brugertype(IntEnum):
    """Who acts (STAR RequestUserType). With BORGER the user's id is the CPR number: a secret header."""

    BORGER = 1
    SAGSBEHANDLER = 2
    SYSTEM = 3
    MEDARBEJDER = 4


class Aendringstype(IntEnum):
    """What happened to the thing an event is about (STAR)."""

    OPRETTET = 1
    AENDRET = 2
    SLETTET = 3


class System(IntEnum):
    """Which system made a change (ClientSystemType). 30 and 32 are STAR's; the rest are ours."""

    DFDG = 30
    JOBNET = 32
    PLANLAEGGER = 90
    VEJVISER = 91


class Beskedkategori(StrEnum):
    """What a message to the caseworker is about."""

    HENVENDELSE = "henvendelse"
    TOLK = "tolk"
    TELEFONSAMTALE = "telefonsamtale"
    FRITAGELSE = "fritagelse"
    AFBUD = "afbud"
    INGEN_TIDER = "ingen-tider"
    AKASSE_DELTAGER = "akasse-deltager"
    PLAN = "plan"


class IkkeSelvbook(StrEnum):
    """Why a citizen cannot self-book (absence 56, 57, 75, or another reason)."""

    FRITAGET = "fritaget"
    FRATAGET = "frataget"
    HOS_AKASSE = "hos-akasse"
    INDKALDES = "indkaldes"
    ANDEN = "anden"


SELVBOOK_TYPES = frozenset(
    {Samtaletype.OPFOELGNINGSSAMTALE, Samtaletype.JOBSAMTALE, Samtaletype.FAELLES_JOBSAMTALE}
)
ONE_FUTURE_TYPES = frozenset({Samtaletype.OPFOELGNINGSSAMTALE, Samtaletype.JOBSAMTALE})
