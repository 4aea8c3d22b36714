"""CPU time of this process, best of several runs: machines are shared, so only ratios within one run are quoted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence


def cpu_seconds(work: Callable[[], object], *, runs: int = 5, warm: bool = True) -> float:
    """The least CPU time that ``work`` took in ``runs`` runs after one that is not counted (none if not ``warm``)."""
    return alternately([work], runs=runs, warm=warm)[0]


def alternately(works: Sequence[Callable[[], object]], *, runs: int = 5, warm: bool = True) -> list[float]:
    """The same for works that are to be compared: they take turns, so that a machine that slows down slows all of them."""
    if warm:
        for work in works:
            work()
    best = [float("inf")] * len(works)
    for _ in range(runs):
        for i, work in enumerate(works):
            start = time.process_time()
            work()
            best[i] = min(best[i], time.process_time() - start)
    return best
