"""Two notices side by side, as values: the JSON of the contract, and rows by topic for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ingest.model import Measure, Notice

Mode = Literal["time", "cities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a comparison: a pair, a dropped measure (no ``right``) or a new one (no ``left``)."""

    topic: str
    left: Measure | None
    right: Measure | None
    relation: str
    score: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Links between the measures of two notices ``a`` and ``b``; ``dropped`` has no partner in b, ``new`` none in a.

    ``links`` are what ``graph.links`` gives: ``from_``, ``to`` (measure ids "1#5"), ``relation``, ``score``, ``evidence``.
    """

    a: Notice
    b: Notice
    mode: Mode
    links: tuple[Any, ...]
    dropped: tuple[str, ...]
    new: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """The JSON shape of ``policygraph compare --format json``."""
        return {
            "a": self.a.id,
            "b": self.b.id,
            "mode": self.mode,
            "links": [link_record(link) for link in self.links],
            "dropped": list(self.dropped),
            "new": list(self.new),
        }


def link_record(link: Any) -> dict[str, Any]:
    """One link as JSON values."""
    raise NotImplementedError


def compare_notices(a: Notice, b: Notice, mode: Mode | None = None) -> Comparison:
    """Links two notices. One place in two editions is compared over time, else across cities."""
    raise NotImplementedError
