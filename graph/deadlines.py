"""What a deadline value means in typed terms, so that queries can compare days instead of strings.

The value itself stays as the model has it (``pg:deadlineValue``); beside it go, where they can be worked out, the first and
the last day, a duration, working days, or a day in a relative year or month. Nothing is guessed:
次年3月底 has no last day as long as no one says which year is meant.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from pyoxigraph import Literal

from graph.literals import day, duration, integer
from graph.terms import term
from ingest.model import DeadlineKind

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_RELATIVE = re.compile(r"\+(\d+)Y(?:-(\d{2})-(\d{2}))?")
_RELATIVE_MONTH = re.compile(r"\+(\d+)M-(0[1-9]|[12]\d|3[01])")
_WORKING_DAYS = re.compile(r"P(\d+)WD")

Typed = tuple[str, Literal]


def typed_values(kind: DeadlineKind, value: str | None) -> tuple[Typed, ...]:
    """The typed readings of a deadline value: pairs of a property and a literal.

    >>> [(p, literal.value) for p, literal in typed_values("in", "2023-02")]
    [('pg:earliest', '2023-02-01'), ('pg:latest', '2023-02-28')]
    >>> [(p, literal.value) for p, literal in typed_values("by", "+1Y-03-31")]
    [('pg:relativeYear', '1'), ('pg:monthDay', '--03-31')]
    """
    if value is None:
        return ()
    if m := _WORKING_DAYS.fullmatch(value):
        return (("pg:workingDays", integer(int(m[1]))),)
    if m := _RELATIVE.fullmatch(value):
        month_day = Literal(f"--{m[2]}-{m[3]}", datatype=term("xsd:gMonthDay")) if m[2] else None
        return (
            ("pg:relativeYear", integer(int(m[1]))),
            *((("pg:monthDay", month_day),) if month_day and _exists(2000, m[2], m[3]) else ()),
        )
    if m := _RELATIVE_MONTH.fullmatch(value):  # 次月5日前
        return ("pg:relativeMonth", integer(int(m[1]))), (
            "pg:dayOfMonth",
            Literal(f"---{m[2]}", datatype=term("xsd:gDay")),
        )
    if (length := duration(value)) is not None:
        return (("time:hasXSDDuration", length),)
    if "/" in value:
        start, _, end = value.partition("/")
        first, last = _bounds(start), _bounds(end)
        return _days(first[0] if first else None, last[1] if last else None)
    bounds = _bounds(value)
    if bounds is None:
        return ()
    return _days(None if kind == "by" else bounds[0], bounds[1])


def _days(first: date | None, last: date | None) -> tuple[Typed, ...]:
    found: list[Typed] = []
    if first is not None:
        found.append(("pg:earliest", day(first)))
    if last is not None:
        found.append(("pg:latest", day(last)))
    return tuple(found)


def _exists(year: int, month: str, day_of_month: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day_of_month) <= monthrange(year, int(month))[1]


def _bounds(value: str) -> tuple[date, date] | None:
    """The first and last day of a date, a month or a year; None for what is none of these."""
    m = _DAY.fullmatch(value)
    if m is None or int(m[1]) < 1:
        return None
    year = int(m[1])
    if m[2] is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= int(m[2]) <= 12:
        return None
    last = monthrange(year, int(m[2]))[1]
    if m[3] is None:
        return date(year, int(m[2]), 1), date(year, int(m[2]), last)
    return (date(year, int(m[2]), int(m[3])),) * 2 if 1 <= int(m[3]) <= last else None
