"""The measures of a notice ready to be linked, as bytes: what a build keeps beside a partition and sends to its workers.

A notice is compared with many others, and its graph is large; read back once, with the concepts that were found and the words
that were cut, its measures are some kilobytes of JSON. The bytes depend on the measures alone.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from graph.links.measures import LinkMeasure
from graph.links.nearness import signature
from graph.links.profile import Profile
from ingest.model import Amount, ConceptMatch, Deadline, Span

#: the fields of a measure that are the same for all of a notice
_OF_NOTICE = ("notice", "place", "year", "language")
_ROWS: Mapping[str, type[Amount | Deadline | ConceptMatch]] = {
    "topics": ConceptMatch,
    "instruments": ConceptMatch,
    "beneficiaries": ConceptMatch,
    "concepts": ConceptMatch,
    "amounts": Amount,
    "deadlines": Deadline,
}
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Amount, Deadline, ConceptMatch)}
_FIELDS = tuple(field.name for field in fields(LinkMeasure) if field.name not in _OF_NOTICE)


@dataclass(frozen=True, slots=True)
class Ready:
    """The measures of a notice with the views the linker takes of them, and the signature by which near notices are found."""

    profiles: tuple[Profile, ...]
    signature: Mapping[str, int]


def ready_bytes(measures: Sequence[LinkMeasure]) -> bytes:
    """The measures of one notice as bytes, with their signature."""
    profiles = [Profile(measure) for measure in measures]
    said = {
        "of": {name: getattr(measures[0], name) for name in _OF_NOTICE} if measures else None,
        "signature": signature(profiles),
        "measures": [[_plain(getattr(measure, name)) for name in _FIELDS] for measure in measures],
        "words": [profile.cut_words for profile in profiles],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def signature_in(data: bytes) -> Mapping[str, int]:
    """The signature of a notice, without its measures being made."""
    found: Mapping[str, int] = json.loads(data)["signature"]
    return found


class AtHand:
    """Notices made ready, the ones last asked for, up to so many measures: their views take some 25 kB a measure."""

    def __init__(self, measures: int = 4000) -> None:
        self.most = measures
        self._held = 0
        self._found: OrderedDict[bytes, Ready] = OrderedDict()

    def __call__(self, data: bytes) -> Ready:
        """What ``ready_bytes`` wrote."""
        found = self._found.get(data)
        if found is not None:
            self._found.move_to_end(data)
            return found
        said = json.loads(data)
        profiles = (
            Profile(_measure(row, said["of"]), tuple(map(tuple, cut)))
            for row, cut in zip(said["measures"], said["words"], strict=True)
        )
        found = Ready(tuple(profiles), said["signature"])
        self._found[data] = found
        self._held += len(found.profiles)
        while self._held > self.most and len(self._found) > 2:
            self._held -= len(self._found.popitem(last=False)[1].profiles)
        return found


def _measure(row: Sequence[Any], of: Mapping[str, Any]) -> LinkMeasure:
    values = dict(zip(_FIELDS, row, strict=True))
    for name, kind in _ROWS.items():
        values[name] = tuple(_fact(kind, fact) for fact in values[name])
    values["units"] = tuple(values["units"])
    return LinkMeasure(**of, **values)


def _plain(value: Any) -> Any:
    """Numbers, words and lists of them."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Amount | Deadline | ConceptMatch):
        return [_plain(getattr(value, name)) for name in _NAMES[type(value)]]
    return value


def _fact(kind: type[Amount | Deadline | ConceptMatch], row: Iterable[Any]) -> Any:
    values = dict(zip(_NAMES[kind], row, strict=True))
    values["span"] = Span(*values["span"])
    if kind is Amount:
        values["value"] = Decimal(values["value"])
        values["per"] = tuple(values["per"])
    return kind(**values)
