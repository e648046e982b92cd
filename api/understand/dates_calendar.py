"""Days as people name them, counted from today. Dates only; the clock is another file's matter."""

from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def coming_weekday(today: date, weekday: int) -> date:
    """The next such day after today; on that weekday itself a week ahead."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def past_weekday(today: date, weekday: int) -> date:
    """The latest such day before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def iso_week(today: date, week: int) -> date | None:
    """Monday of the week's next occurrence, the current week included; None if no year has it."""
    for year in (today.isocalendar().year + step for step in range(8)):
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        if monday >= monday_of(today):
            return monday
    return None


def next_date(today: date, day: int, month: int, year: int | None = None) -> date | None:
    """The date, or without a year its next occurrence (today counts); None if there is no such date."""
    years = [year] if year else [today.year + step for step in range(9)]
    for candidate in years:
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def next_day_of_month(today: date, day: int) -> date | None:
    """The next day with this number in any month; today counts."""
    for step in range(14):
        year, month = add_months(today.replace(day=1), step).timetuple()[:2]
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last day where it is shorter."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(day.day, last))


def next_month_named(today: date, month: int) -> date:
    """The first day of the month's next occurrence; the current month counts."""
    return date(today.year + (month < today.month), month, 1)
