"""Links of two notices against the links a reader marked (data/gold/align-*.json).

Pairs (from, to) of confidence 2 and 3 are wanted; those of confidence 1 are neither asked for nor counted as wrong. A gold
file speaks of measures ("1#5") or of clauses ("3/24"); at clause level the measure numbers are cut off. Nothing here changes
a result: it only counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ingest.evaluation import Comparison, Score, compare_facts

Pair = tuple[str, str]

#: pairs of this confidence and above are wanted
WANTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGold:
    """What a reader marked between two notices ``a`` and ``b``.

    ``dropped`` and ``new`` are None where the reader did not say; ``related_only`` are ids that have weak pairs only.
    """

    a: str
    b: str
    level: Literal["measure", "clause"]
    wanted: Mapping[Pair, str]
    ignored: frozenset[Pair]
    dropped: frozenset[str] | None = None
    new: frozenset[str] | None = None
    related_only: frozenset[str] = frozenset()


def is_link_gold(value: object) -> bool:
    """Whether a JSON value is a file of links: an object with from, to, pairs, or a list of rows with a_path, b_path."""
    if isinstance(value, dict):
        return {"from", "to", "pairs"} <= value.keys()
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(r, dict) and {"a_path", "b_path"} <= r.keys() for r in value)
    )


def link_golds(value: Any) -> list[LinkGold]:
    """The parts of a link file: one of measures, or one for each pair of notices of a list of clause rows."""
    if isinstance(value, dict):
        rows = [((row["from"], row["to"]), row) for row in value["pairs"]]
        only = frozenset((*value.get("related_only_from", ()), *value.get("related_only_to", ())))
        return [
            LinkGold(
                a=value["from"],
                b=value["to"],
                level="measure",
                wanted=_wanted(rows),
                ignored=_ignored(rows),
                dropped=frozenset(value.get("dropped", ())),
                new=frozenset(value.get("new", ())),
                related_only=only,
            )
        ]
    editions: dict[tuple[str, str], list[tuple[Pair, Mapping[str, Any]]]] = {}
    for row in value:
        editions.setdefault((row["a"], row["b"]), []).append(((row["a_path"], row["b_path"]), row))
    return [
        LinkGold(a=a, b=b, level="clause", wanted=_wanted(rows), ignored=_ignored(rows))
        for (a, b), rows in editions.items()
    ]


def _wanted(rows: Iterable[tuple[Pair, Mapping[str, Any]]]) -> dict[Pair, str]:
    return {pair: row["relation"] for pair, row in rows if row["confidence"] >= WANTED}


def _ignored(rows: Sequence[tuple[Pair, Mapping[str, Any]]]) -> frozenset[Pair]:
    return frozenset(pair for pair, row in rows if row["confidence"] < WANTED) - _wanted(rows).keys()


def clause_of(id: str) -> str:
    """The clause of a measure id.

    >>> clause_of("3/23#1")
    '3/23'
    """
    return id.partition("#")[0]


def compare_links(gold: LinkGold, found: Mapping[str, Any]) -> list[Comparison]:
    """Pairs, dropped and new measures, and relations, against what ``policygraph compare --format json`` gives.

    A measure file is scored at both levels. ``relation`` counts the pairs that are in the gold and were found: how many of
    them carry the right relation (at clause level that of the best-scored link), so its precision is the accuracy.
    """
    links = sorted(found["links"], key=lambda link: -float(link.get("score") or 0))
    result = []
    for level in ("measure", "clause") if gold.level == "measure" else ("clause",):
        cut = clause_of if level == "clause" else str
        wanted: dict[Pair, str] = {}
        for (a, b), relation in gold.wanted.items():
            wanted.setdefault((cut(a), cut(b)), relation)
        ignored = {(cut(a), cut(b)) for a, b in gold.ignored} - wanted.keys()
        relations: dict[Pair, str] = {}
        for link in links:
            relations.setdefault((cut(link["from"]), cut(link["to"])), link["relation"])
        got = relations.keys() - ignored
        result.append(compare_facts(f"{level} pairs", Counter(iter(wanted)), Counter(iter(got))))
        if level == gold.level:
            result.append(_relations(wanted, relations))
    for kind, marked in (("dropped", gold.dropped), ("new", gold.new)):
        if marked is not None:
            ids = [id for id in found[kind] if id in marked or id not in gold.related_only]
            result.append(compare_facts(kind, Counter((id,) for id in marked), Counter((id,) for id in set(ids))))
    return result


def compare_translation(paths: Iterable[str], pairs: Iterable[Pair]) -> Comparison:
    """Clauses of a translation paired with those of its original: ``paths`` stand in both, a clause renders its own path."""
    return compare_facts("translated clauses", Counter((path, path) for path in paths), Counter(iter(pairs)))


def _relations(wanted: Mapping[Pair, str], got: Mapping[Pair, str]) -> Comparison:
    shared = [pair for pair in wanted if pair in got]
    wrong = sorted((*pair, wanted[pair], got[pair]) for pair in shared if wanted[pair] != got[pair])
    right = len(shared) - len(wrong)
    return Comparison(
        "relation of shared pairs",
        Score(len(shared), len(shared), right),
        tuple((a, b, relation) for a, b, relation, _ in wrong),
        tuple((a, b, relation) for a, b, _, relation in wrong),
    )
