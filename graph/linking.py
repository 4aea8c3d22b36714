"""From the partitions of two notices to the partition of their links."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from graph.link_mapping import translation_quads
from graph.nquads import canonical
from graph.pairs import Pair
from graph.terms import DATA


def link_pair(pair: Pair, left: Path, right: Path, *, base: str = DATA) -> bytes:
    """Canonical N-Quads of the links between two notices; ``left`` and ``right`` are their partitions."""
    if pair.mode == "translation":
        return canonical(translation_quads(pair, base=base))
    if importlib.util.find_spec("graph.links.link") is None:
        return b""
    raise NotImplementedError
