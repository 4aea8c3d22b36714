"""What the English deadline finders share: a `Time` in the making, and durations as ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.model import DeadlineKind


@dataclass(slots=True)
class Time:
    """A deadline in the making; see ``ingest.model.Deadline``."""

    start: int
    end: int
    kind: DeadlineKind
    value: str | None
    rule: str
    inferred: bool = False
    bound: Literal["max", "min"] = "max"
    trigger: str | None = None


_LETTERS = {
    "year": "Y",
    "yr": "Y",
    "month": "M",
    "mth": "M",
    "week": "W",
    "wk": "W",
    "day": "D",
    "hour": "H",
    "hr": "H",
    "h": "H",
    "minute": "M",
    "min": "M",
    "second": "S",
    "sec": "S",
}


def iso_duration(count: Decimal, unit: str) -> str | None:
    """An ISO 8601 duration; working days as P3WD, a year and a half as P18M.

    >>> iso_duration(Decimal(3), "working days"), iso_duration(Decimal("1.5"), "years"), iso_duration(Decimal(72), "hours")
    ('P3WD', 'P18M', 'PT72H')
    """
    unit = re.sub(r"[\s-]+", " ", unit).strip()
    unit = unit[:-1] if unit.endswith("s") and unit != "s" else unit
    if unit == "workday" or (unit.endswith(" day") and unit.startswith(("work", "business", "banking", "trading"))):
        return f"P{_number(count)}WD"
    unit = unit.rpartition(" ")[2] if not unit.startswith("half") else unit
    if unit.startswith("half"):
        count, unit = count * 6, "month"
    elif unit == "fortnight":
        count, unit = count * 2, "week"
    elif unit == "quarter":
        count, unit = count * 3, "month"
    elif unit == "semester":
        count, unit = count * 6, "month"
    elif unit == "decade":
        count, unit = count * 10, "year"
    if count != count.to_integral_value():
        smaller = {
            "year": (12, "month"),
            "yr": (12, "month"),
            "day": (24, "hour"),
            "hour": (60, "minute"),
            "hr": (60, "minute"),
            "week": (7, "day"),
            "month": (30, "day"),
        }.get(unit)
        if smaller and (count * smaller[0]) == (count * smaller[0]).to_integral_value():
            count, unit = count * smaller[0], smaller[1]
    letter = _LETTERS.get(unit)
    if letter is None:
        return None
    time = "T" if unit in ("hour", "hr", "h", "minute", "min", "second", "sec") else ""
    return f"P{time}{_number(count)}{letter}"


def _number(count: Decimal) -> str:
    return str(int(count)) if count == count.to_integral_value() else format(count.normalize(), "f")
