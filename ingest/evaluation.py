"""How much of what a reader marked was found, and how much of what was found is right.

Facts of a parsed notice (its record, see ``ingest.record``) and of a gold file are compared as multisets, micro-averaged
over files. What counts as one fact of each kind is said in data/gold/README.md, "How it is scored". Nothing here changes a
result: it only counts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Facts = Counter[tuple[Any, ...]]
Record = Mapping[str, Any]

#: characters of each end of a body that have to agree
BODY_EDGE = 8

#: fields of a notice that hold one value; a list of addressees counts as one
SINGLE_FIELDS = (
    "title",
    "notice_title",
    "document_number",
    "issued_on",
    "printed_on",
    "place",
    "year",
    "valid_from",
    "valid_until",
    "valid_for",
)


def plain(text: str) -> str:
    """A name or text as it is compared: NFKC, without white space, final 。；： and case.

    >>> plain("Municipal Bureau of Commerce ")
    'municipalbureauofcommerce'
    >>> plain("支持企业　扩大进口：")
    '支持企业扩大进口'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。;:").casefold()


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts were wanted, found, and both; sums of scores are micro-averages."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.wanted + other.wanted, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 where nothing was found and nothing wanted."""
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 1 where nothing was wanted and nothing found."""
        return self.right / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: 2 · right / (wanted + found).

        >>> round(Score(wanted=4, found=3, right=3).f1, 3)
        0.857
        """
        both = self.wanted + self.found
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of fact in one notice: the score, what was missed and what was found beyond the gold."""

    kind: str
    score: Score
    missed: tuple[tuple[Any, ...], ...]
    extra: tuple[tuple[Any, ...], ...]


def compare_facts(kind: str, wanted: Facts, found: Facts) -> Comparison:
    """Two multisets of facts against each other."""
    return Comparison(
        kind,
        Score(wanted.total(), found.total(), (wanted & found).total()),
        tuple(sorted((wanted - found).elements(), key=repr)),
        tuple(sorted((found - wanted).elements(), key=repr)),
    )


def compare_records(gold: Record, record: Record) -> list[Comparison]:
    """A parsed notice against its gold file, kind by kind, in the order of ``KINDS``.

    ``record`` is what ``ingest.record.record_of`` gives (or a gold file itself: every score is then 1).
    """
    return [compare_facts(kind, facts(gold), facts(record)) for kind, facts in KINDS.items()]


def compare_measures(gold: Iterable[Mapping[str, Any]], record: Record) -> Comparison:
    """The measures themselves, one fact a measure: (clause path, text), against a file measures-*.json."""
    wanted = Counter((row["clause_path"], plain(row["text"])) for row in gold)
    found = Counter((c["path"], plain(m["text"])) for c in record["clauses"] for m in c["measures"])
    return compare_facts("measure texts", wanted, found)


# ---------------------------------------------------------------------------------------------------------------------
# one function a kind: a record or a gold file → its facts


def _clauses(record: Record) -> Facts:
    return Counter((clause["path"],) for clause in record["clauses"])


def _headings(record: Record) -> Facts:
    nodes = (*record["sections"], *record["clauses"])
    return Counter((node["path"], plain(node["heading"])) for node in nodes if node["heading"])


def _bodies(record: Record) -> Facts:
    def ends(clause: Mapping[str, Any]) -> tuple[str, str]:
        first, last = (clause["text"],) * 2 if "text" in clause else (clause["starts"] or "", clause["ends"] or "")
        return plain(first)[:BODY_EDGE], plain(last)[-BODY_EDGE:]

    return Counter((clause["path"], *ends(clause)) for clause in record["clauses"])


def _units(record: Record) -> Facts:
    return Counter((c["path"], plain(unit["name"]), unit["role"]) for c in record["clauses"] for unit in c["units"])


def _amounts(record: Record) -> Facts:
    return Counter((c["path"], *_quantity(amount)) for c in record["clauses"] for amount in c["amounts"])


def _amounts_in_full(record: Record) -> Facts:
    return Counter(
        (c["path"], *_quantity(amount), amount["comparator"], amount["role"])
        for c in record["clauses"]
        for amount in c["amounts"]
    )


def _quantity(amount: Mapping[str, Any]) -> tuple[str, str]:
    """Value and unit; 8000, 8000.0 and "8000" are one value."""
    return format(Decimal(str(amount["value"])).normalize(), "f"), plain(amount["unit"] or "")


def _deadlines(record: Record) -> Facts:
    return Counter(
        (c["path"], deadline["kind"], deadline["value"])
        for c in record["clauses"]
        for deadline in c["deadlines"]
        if deadline["value"] is not None
    )


def _measures(record: Record) -> Facts:
    """Their number in each clause; a gold file gives the number itself."""

    def number(measures: Any) -> int:
        return measures if isinstance(measures, int) else len(measures)

    return Counter((clause["path"], number(clause["measures"])) for clause in record["clauses"])


def _fields(record: Record) -> Facts:
    notice = record["notice"]
    facts: Facts = Counter((name, plain(str(notice[name]))) for name in SINGLE_FIELDS if notice.get(name) is not None)
    if notice.get("addressees"):
        facts["addressees", "、".join(plain(name) for name in notice["addressees"])] += 1
    for name in ("issuers", "interpreted_by"):
        facts.update((name, plain(body)) for body in notice.get(name) or ())
    facts.update(
        ("cites", plain(cited.get("document_number") or cited["title"])) for cited in notice.get("cites") or ()
    )
    return facts


#: every kind of fact, in the order in which it is reported
KINDS: dict[str, Callable[[Record], Facts]] = {
    "clause": _clauses,
    "heading": _headings,
    "body": _bodies,
    "units": _units,
    "amounts": _amounts,
    "amounts + comparator + role": _amounts_in_full,
    "deadlines": _deadlines,
    "measures": _measures,
    "notice fields": _fields,
}
