"""How a fact is asked for and said back, in the words the law files keep for it."""

from datetime import date
from typing import Any

from api.i18n import Words, _
from rights import Facts, Law
from rights.vocabulary import FACTS

# Facts that a person can answer with a button; the others are asked as free text.
_YES_NO = ("true", "false")


def ask(law: Law, key: str, words: Words) -> str:
    """Return the question that asks a citizen for the fact."""
    return law.facts[key].ask.in_language(words.lang)


def can_ask(law: Law, key: str) -> bool:
    """Whether the fact is one a citizen can be asked for: lists of the register are not."""
    return key in law.facts and key in FACTS and FACTS[key].type not in {"list", "text"}


def values(law: Law, key: str) -> list[str]:
    """Return the values a button can state, most common first; none for days and open numbers."""
    kind = FACTS[key]
    if kind.type == "flag":
        return list(_YES_NO)
    named = law.facts[key].values
    return list(named) or [str(value) for value in kind.values]


def value_name(law: Law, key: str, value: str, words: Words) -> str:
    """Return the value in the citizen's words."""
    if value in _YES_NO and FACTS[key].type == "flag":
        return words(_("Ja")) if value == "true" else words(_("Nej"))
    named = law.facts[key].values.get(value)
    return named.in_language(words.lang) if named else value


def says(law: Law, key: str, facts: Facts, words: Words) -> str:
    """Return the fact said back, `du får kontanthjælp`; empty when it is not known."""
    value = facts.known().get(key)
    if value is None or key not in law.facts:
        return ""
    sentence = law.facts[key]
    if value is False:
        return sentence.says_not.in_language(words.lang)
    shown = words.day(value) if isinstance(value, date) else value_name(law, key, str(value), words)
    return sentence.says.in_language(words.lang).format(value=shown)


def read_value(key: str, said: Any) -> Any | None:
    """Return the value that was said, in the form the facts have; None when it is not a possible one."""
    kind = FACTS.get(key)
    if kind is None:
        return None
    if kind.type == "flag":
        return {"true": True, "false": False, "ja": True, "nej": False, "yes": True, "no": False}.get(
            _plain(said)
        )
    if kind.type == "number":
        return int(said) if str(said).strip().isdigit() else None
    if kind.type == "day":
        return _day(said)
    return said if said in kind.values else None


def _day(said: Any) -> str | None:
    try:
        return date.fromisoformat(str(said).strip()).isoformat()
    except ValueError:
        return None


def _plain(said: Any) -> str:
    return str(said).strip().casefold()
