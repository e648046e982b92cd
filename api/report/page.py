"""The report as one HTML file without scripts: tables whose cells carry their bars, for screen, paper and ear."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.conversation.topics.times import KINDS
from api.conversation.topics.titles import title
from api.i18n import Words
from api.notices.model import GROUP_NAMES, group_of
from api.report.labels import DEADLINES, MESSAGES, REFUSALS
from api.report.model import FEWEST_RATINGS, Count, Figures, Notice

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def write_page(figures: Figures, *, name: str, words: Words, now: datetime) -> str:
    """Return the page for a jobcentre's `name`; `now` is the instant at which the figures were counted."""
    values = {
        "f": figures,
        "name": name,
        "now": now,
        "words": words,
        "_": words,
        "number": words.number,
        "kinds": KINDS,
        "messages": MESSAGES,
        "refusals": _named(figures.refusals, REFUSALS, words),
        "deadlines": [(words(DEADLINES[one.state]), one.count) for one in figures.deadlines],
        "ratings": [(one.what, one.count) for one in figures.ratings.by_rating],
        "topics": [(title(one.what, words), one.count) for one in figures.topics],
        "notices": _by_group(figures.notices, words),
        "fewest": FEWEST_RATINGS,
    }
    return _ENVIRONMENT.get_template("page.html").render(values)


def _named(counts: Iterable[Count], names: Mapping[str, str], words: Words) -> list[tuple[str, int]]:
    return [(words(names[one.what]) if one.what in names else one.what, one.count) for one in counts]


def _by_group(notices: Iterable[Notice], words: Words) -> list[tuple[str, int, int, int]]:
    """Add up the kinds that a citizen switches off together."""
    sums: dict[str, Counter[str]] = {}
    for one in notices:
        counts = one.model_dump(exclude={"kind"})
        sums.setdefault(words(GROUP_NAMES[group_of(one.kind)]), Counter()).update(counts)
    return [(group, both["handed"], both["dropped"], both["waiting"]) for group, both in sums.items()]
