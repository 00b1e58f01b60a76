"""Days, months and years as numbers, and ISO strings of them."""

from __future__ import annotations

import calendar
import datetime


def iso_day(year: int, month: int, day: int) -> str | None:
    """The day in ISO 8601; None when there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def months_span(year: int, first: int, last: int) -> str:
    """The span of whole months of one year, from the first day of the first to the last day of the last."""
    return f"{year:04}-{first:02}-01/{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def day_after(day: str, days: int) -> str:
    """The ISO day so many days after an ISO day."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()


def distance(earlier: str, later: str) -> int:
    """How many days an ISO day is after another one."""
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days
