"""What moved between two notices: for each link, between the neighbours of linked measures, and the most telling of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.changes import Change, changes_between, commitment_change, kind_of, one_sided, only_ones
from graph.sides import Side, figures_of
from ingest.model import Amount, Clause, Deadline

if TYPE_CHECKING:
    from graph.links.link import MeasureLink

#: a pair of this relation only shares its subject
LOOSE = frozenset({"related"})

#: a pair of this relation goes about the same thing by other means: its numbers are seldom of a kind
OTHER_MEANS = frozenset({"same_aim_other_instrument", "replaces_instrument"})

#: with which relations a firmer, or a looser, commitment agrees: it is said of whole measures, the relation of what they share
COMMITMENT = {
    "up": frozenset({"strengthens", "same_aim_same_instrument"}),
    "down": frozenset({"weakens", "same_aim_same_instrument"}),
}

#: roles whose numbers an analyst names first
_FIRST = ("rate", "cap", "benefit", "fund", "tax", "within", "certainty", "threshold", "target", "every", "by")


@dataclass(frozen=True, slots=True)
class Highlight:
    """Something that moved, and the two measures in which it stands."""

    left: Side
    right: Side
    change: Change


@dataclass(frozen=True)
class Movements:
    """The changes between the measures of two notices that are linked; sides by full measure id, with their place."""

    links: tuple[MeasureLink, ...]
    left: Mapping[str, tuple[int, Side]]
    right: Mapping[str, tuple[int, Side]]

    def of(self, link: MeasureLink) -> tuple[Change, ...]:
        """What moved between the two measures of a link (``graph.changes``).

        What one side alone states is told once, at the best link of its measure, and only where no clause that this measure
        is linked with says anything of the kind.
        """
        (_, one), (_, other) = self.left[link.left_id], self.right[link.right_id]
        close = link.relation not in LOOSE | OTHER_MEANS and one.clause.language == other.clause.language
        found = [
            *changes_between(
                one.amounts,
                other.amounts,
                one.deadlines,
                other.deadlines,
                language=one.clause.language,
                close=close,
            )
        ]
        commitment = commitment_change(one.measure.certainty, other.measure.certainty)
        if commitment is not None and link.relation in COMMITMENT.get(commitment.direction, ()):
            found.append(commitment)
        if close:
            left_best, right_best = self._best
            if left_best.get(link.left_id) is link:
                for fact in one_sided((*one.amounts, *one.deadlines), self._across(link.left_id)):
                    found.append(Change(what=kind_of(fact), left=fact, right=None, direction="omitted"))
            if right_best.get(link.right_id) is link:
                for fact in one_sided((*other.amounts, *other.deadlines), self._across(link.right_id)):
                    found.append(Change(what=kind_of(fact), left=None, right=fact, direction="stated"))
        return tuple(found)

    def across_clauses(self) -> list[tuple[Side, Side, Change]]:
        """Limits and rates that moved between two clauses that are linked more than once, in measures not linked themselves."""
        several: dict[tuple[str, str], list[MeasureLink]] = {}
        seen: set[tuple[object, object]] = set()
        for link in self.links:
            (_, one), (_, other) = self.left[link.left_id], self.right[link.right_id]
            seen |= {(change.left, change.right) for change in self.of(link)}
            if link.relation not in LOOSE and one.clause.language == other.clause.language:
                several.setdefault((one.clause.path, other.clause.path), []).append(link)
        found: list[tuple[Side, Side, Change]] = []
        for links in several.values():
            if len(links) < 2:
                continue
            clauses = self.left[links[0].left_id][1].clause, self.right[links[0].right_id][1].clause
            for change in only_ones(figures_of(clauses[0]), figures_of(clauses[1]), clauses[0].language):
                sides = (
                    self._side_of(self.left, clauses[0], change.left),
                    self._side_of(self.right, clauses[1], change.right),
                )
                if change.moved and (change.left, change.right) not in seen and sides[0] and sides[1]:
                    found.append((sides[0], sides[1], change))
        return found

    @staticmethod
    def _side_of(sides: Mapping[str, tuple[int, Side]], clause: Clause, fact: object) -> Side | None:
        for _, side in sides.values():
            if side.clause is clause and isinstance(fact, Amount | Deadline) and side.measure.span.covers(fact.span):
                return side
        return None

    @cached_property
    def _best(self) -> tuple[dict[str, MeasureLink], dict[str, MeasureLink]]:
        """The best link of each left, and of each right measure."""
        left: dict[str, MeasureLink] = {}
        right: dict[str, MeasureLink] = {}
        for link in sorted(self.links, key=lambda link: (link.relation in LOOSE | OTHER_MEANS, -float(link.score))):
            left.setdefault(link.left_id, link)
            right.setdefault(link.right_id, link)
        return left, right

    def _across(self, measure: str) -> list[Amount | Deadline]:
        """Amounts and deadlines of the clauses that a measure is linked with."""
        clauses: dict[str, Clause] = {}
        for link in self.links:
            if measure == link.left_id:
                clause = self.right[link.right_id][1].clause
            elif measure == link.right_id:
                clause = self.left[link.left_id][1].clause
            else:
                continue
            clauses[clause.path] = clause
        return [fact for clause in clauses.values() for fact in figures_of(clause)]

    def highlights(self, most: int = 8) -> list[Highlight]:
        """The numbers and commitments that moved, the most telling first: by role, then by how far they moved."""
        found: dict[tuple[object, object], tuple[tuple[int, float, int], Highlight]] = {}

        def put(left: Side, right: Side, change: Change) -> None:
            if not change.moved or change.what not in _FIRST:
                return
            ratio = change.ratio
            far = -min(abs(ratio - 1), 9.0) if ratio is not None else 0.0
            key: tuple[object, object] = (
                (change.left, change.right) if change.what != "certainty" else (left.measure, None)
            )
            found.setdefault(key, ((_FIRST.index(change.what), far, len(found)), Highlight(left, right, change)))

        for link in sorted(self.links, key=lambda link: -float(link.score)):
            for change in self.of(link):
                put(self.left[link.left_id][1], self.right[link.right_id][1], change)
        for left, right, change in self.across_clauses():
            put(left, right, change)
        return [highlight for _, highlight in sorted(found.values(), key=lambda item: item[0])[:most]]
