"""Facts, days and amounts of one citizen in words, in one language, as of one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rights.facts import Absence
from rights.folder import About
from rights.grammar.base import Words
from rights.grammar.rules import Unit
from rights.words import sentences
from rights.words.sentences import Translate


@dataclass(frozen=True)
class FactWriter:
    """Says facts back. `translate` is the catalogue, for languages that are not in the law files."""

    about: About
    on: date
    lang: str
    translate: Translate | None = None

    def say(self, words: Words, context: str = "") -> str:
        """Return the words: ours in Danish and English, else the catalogue's, else Danish."""
        if self.lang in ("da", "en") or self.translate is None:
            return words.in_language(self.lang)
        return self.translate(context, words.da)

    def sentence(self, name: str, told: Mapping[str, object]) -> str | None:
        """Return "du får kontanthjælp", to stand after "fordi"; None when the fact is not told."""
        if name not in told or name not in self.about.facts:
            return None
        words, value = self.about.facts[name], told[name]
        denied = value in (None, False, ()) or (value == "none" and "none" not in words.values)
        return self.say(words.says_not if denied else words.says).replace("{value}", self.value(name, value))

    def value(self, name: str, value: object) -> str:
        """Return the value alone: the name of a benefit, a day, a number, an age for a birthday."""
        labels = self.about.facts[name].values if name in self.about.facts else {}
        if isinstance(value, str) and value in labels:
            return self.say(labels[value])
        if isinstance(value, date):
            return str(self._age(value)) if name == "birth_date" else sentences.day(value, self.lang)
        if isinstance(value, tuple):
            return self._reasons(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return sentences.number(value, self.lang)
        return str(value).lower() if isinstance(value, bool) else str(value)

    def day(self, when: date) -> str:
        """Return a computed day, with its weekday."""
        return sentences.day(when, self.lang, weekday=True)

    def amount(self, value: float, unit: Unit) -> str:
        """Return a number with its unit."""
        return sentences.amount(value, unit, self.lang)

    def listed(self, parts: Sequence[str]) -> str:
        """Return "a, b og c"."""
        first, last = parts[:-1], parts[-1:]
        return f"{', '.join(first)} {self.say(sentences.AND)} {last[0]}" if first else "".join(last)

    def _age(self, born: date) -> int:
        return self.on.year - born.year - ((self.on.month, self.on.day) < (born.month, born.day))

    def _reasons(self, records: Sequence[object]) -> str:
        reasons = dict.fromkeys(record.reason for record in records if isinstance(record, Absence))
        return ", ".join(self.say(self.about.reasons[one]) for one in reasons)
