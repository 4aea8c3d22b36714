"""A hyphen at the end of a line: part of the word (high-quality), or put there by the typesetter (enter-prises)?

PDF does not say. The words of the document do: what is written with a hyphen elsewhere keeps it, what is written as one word
elsewhere loses it, two halves that are words of their own are a compound, and so is what begins as other compounds do
(cross-cyclical, for cross-border). Where one half is no word of the document, it depends on whether the document cuts
words at all: then many of its lines end so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.printed import SUSPENDED

#: U+00AD is a soft hyphen by its own word; pdfium gives the other two for any hyphen at the end of a line
SOFT = "\u00ad"
UNSURE = frozenset({"\x02", "\ufffe"})

#: with what compounds often begin, and what makes one word of them: short-term, but shortage
_FRONTS = re.compile("short|long|high|low|large|small|round|zero|well|self|cross|half|third|two|three|record")
_SUFFIX = re.compile(r"(?:en)?(?:ed|ing|er|ers|est|s)$|ages?$|ly$|ness$|ish$|ation|ary$")

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_LAST = re.compile(r"[A-Za-z]+$")
_FIRST = re.compile(r"[A-Za-z]+")


@dataclass(slots=True)
class Hyphens:
    """The words of a document, in small letters, but those that a line end has cut.

    >>> seen = Hyphens()
    >>> seen.learn(["Support enterprises and high-quality exports of good quality.", "Wherever firms go."])
    >>> halves = ("more high", "quality"), ("for enter", "prises"), ("good", "firms"), ("E", "commerce")
    >>> [seen.kept(*pair) for pair in halves]
    [True, False, True, True]
    """

    words: set[str] = field(default_factory=set)
    fronts: set[str] = field(default_factory=set)  # with what compounds begin: cross-border
    cuts: bool = False

    def learn(self, lines: Iterable[str]) -> None:
        cut, before = False, ""
        halves: list[tuple[str, str]] = []
        for line in lines:
            if cut:
                halves.append((before, line))
            found = [word.lower() for word in _WORD.findall(line)]
            ends = line[-1:] in UNSURE or line[-1:] == SOFT
            self.words.update(found[1 if cut else 0 : -1 if ends else None])
            cut, before = ends, line[:-1]
        self.fronts = {word.partition("-")[0] for word in self.words if "-" in word}
        sure = [self._sure(*half) for half in halves]
        # a compound may stand nowhere else; a document that cuts words cuts many, and some of them it has whole
        cut = False in sure or sure.count(None) > max(3, len(sure) // 2)
        self.cuts = cut and 3 * (len(sure) - sure.count(True)) > len(sure)

    def _sure(self, left: str, right: str) -> bool | None:
        """Whether the hyphen belongs to the word, as far as the words say; None where they do not."""
        a, b = _LAST.search(left), _FIRST.match(right)
        if a is None or b is None or b[0][0].isupper():
            return True  # 2023-24, COVID-19, Sino-Korean
        if SUSPENDED.match(right):
            return True
        first, second = a[0].lower(), b[0].lower()
        if f"{first}-{second}" in self.words or len(first) == 1:
            return True
        if first + second in self.words:
            return False
        if {first, second} <= self.words or first in self.fronts:
            return True
        return True if _FRONTS.fullmatch(first) and len(second) > 3 and not _SUFFIX.match(second) else None

    def kept(self, left: str, right: str) -> bool:
        """Whether the hyphen between the halves ``left`` and ``right`` belongs to the word."""
        sure = self._sure(left, right)
        return not self.cuts if sure is None else sure
