"""Many machines: the processes of a Dask cluster read the files (extra ``dask``).

The bytes of a file go to a worker and the N-Quads come back, so workers need no shared disk; only this process writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from ingest.errors import UsageError


@contextmanager
def dask_pool(address: str) -> Iterator[Executor]:
    """An executor over a Dask scheduler, e.g. tcp://10.0.0.5:8786. Raises ``UsageError`` where it cannot be reached."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("a scheduler needs Dask", hint="pip install 'policygraph[dask]'") from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"no Dask scheduler at {address}: {error}", hint="tcp://host:8786") from None
    with client:
        yield client.get_executor()
