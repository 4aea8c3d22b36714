"""What moved between two linked measures: numbers, time limits and commitments set side by side.

Two numbers are only set against each other where they are of a kind: the same unit, the same role (a rate with a rate, a
cap with a cap), bounded on the same side, and counted on the same basis (展位费 with 展位费, not with 运输费; a sum with a sum,
not with an increment). Where that cannot be told, nothing is said: a reader sees both texts anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from graph.bases import alike_words, likeness
from graph.durations import is_symbolic, length_of, order_of
from ingest.model import Amount, AmountRole, Certainty, Deadline, Language

#: up: more, longer, more seldom, firmer; stated: on the right side only; omitted: on the left side only
Direction = Literal["up", "down", "same", "stated", "omitted"]

#: for the one who applies: easier or more, or harder or less; None where a number alone does not say
Effect = Literal["better", "worse"]

#: rungs of commitment 承诺程度, from the loosest; whether a sum is printed (未定数额) is no question of firmness
RUNGS: dict[Certainty, int] = {"study": 0, "strive": 1, "unspecified": 2, "committed": 2}

#: more of it is better, and more of it is worse
_MORE: frozenset[AmountRole] = frozenset(("benefit", "rate", "cap", "fund"))
_LESS: frozenset[AmountRole] = frozenset(("threshold", "tax"))

#: worth a word where only one side says it
_TELLING: frozenset[AmountRole] = frozenset(("benefit", "rate", "cap", "fund", "tax"))

#: never compared without a basis: a count of something is only like a count of the same thing
_NEEDS_BASIS: frozenset[AmountRole] = frozenset(("count", "target", "step"))

Fact = Amount | Deadline | Certainty
_F = TypeVar("_F", Amount, Deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A comparable pair of facts: ``what`` is the role of an amount, the kind of a deadline, or "certainty".

    ``left`` is None where only the right measure states it, ``right`` where only the left does.
    """

    what: str
    left: Fact | None
    right: Fact | None
    direction: Direction
    effect: Effect | None = None

    @property
    def moved(self) -> bool:
        """Whether both sides state it and differ."""
        return self.direction in ("up", "down")

    @property
    def ratio(self) -> float | None:
        """How many times the left value the right one is; None where that means nothing."""
        if isinstance(self.left, Amount) and isinstance(self.right, Amount):
            return float(self.right.value / self.left.value) if self.left.value else None
        if isinstance(self.left, Deadline) and isinstance(self.right, Deadline):
            before, after = length_of(self.left.value), length_of(self.right.value)
            return float(after[0] / before[0]) if before and after and before[0] else None
        return None


def changes_between(
    left_amounts: Sequence[Amount],
    right_amounts: Sequence[Amount],
    left_deadlines: Sequence[Deadline] = (),
    right_deadlines: Sequence[Deadline] = (),
    *,
    language: Language = "zh",
    close: bool = True,
) -> tuple[Change, ...]:
    """The facts of two linked measures that can be set side by side, in the order of the left text.

    ``close`` is false for a loose pair (merely related, another instrument): a common basis must then be printed on both sides.

    >>> from ingest.pipeline.finders import find_amounts
    >>> old, new = (find_amounts(f"按展位费的{rate}给予补贴。", "zh") for rate in ("50%", "70%"))
    >>> [(c.what, c.direction, c.effect) for c in changes_between(old, new)]
    [('rate', 'up', 'better')]
    """
    amounts = _matched(left_amounts, right_amounts, lambda a, b: _amount_likeness(a, b, language), _kind, close)
    times = _matched(left_deadlines, right_deadlines, _deadline_likeness, _deadline_kind, close)
    return (*(_amount_change(a, b) for a, b in amounts), *(_time_change(a, b) for a, b in times))


def commitment_change(left: Certainty, right: Certainty) -> Change | None:
    """研究 → 力争 → 承诺: None where the commitment stands on the same rung.

    >>> commitment_change("study", "committed").direction
    'up'
    """
    if RUNGS[left] == RUNGS[right]:
        return None
    up = RUNGS[right] > RUNGS[left]
    return Change(
        what="certainty",
        left=left,
        right=right,
        direction="up" if up else "down",
        effect="better" if up else "worse",
    )


def one_sided(facts: Sequence[Amount | Deadline], others: Iterable[Amount | Deadline]) -> Iterator[Amount | Deadline]:
    """Telling facts of one side (a sum, a rate, a cap, a time limit) of whose kind the other side has nothing at all."""
    known = {_plain_kind(fact) for fact in others}
    for fact in facts:
        telling = fact.role in _TELLING if isinstance(fact, Amount) else _is_limit(fact)
        if telling and _plain_kind(fact) not in known:
            yield fact


def kind_of(fact: Amount | Deadline) -> str:
    """The role of an amount, the kind of a deadline."""
    return fact.role if isinstance(fact, Amount) else fact.kind


