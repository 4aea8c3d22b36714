"""Numbers that count the lines of running text, in the margin beside it (行号): drafts and court papers have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.readers.printed import Box

#: a visual line: its number, the index of its first character, its text
Visual = tuple[int, int, str]

_COUNT = re.compile(r"(\d{1,4})(?![\d.,．、)）%])\s*(.*)", re.S)
_COUNTED = 5  # lines that are counted on a page


def without_line_numbers(visual: list[Visual], box: Callable[[int], Box], width: float) -> list[Visual]:
    """The visual lines without such numbers: nearly all lines have one, and each is one more. ``box`` says where a character
    stands, ``width`` is that of the page. Lines that are not counted come back as they are."""
    if sum([text[0].isdigit() for _, _, text in visual]) < max(_COUNTED, 0.4 * len(visual)):  # nearly always
        return visual
    numbered = {row: m for row, _, text in visual if (m := _COUNT.match(text))}
    rows = _counting([(row, int(m[1])) for row, m in numbered.items()])
    kept = [
        (row, first, text) if row not in rows else (row, first + numbered[row].start(2), numbered[row][2])
        for row, first, text in visual
    ]
    kept = [line for line in kept if line[2]]
    if len(rows) < max(_COUNTED, 0.7 * len(kept)):
        return visual
    left = min(box(first)[0] for _, first, _ in kept)
    margin = [box(first + len(numbered[row][1]) - 1)[2] for row, first, _ in visual if row in rows]
    ends = [box(first + len(text) - 1)[2] for _, first, text in kept if len(text) > 4]
    full = sum(end > max(ends) - 0.1 * width for end in ends)
    # else they may be the numbers of the rows of a table
    return kept if max(margin) < left and full > 0.5 * len(ends) else visual


def _counting(numbered: Sequence[tuple[int, int]]) -> set[int]:
    """The rows of which the numbers count on by one, others passed over."""
    best: list[int] = []
    for begin in range(min(4, len(numbered))):
        rows, at = [numbered[begin][0]], numbered[begin][1]
        for row, number in numbered[begin + 1 :]:
            if number == at + 1:
                rows.append(row)
                at = number
        best = max(best, rows, key=len)
    return set(best)
