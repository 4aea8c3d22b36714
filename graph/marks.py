"""Facts in the text they stand in: a measure as stretches of its words, each with the facts it belongs to.

Facts have their place in ``Document.text``, with its line and page breaks; a measure is shown as a quote, without them.
``positions`` is the way between the two, ``runs_of`` what a page needs to highlight amounts, deadlines, conditions and units in
place, overlapping or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ingest.model import Amount, Clause, Condition, Deadline, Document, Measure, Span, UnitMention

Kind = Literal["amount", "deadline", "condition", "unit"]

#: kinds in the order in which they are told about a stretch that has several
KINDS: tuple[Kind, ...] = ("amount", "deadline", "unit", "condition")


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact and its place in the quoted text."""

    kind: Kind
    span: Span
    fact: Amount | Deadline | Condition | UnitMention


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with all the facts that cover it; ``first`` marks begin here."""

    text: str
    marks: tuple[Mark, ...]
    first: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        found = {mark.kind for mark in self.marks}
        return tuple(kind for kind in KINDS if kind in found)


def positions(quote: str, text: str, span: Span) -> list[int]:
    """For each character of a quote its offset in ``text``; the quote is the text at ``span`` with layout taken out.

    A space of the quote stands for any white space. A character that is not there gets the place where it should be.

    >>> positions("补贴3万元", "给予补贴3\\n万元。", Span(2, 8))
    [2, 3, 4, 6, 7]
    """
    found: list[int] = []
    at = span.start
    for character in quote:
        there = at
        while there < span.end and text[there] != character and not (character == " " and text[there].isspace()):
            there += 1
        if there >= span.end:  # a character that the reading replaced
            there = min(at, max(span.start, span.end - 1))
        found.append(there)
        at = there + 1
    return found


def marks_of(measure: Measure, clause: Clause, document: Document) -> list[Mark]:
    """The facts that stand in a measure, placed in its quote, in the order of the text, the longer first."""
    offsets = positions(measure.text, document.text, measure.span)
    facts: list[tuple[Kind, Amount | Deadline | Condition | UnitMention]] = [
        *(("amount", amount) for amount in clause.amounts),
        *(("deadline", deadline) for deadline in clause.deadlines),
        *(("condition", condition) for condition in measure.conditions),
        *(("unit", unit) for unit in clause.units),
    ]
    found = []
    for kind, fact in facts:
        if not fact.span.overlaps(measure.span):
            continue
        inside = [n for n, offset in enumerate(offsets) if fact.span.start <= offset < fact.span.end]
        if inside:
            found.append(Mark(kind, Span(inside[0], inside[-1] + 1), fact))
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end, KINDS.index(mark.kind)))


def runs_of(text: str, marks: Sequence[Mark]) -> list[Run]:
    """A text cut at every place where a fact begins or ends; the runs together are the text.

    >>> [run.text for run in runs_of("给予3万元奖励", [])]
    ['给予3万元奖励']
    """
    cuts = sorted({0, len(text), *(mark.span.start for mark in marks), *(mark.span.end for mark in marks)})
    found = []
    for start, end in pairwise(cuts):
        here = Span(start, end)
        covering = tuple(mark for mark in marks if mark.span.covers(here))
        found.append(Run(text[start:end], covering, tuple(mark for mark in covering if mark.span.start == start)))
    return found
