"""How long a period is, and which of two comes later: ISO 8601 durations and symbolic dates (「次年3月底」 = "+1Y-03-31")."""

from __future__ import annotations

import re
from decimal import Decimal

_DURATION = re.compile(r"P(?:(?P<t>T)?(?P<n>\d+(?:\.\d+)?)(?P<unit>WD|[YMWDHS]))")
_AFTER = re.compile(r"\+(?P<years>\d+)Y-(?P<month>\d\d)(?:-(?P<day>\d\d))?")

#: unit → (what it can be converted into, how many of that)
_UNITS = {
    "WD": ("working days", 1),
    "H": ("hours", 1),
    "D": ("hours", 24),
    "W": ("hours", 168),
    "M": ("months", 1),
    "Y": ("months", 12),
}


def length_of(value: str | None) -> tuple[Decimal, str] | None:
    """An ISO 8601 duration as a number and the unit it can be compared in: working days, hours, months or minutes.

    Working days and days are not the same thing, and neither are 30 days and a month.

    >>> length_of("P3WD"), length_of("P2D"), length_of("P1Y")
    ((Decimal('3'), 'working days'), (Decimal('48'), 'hours'), (Decimal('12'), 'months'))
    """
    match = _DURATION.fullmatch(value or "")
    if match is None:
        return None
    number, unit = Decimal(match["n"]), match["unit"]
    if match["t"]:
        if unit == "M":
            return number / 60, "hours"
        return (number, "hours") if unit == "H" else None
    if unit not in _UNITS or unit == "H":
        return None
    into, times = _UNITS[unit]
    return number * times, into


def is_symbolic(value: str | None) -> bool:
    """Whether a date is counted from an unknown year: "+1Y-03-31"."""
    return _AFTER.fullmatch(value or "") is not None


def order_of(value: str | None) -> Decimal:
    """A number by which lengths of one unit, or symbolic dates, are in order. Raises ``ValueError`` for anything else."""
    length = length_of(value)
    if length is not None:
        return length[0]
    match = _AFTER.fullmatch(value or "")
    if match is None:
        raise ValueError(f"neither a length nor a symbolic date: {value!r}")
    return Decimal(match["years"]) * 400 + Decimal(match["month"]) * 32 + Decimal(match["day"] or 31)
