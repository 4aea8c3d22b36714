"""数额 in Chinese: money, percentages and counts, how they are bounded, what they are for and how they belong together.

Four steps, each a module: which numbers carry a unit (``quantities_zh``), how they are bounded (``bounds_zh``), what they are
for (``roles_zh``), and what belongs to one offer (``offers_zh``). Conventions are those of data/gold/README.md; the words are in
``ingest/lexicon/amount_cues_zh.tsv``, ``measure_words_zh.tsv``, ``currency_marks_zh.tsv`` and ``scopes_zh.tsv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from ingest.model import Amount, Span
from ingest.numerals import fold
from ingest.pipeline.bounds_zh import read_bounds, read_context
from ingest.pipeline.offers_zh import read_structure
from ingest.pipeline.quantities_zh import Quantity, find_quantities
from ingest.pipeline.roles_zh import is_step, read_roles


def find_amounts_zh(text: str) -> list[Amount]:
    """All amounts of a text in order; spans are in ``text``, quotes are its characters.

    A number that says of itself that it is not all is a lower bound: 3000余万元 is more than 30 million.

    >>> [(a.quote, str(a.value), a.comparator, a.role)
    ...  for a in find_amounts_zh("给予不高于展位费50%的资金扶持，单个标准展位最高扶持0.8万元。")]
    [('50%', '50', '<=', 'rate'), ('0.8万元', '8000', '<=', 'cap')]
    """
    folded = fold(text)
    found = find_quantities(folded)
    if not found:
        return []
    read_context(folded, found)
    read_bounds(folded, found)
    found = [one for one in found if _counts(one)]
    read_roles(folded, found)
    read_structure(folded, text, found)
    return [
        Amount(
            span=Span(one.start, one.end),
            quote=text[one.start : one.end],
            value=_plain(one.value),
            unit=one.unit,
            comparator=">" if one.more and one.comparator == "=" else one.comparator,
            role=one.role,
            basis=one.basis,
            tier=one.tier,
            per=tuple(one.per),
            offer=one.offer,
            rule=f"zh.{one.kind}.{one.bound_from or 'plain'}",
        )
        for one in found
    ]


def as_conditions(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The amounts of a clause that only says who may apply (under 申报条件, 支持对象): what is bounded there has to be met.

    >>> [a.role for a in as_conditions(find_amounts_zh("资产负债率不高于70%；"))]
    ['threshold']
    """
    return tuple(
        replace(a, role="threshold") if a.role in ("target", "count") and a.comparator != "=" else a for a in amounts
    )


def _counts(one: Quantity) -> bool:
    """「两个市场」 is a manner of speaking; 「每两个」 and 「两个以上」 are quantities."""
    manner = one.kind == "count" and one.chinese and one.comparator == "=" and one.unit == "个"
    return not manner or is_step(one)


def _plain(value: Decimal) -> Decimal:
    """8000.0 as 8000, 0.250 as 0.25, never 8E+3.

    >>> str(_plain(Decimal("8E+3"))), str(_plain(Decimal("0.250")))
    ('8000', '0.25')
    """
    printed = format(value, "f")
    return Decimal(printed.rstrip("0").rstrip(".") if "." in printed else printed)
