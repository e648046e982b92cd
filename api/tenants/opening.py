"""Opening hours with Danish holidays: when a person can be promised to answer."""

from datetime import date, datetime, time, timedelta

import holidays

from api.clock import COPENHAGEN, wall
from api.tenants.model import OpeningHours, Tenant

# Offices are closed on these besides the public holidays (grundlovsdag, juleaftensdag, nytårsaftensdag).
_CLOSED_TOO = {(6, 5), (12, 24), (12, 31)}


def is_holiday(day: date) -> bool:
    """Whether offices are closed for a holiday on the Danish day."""
    return (day.month, day.day) in _CLOSED_TOO or day in holidays.country_holidays("DK", years=day.year)


def hours_on(tenant: Tenant, day: date) -> OpeningHours | None:
    """Return the opening hours of the day, None when closed."""
    if is_holiday(day):
        return None
    return next((hours for hours in tenant.contact.opening_hours if hours.weekday == day.weekday()), None)


def is_open(tenant: Tenant, instant: datetime) -> bool:
    """Whether somebody is there to answer at the instant."""
    local = wall(instant)
    hours = hours_on(tenant, local.date())
    return hours is not None and hours.opens <= local.time() < hours.closes


def opens_next(tenant: Tenant, instant: datetime) -> datetime:
    """Return when somebody is there again, for an instant at which nobody is."""
    local = wall(instant)
    today = hours_on(tenant, local.date())
    if today is not None and local.time() < today.opens:
        return datetime.combine(local.date(), today.opens, COPENHAGEN)
    day = local.date()
    while True:
        day += timedelta(days=1)
        if (hours := hours_on(tenant, day)) is not None:
            return datetime.combine(day, hours.opens, COPENHAGEN)


def answer_by(tenant: Tenant, asked: datetime, *, working_days: int = 2) -> datetime:
    """Return the closing time of the working day by which an answer is promised."""
    day, left = wall(asked).date(), working_days
    while True:
        day += timedelta(days=1)
        hours = hours_on(tenant, day)
        left -= hours is not None
        if left <= 0 and hours is not None:
            return datetime.combine(day, hours.closes, COPENHAGEN)


def working_hours(opens: time, closes: time, weekdays: range = range(5)) -> tuple[OpeningHours, ...]:
    """Return the same hours for each weekday of the range."""
    return tuple(OpeningHours(weekday=day, opens=opens, closes=closes) for day in weekdays)
