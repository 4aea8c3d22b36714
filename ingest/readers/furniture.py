"""What is printed on a page and is no text of the notice: page numbers and running heads (页码、页眉).

Page numbers are known by their pattern and by standing in the outer 14 % of the page; a bare number must also count
along with the pages. A running head stands in the same place with the same words on three pages or more. What a browser
prints over and under a page (date and title, address) is known by its pattern. A large line that other lines go through
is a watermark (水印); one that leans is left out before (``pdf_lines``).
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
#: what browsers print in the margins: the address of the page, the time and, beside it, the title
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|(?:\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}),?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?:\s.*)?"
)
_LONGEST = 160  # characters of a running head
_SAID = re.compile("[，。；：,;:]")  # what is said, no watermark
_LARGE = 1.5  # a watermark is at least this much larger than the lines it goes through
_BARE = re.compile(r"\d{1,4}|[ivxlcIVXLC]{1,6}")


def _outer(line: PrintedLine, page: PrintedPage) -> bool:
    return line.y1 < OUTER * page.height or line.y0 > (1 - OUTER) * page.height


def _outermost(page: PrintedPage) -> list[PrintedLine]:
    if not page.lines:
        return []
    top, bottom = min(line.y0 for line in page.lines), max(line.y1 for line in page.lines)
    return [li for li in page.lines if (li.y0 < top + li.size / 2 or li.y1 > bottom - li.size / 2) and _outer(li, page)]


def watermarks(pages: Sequence[PrintedPage]) -> list[PrintedLine]:
    """Large lines through which two others go, for text is not printed upon text, or that stand in one place on three pages;
    and what else of them stands in such a place."""
    large: dict[tuple[str, int, int], list[PrintedLine]] = defaultdict(list)
    through: set[tuple[str, int, int]] = set()
    for page in pages:
        if len(page.lines) < 3:
            continue
        least = _LARGE * min(line.size for line in page.lines)
        for line in page.lines:
            if line.size < least or _SAID.search(line.text):
                continue
            place = line.text, round(line.x0 / 6), round(line.y0 / 6)
            large[place].append(line)
            if sum(_goes_through(other, line) for other in page.lines) > 1:
                through.add(place)
    return [
        line
        for place, lines in large.items()
        if place in through or len({line.page for line in lines}) >= REPEATS
        for line in lines
    ]


def _goes_through(line: PrintedLine, mark: PrintedLine) -> bool:
    """By how large the letters are: the boxes of some fonts are much higher than their letters."""
    apart = abs(mark.y0 + mark.y1 - line.y0 - line.y1) / 2
    return (
        mark.size >= _LARGE * line.size
        and apart < mark.size / 2
        and min(mark.x1, line.x1) - max(mark.x0, line.x0) > line.size
    )


def _alike(a: PrintedLine, b: PrintedLine) -> bool:
    """Whether two lines are set in one size and level with each other: the first issuer of a head may sign on top of the next
    page."""
    level = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.middle - b.middle)) < 3
    return level and abs(a.size - b.size) < 0.05 * b.size


def without_furniture(pages: Sequence[PrintedPage], marks: Sequence[PrintedLine] | None = None) -> list[PrintedPage]:
    """The pages without page numbers, running heads and water marks; nothing else is left out. ``marks`` are ``watermarks``
    of the pages, where they are known."""
    drop: set[int] = set()
    shifts: Counter[int] = Counter()
    bare: list[tuple[PrintedLine, int]] = []
    heads: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    beside: set[tuple[int, int]] = set()
    drop |= {id(line) for line in (watermarks(pages) if marks is None else marks)}
    for page in pages:
        for line in page.lines:
            if not _outer(line, page):
                continue
            text = line.text.strip()
            if _NUMBERED.fullmatch(text):
                drop.add(id(line))
            elif _PRINTED.fullmatch(text):
                drop.add(id(line))
                beside |= {(line.page, line.row)} if line.y1 < OUTER * page.height else set()
            elif len(text) <= _LONGEST:
                heads[re.sub(r"\d+", "#", text), round(line.y0 / 6)].append(line)
        for line in _outermost(page):
            if (line.page, line.row) in beside:
                drop.add(id(line))  # the title beside the date
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
        elif len(pages) == 2 == len(lines) and lines[0].page != lines[1].page and _alike(*lines):
            drop.add(id(lines[1]))  # of two pages the first may say it for good
    return [replace(page, lines=tuple(li for li in page.lines if id(li) not in drop)) for page in pages]
