"""What is printed on a page and is no text of the notice: page numbers and running heads (页码、页眉).

Page numbers are known by their pattern and by standing in the outer 14 % of the page; a bare number must also count
along with the pages. A running head stands in the same place with the same words on three pages or more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.printed import PrintedLine, PrintedPage

#: share of the page height, at the top and at the bottom, in which furniture stands (GB/T 9704-2012: 37 of 297 mm)
OUTER = 0.14
REPEATS = 3

_DASH = "[一—–―\\-－﹣~·•.|│ ]"
_NUMBERED = re.compile(
    rf"{_DASH}+\d{{1,4}}{_DASH}*|\d{{1,4}}\s?[—–―]|第\s*\d{{1,4}}\s*页(\s*[,，/／]?\s*共\s*\d{{1,4}}\s*页)?|\d{{1,4}}\s*[/／]\s*\d{{1,4}}"
    r"|(?i:page|p\.?)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?"
)
_BARE = re.compile(r"\d{1,4}|[ivxlcIVXLC]{1,6}")


def _outer(line: PrintedLine, page: PrintedPage) -> bool:
    return line.y1 < OUTER * page.height or line.y0 > (1 - OUTER) * page.height


def _outermost(page: PrintedPage) -> list[PrintedLine]:
    if not page.lines:
        return []
    top, bottom = min(line.y0 for line in page.lines), max(line.y1 for line in page.lines)
    return [li for li in page.lines if (li.y0 < top + li.size / 2 or li.y1 > bottom - li.size / 2) and _outer(li, page)]


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without page numbers and running heads; nothing else is left out."""
    drop: set[int] = set()
    shifts: Counter[int] = Counter()
    bare: list[tuple[PrintedLine, int]] = []
    heads: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if not _outer(line, page):
                continue
            text = line.text.strip()
            if _NUMBERED.fullmatch(text):
                drop.add(id(line))
            elif len(text) <= 60:
                heads[re.sub(r"\d+", "#", text), round(line.y0 / 6)].append(line)
        for line in _outermost(page):
            if _BARE.fullmatch(line.text) and line.text.isdigit():
                shift = int(line.text) - page.number
                bare.append((line, shift))
                shifts[shift] += 1
    usual = shifts.most_common(1)[0][0] if shifts else 0
    agreed = shifts[usual] >= 2 or usual == 0
    drop |= {id(line) for line, shift in bare if agreed and shift == usual}
    for lines in heads.values():
        if len({line.page for line in lines}) >= REPEATS and not all(_BARE.fullmatch(line.text) for line in lines):
            drop |= {id(line) for line in lines}
        elif len(pages) == 2 and len({(line.page, line.text) for line in lines}) == 2 == len(lines):
            drop.add(id(lines[1]))  # of two pages the first may say it for good
    return [replace(page, lines=tuple(li for li in page.lines if id(li) not in drop)) for page in pages]
