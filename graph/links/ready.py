"""The measures of a notice ready to be linked, as bytes: what a build keeps beside a partition and sends to its workers.

A notice is compared with many others, and its graph is large; read back once, with the concepts that were found and the words
that were cut, its measures are some kilobytes of JSON. The bytes depend on the measures alone.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

import msgspec

from graph.links.measures import LinkMeasure
from graph.links.nearness import signature
from graph.links.profile import Profile
from graph.links.segments import Segment


class _Signed(msgspec.Struct, frozen=True):
    signature: dict[str, int]


class _Kept(_Signed, frozen=True):
    """What is written: the signature, the measures, the segments of each with their words as they were cut, and its keys, the
    names of all of which are written once."""

    measures: tuple[LinkMeasure, ...]
    cut: tuple[tuple[tuple[Segment, tuple[str, ...]], ...], ...]
    names: tuple[str, ...]
    keys: tuple[tuple[tuple[int, float], ...], ...]


_SIGNED, _KEPT = msgspec.json.Decoder(_Signed), msgspec.json.Decoder(_Kept)


#: when a notice is wanted again that is not
NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Ready:
    """The measures of a notice with the views the linker takes of them, and the signature by which near notices are found."""

    profiles: tuple[Profile, ...]
    signature: Mapping[str, int]


def ready_bytes(measures: Sequence[LinkMeasure]) -> bytes:
    """The measures of one notice as bytes, with their signature."""
    profiles = [Profile(measure) for measure in measures]
    cut = tuple(tuple(zip(profile.segments, profile.cut_words, strict=True)) for profile in profiles)
    number = {name: n for n, name in enumerate(dict.fromkeys(name for profile in profiles for name, _ in profile.keys))}
    keys = tuple(tuple((number[name], weight) for name, weight in profile.keys) for profile in profiles)
    return msgspec.json.encode(_Kept(dict(signature(profiles)), tuple(measures), cut, tuple(number), keys))


def signature_in(data: bytes) -> Mapping[str, int]:
    """The signature of a notice, without its measures being made."""
    return _SIGNED.decode(data).signature


class AtHand:
    """Notices made ready, up to so many measures: their views take some 15 kB a measure. The ones that go are those that are
    wanted again last, as far as anybody has said when (``wanted``), and of these the ones not asked for longest."""

    def __init__(self, measures: int = 6000) -> None:
        self.most = measures
        self._held = 0
        self._found: OrderedDict[bytes, Ready] = OrderedDict()
        self._when: dict[bytes, int] = {}

    def __call__(self, data: bytes) -> Ready:
        """What ``ready_bytes`` wrote."""
        found = self._found.get(data)
        if found is not None:
            self._found.move_to_end(data)
            return found
        kept = _KEPT.decode(data)
        names = tuple(map(intern, kept.names))  # a name stands in many measures: one string for all
        keys = (tuple([(names[n], weight) for n, weight in row]) for row in kept.keys)
        profiles = tuple(map(Profile, kept.measures, kept.cut, keys))
        found = Ready(profiles, kept.signature)
        self._found[data] = found
        self._held += len(found.profiles)
        while self._held > self.most and len(self._found) > 2:
            *others, _, _ = self._found  # the last two are those that are being compared
            gone = max(others, key=lambda data: self._when.get(data, NEVER))
            self._held -= len(self._found.pop(gone).profiles)
            self._when.pop(gone, None)
        return found

    def wanted(self, data: bytes, when: int) -> None:
        """Says when a notice will be wanted again: any number that grows with time, ``NEVER`` for never."""
        self._when[data] = when

    def let_go(self) -> None:
        """Nothing is at hand any more."""
        self._found.clear()
        self._when.clear()
        self._held = 0
