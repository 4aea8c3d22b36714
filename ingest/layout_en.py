"""Which lines of wrapped English text belong together: the measure of the wrap, and where a paragraph opens.

English is wrapped between words, so lines are ragged. A wrapped text shows by lines that break off and go on in small
letters; its measure is the longest of these. A line is full if the first word of the next one would not have fitted; a
line that is not full ends its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TERMINAL = ".;:!?)"
_BULLET = re.compile(r"[•·▪●○◦*–—-]\s+\S")
_NUMERAL = re.compile(r"\(?\d")
NOTE = re.compile(
    r"(?:Lead|Leading|Responsible|Implementing|Cooperating|Supporting|Participating)\s[a-z]{4,14}\s?:", re.I
)
_JOINED = re.compile(r"(?:,|\b(?:and|or))$")


_SMALL = re.compile(
    r"\b(?!(?:about|after|against|among|before|between|through|towards?|under|within|without)\b)[a-z]{5,}\b"
)
_RUNNING = re.compile(r"[,;:.!?]\s|[,;:.!?]$")


def ends_heading_en(heading: str, line: str) -> bool:
    """Whether a numbered heading in capitals (``heading``, all of it) ends before ``line``, however full it is.

    >>> ends_heading_en("Article 3 Support for Export Credit Insurance", "We will raise the share of premiums that is paid.")
    True
    >>> ends_heading_en("Article 3 Support for Export", "Credit Insurance and Finance")
    False
    """
    bare = re.sub(r"^\W*(?:[A-Z][a-z]+\s)?[\dIVXLC]+\s?[.):]?\s+", "", heading)
    if len(heading) > 200 or len(bare.split()) < 2 or _RUNNING.search(bare) or _SMALL.search(bare):
        return False
    return line[0].isupper() and len(_SMALL.findall(line)) >= 2


def measure_en(lines: Sequence[str], gaps: Sequence[int]) -> float | None:
    """The number of characters that fit on a line; None where lines are paragraphs. ``gaps``: blank lines before each line.

    >>> measure_en(["Firms that export for the", "first time shall be given", "a grant of half the cost", "of a stand."], [0] * 4)
    25.0
    """
    broken = [
        (len(lines[i]), len(lines[i + 1].split(maxsplit=1)[0]))
        for i in range(len(lines) - 1)
        if gaps[i + 1] == 0 and lines[i][-1] not in TERMINAL and lines[i + 1][:1].islower()
    ]
    if len(broken) < 2:
        return None
    lengths = sorted(length for length, _ in broken)
    longest = lengths[-1]
    if (
        longest <= 160
        and all(length + 1 + word > longest for length, word in broken)
        and max(map(len, lines)) <= longest + 16
    ):
        return float(longest)  # every line holds as many words as fit: few of them are proof enough
    pairs = sum(gap == 0 for gap in gaps[1:])
    longest = lengths[max(0, int(len(lengths) * 0.98) - 1)]
    if len(broken) < 3 or len(broken) < 0.15 * pairs or longest > 160:
        return None
    full = sum(length + 1 + word > longest for length, word in broken)
    # letters of a printed page are not equally wide: leave room there
    return float(longest) if full >= 0.8 * len(broken) else 0.85 * longest


def opens_paragraph_en(before: str, line: str, *, gap: int, so_far: int, label: bool, measure: float | None) -> bool:
    """Does ``line`` open a paragraph after ``before``?

    ``so_far``: length of the paragraph up to here; ``gap``: blank lines between; ``label``: the line begins like an item.
    """
    ended = before[-1] in TERMINAL
    full = measure is not None and len(before) + 1 + len(line.split(maxsplit=1)[0]) > measure
    if label:
        # a number that the wrap put at the head of a line is no label
        return ended or gap > 0 or not full or not _NUMERAL.match(line) or _JOINED.search(before) is not None
    if gap:
        # a page break in the middle of a sentence: the line before is long and open, and this one goes on in small letters
        return not (not ended and so_far > 60 and line[0].islower())
    if measure is None or _BULLET.match(line) or (ended and NOTE.match(line)):
        return True
    return not full and (ended or not line[0].islower())
