"""One page of a PDF → its printed lines, with pdfium's characters and as few questions to pdfium as will do.

pdfium gives the text of a page with its own line ends and with spaces where it saw a gap. Where the lines stand is
asked for a few characters of each line only (the first, the last, two between, and both sides of every space).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.readers.grids import Grid
from ingest.readers.hyphens import UNSURE
from ingest.readers.pdf_frame import Rect, quarter_turns, shown
from ingest.readers.printed import IDEOGRAPH, PrintedLine, folded, is_wide

#: a gap wider than this many ems parts a visual line in two (two-column signatures, 签发人 at the right)
GAP = 1.6


class PageText:
    """The characters of one page, their boxes asked for one by one. Close it: pdfium holds memory per page.

    The page is turned until its text is upright: places, ``width`` and ``height`` are those of ``frame``, the page so.
    """

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page = raw, page
        self._rect = raw.FS_RECTF()
        self._open()
        quarters = quarter_turns(self._runs())
        if quarters:  # pdfium orders characters by the page as shown: show it upright and ask again
            self.close()
            page.set_rotation((page.get_rotation() + 90 * quarters) % 360)
            self._open()

    def _open(self) -> None:
        self._text_page = self._page.get_textpage()
        self.frame = shown(self._page)
        self._moved = (self.frame.e, self.frame.f) if self.frame.upright else None
        self.width, self.height = self.frame.width, self.frame.height
        self.count: int = self._raw.FPDFText_CountChars(self._text_page)
        text = self._text_page.get_text_range() if self.count else ""
        self.text = text if len(text) == self.count else self._one_by_one()

    def close(self) -> None:
        self._text_page.close()

    def _one_by_one(self) -> str:
        """The text with exactly one character per index; the second half of a surrogate pair becomes U+2060."""
        codes = [self._raw.FPDFText_GetUnicode(self._text_page, i) for i in range(self.count)]
        out: list[str] = []
        for i, code in enumerate(codes):
            if 0xD800 <= code < 0xDC00 and i + 1 < len(codes) and 0xDC00 <= codes[i + 1] < 0xE000:
                out.append(chr(0x10000 + ((code - 0xD800) << 10) + codes[i + 1] - 0xDC00))
            elif 0xDC00 <= code < 0xE000 and out and out[-1] > "\uffff":
                out.append("\u2060")
            else:
                out.append("\ufffd" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code))
        return "".join(out)

    def _runs(self) -> list[tuple[float, float]]:
        """How some lines of the page run: the steps from a character to the next, in the longest of some lines each."""
        lines = [(first, text) for _, first, text in _visual(self) if len(text) > 3]
        steps: list[tuple[float, float]] = []
        some = max(1, len(lines) // 5)
        for at in range(0, len(lines), some):
            first, text = max(lines[at : at + some], key=lambda line: len(line[1]))
            middle = first + _alike(text)
            a, b = self.box(middle), self.box(middle + 1)
            steps.append((b[0] + b[2] - a[0] - a[2], b[1] + b[3] - a[1] - a[3]))
        return steps

    def box(self, index: int) -> Rect:
        """Where a character stands, its full em box: (x0, y0, x1, y1) from the top left."""
        rect = self._rect
        if not self._raw.FPDFText_GetLooseCharBox(self._text_page, index, rect):
            return (0.0, 0.0, 0.0, 0.0)
        if self._moved is not None:
            e, f = self._moved
            return rect.left + e, f - rect.top, rect.right + e, f - rect.bottom
        return self.frame(rect.left, rect.bottom, rect.right, rect.top)

    def font_size(self, index: int) -> float:
        return float(self._raw.FPDFText_GetFontSize(self._text_page, index))

    def generated(self, index: int) -> bool:
        """Whether pdfium put this character in (a space at a gap) and the file does not have it."""
        return bool(self._raw.FPDFText_IsGenerated(self._text_page, index) == 1)


def printed_lines(page: PageText, number: int) -> list[PrintedLine]:
    """The visual lines of a page in the order pdfium gives them, wide gaps split, blank lines left out."""
    return [line for row, first, text in _visual(page) for line in _parts(page, text, first, number, row)]


def lines_around(
    page: PageText, number: int, grids: Sequence[Grid]
) -> tuple[list[PrintedLine], list[dict[int, list[PrintedLine]]]]:
    """The lines of a page outside its tables, and for each table those inside, by the number of their cell."""
    outside: list[PrintedLine] = []
    cells: list[dict[int, list[PrintedLine]]] = [{} for _ in grids]
    for row, first, text in _visual(page):
        places = [(-1, -1)] * len(text)
        for i, character in enumerate(text):
            if character.isspace() or character == "\u2060":
                continue
            x0, y0, x1, y1 = page.box(first + i)
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            for at, grid in enumerate(grids):
                if (cell := grid.cell_at(x, y)) >= 0:
                    places[i] = (at, cell)
        begin = 0
        for i in range(1, len(text) + 1):
            if i < len(text) and (places[i] == places[begin] or text[i].isspace()):
                continue
            piece = text[begin:i]
            if stripped := piece.strip(_BLANK):
                at, cell = places[begin]
                start = first + begin + piece.index(stripped[0])
                if at < 0:
                    outside.extend(_parts(page, stripped, start, number, row))
                else:
                    parts = _parts(page, stripped, start, number, row, split=False)
                    cells[at].setdefault(cell, []).extend(parts)
            begin = i
    return outside, cells


def _alike(text: str) -> int:
    """The place nearest to the middle where two characters of one kind follow each other: their boxes are alike."""
    pairs = [
        i
        for i, (a, b) in enumerate(pairwise(text))
        if (IDEOGRAPH.match(a) and IDEOGRAPH.match(b)) or (a.isascii() and b.isascii() and a.isalnum() and b.isalnum())
    ]
    return min(pairs, key=lambda i: abs(2 * i + 2 - len(text)), default=len(text) // 2 - 1)


_BLANK = " \u3000\u00a0\t"
#: pdfium gives a hyphen at the end of a line as one of these, and no line end with it
_ENDS = re.compile("\r\n|[\x02\ufffe](?!\r)|\\Z")


def _visual(page: PageText) -> Iterator[tuple[int, int, str]]:
    """Visual lines: their number, the index of their first character, their text without blanks around."""
    start = 0
    text = page.text
    for row, end in enumerate(_ENDS.finditer(text)):
        stop = end.end() if end[0] in UNSURE else end.start()
        if stripped := text[start:stop].strip(_BLANK):
            yield row, text.index(stripped[0], start), stripped
        start = end.end()


def _parts(page: PageText, text: str, first: int, number: int, row: int, *, split: bool = True) -> list[PrintedLine]:
    if " " not in text and "\u3000" not in text and "\u00a0" not in text:
        return [_line(page, text, text, first, number, row)]
    words = _words(text)
    sample = [page.box(first + at) for at, word in words if IDEOGRAPH.match(word)]
    size = median([b[2] - b[0] for b in sample]) if sample else _latin_size(page, first)
    spaced_out = len(words) > 2 and all(len(word) == 1 and is_wide(word) for _, word in words)
    parts: list[tuple[int, str, str]] = []  # where it begins, its text, its characters as they are in the page
    begin, kept = words[0][0], words[0][1]
    for (at, word), (then, following) in pairwise(words):
        end = at + len(word)
        gap = page.box(first + then)[0] - page.box(first + end - 1)[2]
        if spaced_out:
            kept += following
        elif split and gap > GAP * size and not (len(words) == 2 and len(word) == len(following) == 1):
            parts.append((begin, kept, text[begin:end]))
            begin, kept = then, following
        else:
            made_up = all(page.generated(first + i) for i in range(end, then))
            between = "" if made_up and (is_wide(word[-1]) or is_wide(following[0])) else text[end:then]
            kept += between + following
    parts.append((begin, kept, text[begin:]))
    return [_line(page, shown, raw, first + at, number, row) for at, shown, raw in parts]


def _words(text: str) -> list[tuple[int, str]]:
    words: list[tuple[int, str]] = []
    at = 0
    for piece in text.replace("\u3000", " ").replace("\u00a0", " ").split(" "):
        if piece:
            words.append((at, piece))
        at += len(piece) + 1
    return words


def _line(page: PageText, shown: str, raw: str, first: int, number: int, row: int) -> PrintedLine:
    last = len(raw) - 1
    picks = (0, last // 3, (2 * last) // 3, last) if last > 2 else range(last + 1)
    boxes = [page.box(first + i) for i in picks]
    widths = sorted([b[2] - b[0] for i, b in zip(picks, boxes, strict=True) if IDEOGRAPH.match(raw[i])])
    size = widths[len(widths) // 2] if widths else _latin_size(page, first)
    middle = len(boxes) // 2
    y0, y1 = sorted([b[1] for b in boxes])[middle], sorted([b[3] for b in boxes])[middle]
    if y1 - y0 > 2 * size > 0:  # turned text: every character is a line of its own height
        size = min(size, y1 - y0)
    text = folded(shown.replace("\u2060", ""))
    return PrintedLine(text, number, boxes[0][0], y0, boxes[-1][2], y1, size or 1.0, row)


def _latin_size(page: PageText, index: int) -> float:
    """The em where no Chinese character shows it: the font size, unless the text matrix scales it."""
    box, size = page.box(index), page.font_size(index)
    height = box[3] - box[1]
    return size if height and 0.6 < size / height < 1.8 else height * 0.85  # low boxes: a font without ascenders
