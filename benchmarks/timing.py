"""CPU time of this process, best of several runs: machines are shared, so only ratios within one run are quoted."""

from __future__ import annotations

import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object], *, runs: int = 5, warm: bool = True) -> float:
    """The least CPU time that ``work`` took in ``runs`` runs after one that is not counted (none if not ``warm``)."""
    if warm:
        work()
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best
