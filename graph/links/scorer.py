"""The optional plug-in: a user's own likeness of texts, say of sentence embeddings 句向量, as one more feature of a pair.

A scorer is a function ``score(left_texts, right_texts)`` that gives one row a left text and in it one number a right text,
about 0 (nothing in common) to 1 (the same thing); lists and numpy arrays will do. It is named "module:function", or by an
entry point of the group ``policygraph.scorers``. Without one the linker works alone; it never loads a model by itself.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points, packages_distributions, version
from typing import Any

from ingest.errors import UsageError

#: where installed packages offer scorers by a short name
GROUP = "policygraph.scorers"

#: what the feature counts: at ``NEUTRAL`` a pair keeps its probability, ±0.5 from there move it by one unit of log odds.
#: Not fitted: the weights of weights.tsv know no scorer. A careful voice beside them, strong enough to turn a doubtful pair.
WEIGHT = 2.0
NEUTRAL = 0.5

#: of each measure so many best partners by the scorer alone are looked at, too, if they score above ``NEUTRAL``
PARTNERS = 3

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Scorer:
    """A scoring function with its name ("module:function"), its version as it goes into the record of a run, its weight."""

    name: str
    version: str
    function: Callable[[Sequence[str], Sequence[str]], Any]
    weight: float = WEIGHT

    @property
    def label(self) -> str:
        """Name, version and weight: what makes links by this scorer the same links again."""
        return f"{self.name} {self.version} weight {self.weight:g}"

    def matrix(self, left: Sequence[str], right: Sequence[str]) -> Matrix:
        """The likeness of all texts, rounded to 6 digits. Raises ``UsageError`` where it has another shape or no numbers."""
        found = self.function(list(left), list(right))
        try:
            rows = [[round(float(value), 6) for value in row] for row in found]
        except (TypeError, ValueError):
            raise UsageError(f"scorer {self.name} gave no matrix of numbers", hint="one row a left text") from None
        if len(rows) != len(left) or any(len(row) != len(right) for row in rows):
            shape = f"{len(rows)} × {len(rows[0]) if rows else 0}"
            raise UsageError(f"scorer {self.name} gave {shape} numbers for {len(left)} × {len(right)} texts")
        if not all(math.isfinite(value) for row in rows for value in row):
            raise UsageError(f"scorer {self.name} gave a number that is not finite")
        return rows

    def moves(self, value: float) -> float:
        """What a value adds to the log odds of a pair."""
        return self.weight * (value - NEUTRAL)


def load_scorer(name: str, weight: float = WEIGHT) -> Scorer:
    """The scorer "module:function", or of an entry point; its version is that of the function, else of its module, else of
    the package that installed it (``__version__``), else "unversioned". Raises ``UsageError`` where there is none.

    >>> load_scorer("difflib:no_such_function")
    Traceback (most recent call last):
    ...
    ingest.errors.UsageError: no function 'no_such_function' in difflib (try: module:function)
    """
    where = name
    if ":" not in name:
        known = {point.name: point.value for point in entry_points(group=GROUP)}
        if name not in known:
            raise UsageError(f"no scorer {name!r}", hint=", ".join(sorted(known)) or "module:function")
        where = known[name]
    module_name, _, function_name = where.partition(":")
    sys.path.append(os.getcwd())  # last: a file lying there hides no installed module
    try:
        module = import_module(module_name)
    except ImportError as error:
        raise UsageError(f"scorer {name!r} cannot be imported: {error}", hint="module:function") from None
    finally:
        sys.path.pop()
    function = getattr(module, function_name, None)
    if not callable(function):
        raise UsageError(f"no function {function_name!r} in {module_name}", hint="module:function")
    said = getattr(function, "__version__", None) or getattr(module, "__version__", None)
    return Scorer(name, str(said or _installed(module_name)), function, weight)


def _installed(module: str) -> str:
    """The version of the package that a module came with."""
    for package in packages_distributions().get(module.partition(".")[0], ()):
        try:
            return version(package)
        except PackageNotFoundError:
            continue
    return "unversioned"
