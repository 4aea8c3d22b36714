"""Fit the weights of the linker on the gold links, and say honestly how good they are.

    python -m benchmarks.fit_links            print fitted and cross-validated figures
    python -m benchmarks.fit_links --write    and write graph/links/weights.tsv
    python -m benchmarks.fit_links --tables   write graph/links/concept_idf.tsv from data/notices

Needs scipy (extra "bench"); the linker itself does not.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import numpy as np
from msgspec import structs
from numpy.typing import NDArray
from scipy.optimize import minimize

from graph.links.features import FEATURES
from graph.links.link import feature_table
from graph.links.measures import LinkMeasure, read_measure
from graph.links.profile import Profile
from graph.links.relation import relation_of
from graph.links.score import Weights
from ingest.model import Amount, Deadline, Span

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
NOTICES = ROOT / "data" / "notices"

Pair = tuple[str, str]


def gold_measures(notice: str) -> list[LinkMeasure]:
    """The measures of data/gold/measures-<notice>.json, with the amounts and deadlines of the gold clauses."""
    rows = json.loads((GOLD / f"measures-{notice}.json").read_text(encoding="utf-8"))
    return [with_gold_facts(read_measure(notice=notice, local_id=row["id"], text=row["text"])) for row in rows]


def with_gold_facts(measure: LinkMeasure) -> LinkMeasure:
    """The measure with those gold facts of its clause whose quote stands in its text."""
    clauses = json.loads((GOLD / f"{measure.notice}.zh.json").read_text(encoding="utf-8"))["clauses"]
    clause = next(c for c in clauses if c["path"] == measure.path)
    nowhere = Span(0, 0)
    return structs.replace(
        measure,
        amounts=tuple(
            Amount(span=nowhere, quote=a["quote"], value=Decimal(str(a["value"])), unit=a["unit"], role=a["role"])
            for a in clause["amounts"]
            if a["quote"] in measure.text
        ),
        deadlines=tuple(
            Deadline(span=nowhere, quote=d["quote"], kind=d["kind"], value=d["value"])
            for d in clause["deadlines"]
            if d["quote"] in measure.text
        ),
    )


def sentences(text: str) -> list[str]:
    return [s.strip() for s in re.findall(r"[^。；！]+[。；！]?", text) if len(s.strip()) > 4]


def clause_measures(notice: str) -> list[LinkMeasure]:
    """One measure a sentence, from the clauses 一、… of a notice of data/notices (for notices without gold measures)."""
    text = re.sub(r"\s+", "", (NOTICES / f"{notice}.zh.txt").read_text(encoding="utf-8"))
    found: list[LinkMeasure] = []
    parts = re.split(r"(?:(?<=[。）])|^)([一二三四五六七八九十]{1,3})、", text)[1:]
    for n, body in enumerate(parts[1::2], 1):
        body = re.sub(r"（由[^（）]*(?:（[^（）]*）[^（）]*)*负责）.*$", "", body)
        heading, *rest = sentences(body)  # the first sentence is a run-in heading: no measure
        for i, sentence in enumerate((s for s in rest if not re.match("本(?:政策)?措施", s)), 1):
            measure = read_measure(notice=notice, local_id=f"{n}#{i}", text=sentence, heading=heading)
            found.append(with_gold_facts(measure))
    return found


def write_concept_idf() -> None:
    """Document frequency of concepts and topics over the sentences of data/notices, those above them included."""
    counts: Counter[str] = Counter()
    total = 0
    for path in sorted(NOTICES.glob("*.zh.txt")):
        for sentence in sentences(re.sub(r"\s+", "", path.read_text(encoding="utf-8"))):
            profile = Profile(read_measure(notice="x", local_id="1#1", text=sentence))
            names = set(profile.nodes) | {f"topic:{t}" for t in profile.topics}
            if names:
                total += 1
                counts.update(names)
    lines = [f"{name}\t{math.log((total + 1) / (n + 0.5)):.2f}" for name, n in sorted(counts.items())]
    header = (
        "# Idf of concepts and topics, frozen: ln((N + 1) / (df + 0.5)) over the N sentences of data/notices that name one,\n"
        "# those above a concept included. Written by benchmarks/fit_links.py --tables. A concept that is not here is rare.\n"
        "concept\tidf\n"
    )
    (ROOT / "graph" / "links" / "concept_idf.tsv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(total, "sentences,", len(lines), "concepts")


# ---------------------------------------------------------------------------------------------------------------------
# the data to fit on


@dataclass(frozen=True)
class Gold:
    """Wanted pairs, pairs that do not count, measures without a pair, and those whose status does not count."""

    wanted: frozenset[Pair]
    ignored: frozenset[Pair]
    relations: Mapping[Pair, str]
    dropped: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    open_left: frozenset[str] = frozenset()
    open_right: frozenset[str] = frozenset()


def gold_editions() -> Gold:
    data = json.loads((GOLD / "align-weihai-2020-2026.json").read_text(encoding="utf-8"))
    pairs = {(p["from"], p["to"]): p for p in data["pairs"]}
    return Gold(
        wanted=frozenset(k for k, p in pairs.items() if p["confidence"] >= 2),
        ignored=frozenset(k for k, p in pairs.items() if p["confidence"] < 2),
        relations={k: p["relation"] for k, p in pairs.items()},
        dropped=frozenset(data["dropped"]),
        new=frozenset(data["new"]),
        open_left=frozenset(data["related_only_from"]),
        open_right=frozenset(data["related_only_to"]),
    )


def gold_cities() -> Gold:
    data = json.loads((GOLD / "align-jixi-2022-weihai-2026.json").read_text(encoding="utf-8"))
    pairs = {(p["a_path"], p["b_path"]): p for p in data}
    return Gold(
        wanted=frozenset(k for k, p in pairs.items() if p["confidence"] >= 2),
        ignored=frozenset(k for k, p in pairs.items() if p["confidence"] < 2),
        relations={k: p["relation"] for k, p in pairs.items()},
    )


@dataclass(frozen=True)
class Table:
    """Candidate pairs (local ids) with their feature rows; ``left`` and ``right`` are all local ids."""

    pairs: list[Pair]
    rows: NDArray[np.float64]
    left: list[str]
    right: list[str]


#: how often the clauses are dealt into five folds anew: one deal differs from the next by .02 to .03
REPEATS = 20

#: no lower threshold across cities: the sixteen wanted pairs of the one annotated pair of cities stand so clear of the rest
#: that any from .15 to .4 does for them, but on pairs of notices outside the repository precision falls below this one
FIRM = 0.4

#: features that compare words: nothing to go by across languages
OF_WORDS = ("strings",)
#: features that speak against a pair
AGAINST = ("event", "direction")


def table(left: list[LinkMeasure], right: list[LinkMeasure], *, bilingual: bool = False) -> Table:
    """The features of the candidates; with ``bilingual``, as if the two sides were in two languages."""
    found = feature_table(left, right)
    rows = np.array([[v[f] for f in FEATURES] for _, _, v in found])
    if bilingual:
        rows[:, [FEATURES.index(f) for f in OF_WORDS]] = 0.0
    return Table(
        [(a.measure.local_id, b.measure.local_id) for a, b, _ in found],
        rows,
        [m.local_id for m in left],
        [m.local_id for m in right],
    )


def clause(pair: Pair) -> Pair:
    return pair[0].partition("#")[0], pair[1].partition("#")[0]


def by_clause(scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """The score of two clauses is the best of their measures."""
    best: dict[Pair, float] = {}
    for pair, score in scores.items():
        best[clause(pair)] = max(best.get(clause(pair), 0.0), score)
    return best


# ---------------------------------------------------------------------------------------------------------------------
# fitting

Vector = NDArray[np.float64]
L2 = 1.0


def fit(rows: Vector, labels: Vector, counts: Vector) -> Vector:
    """Logistic regression with L2 and signs: no feature may speak against what it stands for. Last weight: the bias."""
    size = rows.shape[1]

    def loss(theta: Vector) -> tuple[float, Vector]:
        z = rows @ theta[:size] + theta[size]
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(counts * (np.logaddexp(0, z) - labels * z)) + 0.5 * L2 * np.sum(theta[:size] ** 2))
        slope = counts * (p - labels)
        return value, np.concatenate([rows.T @ slope + L2 * theta[:size], [slope.sum()]])

    bounds = [(None, 0.0) if f in AGAINST else (0.0, None) for f in FEATURES] + [(None, None)]
    return np.asarray(minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds).x)


def probabilities(t: Table, theta: Vector) -> dict[Pair, float]:
    p = 1 / (1 + np.exp(-(t.rows @ theta[:-1] + theta[-1])))
    return dict(zip(t.pairs, (float(x) for x in p), strict=True))


def labels_of_pairs(t: Table, gold: Gold) -> tuple[Vector, Vector]:
    """1 for a wanted pair; pairs that do not count weigh nothing."""
    return (
        np.array([float(p in gold.wanted) for p in t.pairs]),
        np.array([float(p not in gold.ignored) for p in t.pairs]),
    )


def labels_of_clauses(t: Table, gold: Gold) -> tuple[Vector, Vector]:
    """Gold knows clauses only: of a wanted pair of clauses the likeliest pair of measures counts, the others do not."""
    labels, counts = np.zeros(len(t.pairs)), np.ones(len(t.pairs))
    likeness = t.rows @ np.array([1.0 if f in ("concepts", "overlap", "segment", "strings") else 0.0 for f in FEATURES])
    best: dict[Pair, int] = {}
    for i, pair in enumerate(t.pairs):
        key = clause(pair)
        if key in gold.wanted or key in gold.ignored:
            counts[i] = 0.0
            if key not in best or likeness[i] > likeness[best[key]]:
                best[key] = i
    for key, i in best.items():
        if key in gold.wanted:
            labels[i] = counts[i] = 1.0
    return labels, counts


# ---------------------------------------------------------------------------------------------------------------------
# figures


def f1(found: Iterable[object], wanted: Iterable[object]) -> float:
    found, wanted = set(found), set(wanted)
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found or wanted else 1.0


def pairs_f1(scores: Mapping[Pair, float], threshold: float, gold: Gold) -> float:
    return f1({p for p, s in scores.items() if s >= threshold} - gold.ignored, gold.wanted)


def plateau(value_at: Callable[[float], float]) -> float:
    """The middle of the thresholds that are about as good as the best: less noisy than the best one, which hangs on one pair.

    .02 is what one wanted pair more or less makes.
    """
    steps = [i / 100 for i in range(4, 80)]
    values = [value_at(t) for t in steps]
    good = [t for t, v in zip(steps, values, strict=True) if v >= max(values) - 0.02]
    return sum(good) / len(good)


def best_of(ids: Iterable[str], scores: Mapping[Pair, float], side: int) -> dict[str, float]:
    best = dict.fromkeys(ids, 0.0)
    for pair, score in scores.items():
        best[pair[side]] = max(best[pair[side]], score)
    return best


def unpaired_f1(t: Table, scores: Mapping[Pair, float], threshold: float, gold: Gold) -> tuple[float, float]:
    dropped = {m for m, s in best_of(t.left, scores, 0).items() if s < threshold} - gold.open_left
    new = {m for m, s in best_of(t.right, scores, 1).items() if s < threshold} - gold.open_right
    return f1(dropped, gold.dropped), f1(new, gold.new)


def restricted(gold: Gold, keep: Callable[[str], bool]) -> Gold:
    """The gold of some left clauses only."""
    return replace(
        gold,
        wanted=frozenset(p for p in gold.wanted if keep(p[0])),
        ignored=frozenset(p for p in gold.ignored if keep(p[0])),
        dropped=frozenset(m for m in gold.dropped if keep(m)),
    )


@dataclass
class CrossValidated:
    """Predictions for each left clause by a model that has not seen its pairs; thresholds chosen inside the folds."""

    scores: dict[Pair, float]
    linked: set[Pair]
    dropped: set[str]
    thresholds: list[float]
    unpaired: list[float]


def leave_clauses_out(
    t: Table,
    gold: Gold,
    labels: Callable[[Table, Gold], tuple[Vector, Vector]],
    folds: Sequence[frozenset[str]],
    *,
    clauses: bool = False,
    extra: tuple[Vector, Vector, Vector] | None = None,
    floor: float = 0.0,
) -> CrossValidated:
    """Each fold of left clauses is judged by weights and thresholds that have not seen its pairs."""
    result = CrossValidated({}, set(), set(), [], [])
    y, w = labels(t, gold)
    view = by_clause if clauses else dict
    for fold in folds:
        out = np.array([clause(p)[0] in fold for p in t.pairs])
        theta = fit_with(t.rows[~out], y[~out], w[~out], extra)
        seen = {p: s for p, s in probabilities(t, theta).items() if clause(p)[0] not in fold}
        inside = restricted(gold, lambda m, fold=fold: m.partition("#")[0] not in fold)  # type: ignore[misc]
        viewed = view(seen)
        threshold = max(floor, plateau(lambda x, s=viewed, g=inside: pairs_f1(s, x, g)))  # type: ignore[misc]
        unseen = {p: s for p, s in probabilities(t, theta).items() if clause(p)[0] in fold}
        result.scores |= unseen
        result.linked |= {p for p, s in view(unseen).items() if s >= threshold}
        result.thresholds.append(threshold)
        if not clauses:
            mine = [m for m in t.left if m.partition("#")[0] not in fold]
            cut = plateau(
                lambda x, m=mine, s=seen, g=inside: f1(  # type: ignore[misc]
                    {i for i, v in best_of(m, s, 0).items() if v < x} - g.open_left, g.dropped
                )
            )
            own = [m for m in t.left if m.partition("#")[0] in fold]
            result.dropped |= {m for m, s in best_of(own, unseen, 0).items() if s < cut}
            result.unpaired.append(cut)
    return result


def one_by_one(t: Table) -> list[frozenset[str]]:
    """Every left clause a fold of its own."""
    return [frozenset({left}) for left in sorted({clause(p)[0] for p in t.pairs})]


def shuffled_folds(t: Table, seed: int, folds: int = 5) -> list[frozenset[str]]:
    """The left clauses in ``folds`` parts at random."""
    clauses = sorted({clause(p)[0] for p in t.pairs})
    random.Random(seed).shuffle(clauses)
    return [frozenset(part) for n in range(folds) if (part := clauses[n::folds])]


def fit_with(rows: Vector, y: Vector, w: Vector, extra: tuple[Vector, Vector, Vector] | None) -> Vector:
    """Fit, with further rows of another pair of notices if given."""
    if extra is None:
        return fit(rows, y, w)
    return fit(np.vstack([rows, extra[0]]), np.concatenate([y, extra[1]]), np.concatenate([w, extra[2]]))


def relation_share(left: list[LinkMeasure], right: list[LinkMeasure], linked: set[Pair], gold: Gold) -> tuple[int, int]:
    mine, theirs = {m.local_id: Profile(m) for m in left}, {m.local_id: Profile(m) for m in right}
    found = linked & gold.wanted
    good = sum(relation_of(mine[a], theirs[b], "editions").relation == gold.relations[a, b] for a, b in found)
    return good, len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write graph/links/weights.tsv")
    parser.add_argument("--tables", action="store_true", help="write graph/links/concept_idf.tsv first")
    options = parser.parse_args()
    if options.tables:
        write_concept_idf()
        from graph.links.tables import concept_idf

        concept_idf.cache_clear()
    w20, w26, jixi = gold_measures("weihai-2020"), gold_measures("weihai-2026"), clause_measures("jixi-2022")
    sets: dict[str, Weights] = {}
    for bilingual in (False, True):
        suffix = "-concepts" if bilingual else ""
        print(f"== {'as if in two languages (no feature of words)' if bilingual else 'both in Chinese'}")
        sets["editions" + suffix] = editions(w20, w26, jixi, bilingual)
        sets["cities" + suffix] = cities(w20, w26, jixi, bilingual)
    if options.write:
        write_weights(sets)


def editions(w20: list[LinkMeasure], w26: list[LinkMeasure], jixi: list[LinkMeasure], bilingual: bool) -> Weights:
    gold, t = gold_editions(), table(w20, w26, bilingual=bilingual)
    extra = half_of(table(jixi, w26, bilingual=bilingual), gold_cities(), labels_of_clauses)
    reached = len(gold.wanted & set(t.pairs))
    share = len(t.pairs) / (len(t.left) * len(t.right))
    print(
        f"editions: {len(t.pairs)} candidates ({share:.0%} of all), {reached} of {len(gold.wanted)} wanted pairs among them"
    )
    cv = leave_clauses_out(t, gold, labels_of_pairs, one_by_one(t), extra=extra)
    theta = fit_with(t.rows, *labels_of_pairs(t, gold), extra)
    threshold, cut = (
        plateau(lambda x: pairs_f1(cv.scores, x, gold)),
        plateau(lambda x: sum(unpaired_f1(t, cv.scores, x, gold))),
    )
    cut = min(cut, threshold)
    scores = probabilities(t, theta)
    linked = {p for p, s in scores.items() if s >= threshold}
    good, of = relation_share(w20, w26, linked, gold)
    print(
        f"  fitted                  pairs {pairs_f1(scores, threshold, gold):.3f}  "
        f"dropped, new {_two(unpaired_f1(t, scores, cut, gold))}  relation {good}/{of}"
    )
    figures = edition_figures(t, gold, cv)
    good, of = relation_share(w20, w26, cv.linked, gold)
    found = cv.linked - gold.ignored
    print(
        f"  leave-one-clause-out    pairs {figures[0]:.3f} (P {len(found & gold.wanted) / len(found):.2f}, "
        f"R {len(found & gold.wanted) / len(gold.wanted):.2f})  dropped, new {_two(figures[1:])}  relation {good}/{of}"
    )
    several = [
        edition_figures(t, gold, leave_clauses_out(t, gold, labels_of_pairs, shuffled_folds(t, seed), extra=extra))
        for seed in range(REPEATS)
    ]
    print(
        f"  5 folds, {REPEATS} times       "
        + "  ".join(f"{name} {_spread([f[n] for f in several])}" for n, name in enumerate(("pairs", "dropped", "new")))
    )
    at = "  ".join(f"{x:.2f}: {pairs_f1(cv.scores, x, gold):.3f}" for x in (0.25, 0.3, 0.35, 0.4, 0.45))
    print(f"  out of fold at fixed thresholds  {at}")
    return _weights(theta, threshold, cut)


def edition_figures(t: Table, gold: Gold, cv: CrossValidated) -> tuple[float, float, float]:
    """F1 of pairs, dropped and new, out of fold."""
    new = unpaired_f1(t, cv.scores, sum(cv.unpaired) / len(cv.unpaired), gold)[1]
    return f1(cv.linked - gold.ignored, gold.wanted), f1(cv.dropped - gold.open_left, gold.dropped), new


def half_of(
    t: Table, gold: Gold, labels: Callable[[Table, Gold], tuple[Vector, Vector]]
) -> tuple[Vector, Vector, Vector]:
    """The rows of the other pair of notices, to fit on with half their weight: what holds for both travels further."""
    y, w = labels(t, gold)
    return t.rows, y, 0.5 * w


def cities(w20: list[LinkMeasure], w26: list[LinkMeasure], jixi: list[LinkMeasure], bilingual: bool) -> Weights:
    gold, t = gold_cities(), table(jixi, w26, bilingual=bilingual)
    other, edition_gold = table(w20, w26, bilingual=bilingual), gold_editions()
    extra = half_of(other, edition_gold, labels_of_pairs)

    def out_of_fold(folds: Sequence[frozenset[str]]) -> CrossValidated:
        return leave_clauses_out(t, gold, labels_of_clauses, folds, clauses=True, extra=extra, floor=FIRM)

    cv = out_of_fold(one_by_one(t))
    theta = fit_with(t.rows, *labels_of_clauses(t, gold), extra)
    threshold = max(FIRM, plateau(lambda x: pairs_f1(by_clause(cv.scores), x, gold)))
    print(f"cities (clauses): {len(t.pairs)} candidates")
    print(f"  fitted                  pairs {pairs_f1(by_clause(probabilities(t, theta)), threshold, gold):.3f}")
    found = cv.linked - gold.ignored
    print(
        f"  leave-one-clause-out    pairs {f1(found, gold.wanted):.3f} "
        f"(P {len(found & gold.wanted) / max(1, len(found)):.2f}, R {len(found & gold.wanted) / len(gold.wanted):.2f})"
    )
    several = [f1(out_of_fold(shuffled_folds(t, s)).linked - gold.ignored, gold.wanted) for s in range(REPEATS)]
    print(f"  5 folds, {REPEATS} times       pairs {_spread(several)}")
    at = "  ".join(f"{x:.2f}: {pairs_f1(by_clause(cv.scores), x, gold):.3f}" for x in (0.2, 0.3, 0.4, 0.45, 0.5))
    print(f"  out of fold at fixed thresholds  {at}")
    apart = fit(other.rows, *labels_of_pairs(other, edition_gold))
    at_best = plateau(lambda x: pairs_f1(probabilities(other, apart), x, edition_gold))
    figure = pairs_f1(by_clause(probabilities(t, apart)), at_best, gold)
    print(f"  leave-one-pair-out: weights and threshold of editions, on cities {figure:.3f}")
    apart = fit(t.rows, *labels_of_clauses(t, gold))
    at_best = plateau(lambda x: pairs_f1(by_clause(probabilities(t, apart)), x, gold))
    figure = pairs_f1(probabilities(other, apart), at_best, edition_gold)
    print(f"  leave-one-pair-out: weights and threshold of cities, on editions {figure:.3f}")
    return _weights(theta, threshold, min(threshold, 0.7 * threshold + 0.02))


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.mean(values):.3f} ± {statistics.pstdev(values):.3f}"


def _two(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.3f}" for value in values)


def _weights(theta: Vector, threshold: float, cut: float) -> Weights:
    found = {f: round(float(x), 3) for f, x in zip(FEATURES, theta[:-1], strict=True)}
    return Weights(found, round(float(theta[-1]), 3), round(threshold, 3), round(cut, 3))


def write_weights(sets: Mapping[str, Weights]) -> None:
    lines = [
        "# Weights of the linker: logistic regression over the features of graph/links/features.py, written by",
        "# benchmarks/fit_links.py --write. set: mode, with -concepts for pairs not both in Chinese. bias, threshold (linked",
        "# from this probability on) and unpaired (dropped or new below it) stand beside the features.",
        "set\tfeature\tweight",
    ]
    for name, w in sets.items():
        lines += [f"{name}\t{feature}\t{value:g}" for feature, value in w.weights.items()]
        lines += [f"{name}\t{what}\t{getattr(w, what):g}" for what in ("bias", "threshold", "unpaired")]
    (ROOT / "graph" / "links" / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
