"""The staff's words: Danish names of states, kinds and days on the pages."""

import re
from datetime import date, datetime

from babel.dates import format_date, format_datetime

from api.jobcentre.demo.catalogue import OFFERS
from api.jobcentre.wire import Samtaleform, Status

_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
STATUS = {
    Status.TILBUDT: "Tilbudt",
    Status.RESERVERET: "Reserveret",
    Status.BOOKET: "Booket",
    Status.MOEDT: "Mødt",
    Status.AFHOLDT: "Afholdt",
    Status.AFLYST: "Aflyst",
    Status.UDEBLEVET: "Udeblevet",
    Status.FEJLREGISTRERET: "Fejlregistreret",
    Status.VENTELISTE: "Venteliste",
}
FORMS = {
    Samtaleform.FREMMOEDE: "Fremmøde",
    Samtaleform.TELEFON: "Telefon",
    Samtaleform.BORGER_RINGER: "Borgeren ringer",
    Samtaleform.BREV: "Brev",
    Samtaleform.DIGITALT: "Video",
}
SYSTEMS = {30: "DFDG", 32: "Jobnet", 90: "Jobcentret", 91: "Vejviser"}
TYPES = {int(offer.type): offer.title for offer in reversed(OFFERS)}
CATEGORIES = {
    "henvendelse": "Henvendelse",
    "tolk": "Ønsker tolk",
    "telefonsamtale": "Ønsker telefonsamtale",
    "fritagelse": "Ønsker fritagelse",
    "afbud": "Kan ikke komme",
    "ingen-tider": "Fandt ingen tider",
    "akasse-deltager": "Ønsker a-kassen med",
    "plan": "Om Min Plan",
}
TEAMS = {
    "job": "jobteam",
    "syge": "sygedagpenge",
    "unge": "ungeenhed",
    "special": "særlige forløb",
    "gruppe": "gruppemøder",
    "tom": "uden tider",
}
DEADLINES = {1: "Aktiv", 2: "Indfriet", 3: "Overskredet", 4: "Lukket"}
FAULTS = {
    "delay": "Svar langsomt",
    "timeout-after-success": "Gør det, men svar aldrig",
    "status": "Svar med en fejl",
    "html-200": "Svar med en webside",
    "event-duplicate": "Send hændelser to gange",
    "event-reorder": "Byt om på hændelser",
    "event-drop": "Tab hændelser",
    "event-delay": "Send hændelser sent",
}


def day(value: date) -> str:
    """Return a day as people read it: onsdag den 25. november."""
    return format_date(value, "EEEE 'den' d. MMMM", locale="da")


def moment(value: datetime) -> str:
    """Return an instant as people read it: 25. nov. kl. 10.00."""
    return format_datetime(value, "d. MMM 'kl.' HH.mm", locale="da")


def clock_time(value: datetime) -> str:
    """Return a time of day: 10.00."""
    return f"{value:%H.%M}"


def value(fact: object) -> str:
    """Return a fact as people read it: yes and no in Danish, days without the machine's order."""
    if isinstance(fact, bool):
        return "ja" if fact else "nej"
    if isinstance(fact, str) and _DAY.match(fact):
        return format_date(date.fromisoformat(fact), "d. MMM y", locale="da")
    return str(fact)
