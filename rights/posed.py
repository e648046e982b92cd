"""One question with its right answer: what cases, sweeps and scenarios all come down to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rights.definition import Place
from rights.facts import Facts
from rights.grammar.base import Scalar
from rights.grammar.packs import Applies, Expected


@dataclass(frozen=True)
class Posed:
    """One case on one of its days, ready to be asked."""

    says: str
    on: date
    track: str
    facts: Facts
    settings: dict[str, Scalar]
    expect: dict[str, Expected]
    place: Place


def written_out(expect: Mapping[str, Expected | Applies]) -> dict[str, Expected]:
    """Return what is expected of each rule, with a lone answer (`yes`) as the whole it stands for."""
    return {id_: Expected(applies=one) if isinstance(one, str) else one for id_, one in expect.items()}
