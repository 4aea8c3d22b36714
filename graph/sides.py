"""A side of a comparison: a measure with its clause and the facts that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Amount, Clause, Deadline, Measure, Notice, UnitMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A measure with its clause, and the facts that stand in it."""

    measure: Measure
    clause: Clause

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(fact for fact in self.clause.amounts if self.measure.span.covers(fact.span))

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        return tuple(fact for fact in self.clause.deadlines if self.measure.span.covers(fact.span))

    @property
    def units(self) -> tuple[UnitMention, ...]:
        """责任单位 of the clause, each name once in a role."""
        return tuple({(unit.role, unit.name): unit for unit in self.clause.units}.values())


def sides_of(notice: Notice) -> dict[str, tuple[int, Side]]:
    """Full measure id → its place in the text, and the measure with its clause."""

    def sides() -> Iterator[Side]:
        for clause in notice.clauses:
            for measure in clause.measures:
                yield Side(measure=measure, clause=clause)

    return {f"{notice.id}/{side.measure.id}": (place, side) for place, side in enumerate(sides())}


def topic_of(one: Side, other: Side | None) -> str | None:
    """The topic a pair is filed under: one they share, else the first of either."""
    first = list(dict.fromkeys(match.concept for match in one.measure.topics))
    second = list(dict.fromkeys(match.concept for match in other.measure.topics)) if other else []
    return next(iter([topic for topic in first if topic in second] or first or second), None)


def figures_of(clause: Clause) -> list[Amount | Deadline]:
    """The amounts and deadlines of a clause."""
    return [*clause.amounts, *clause.deadlines]


def office_of(unit: UnitMention, notice: Notice) -> str:
    """A unit without the name of its place: 「威海海关」 stays, 「威海市商务局」 and 「市商务局」 are one."""
    name = re.sub(r"[（(][^（()）]*[)）]$", "", unit.name)  # 市商务局（市投资合作促进局）
    for place in (notice.place.value if notice.place else None, notice.place_en):
        if place and name.startswith(place) and len(name) > len(place) + 1:
            name = place[-1] + name[len(place) :] if place[-1] in "市县区州盟省" else name[len(place) :].strip()
    return name
