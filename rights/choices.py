"""Whether what a municipality says it has chosen is something the law files know."""

from collections.abc import Iterator, Mapping

from rights.grammar.base import Scalar, shown
from rights.grammar.packs import Setting
from rights.reading import did_you_mean

_TYPES = {"bool": bool, "number": int, "text": str}
_WORDS = {"bool": "true or false", "number": "a whole number", "text": "text"}


def wrong_choices(settings: Mapping[str, Setting], chosen: Mapping[str, Scalar]) -> list[str]:
    """Return one sentence for each choice that no rule could read: its name, what is wrong, what would be right."""
    return list(_wrong(settings, chosen))


def _wrong(settings: Mapping[str, Setting], chosen: Mapping[str, Scalar]) -> Iterator[str]:
    for name, value in chosen.items():
        if name not in settings:
            yield f"there is no setting {name!r}{did_you_mean(name, tuple(settings))}"
            continue
        known = settings[name]
        if type(value) is not _TYPES[known.type]:
            yield f"{name} is {_WORDS[known.type]}, not {shown(value)!r}"
        elif known.values and value not in known.values:
            yield f"{name} is one of {', '.join(known.values)}, not {value!r}"
