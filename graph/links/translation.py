"""Which clause of a translation 译文 renders which of the original, told by what they say and not by their numbers.

Each clause of the one belongs to one of the other at most, so the pairs are chosen together: the assignment with the largest
sum of likeness. Alike are clauses that name the same concepts, bodies, responsible units and quantities; how long they are
tells the rest.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from graph.links.contrast import Contrast
from graph.links.features import shared_names
from graph.links.lexical import dot, unit
from graph.links.measures import LinkMeasure, read_measure
from graph.links.profile import Profile

#: what each kind of agreement counts; measured on no annotated pair, the sum only has to keep order within two notices
WEIGHTS: Mapping[str, float] = {
    "concepts": 1.0,
    "topics": 0.3,
    "instruments": 0.2,
    "units": 0.7,
    "quantities": 0.7,
    "names": 0.5,
    "length": 0.4,
}


@dataclass(frozen=True, slots=True)
class ClausePair:
    """A clause of the translation, by its path, and the one it renders; ``likeness`` by kind as in ``WEIGHTS``, 0 to 1."""

    translation: str
    original: str
    score: float
    likeness: Mapping[str, float]


def pair_clauses(translation: Sequence[LinkMeasure], original: Sequence[LinkMeasure]) -> list[ClausePair]:
    """The clauses of two notices that render each other, in the order of the paths of the translation.

    Only the content of the measures is looked at; paths name the clauses and decide nothing, nor does their order.

    >>> zh = [read_measure(notice="a", local_id="1#1", text="加快出口退税进度。"),
    ...       read_measure(notice="a", local_id="2#1", text="支持企业参加境外展会。")]
    >>> en = [read_measure(notice="b", local_id="7#1", text="Support overseas exhibitions.", language="en"),
    ...       read_measure(notice="b", local_id="8#1", text="Speed up export tax rebates.", language="en")]
    >>> [(p.translation, p.original) for p in pair_clauses(en, zh)]
    [('7', '2'), ('8', '1')]
    """
    left, right = _clauses(translation), _clauses(original)
    mine, theirs = [Profile(m) for m in left], [Profile(m) for m in right]
    alike = _likeness(mine, theirs)
    scores = [
        [math.fsum(WEIGHTS[kind] * value for kind, value in sorted(cell.items())) for cell in row] for row in alike
    ]
    found = [
        ClausePair(left[i].path, right[j].path, round(scores[i][j] / sum(WEIGHTS.values()), 6), alike[i][j])
        for i, j in assignment(scores)
    ]
    return sorted(found, key=lambda pair: pair.translation)


def _clauses(measures: Iterable[LinkMeasure]) -> list[LinkMeasure]:
    """One measure a clause, with the heading and the text of all its measures; sorted by what they say."""
    together: dict[str, list[LinkMeasure]] = {}
    for m in measures:
        together.setdefault(m.path, []).append(m)
    found = []
    for path, parts in together.items():
        heading = f"{parts[0].heading}\n" if parts[0].heading else ""
        whole = read_measure(
            notice=parts[0].notice,
            local_id=f"{path}#1",
            text=heading + "\n".join(m.text for m in parts),
            language=parts[0].language,
            units=tuple(dict.fromkeys(unit for m in parts for unit in m.units)),
        )
        amounts, deadlines = (x for m in parts for x in m.amounts), (x for m in parts for x in m.deadlines)
        found.append(replace(whole, amounts=tuple(amounts), deadlines=tuple(deadlines)))
    return sorted(found, key=lambda m: (m.text, m.path))


def _likeness(mine: Sequence[Profile], theirs: Sequence[Profile]) -> list[list[dict[str, float]]]:
    contrast = Contrast(mine, theirs)
    units = _vectors(mine, theirs, lambda p: p.measure.units)
    quantities = _vectors(mine, theirs, _quantities)
    lengths = [[len(p.measure.text) for p in side] for side in (mine, theirs)]
    usual = _median(lengths[0]) / (_median(lengths[1]) or 1)
    return [
        [
            {
                "concepts": dot(contrast.vector(a), contrast.vector(b)),
                "topics": dot(a.topics, b.topics),
                "instruments": dot(a.instruments, b.instruments),
                "units": dot(units[0][i], units[1][j]),
                "quantities": dot(quantities[0][i], quantities[1][j]),
                "names": 1 - math.exp(-len(shared_names(a, b)) / 2),
                "length": math.exp(-3 * abs(math.log(lengths[0][i] / (lengths[1][j] * usual)))),
            }
            for j, b in enumerate(theirs)
        ]
        for i, a in enumerate(mine)
    ]


def _quantities(profile: Profile) -> list[Hashable]:
    return [
        *((str(a.value), a.unit if a.unit.isascii() else "") for a in profile.measure.amounts),
        *((d.kind, d.value) for d in profile.measure.deadlines if d.value),
    ]


def _vectors(
    mine: Sequence[Profile], theirs: Sequence[Profile], of: Callable[[Profile], Iterable[Hashable]]
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """A vector a clause, of what ``of`` names, weighted by how few clauses name it."""
    counts = [[Counter(map(repr, of(p))) for p in side] for side in (mine, theirs)]
    named = Counter(key for side in counts for count in side for key in count)
    total = len(mine) + len(theirs)
    return tuple(  # type: ignore[return-value]
        [unit({key: n * math.log(1 + total / named[key]) for key, n in count.items()}) for count in side]
        for side in counts
    )


def _median(values: Sequence[int]) -> float:
    return float(sorted(values)[len(values) // 2]) if values else 1.0


# ---------------------------------------------------------------------------------------------------------------------
# the assignment


def assignment(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """(row, column) pairs with the largest sum of ``scores``, each row and each column at most once: as many as the shorter
    side has. The Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant), of the third power of the shorter side.

    >>> assignment([[3.0, 2.9], [3.0, 0.0]])
    [(0, 1), (1, 0)]
    """
    if not scores or not scores[0]:
        return []
    if len(scores) > len(scores[0]):
        turned = [[row[j] for row in scores] for j in range(len(scores[0]))]
        return sorted((i, j) for j, i in assignment(turned))
    rows, columns = len(scores), len(scores[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_at, before = [0] * (columns + 1), [0] * (columns + 1)  # 1-based; column 0 is where a new row starts from
    for row in range(1, rows + 1):
        row_at[0], column = row, 0
        least, done = [math.inf] * (columns + 1), [False] * (columns + 1)
        while row_at[column]:
            done[column] = True
            here, delta, following = row_at[column], math.inf, 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                cost = -scores[here - 1][j - 1] - of_row[here] - of_column[j]
                if cost < least[j]:
                    least[j], before[j] = cost, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    of_row[row_at[j]] += delta
                    of_column[j] -= delta
                else:
                    least[j] -= delta
            column = following
        while column:
            row_at[column] = row_at[before[column]]
            column = before[column]
    return sorted((row_at[j] - 1, j - 1) for j in range(1, columns + 1) if row_at[j])
