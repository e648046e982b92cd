"""Catalogues: Danish is the source (msgid), other languages are .po files compiled in memory at start."""

import gettext
import io
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from api.clock import wall

Lang = Literal["da", "en", "ar"]
SHIPPED: tuple[Lang, ...] = ("da", "en")
RIGHT_TO_LEFT = frozenset({"ar"})
_BESIDE_PACKAGE = Path(__file__).resolve().parent / "locales"
LOCALES = _BESIDE_PACKAGE if _BESIDE_PACKAGE.is_dir() else Path(__file__).resolve().parents[1] / "locales"


def _(message: str) -> str:
    """Mark a Danish message for the catalogue; it is translated where it is shown, by `Words`."""
    return message


N_ = _


def as_lang(value: str | None, default: Lang = "da") -> Lang:
    """Return the language if it is one we ship, else the default."""
    return next((lang for lang in get_args(Lang) if value == lang), default)


class Words:
    """The words of one language: `words(_("Hej"))`, `words.n(...)`, dates as people read them."""

    def __init__(self, lang: Lang, translations: gettext.NullTranslations) -> None:
        self.lang: Lang = lang
        self.dir: Literal["ltr", "rtl"] = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
        self._translations = translations

    def __call__(self, message: str, /, **values: object) -> str:
        """Return the message in this language with its `{placeholders}` filled."""
        text = self._translations.gettext(message)
        return text.format(**values) if values else text

    def n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the form that fits the count; `{count}` is filled in."""
        return self._translations.ngettext(one, many, count).format(count=count, **values)

    def context(self, context: str, message: str) -> str:
        """Return a law text, whose context is the rule's id."""
        return self._translations.pgettext(context, message)

    def day(self, day: date) -> str:
        """Return e.g. `onsdag den 25. november 2026`."""
        pattern = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y"}.get(self.lang, "full")
        return format_date(day, pattern, locale=self.lang)

    def plain_day(self, day: date) -> str:
        """Return e.g. `25. november 2026`, where the weekday does not matter."""
        pattern = {"da": "d. MMMM y", "en": "d MMMM y"}.get(self.lang, "long")
        return format_date(day, pattern, locale=self.lang)

    def short_day(self, day: date) -> str:
        """Return e.g. `ons. 25. nov.`."""
        pattern = {"da": "EEE d. MMM", "en": "EEE d MMM"}.get(self.lang, "EEE d MMM")
        return format_date(day, pattern, locale=self.lang)

    def clock(self, instant: datetime) -> str:
        """Return the Danish wall time, e.g. `10.00` (English `10:00`)."""
        return format_time(wall(instant), "HH.mm" if self.lang == "da" else "HH:mm", locale=self.lang)

    def moment(self, instant: datetime) -> str:
        """Return e.g. `onsdag den 25. november 2026 kl. 10.00`, in Danish wall time."""
        return self(_("{day} kl. {clock}"), day=self.day(wall(instant).date()), clock=self.clock(instant))

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return e.g. `1.234,5`, rounded to so many digits; a dash for no number."""
        return "–" if value is None else format_decimal(round(value, digits), locale=self.lang)


@cache
def words_for(lang: Lang) -> Words:
    """Load and compile a language's catalogue, once a process; what it lacks is said in Danish."""
    file = LOCALES / lang / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return Words(lang, gettext.NullTranslations())
    compiled = io.BytesIO()
    with file.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=lang))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    return Words(lang, translations)