def _plain_kind(fact: Amount | Deadline) -> tuple[str, ...]:
    return (fact.unit, fact.role) if isinstance(fact, Amount) else (fact.kind, fact.bound)


def _is_limit(deadline: Deadline) -> bool:
    return deadline.kind == "within" and deadline.bound == "max" and deadline.value is not None


def only_ones(
    left: Sequence[Amount | Deadline], right: Sequence[Amount | Deadline], language: Language = "zh"
) -> Iterator[Change]:
    """Limits and rates of two clauses of which each is the only one of its kind in its clause: they may stand in measures
    that are not linked themselves (2个工作日 in one sentence, 不超过3个工作日 in the neighbour of its counterpart)."""
    for a in left:
        if sum(_plain_kind(a) == _plain_kind(fact) for fact in left) != 1:
            continue
        rivals = [fact for fact in right if _plain_kind(a) == _plain_kind(fact)]
        if len(rivals) != 1:
            continue
        (b,) = rivals
        if isinstance(a, Deadline) and isinstance(b, Deadline) and _is_limit(a) and _is_limit(b):
            if _deadline_kind(a) == _deadline_kind(b):
                yield _time_change(a, b)
        elif (
            isinstance(a, Amount)
            and isinstance(b, Amount)
            and a.role in ("rate", "cap", "tax")
            and likeness(a, b, language)
        ):
            yield _amount_change(a, b)


# ---------------------------------------------------------------------------------------------------------------------
# amounts


def _amount_likeness(left: Amount, right: Amount, language: Language) -> float | None:
    return likeness(left, right, language) if _kind(left) == _kind(right) else None


def _kind(amount: Amount) -> tuple[str, ...]:
    side = {"<=": "at most", "<": "at most", ">=": "at least", ">": "at least"}.get(amount.comparator, "")
    if amount.role == "cap":
        side = "at most"  # 「最高5万元」 and 「补贴上限为5万元」 say the same
    if amount.role in ("benefit", "rate", "tax") and side == "at most":
        side = ""  # 「不超过80%」 is a rate all the same
    return (amount.unit, amount.role, side)


def _matched(
    left: Sequence[_F],
    right: Sequence[_F],
    alike: Callable[[_F, _F], float | None],
    kind: Callable[[_F], tuple[str, ...]],
    close: bool,
) -> list[tuple[_F, _F]]:
    """Pairs of comparable facts, each fact once, the most alike first; given back in the order of the left text.

    Facts whose bases are not printed are paired only where each is the only one of its kind in its measure.
    """

    def alone(fact: _F, several: Sequence[_F]) -> bool:
        return sum(kind(other) == kind(fact) for other in several) == 1

    scored: list[tuple[float, int, int, int]] = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            value = alike(a, b)
            if value is None:
                continue
            if not value and not (close and alone(a, left) and alone(b, right) and _may_stand_alone(a)):
                continue
            tiers = int(isinstance(a, Amount) and isinstance(b, Amount) and a.tier != b.tier)
            scored.append((-value, tiers, i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(scored):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j))
    return [(left[i], right[j]) for i, j in sorted(pairs)]


def _may_stand_alone(fact: Amount | Deadline) -> bool:
    return not isinstance(fact, Amount) or fact.role not in _NEEDS_BASIS


def _amount_change(left: Amount, right: Amount) -> Change:
    if left.value == right.value:
        return Change(what=left.role, left=left, right=right, direction="same")
    up = right.value > left.value
    effect: Effect | None = None
    if left.role in _MORE | _LESS:
        effect = "better" if up == (left.role in _MORE) else "worse"
    return Change(what=left.role, left=left, right=right, direction="up" if up else "down", effect=effect)


# ---------------------------------------------------------------------------------------------------------------------
# time


def _deadline_kind(deadline: Deadline) -> tuple[str, ...]:
    length = length_of(deadline.value)
    if deadline.kind in ("within", "every"):
        return (deadline.kind, deadline.bound, length[1] if length else "unknown")
    return (deadline.kind, deadline.bound, "after" if is_symbolic(deadline.value) else "fixed")


def _deadline_likeness(left: Deadline, right: Deadline) -> float | None:
    """Fixed dates of two editions always differ and say nothing; durations, cycles and 「次年3月底」 can be compared."""
    kind = _deadline_kind(left)
    if kind != _deadline_kind(right) or kind[2] in ("unknown", "fixed"):
        return None
    return alike_words(left.due, right.due, "en" if f"{left.due}{right.due}".isascii() else "zh")


def _time_change(left: Deadline, right: Deadline) -> Change:
    before, after = order_of(left.value), order_of(right.value)
    if before == after:
        return Change(what=left.kind, left=left, right=right, direction="same")
    later = after > before
    effect: Effect | None = None
    if left.kind == "within" and left.bound == "max":
        effect = "worse" if later else "better"
    return Change(what=left.kind, left=left, right=right, direction="up" if later else "down", effect=effect)
