"""The measures of a notice ready to be linked, as bytes: what a build keeps beside a partition and sends to its workers.

A notice is compared with many others, and its graph is large; read back once, with the concepts that were found and the words
that were cut, its measures are some kilobytes of JSON. The bytes depend on the measures alone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from graph.links.measures import LinkMeasure
from graph.links.nearness import signature
from graph.links.profile import Profile
from graph.links.segments import Segment


class _Signed(msgspec.Struct, frozen=True):
    signature: dict[str, int]


class _Kept(_Signed, frozen=True):
    """What is written: the signature, the measures, and the segments of each with their words as they were cut."""

    measures: tuple[LinkMeasure, ...]
    cut: tuple[tuple[tuple[Segment, tuple[str, ...]], ...], ...]


_SIGNED, _KEPT = msgspec.json.Decoder(_Signed), msgspec.json.Decoder(_Kept)


@dataclass(frozen=True, slots=True)
class Ready:
    """The measures of a notice with the views the linker takes of them, and the signature by which near notices are found."""

    profiles: tuple[Profile, ...]
    signature: Mapping[str, int]


def ready_bytes(measures: Sequence[LinkMeasure]) -> bytes:
    """The measures of one notice as bytes, with their signature."""
    profiles = [Profile(measure) for measure in measures]
    cut = tuple(tuple(zip(profile.segments, profile.cut_words, strict=True)) for profile in profiles)
    return msgspec.json.encode(_Kept(dict(signature(profiles)), tuple(measures), cut))


def signature_in(data: bytes) -> Mapping[str, int]:
    """The signature of a notice, without its measures being made."""
    return _SIGNED.decode(data).signature


class AtHand:
    """Notices made ready, the ones last asked for, up to so many measures: their views take some 15 kB a measure."""

    def __init__(self, measures: int = 6000) -> None:
        self.most = measures
        self._held = 0
        self._found: OrderedDict[bytes, Ready] = OrderedDict()

    def __call__(self, data: bytes) -> Ready:
        """What ``ready_bytes`` wrote."""
        found = self._found.get(data)
        if found is not None:
            self._found.move_to_end(data)
            return found
        kept = _KEPT.decode(data)
        profiles = tuple(map(Profile, kept.measures, kept.cut))
        found = Ready(profiles, kept.signature)
        self._found[data] = found
        self._held += len(found.profiles)
        while self._held > self.most and len(self._found) > 2:
            self._held -= len(self._found.popitem(last=False)[1].profiles)
        return found

    def let_go(self) -> None:
        """Nothing is at hand any more."""
        self._found.clear()
        self._held = 0
