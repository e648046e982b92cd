"""What one rule answers for one citizen, before it is put into words."""

from dataclasses import dataclass
from datetime import date

from rights import plan
from rights.entry import Entry
from rights.explain import Reason, judge
from rights.plan import UNKNOWN
from rights.rule_plan import DatePlan, LimitPlan
from rights.values import Citizen, value_of


@dataclass(slots=True)
class Verdict:
    """The answer with its reasons. Days and limits are worked out unless the answer is no; None: there is none."""

    entry: Entry
    reason: Reason
    dates: list[tuple[DatePlan, object]]
    limits: list[tuple[LimitPlan, object]]

    def days(self, side: str) -> list[date]:
        """Return the known days of one side, `due` or `from`."""
        return [day for one, day in self.dates if one.side == side and isinstance(day, date)]

    def unknown_values(self) -> list[plan.Value]:
        """Return the days and limits that a missing fact keeps unknown."""
        dates = [one.value for one, found in self.dates if found is UNKNOWN]
        return dates + [one.value for one, found in self.limits if found is UNKNOWN]


def decide(entry: Entry, citizen: Citizen) -> Verdict:
    """Return the rule's answer for the citizen."""
    rule = entry.plan
    reason = judge(rule.applies, citizen)
    if reason.holds is False:
        return Verdict(entry, reason, [], [])
    return Verdict(
        entry,
        reason,
        [(one, value_of(one.value, citizen)) for one in rule.dates],
        [(one, value_of(one.value, citizen)) for one in rule.limits],
    )
