"""Counts the key figures: one query a figure, all in one transaction, so that they fit together."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import bindparam, text
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.types import Date, DateTime, TypeEngine

from api.db.engine import Transaction
from api.report.model import (
    FEWEST_RATINGS,
    Answers,
    Contact,
    Count,
    DeadlineCount,
    Figures,
    KindOfInterview,
    MessageKindCount,
    Notice,
    Outages,
    Period,
    Ratings,
    Searches,
    Week,
)

T = TypeVar("T", bound=BaseModel)
_TYPES: dict[str, TypeEngine[Any]] = {
    **dict.fromkeys(("start", "end", "now"), DateTime(timezone=True)),
    **dict.fromkeys(("first", "last"), Date()),
}


class _Counter:
    """Asks the queries of one report."""

    def __init__(self, tx: Transaction, jobcentre: str, period: Period, now: datetime) -> None:
        self._tx = tx
        self._values: dict[str, str | date | datetime] = {
            "jobcentre": jobcentre,
            "start": period.start,
            "end": period.end,
            "first": period.first,
            "last": period.last,
            "now": now,
        }

    async def rows(self, name: str, model: type[T]) -> tuple[T, ...]:
        return tuple(model.model_validate(dict(row)) for row in await self._ask(name))

    async def row(self, name: str, model: type[T], **more: object) -> T:
        (row,) = await self._ask(name)
        return model.model_validate(dict(row) | more)

    async def value(self, name: str) -> Any:
        (row,) = await self._ask(name)
        return next(iter(row.values()))

    async def _ask(self, name: str) -> Sequence[Any]:
        query, names = _queries()[name]
        result = await self._tx.execute(query, {key: self._values[key] for key in names})
        return result.mappings().all()


async def count_figures(tx: Transaction, jobcentre: str, period: Period, *, now: datetime) -> Figures:
    """Return the key figures of a jobcentre (five-digit code) over a period of Danish days."""
    ask = _Counter(tx, jobcentre, period, now)
    differences = await ask.value("differences")
    return Figures(
        jobcentre=jobcentre,
        period=period,
        weeks=await ask.rows("weeks", Week),
        kinds=await ask.rows("kinds", KindOfInterview),
        days_ahead=await ask.value("days_ahead"),
        answers=await ask.row("answers", Answers),
        refusals=await ask.rows("refusals", Count),
        deadlines=await ask.rows("deadlines", DeadlineCount),
        searches=await ask.row("searches", Searches),
        contact=await ask.row("contact", Contact),
        messages=await ask.rows("messages", MessageKindCount),
        ratings=_rated(await ask.rows("ratings", Count)),
        topics=await ask.rows("topics", Count),
        notices=await ask.rows("notices", Notice),
        outages=await ask.row("outages", Outages, differences=differences),
    )


def _rated(given: tuple[Count, ...]) -> Ratings:
    count = sum(one.count for one in given)
    if count < FEWEST_RATINGS:
        return Ratings(count=count, average=None, by_rating=())
    average = sum(int(one.what) * one.count for one in given) / count
    return Ratings(count=count, average=average, by_rating=given)


@cache
def _queries() -> dict[str, tuple[TextClause, tuple[str, ...]]]:
    file = Path(__file__).with_name("queries.sql").read_text(encoding="utf-8")
    return {
        name: _typed(query)
        for name, query in re.findall(r"^-- name: (\w+)\n(.*?);$", file, re.DOTALL | re.MULTILINE)
    }


def _typed(query: str) -> tuple[TextClause, tuple[str, ...]]:
    names = tuple(dict.fromkeys(re.findall(r"(?<!:):([a-z]\w*)", query)))
    typed = [bindparam(name, type_=_TYPES[name]) for name in names if name in _TYPES]
    return text(query).bindparams(*typed), names
