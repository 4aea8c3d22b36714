"""Pools that read each file in a child process: a bad file is a failure of its own, whatever it does to its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from ingest.readers.child import ChildLimits, Children, apart


@contextmanager
def child_pool(workers: int, limits: ChildLimits) -> Iterator[Executor]:
    """So many children on this machine, each reading one file after another; started when there is one to read."""
    pool = _ChildPool(workers, limits)
    try:
        yield pool
    finally:
        pool.shutdown()


class _ChildPool(Executor):
    def __init__(self, workers: int, limits: ChildLimits) -> None:
        self._children = Children(limits)
        self._threads = ThreadPoolExecutor(workers)  # each waits for a child

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._threads.submit(self._children.run, fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._children.close()  # whoever stops a build does not wait for what hangs
        self._threads.shutdown(wait=wait, cancel_futures=True)


class RemoteChildren(Executor):
    """Another pool, of which each worker reads in a child of its own."""

    def __init__(self, pool: Executor, limits: ChildLimits) -> None:
        self._pool, self._limits = pool, limits

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._pool.submit(apart, self._limits, fn, *args, **kwargs)
