"""Where a graph is kept: one small protocol, and the stores that speak it.

open_store("build/store")   the store that ``build`` wrote, read-only
memory_store(quads)         a store in memory, for a few notices or a test
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from graph.store.base import Store
from ingest.errors import StoreError

__all__ = ["Store", "memory_store", "open_store"]


def open_store(where: str | Path) -> Store:
    """An existing store, read-only: a folder that ``build`` wrote.

    Raises ``StoreError`` where there is none, or one of another version.
    """
    if str(where).startswith(("http://", "https://")):
        raise StoreError("a remote store cannot be opened yet", source=str(where), hint="the folder of a store")
    from graph.store.folder import open_folder

    return open_folder(Path(where))


def memory_store(quads: Iterable[Quad] = ()) -> Store:
    """A store in memory with these quads."""
    from graph.store.oxigraph import OxigraphStore

    store = OxigraphStore()
    store.load(quads)
    return store
