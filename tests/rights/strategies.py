"""Random conditions, written as a law file writes them, and random citizens to ask."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from rights.facts import Facts
from rights.vocabulary import FACTS

TODAY = date(2026, 3, 10)
DAYS = ["registered_on", "benefit_since", "booking_deadline", "guided_on"]
FLAGS = ["insured", "employed", "single_provider"]
NUMBERS = ["weeks_unemployed", "benefit_hours"]
CHOICES = ["benefit", "readiness", "programme"]
REASONS = ["ferie", "barsel", "sygdom_sygemelding"]
TYPES = ["jobsamtale", "faellessamtale"]
STATES = ["booked", "held", "missed"]
near = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
days = st.one_of(near, st.integers(-800, 800).map(lambda days: TODAY + timedelta(days=days)))
spans = st.dictionaries(st.sampled_from(["days", "weeks", "months", "years"]), st.integers(0, 3), min_size=1)
numbers = st.integers(0, 6)
Tree = dict[str, Any]

interview = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(TYPES), "state": st.sampled_from(STATES), "with": st.just("akasse")}
)
events: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(DAYS),
    interview.flatmap(
        lambda one: st.sampled_from(["first", "last", "next"]).map(lambda pick: {pick: "interview", **one})
    ),
    st.sampled_from(["absence_from", "absence_to"]).map(lambda side: {side: REASONS[:2]}),
    st.integers(18, 40).map(lambda age: {"turns": age}),
)
points = st.one_of(
    days.map(str),
    st.just("today"),
    st.fixed_dictionaries({"event": st.one_of(st.just("today"), events)}, optional={"plus": spans}),
    st.fixed_dictionaries({"event": events, "minus": spans}),
)
bands = st.one_of(
    st.fixed_dictionaries({"at_least": spans}),
    st.fixed_dictionaries({"more_than": spans}),
    st.fixed_dictionaries({"at_most": spans}),
    st.fixed_dictionaries({"below": spans}),
)
_orders = ["before", "on_or_before", "after", "on_or_after"]
_sizes = ["at_least", "more_than", "at_most", "below"]


def _fact_tests() -> st.SearchStrategy[Tree]:
    choice = st.sampled_from(CHOICES).flatmap(
        lambda fact: st.lists(st.sampled_from(FACTS[fact].values), min_size=1, max_size=3).map(
            lambda values: {"fact": fact, "in": values}
        )
    )
    flag = st.tuples(st.sampled_from(FLAGS), st.booleans()).map(lambda pair: {"fact": pair[0], "is": pair[1]})
    number = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(_sizes), numbers).map(
        lambda three: {"fact": three[0], three[1]: three[2]}
    )
    day = st.tuples(st.sampled_from(DAYS), st.sampled_from(_orders), points).map(
        lambda three: {"fact": three[0], three[1]: three[2]}
    )
    return st.one_of(choice, flag, number, day)


def _tables() -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.tuples(st.sampled_from(["t/plain", "t/inner"]), st.lists(st.integers(1, 2), min_size=1)).map(
            lambda pair: {"table": pair[0], "in": pair[1]}
        ),
        st.tuples(
            st.sampled_from(["t/plain", "t/inner", "t/rest"]), st.sampled_from(_sizes), st.integers(1, 4)
        ).map(lambda three: {"table": three[0], three[1]: three[2]}),
        st.sampled_from(["t/plain", "t/rest"]).map(lambda table: {"table": table, "is": "none"}),
        st.sampled_from(REASONS).map(
            lambda reason: {"table": "t/handed", "with": {"reason": reason}, "is": True}
        ),
    )


leaves: st.SearchStrategy[Tree] = st.one_of(
    _fact_tests(),
    _tables(),
    st.tuples(st.sampled_from(_sizes[:1] + _sizes[3:]), st.integers(18, 40)).map(
        lambda pair: {"age": {pair[0]: pair[1]}}
    ),
    st.tuples(events, bands).map(lambda pair: {"since": pair[0], **pair[1]}),
    st.tuples(events, bands).map(lambda pair: {"until": pair[0], **pair[1]}),
    events.map(lambda event: {"happened": event}),
    st.fixed_dictionaries(
        {
            "absence": st.fixed_dictionaries(
                {"state": st.sampled_from(["open", "ahead", "over"])},
                optional={"reason": st.sampled_from(REASONS), "ends_within": spans, "lasted": bands},
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "interview": st.tuples(
                interview,
                st.fixed_dictionaries(
                    {},
                    optional={
                        "from": points,
                        "to": points,
                        "at_least": st.integers(0, 2),
                        "below": st.integers(1, 3),
                    },
                ),
            ).map(lambda pair: {**pair[0], **pair[1]})
        }
    ),
    st.just(
        {
            "decided_by": "kommunen",
            "what": {"da": "om det er svært", "en": "whether it is hard"},
            "key": "hard",
        }
    ),
    st.just({"setting": "chosen", "is": True}),
    st.just({"today": {"on_or_after": "2026-03-10"}}),
)
trees: st.SearchStrategy[Tree] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=8,
)
date_rules = st.tuples(
    st.one_of(events, st.lists(events, min_size=2, max_size=3)),
    st.one_of(
        st.just({}),
        spans.map(lambda span: {"plus": span}),
        spans.map(lambda span: {"minus": span}),
        st.just({"plus": {"weeks": {"table": "t/plain"}}}),
        st.just({"plus": {"months": {"table": "t/rest"}, "days": 1}}),
    ),
    st.one_of(
        st.just({}),
        st.sampled_from(["days", "weeks", "months", "years"]).flatmap(
            lambda unit: st.integers(1, 5).map(lambda size: {"every": {unit: size}})
        ),
    ),
    st.sampled_from(["no", "next_working_day"]),
).map(lambda four: {"what": "by", "as": "due", "event": four[0], **four[1], **four[2], "roll": four[3]})


def _records() -> Tree:
    absence = st.tuples(st.sampled_from(REASONS), days, st.integers(0, 400), st.booleans()).map(
        lambda four: {
            "reason": four[0],
            "from": str(four[1]),
            "to": None if four[3] else str(four[1] + timedelta(days=four[2])),
        }
    )
    held = st.tuples(
        days, st.sampled_from(TYPES), st.sampled_from(["jobcenter", "akasse"]), st.sampled_from(STATES)
    ).map(lambda four: {"on": str(four[0]), "type": four[1], "with": four[2], "state": four[3]})
    return {"absences": st.lists(absence, max_size=3), "interviews": st.lists(held, max_size=3)}


def citizens() -> st.SearchStrategy[Facts]:
    """Return citizens with holes: a fact is told, told not to have happened, or absent."""
    told: Tree = {name: st.one_of(st.none(), days.map(str)) for name in DAYS}
    told |= {name: st.sampled_from(FACTS[name].values) for name in CHOICES}
    told |= {name: st.booleans() for name in FLAGS if name != "employed"}
    told |= dict.fromkeys(NUMBERS, numbers) | _records()
    born = st.integers(18 * 365, 40 * 366).map(lambda days: str(TODAY - timedelta(days=days)))
    birthday = st.integers(-2, 2).map(lambda days: str(date(1996, 3, 10) + timedelta(days=days)))
    told["birth_date"] = st.one_of(born, birthday, st.just("2000-02-29"))
    holes = st.one_of(st.just(set[str]()), st.sets(st.sampled_from(sorted(told)), max_size=6))
    whole = st.fixed_dictionaries(told).filter(_possible)
    return st.tuples(whole, holes).map(
        lambda two: Facts.model_validate(
            {name: value for name, value in two[0].items() if name not in two[1]}
        )
    )


def _possible(told: Tree) -> bool:
    return not (told.get("benefit") == "dagpenge" and told.get("insured") is False) and told.get(
        "programme"
    ) not in {
        "revalidering",
        "fleksjob",
    }
