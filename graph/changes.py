"""What moved between two linked measures: numbers, time limits and commitments set side by side.

Two numbers are only set against each other where they are of a kind: the same unit, the same role (a rate with a rate, a
cap with a cap), bounded on the same side, and counted on the same basis (展位费 with 展位费, not with 运输费; a sum with a sum,
not with an increment). Where that cannot be told, nothing is said: a reader sees both texts anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, TypeVar

from ingest.lexicon.table import rows
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

#: the family of bases.tsv whose words are left out
GENERIC = "generic"

#: bases that share this much of the shorter one are alike
_ALIKE = 0.5

_FIGURES = re.compile(r"[\d\s,.，。；、（）()%％]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SCOPE = re.compile(r"^(?:单个|每个|每家|每户|每[一]?|单[一]?|对)|^(?:each|every|per|a|an|single)\s+")

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
    amounts = _matched(left_amounts, right_amounts, lambda a, b: likeness(a, b, language), _kind, close)
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


def likeness(left: Amount, right: Amount, language: Language = "zh") -> float | None:
    """How alike the bases of two amounts are, 0–1; None where they must not be compared; 0 where a basis is not printed."""
    if _kind(left) != _kind(right) or _scopes_differ(left, right):
        return None
    if _unlike(_context(left), _context(right), language):
        return None
    return _alike(left.basis, right.basis, language)


def _alike(left: str | None, right: str | None, language: Language) -> float | None:
    """The overlap of two bases; 0 where one is not printed or says nothing, None where they are too far apart."""
    mine, theirs = (_telling_words(text, language) for text in (left, right))
    if not mine or not theirs:
        return 0.0
    alike = _overlap(mine, theirs)
    return alike if alike >= _ALIKE else None


def _kind(amount: Amount) -> tuple[str, ...]:
    side = {"<=": "at most", "<": "at most", ">=": "at least", ">": "at least"}.get(amount.comparator, "")
    if amount.role == "cap":
        side = "at most"  # 「最高5万元」 and 「补贴上限为5万元」 say the same
    if amount.role in ("benefit", "rate", "tax") and side == "at most":
        side = ""  # 「不超过80%」 is a rate all the same
    return (amount.unit, amount.role, side)


def _context(amount: Amount) -> str:
    return f"{amount.basis or ''} {' '.join(amount.per)}"


def _scopes_differ(left: Amount, right: Amount) -> bool:
    """「单个企业」 and 「每家企业」 are the same scope, 「单个展位」 is another."""
    mine, theirs = ({_SCOPE.sub("", scope.lower()).strip() for scope in amount.per} - {""} for amount in (left, right))
    return bool(mine and theirs) and not any(a in b or b in a for a in mine for b in theirs)


def _unlike(left: str, right: str, language: Language) -> bool:
    if not left.strip() or not right.strip():
        return False
    left, right = left.lower(), right.lower()
    return any(bool(pattern.search(left)) != bool(pattern.search(right)) for pattern in _families(language))


@cache
def _families(language: Language) -> tuple[re.Pattern[str], ...]:
    """The patterns of words that change what is counted (graph/bases.tsv)."""
    return tuple(
        re.compile(row["pattern"])
        for row in rows("bases.tsv", "graph")
        if row["language"] == language and row["family"] != GENERIC
    )


@cache
def _generic(language: Language) -> re.Pattern[str]:
    found = [r["pattern"] for r in rows("bases.tsv", "graph") if (r["language"], r["family"]) == (language, GENERIC)]
    return re.compile("|".join(found))


def _telling_words(basis: str | None, language: Language) -> str:
    """A basis without figures, punctuation and words that say nothing of what is counted."""
    return " ".join(_generic(language).sub(" ", _FIGURES.sub(" ", (basis or "").lower())).split())


def _overlap(left: str, right: str) -> float:
    """The share of the shorter text that the longest common piece covers (English: the common words)."""
    if not _HAN.search(left + right):
        one, other = set(left.split()), set(right.split())
        return len(one & other) / min(len(one), len(other))
    first, second = sorted(("".join(text.split()) for text in (left, right)), key=len)
    for size in range(len(first), 1, -1):
        if any(first[start : start + size] in second for start in range(len(first) - size + 1)):
            return size / len(first)
    return 0.0


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


def _deadline_kind(deadline: Deadline) -> tuple[str, ...]:
    length = length_of(deadline.value)
    if deadline.kind in ("within", "every"):
        return (deadline.kind, deadline.bound, length[1] if length else "unknown")
    after = _AFTER.fullmatch(deadline.value or "")
    return (deadline.kind, deadline.bound, "after" if after else "fixed")


def _deadline_likeness(left: Deadline, right: Deadline) -> float | None:
    """Fixed dates of two editions always differ and say nothing; durations, cycles and 「次年3月底」 can be compared."""
    kind = _deadline_kind(left)
    if kind != _deadline_kind(right) or kind[2] in ("unknown", "fixed"):
        return None
    return _alike(left.due, right.due, "zh" if _HAN.search(f"{left.due}{right.due}") else "en")


def _time_change(left: Deadline, right: Deadline) -> Change:
    before, after = _order_of(left), _order_of(right)
    if before == after:
        return Change(what=left.kind, left=left, right=right, direction="same")
    later = after > before
    effect: Effect | None = None
    if left.kind == "within" and left.bound == "max":
        effect = "worse" if later else "better"
    return Change(what=left.kind, left=left, right=right, direction="up" if later else "down", effect=effect)


def _order_of(deadline: Deadline) -> Decimal:
    length = length_of(deadline.value)
    if length is not None:
        return length[0]
    match = _AFTER.fullmatch(deadline.value or "")
    assert match is not None  # only comparable ones come here
    return Decimal(match["years"]) * 400 + Decimal(match["month"]) * 32 + Decimal(match["day"] or 31)
