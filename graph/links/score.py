"""From features to a probability: logistic regression with weights from weights.tsv, one set a mode.

``editions`` compares two editions of one place, ``cities`` two places. Both have a second set, ``…-concepts``, in which
nothing counts that compares words: for pairs in two languages, and in English, for which there is no idf table.
Fitted by benchmarks/fit_links.py, which also prints how far to trust them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.links.features import FEATURES
from graph.links.tables import number, rows
from ingest.errors import LexiconError, UsageError

MODES = ("editions", "cities")


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature; ``threshold``: linked from this probability on; ``unpaired``: dropped or new below it."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    unpaired: float

    def probability(self, values: Mapping[str, float], moved: float = 0.0) -> float:
        """The probability that a pair with these features is a link; ``moved`` is added to its log odds (a scorer's say)."""
        z = self.bias + moved + math.fsum([w * values[feature] for feature, w in self.weights.items()])
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


@cache
def load_weights(mode: str, *, of_words: bool = True) -> Weights:
    """The weights of a mode. Raises ``UsageError`` for another mode, ``LexiconError`` for an incomplete table.

    >>> load_weights("editions").threshold > 0
    True
    """
    if mode not in MODES:
        raise UsageError(f"no link mode {mode!r}", hint=", ".join(MODES))
    name = mode if of_words else f"{mode}-concepts"
    columns = ("set", "feature", "weight")
    found = {f: number(w, "weights.tsv", line) for line, (s, f, w) in rows("weights.tsv", columns) if s == name}
    missing = [f for f in (*FEATURES, "bias", "threshold", "unpaired") if f not in found]
    if missing:
        raise LexiconError(f"set {name!r} lacks {', '.join(missing)}", source="graph/links/weights.tsv")
    return Weights({f: found[f] for f in FEATURES}, found["bias"], found["threshold"], found["unpaired"])
