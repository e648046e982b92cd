"""What is known about one citizen. An absent key is unknown; an empty date means it has not happened."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from rights.absence import AbsenceReason
from rights.contradictions import contradictions
from rights.grammar.time import InterviewState, InterviewType

Benefit = Literal[
    "dagpenge",
    "kontanthjaelp",
    "uddannelseshjaelp",
    "integrationsydelse",
    "overgangsydelse",
    "sygedagpenge",
    "ressourceforloebsydelse",
    "ledighedsydelse",
    "fleksloentilskud",
    "revalideringsydelse",
    "foertidspension",
    "arbejdsmarkedsydelse",
    "none",
]
Programme = Literal[
    "jobafklaring", "ressourceforloeb", "revalidering", "fleksjob", "integrationsprogram", "isbryder", "none"
]
Readiness = Literal["jobparat", "aktivitetsparat", "uddannelsesparat", "aabenlyst_uddannelsesparat"]


def _a_day(value: object) -> object:
    """Only whole days, as 2026-03-01: no clock times, no numbers that look like dates."""
    if isinstance(value, str):
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            raise ValueError(f"{value!r} is no day of the calendar; write it as 2026-03-01") from None
    if value is None or type(value) is date:
        return value
    raise ValueError(f"{value!r} is no day; write it as 2026-03-01")


Day = Annotated[date, BeforeValidator(_a_day)]
Event = Day | None
"""A day something happened; `null`: it has not happened."""
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class Absence(_Part):
    """One registered absence or exemption. `to` is null while it lasts."""

    reason: AbsenceReason
    from_: Day = Field(alias="from")
    to: Event = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise ValueError(f"the absence ends {self.to} before it begins {self.from_}")
        return self


class Interview(_Part):
    """One interview, whatever came of it."""

    on: Day
    type: InterviewType
    with_: Literal["jobcenter", "akasse"] = Field(alias="with")
    state: InterviewState


class Facts(_Part):
    """The facts of contracts section 2. `model_fields_set` tells what is known.

    Raises pydantic.ValidationError for unknown keys, impossible values and facts that contradict each other;
    `rights.messages.plain` says it in words.
    """

    birth_date: Event = None
    first_contact_on: Event = None
    registered_on: Event = None
    benefit_since: Event = None
    plan_updated_on: Event = None
    booking_deadline: Event = None
    guided_on: Event = None
    benefit: Benefit | None = None
    programme: Programme | None = None
    readiness: Readiness | None = None
    sickness_category: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    visited_for_flexjob: Flag | None = None
    insured: Flag | None = None
    graduate_terms: Flag | None = None
    qualifying_education: Flag | None = None
    education_outdated: Flag | None = None
    upper_secondary_or_higher: Flag | None = None
    skilled: Flag | None = None
    dependent_children_at_home: Flag | None = None
    single_provider: Flag | None = None
    employed: Flag | None = None
    work_experience: Flag | None = None
    hard_to_place: Flag | None = None
    education_order: Flag | None = None
    digital_post_exempt: Flag | None = None
    selfbooking_exempt: Flag | None = None
    akasse_takes_part: Flag | None = None
    education_on_positive_list: Flag | None = None
    su_used_up: Flag | None = None
    test_shows_need: Flag | None = None
    work_duty: Flag | None = None
    weeks_unemployed: Count | None = None
    match: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    benefit_hours: Annotated[float, Field(ge=0)] | None = None
    contact_group: Annotated[int, Field(strict=True, ge=1, le=28)] | None = None
    municipality: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    absences: tuple[Absence, ...] | None = None
    interviews: tuple[Interview, ...] | None = None

    @model_validator(mode="after")
    def _only_events_may_be_empty(self) -> Self:
        for name in self.model_fields_set:
            if getattr(self, name) is None and (name not in EVENTS or name == "birth_date"):
                raise ValueError(f"{name} is null; leave the key out when it is not known")
        return self

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if found := contradictions(self.known()):
            raise ValueError("; ".join(found))
        return self

    def known(self) -> dict[str, object]:
        """What was told, by name; an event that has not happened is None."""
        return {name: getattr(self, name) for name in self.model_fields_set}

    def but(self, **changes: object) -> "Facts":
        """The same citizen with other facts: the material of a "what if"."""
        told = self.model_dump(mode="json", exclude_unset=True)
        return Facts.model_validate(told | changes)


EVENTS = frozenset(
    {
        "birth_date",
        "first_contact_on",
        "registered_on",
        "benefit_since",
        "plan_updated_on",
        "booking_deadline",
        "guided_on",
    }
)
"""The facts that are days. Only these (but not the birthday) may be null: it has not happened."""
