"""Facts about one citizen that cannot both be true, each with its sentence."""

from collections.abc import Mapping
from datetime import date

from rights.grammar.base import shown

Told = Mapping[str, object]

_NEVER_TOGETHER: tuple[tuple[str, object, str, object], ...] = (
    ("benefit", "dagpenge", "insured", False),
    ("single_provider", True, "dependent_children_at_home", False),
    ("education_outdated", True, "qualifying_education", False),
    ("skilled", True, "qualifying_education", False),
    ("work_duty", True, "benefit", "dagpenge"),
    ("work_duty", True, "benefit", "sygedagpenge"),
    ("work_duty", True, "benefit", "none"),
    ("programme", "fleksjob", "visited_for_flexjob", False),
    ("programme", "revalidering", "benefit", "dagpenge"),
    ("benefit", "ledighedsydelse", "visited_for_flexjob", False),
    ("benefit", "fleksloentilskud", "visited_for_flexjob", False),
    ("benefit", "fleksloentilskud", "employed", False),
)
_AFTER_BIRTH = (
    "first_contact_on",
    "registered_on",
    "benefit_since",
    "plan_updated_on",
    "booking_deadline",
    "guided_on",
)
_WITH_CATEGORY = frozenset({"sygedagpenge", "ressourceforloebsydelse", "none"})


def contradictions(told: Told) -> list[str]:
    """Every pair of facts that cannot both be true, in words. Empty when the facts agree."""
    found = [
        f"{one}={shown(this)} contradicts {other}={shown(that)}"
        for one, this, other, that in _NEVER_TOGETHER
        if told.get(one) == this and told.get(other) == that and {one, other} <= told.keys()
    ]
    benefit = told.get("benefit")
    if benefit is not None and told.get("sickness_category") is not None and benefit not in _WITH_CATEGORY:
        found.append(f"sickness_category={told['sickness_category']} contradicts benefit={benefit}")
    return found + _before_birth(told)


def _before_birth(told: Told) -> list[str]:
    born = told.get("birth_date")
    if not isinstance(born, date):
        return []
    days = {name: told.get(name) for name in _AFTER_BIRTH}
    return [
        f"{name}={day} is before birth_date={born}"
        for name, day in days.items()
        if isinstance(day, date) and day < born
    ]
