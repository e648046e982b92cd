"""The few sentences that are said about any rule, and how days, numbers and units are written."""

from collections.abc import Callable
from datetime import date

from rights.grammar.base import Words
from rights.grammar.rules import Unit

Translate = Callable[[str, str], str]
"""From context (a rule's id, or empty) and Danish words to the words of another language."""

STALE = Words(
    da="Vi læste reglen, som den var {read_day}. {authority} kan sige, om den stadig gælder.",
    en="We read this rule as it stood on {read_day}. {authority} can say whether it still holds.",
)
MAYBE = Words(
    da="Vi ved ikke nok til at sige, om reglen gælder for dig.",
    en="We do not know enough to say whether the rule applies to you.",
)
JUDGED = Words(da="{by} afgør, {what}.", en="{by} decides {what}.")
DECIDES = Words(da="afgør", en="decide")
"""The word by which a text says itself that somebody decides."""
BECAUSE = Words(da="Det gælder dig, fordi {because}.", en="It applies to you because {because}.")
AND = Words(da="og", en="and")
AUTHORITIES = {
    "kommunen": Words(da="kommunen", en="the municipality"),
    "jobcentret": Words(da="jobcentret", en="the job centre"),
    "akassen": Words(da="a-kassen", en="the a-kasse"),
    "ankestyrelsen": Words(da="Ankestyrelsen", en="the National Social Appeals Board"),
    "arbejdsgiveren": Words(da="arbejdsgiveren", en="the employer"),
    "laegen": Words(da="lægen", en="the doctor"),
    "borgeren": Words(da="du", en="you"),
}
_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_WEEKDAYS = {
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_UNITS: dict[str, dict[str, tuple[str, str]]] = {
    "da": {
        "hours": ("time", "timer"),
        "days": ("dag", "dage"),
        "weeks": ("uge", "uger"),
        "months": ("måned", "måneder"),
        "years": ("år", "år"),
        "dkk_per_hour": ("krone i timen", "kroner i timen"),
        "dkk_per_day": ("krone om dagen", "kroner om dagen"),
        "percent": ("procent", "procent"),
        "times": ("gang", "gange"),
        "hours_per_week": ("time om ugen", "timer om ugen"),
    },
    "en": {
        "hours": ("hour", "hours"),
        "days": ("day", "days"),
        "weeks": ("week", "weeks"),
        "months": ("month", "months"),
        "years": ("year", "years"),
        "dkk_per_hour": ("krone an hour", "kroner an hour"),
        "dkk_per_day": ("krone a day", "kroner a day"),
        "percent": ("per cent", "per cent"),
        "times": ("time", "times"),
        "hours_per_week": ("hour a week", "hours a week"),
    },
}


def day(when: date, lang: str, *, weekday: bool = False) -> str:
    """Return `mandag den 9. marts 2026` or `9. marts 2026`, and the same in English."""
    known = lang if lang in _MONTHS else "da"
    month, name = _MONTHS[known].split()[when.month - 1], _WEEKDAYS[known].split()[when.weekday()]
    if known == "en":
        return f"{name} {when.day} {month} {when.year}" if weekday else f"{when.day} {month} {when.year}"
    return f"{name} den {when.day}. {month} {when.year}" if weekday else f"{when.day}. {month} {when.year}"


def amount(value: float, unit: Unit, lang: str) -> str:
    """Return `6 måneder`, `1 uge`, `30 kroner i timen`, and the same in English."""
    one, many = _UNITS[lang if lang in _UNITS else "da"][unit]
    return f"{number(value, lang)} {one if value == 1 else many}"


def number(value: float, lang: str) -> str:
    """Return the number with the decimal sign of the language."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if lang == "en" else text.replace(".", ",")
