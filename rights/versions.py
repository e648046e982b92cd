"""Which version of a rule, term or table holds on a day, and what is wrong with their days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from rights.definition import Definition, LoadedPack, Place
from rights.faults import Fault, Wrong

_DAY = timedelta(days=1)


def in_force(definitions: Iterable[Definition], on: date) -> list[Definition]:
    """Return what holds on the day: of each id the version that began last, unless it has ended.

    An older version never comes back when a newer one ends: what goes on must be written again.
    """
    latest: dict[tuple[bool, str], Definition] = {}
    for definition in sorted(definitions, key=lambda d: d.begins):
        if definition.begins <= on:
            latest[definition.is_table, definition.id] = definition
    return [d for d in latest.values() if d.what is not None and (d.ends is None or on <= d.ends)]


def last_days(definitions: Iterable[Definition]) -> dict[Place, date | None]:
    """Return the last day on which each version of one track holds: its own, or the day before the next begins."""
    versions: dict[tuple[bool, str], list[Definition]] = defaultdict(list)
    for definition in definitions:
        versions[definition.is_table, definition.id].append(definition)
    last: dict[Place, date | None] = {}
    for same in versions.values():
        ordered = sorted(same, key=lambda d: d.begins)
        for one, following in zip_longest(ordered, ordered[1:]):
            ends = [one.ends] if one.ends else []
            last[one.place] = min([*ends, following.begins - _DAY] if following else ends, default=None)
    return last


def faults_of_versions(definitions: Sequence[Definition]) -> Iterator[Fault]:
    """Return the gaps and overlaps in the days of one track's definitions."""
    versions: dict[tuple[bool, str], list[Definition]] = defaultdict(list)
    for definition in definitions:
        versions[definition.is_table, definition.id].append(definition)
        yield from _outside_pack(definition)
    for same in versions.values():
        for earlier, later in pairwise(sorted(same, key=lambda d: d.begins)):
            yield from _between(earlier, later)


def _outside_pack(definition: Definition) -> Iterator[Fault]:
    pack = definition.pack.about
    if definition.ends is not None and definition.ends < definition.begins:
        message = (
            f"{definition.id} is never in force: from {definition.begins} to {definition.ends}, "
            f"in a pack valid from {pack.valid_from} to {pack.valid_to or 'now'}"
        )
        yield definition.place.fault(Wrong("validity", message))


def _between(earlier: Definition, later: Definition) -> Iterator[Fault]:
    """Two versions of one id that follow each other."""
    if earlier.begins == later.begins:
        message = f"{later.id} begins twice on {later.begins}: also in {earlier.place.shown}"
        yield later.place.fault(Wrong("validity", message))
    elif earlier.pack is later.pack and (earlier.ends is None or earlier.ends >= later.begins):
        message = (
            f"two versions of {later.id} overlap from {later.begins} to {earlier.ends or 'now'}; "
            f"end the first on {later.begins - _DAY}"
        )
        yield later.place.fault(Wrong("validity", message))
    elif earlier.pack is later.pack and earlier.ends is not None and earlier.ends + _DAY < later.begins:
        message = (
            f"between two versions of {later.id} there is a gap from {earlier.ends + _DAY} "
            f"to {later.begins - _DAY}"
        )
        yield later.place.fault(Wrong("validity", message))


def faults_of_packs(packs: Sequence[LoadedPack]) -> Iterator[Fault]:
    """Return the packs that do not take over on the day after the one they follow."""
    named = {(pack.about.track, pack.name): pack for pack in packs}
    for pack in packs:
        if pack.about.follows is None:
            continue
        before = named.get((pack.about.track, pack.about.follows))
        expected = pack.about.valid_from - _DAY
        if before is None:
            yield pack.place.fault(
                Wrong("reference", f"follows {pack.about.follows!r}, which is no pack here", "follows")
            )
        elif before.about.valid_to != expected:
            message = (
                f"{before.name} ends {before.about.valid_to}; {pack.name} takes over and needs {expected}"
            )
            yield pack.place.fault(Wrong("validity", message, "follows"))
