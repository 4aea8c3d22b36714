"""Links between the measures of notices: the one public verb ``link_editions``.

Two modes: ``editions`` compares an older notice (left) with a newer one of the same place, ``cities`` notices of two
places. Links are many to many. The same measures in any order give the same links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from graph.links.candidates import candidates
from graph.links.contrast import Contrast
from graph.links.evidence import Evidence, evidence_of, why
from graph.links.features import comparable_words, pair_features, with_rivals
from graph.links.measures import LinkMeasure
from graph.links.profile import Profile
from graph.links.relation import anchors, relation_of
from graph.links.score import Weights, load_weights
from graph.links.scorer import NEUTRAL, PARTNERS, Scorer

#: editions of one place over time 同城两版, notices of two places 两城
Mode = Literal["editions", "cities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLink:
    """A scored and explained relation between two measures.

    ``score`` is a probability; ``rank`` counts from 1 among the links of the left measure to the right notice; ``margin``
    is how far the score lies above the best candidate that was not linked (or above 0).
    """

    left_id: str
    right_id: str
    relation: str
    score: float
    rank: int
    margin: float
    evidence: tuple[Evidence, ...]
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaired:
    """A measure without a counterpart: ``dropped`` of the left side, ``new`` of the right side.

    ``compared_with`` is the notice in which none was found, ``best_id`` the nearest that was rejected.
    """

    id: str
    compared_with: str
    best_id: str | None
    best_score: float
    relation: Literal["dropped", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What ``link_editions`` gives, each part in the order of the ids."""

    links: tuple[MeasureLink, ...]
    dropped: tuple[Unpaired, ...]
    new: tuple[Unpaired, ...]


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A candidate pair with its features and its probability."""

    left: Profile
    right: Profile
    values: dict[str, float]
    score: float


def link_editions(
    left: Sequence[LinkMeasure], right: Sequence[LinkMeasure], mode: Mode = "editions", *, scorer: Scorer | None = None
) -> Links:
    """Link each measure of ``left`` with those of ``right`` that go about the same thing.

    Measures of one notice are never linked with each other. ``scorer`` is a likeness of the user's own
    (``graph.links.scorer``). Raises ``UsageError`` for an unknown mode.

    >>> from graph.links.measures import read_measure
    >>> old = read_measure(notice="a-2020", local_id="1#1", text="支持企业建设海外仓。")
    >>> new = read_measure(notice="a-2026", local_id="1#1", text="对企业建设公共海外仓给予补贴。")
    >>> [(x.left_id, x.right_id, x.relation) for x in link_editions([old], [new]).links]
    [('a-2020/1#1', 'a-2026/1#1', 'strengthens')]
    """
    return link_profiles([Profile(m) for m in left], [Profile(m) for m in right], mode, scorer=scorer)


def link_profiles(
    left: Sequence[Profile], right: Sequence[Profile], mode: Mode = "editions", *, scorer: Scorer | None = None
) -> Links:
    """The same for measures that are ready for comparison: where one is compared with many, it is made ready once."""
    pairs = score_profiles(left, right, mode, scorer=scorer)
    linked = [p for p in pairs if p.score >= _weights(p.left, p.right, mode).threshold]
    rejected: dict[tuple[str, str], float] = {}  # left measure, right notice → best score that is no link
    chosen = {(p.left.measure.id, p.right.measure.id) for p in linked}
    for p in pairs:
        group = (p.left.measure.id, p.right.measure.notice)
        if (p.left.measure.id, p.right.measure.id) not in chosen:
            rejected[group] = max(rejected.get(group, 0.0), p.score)
    links: list[MeasureLink] = []
    ranks: dict[tuple[str, str], int] = {}
    for p in sorted(linked, key=lambda p: (_natural(p.left.measure.id), -p.score, _natural(p.right.measure.id))):
        group = (p.left.measure.id, p.right.measure.notice)
        ranks[group] = ranks.get(group, 0) + 1
        links.append(_link(p, mode, ranks[group], p.score - rejected.get(group, 0.0)))
    return Links(
        links=tuple(links),
        dropped=_unpaired([p.measure for p in left], [p.measure for p in right], pairs, mode, "dropped"),
        new=_unpaired([p.measure for p in right], [p.measure for p in left], pairs, mode, "new"),
    )


def feature_table(
    left: Sequence[LinkMeasure], right: Sequence[LinkMeasure], *, scorer: Scorer | None = None
) -> list[tuple[Profile, Profile, dict[str, float]]]:
    """The candidate pairs with their features, in the order of their ids; with ``scorer`` also a feature "scorer"."""
    return _features([Profile(m) for m in left], [Profile(m) for m in right], scorer)


def _features(
    left: Sequence[Profile], right: Sequence[Profile], scorer: Scorer | None
) -> list[tuple[Profile, Profile, dict[str, float]]]:
    mine, theirs = (sorted(side, key=lambda p: p.measure.id) for side in (left, right))
    pairs = [(a, b) for a, b in candidates(mine, theirs) if a.measure.notice != b.measure.notice]
    said: dict[tuple[str, str], float] = {}
    if scorer is not None:
        said = _scored(mine, theirs, scorer)
        pairs = _with_partners(pairs, mine, theirs, said)
    between = _contrasts(mine, theirs)
    values = [pair_features(a, b, between(a.measure.notice, b.measure.notice)) for a, b in pairs]
    groups = [
        ((a.measure.id, b.measure.notice), (b.measure.id, a.measure.notice)) for a, b in pairs
    ]  # rivals are those of the same two notices
    found = zip(pairs, with_rivals(groups, values), strict=True)
    if scorer is None:
        return [(a, b, v) for (a, b), v in found]
    return [(a, b, {**v, "scorer": said[a.measure.id, b.measure.id]}) for (a, b), v in found]


def _by_notice(profiles: Sequence[Profile]) -> dict[str, list[Profile]]:
    found: dict[str, list[Profile]] = {}
    for profile in profiles:
        found.setdefault(profile.measure.notice, []).append(profile)
    return found


def _scored(mine: Sequence[Profile], theirs: Sequence[Profile], scorer: Scorer) -> dict[tuple[str, str], float]:
    """Two measures of different notices → what the scorer says; asked once for each two notices."""
    said: dict[tuple[str, str], float] = {}
    for one, left in _by_notice(mine).items():
        for other, right in _by_notice(theirs).items():
            if one != other:
                rows = scorer.matrix([p.measure.text for p in left], [p.measure.text for p in right])
                said |= {
                    (a.measure.id, b.measure.id): value
                    for a, row in zip(left, rows, strict=True)
                    for b, value in zip(right, row, strict=True)
                }
    return said


def _with_partners(
    pairs: Sequence[tuple[Profile, Profile]],
    mine: Sequence[Profile],
    theirs: Sequence[Profile],
    said: Mapping[tuple[str, str], float],
) -> list[tuple[Profile, Profile]]:
    """The candidates, and of each measure the best partners in each notice by the scorer, which may share no word with it."""
    of = {p.measure.id: p for p in (*mine, *theirs)}
    groups: dict[tuple[int, str, str], list[tuple[float, str, str]]] = {}
    for (a, b), value in said.items():
        if value > NEUTRAL:
            groups.setdefault((0, a, of[b].measure.notice), []).append((-value, a, b))
            groups.setdefault((1, b, of[a].measure.notice), []).append((-value, a, b))
    chosen = {(a.measure.id, b.measure.id) for a, b in pairs}
    chosen |= {(a, b) for group in groups.values() for _, a, b in sorted(group)[:PARTNERS]}
    return [(of[a], of[b]) for a, b in sorted(chosen)]


def _contrasts(mine: Sequence[Profile], theirs: Sequence[Profile]) -> Callable[[str, str], Contrast]:
    """The contrast of a left and a right notice; each made once, when first asked for."""
    of_left, of_right = _by_notice(mine), _by_notice(theirs)
    return cache(lambda left, right: Contrast(of_left[left], of_right[right]))


def score_profiles(
    left: Sequence[Profile], right: Sequence[Profile], mode: Mode, *, scorer: Scorer | None = None
) -> list[ScoredPair]:
    """The candidate pairs with their features and probabilities, in the order of their ids."""
    found = []
    for a, b, values in _features(left, right, scorer):
        moved = scorer.moves(values["scorer"]) if scorer is not None else 0.0
        found.append(ScoredPair(a, b, values, round(_weights(a, b, mode).probability(values, moved), 6)))
    return found


def _weights(left: Profile, right: Profile, mode: Mode) -> Weights:
    return load_weights(mode, of_words=comparable_words(left.measure.language, right.measure.language))


def _link(pair: ScoredPair, mode: Mode, rank: int, margin: float) -> MeasureLink:
    shared = anchors(pair.left, pair.right)
    change = relation_of(pair.left, pair.right, mode, shared)
    why_zh, why_en = why(pair.left, pair.right, change, shared)
    return MeasureLink(
        left_id=pair.left.measure.id,
        right_id=pair.right.measure.id,
        relation=change.relation,
        score=pair.score,
        rank=rank,
        margin=round(margin, 6),
        evidence=evidence_of(pair.left, pair.right, pair.values, change, shared),
        why_zh=why_zh,
        why_en=why_en,
    )


def _unpaired(
    mine: Sequence[LinkMeasure],
    theirs: Sequence[LinkMeasure],
    pairs: Sequence[ScoredPair],
    mode: Mode,
    relation: Literal["dropped", "new"],
) -> tuple[Unpaired, ...]:
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for p in pairs:
        own, other = (p.left, p.right) if relation == "dropped" else (p.right, p.left)
        group = (own.measure.id, other.measure.notice)
        if group not in best or p.score > best[group][0]:
            best[group] = (p.score, other.measure.id)
    languages = {m.notice: m.language for m in theirs}
    found: list[Unpaired] = []
    for measure in sorted(mine, key=lambda m: _natural(m.id)):
        for notice in sorted(languages):
            if notice == measure.notice:
                continue
            score, other_id = best.get((measure.id, notice), (0.0, None))
            weights = load_weights(mode, of_words=comparable_words(languages[notice], measure.language))
            if score < weights.unpaired:
                found.append(
                    Unpaired(id=measure.id, compared_with=notice, best_id=other_id, best_score=score, relation=relation)
                )
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _natural(measure_id: str) -> tuple[tuple[int, str], ...]:
    """Sorts "1#2" before "1#10"."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", measure_id) if part)
