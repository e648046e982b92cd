"""The rules over HTTP: facts in, findings out. No login, nothing stored."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, ValidationError

from api import clock
from api.i18n import Lang
from api.web.deps import AllServices
from api.web.problems import PROBLEMS, ProblemError
from rights import Facts, Finding
from rights.messages import plain

router = APIRouter(prefix="/v1/rules", tags=["rules"], responses=PROBLEMS)
Track = Literal["gaeldende", "kl-2010", "kl-2017"]


class Question(BaseModel):
    """Facts about somebody (contracts section 2), and which law to ask."""

    model_config = ConfigDict(extra="forbid")
    facts: dict[str, Any]
    on: date | None = None
    track: Track = "gaeldende"
    topic: str | None = None
    all: bool = False
    lang: Lang = "da"


class Findings(BaseModel):
    """What the rules say."""

    findings: list[Finding]


class RuleInfo(BaseModel):
    """One rule in force on the day."""

    rule: str
    kind: str
    topic: str
    title: str | None
    text: str


@router.get("")
async def list_rules(
    services: AllServices,
    on: Annotated[date | None, Query()] = None,
    track: Track = "gaeldende",
    lang: Lang = "da",
) -> list[RuleInfo]:
    """Return the rules of a track on a day."""
    findings = services.law.book(on or clock.danish_day(clock.now()), track).evaluate(
        Facts(), include_no=True, lang=lang
    )
    return [
        RuleInfo(rule=found.rule, kind=found.kind, topic=found.topic, title=found.title, text=found.says)
        for found in findings
    ]


@router.post("/evaluate")
async def evaluate(question: Question, services: AllServices) -> Findings:
    """Return the findings for the facts; unknown keys and impossible values are refused by name."""
    try:
        facts = Facts.model_validate(question.facts)
    except ValidationError as error:
        raise ProblemError(422, "facts", "; ".join(plain(error)[:5])) from error
    book = services.law.book(question.on or clock.danish_day(clock.now()), question.track)
    found = book.evaluate(facts, topic=question.topic, include_no=question.all, lang=question.lang)
    return Findings(findings=list(found))
