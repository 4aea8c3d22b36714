"""Values as RDF literals, in their canonical forms.

Canonical, because a store may rewrite what is not: Oxigraph gives ``"PT72H"^^xsd:duration`` back as ``"P3D"`` and ``8000.0``
as ``8000``. What is canonical when it goes in comes out as it was, so a dump compares byte for byte with what was loaded.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal

from graph.terms import term

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DURATION = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)


def words(value: str, language: str) -> Literal:
    """Words of a language, always tagged."""
    return Literal(_valid(value), language=language)


@lru_cache(maxsize=1 << 12)
def code(value: str) -> Literal:
    """A code, number or identifier: a string of no language."""
    return Literal(_valid(value))


def _valid(text: str) -> str:
    # lone surrogates cannot be written as UTF-8; they stand for what a reader could not decode
    return text.encode("utf-8", "replace").decode("utf-8")


def script_of(text: str, otherwise: str) -> str:
    """The language of a name by its script: "zh" if it has a Chinese character.

    >>> script_of("威海市", "en"), script_of("Weihai", "en")
    ('zh', 'en')
    """
    return "zh" if _HAN.search(unicodedata.normalize("NFKC", text)) else otherwise


def decimal(value: Decimal) -> Literal:
    """An xsd:decimal without exponent and without idle zeros.

    >>> decimal(Decimal("8E+3")).value, decimal(Decimal("0.80")).value
    ('8000', '0.8')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, datatype=term("xsd:decimal"))


@lru_cache(maxsize=1 << 14)
def score(value: float, digits: int = 4) -> Literal:
    """A machine's figure, rounded so that noise in the last bits does not show."""
    return decimal(Decimal(repr(round(value, digits))))


@lru_cache(maxsize=1 << 12)
def integer(value: int) -> Literal:
    return Literal(str(value), datatype=term("xsd:integer"))


def boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=term("xsd:date"))


def duration(value: str) -> Literal | None:
    """An ISO 8601 duration as a canonical xsd:duration; None for what XSD cannot say (working days).

    >>> [duration(v).value for v in ("P1W", "PT72H", "P12M", "P1Y6M")]
    ['P7D', 'P3D', 'P1Y', 'P1Y6M']
    >>> duration("P3WD")
    """
    m = _DURATION.fullmatch(value)
    if m is None:
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(g or 0) for g in m.groups())
    months += 12 * years
    seconds += 60 * minutes + 3600 * hours + 86400 * (days + 7 * weeks)
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    day_part = "".join(f"{n}{mark}" for n, mark in ((months // 12, "Y"), (months % 12, "M"), (days, "D")) if n)
    time_part = "".join(f"{n}{mark}" for n, mark in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    text = f"P{day_part}" + (f"T{time_part}" if time_part else "")
    return Literal("PT0S" if text == "P" else text, datatype=term("xsd:duration"))
