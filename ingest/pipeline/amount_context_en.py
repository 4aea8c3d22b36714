"""What is known about an English quantity when its role is asked: the amount in the making, the cue words around it, and what
follows from them. The words are in ``lexicon/roles_en.tsv``."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from ingest.lexicon_en import phrases, words
from ingest.model import AmountRole, Comparator


@dataclass(slots=True)
class Draft:
    """An amount in the making: bounds from ``head`` to ``tail``, the number with its unit at ``[start, end)``."""

    head: int
    start: int
    end: int
    tail: int
    value: Decimal
    unit: str
    kind: str  # money | percent | count
    comparator: Comparator
    noun: tuple[int, int] | None = None
    only: bool = False
    range_: Literal["", "low", "high"] = ""
    rule: str = ""
    role: AmountRole = "count"
    basis: str | None = None
    tier: int | None = None
    per: tuple[str, ...] = ()
    offer: int | None = None

    @classmethod
    def of(
        cls,
        start: int,
        end: int,
        value: Decimal,
        unit: str,
        kind: str,
        comparator: Comparator,
        *,
        rule: str,
        only: bool = False,
    ) -> Draft:
        return cls(start, start, end, end, value, unit, kind, comparator, only=only, rule=rule)


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    kinds: dict[str, set[str]] = {}
    for kind, listed in words("roles_en").items():
        for phrase in listed:
            kinds.setdefault(phrase, set()).add(kind)
    pattern = re.compile(rf"(?<![\w-])(?P<cue>{phrases(kinds)})(?:s|es)?(?![\w])")
    return pattern, {phrase: frozenset(found) for phrase, found in kinds.items()}


#: how far, in characters, words may stand from the number they speak of
WINDOW = 400
Cue = tuple[int, int, frozenset[str]]


class Around:
    """The cues of one sentence and the stretches between commas."""

    def __init__(self, own: list[Draft], low: str, begin: int, finish: int) -> None:
        self.low, self.begin, self.finish, self.own = low, begin, finish, own
        pattern, kinds = _cues()
        first, last = max(begin, own[0].head - 400), min(finish, own[-1].tail + 300)
        self.first = first
        self.cues: list[Cue] = [(m.start(), m.end(), kinds[m["cue"]]) for m in pattern.finditer(low, first, last)]
        self.starts = [c[0] for c in self.cues]
        self.all = frozenset().union(*(c[2] for c in self.cues)) if self.cues else frozenset()
        stretch = low[first:last]
        self.brackets = [(first + m.start(), first + m.end()) for m in re.finditer(r"\([^()]{0,240}\)", stretch)]
        cuts = [first + m.end() for m in re.finditer(r"[,;:]\s", stretch)]
        self.cuts = [first] + [c for c in cuts if self.bracket(c) is None]
        self.inner = [first, *cuts]

    def segment(self, at: int) -> int:
        """Where the stretch of ``at`` begins: behind the comma before it; brackets are passed over, unless it stands in one."""
        if at < self.first:
            return max(self.begin, at - WINDOW)
        bracket = self.bracket(at)
        if bracket is not None:
            return max(bracket, self.inner[bisect_right(self.inner, at) - 1], at - WINDOW)
        return max(self.cuts[bisect_right(self.cuts, at) - 1], at - WINDOW)

    def bracket(self, at: int) -> int | None:
        """Where the bracket opens that ``at`` stands in."""
        i = bisect_right(self.brackets, (at, len(self.low))) - 1
        return self.brackets[i][0] if i >= 0 and at < self.brackets[i][1] else None

    def left(self, at: int, floor: int) -> list[Cue]:
        """Cues between ``floor`` and ``at``, nearest first."""
        hi = bisect_right(self.starts, at - 1)
        return [c for c in reversed(self.cues[max(0, hi - 16) : hi]) if c[0] >= floor and c[1] <= at][:8]

    def right(self, at: int, ceiling: int) -> list[Cue]:
        lo = bisect_right(self.starts, at - 1)
        return [c for c in self.cues[lo : lo + 8] if c[1] <= ceiling]

    def before(self, i: int) -> int:
        return max(self.own[i - 1].end, self.begin) if i else self.begin

    def after(self, i: int) -> int:
        return self.own[i + 1].head if i + 1 < len(self.own) and self.own[i + 1].head > self.own[i].end else self.finish


def first_of(cues: list[Cue], *wanted: str) -> Cue | None:
    """The first cue that is of one of these kinds."""
    return next((c for c in cues if any(w in c[2] for w in wanted)), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a role: cues to the left (nearest first) and to the right of the number, in its stretch of the
    sentence."""

    around: Around
    left: list[Cue]
    right: list[Cue]
    place: int  # which of the amounts of the sentence it is
    strong: Cue | None  # the nearest word for a benefit to the left
    target: Cue | None  # the nearest word for a target to the left
    hard: bool  # the stretch states one with where, if, whose, not only with "with"
    conditional: bool  # the stretch states a condition (where, if, whose, with)
    dated: bool  # a date to be reached by stands before ("By 2027, …")

    def first_of(self, *wanted: str) -> Cue | None:
        """The nearest cue of these kinds to the left."""
        return first_of(self.left, *wanted)
