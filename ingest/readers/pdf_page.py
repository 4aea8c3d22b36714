"""The characters of one page of a PDF and where they stand, with as few questions to pdfium as will do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ctypes import addressof, c_double, c_float, c_void_p
from math import hypot, isfinite
from struct import Struct
from typing import Any

from ingest.readers.hyphens import UNSURE
from ingest.readers.line_numbers import without_line_numbers
from ingest.readers.pdf_calls import calls, handle
from ingest.readers.pdf_frame import Rect, quarter_turns, shown
from ingest.readers.printed import IDEOGRAPH, is_folded, is_wide

_FLOATS = Struct("4f").unpack_from
_MATRIX = Struct("6f").unpack_from
_EM_BOX = (-0.12, 0.88)  # ems that a Chinese character reaches below its base line, and above
_LEANING = 0.12  # tangent: 7 degrees
_WIDEST = 4.0  # ems
_SEVERAL = (
    12  # heights of em boxes on a page after which fonts are taken to have a box for every letter, and none only ink
)
_FAR = 100_000.0  # points: no page reaches so far, a damaged number does
_BLANKS = frozenset(" \u3000\u00a0\t\r\n\u2060")
_PAIR = re.compile(f"{IDEOGRAPH.pattern}{{2}}|[0-9A-Za-z]{{2}}")
_BLANK = " \u3000\u00a0\t"
#: pdfium gives a hyphen at the end of a line as one of these, and no line end with it
_ENDS = re.compile("\r\n|[\x02\ufffe](?!\r)|\\Z")


class PageText:
    """The characters of one page, their boxes asked for one by one. Close it: pdfium holds memory per page.

    The page is turned until its text is upright: places, ``width`` and ``height`` are those of ``frame``, the page so.
    ``plain`` says that its characters need no folding. ``visual`` are its visual lines: their number, the index of their
    first character, their text without blanks around. ``askew`` are those that were found to lean: a watermark, the ring
    of a seal, no text of the page. ``sizes`` are those of Latin letters by how high their boxes are: a height to the last
    digit is that of one font in one size. ``numbers`` are those of the lines of the pages before:
    lines share edges and sizes, and a number that is there takes up no memory.
    """

    def __init__(self, page: Any, numbers: dict[float, float] | None = None) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page, self._calls = raw, page, calls()
        self.numbers = {} if numbers is None else numbers
        self.askew: set[int] = set()
        self.sizes: dict[float, float] = {}
        self._sides = (c_double * 4)()  # left, right, bottom, top
        self._to_sides = [c_void_p(addressof(self._sides) + 8 * i) for i in range(4)]
        self._six = (c_float * 6)()
        self._to_six = c_void_p(addressof(self._six))
        self._open()
        quarters = quarter_turns(self._runs())
        if quarters:  # pdfium orders characters by the page as shown: show it upright and ask again
            self.close()
            page.set_rotation((page.get_rotation() + 90 * quarters) % 360)
            self._open()

    def _open(self) -> None:
        self._text_page = self._page.get_textpage()
        self._handle = self._text_page.raw
        self._number = handle(self._handle)
        self.frame = shown(self._page)
        self.width, self.height = self.frame.width, self.frame.height
        self.count: int = self._raw.FPDFText_CountChars(self._handle)
        text = self._text_page.get_text_range() if self.count else ""
        self.text = text if len(text) == self.count else self._one_by_one()
        self.plain = self.text.isascii() or (is_folded(self.text) and "\u2060" not in self.text)
        self.visual = list(_visual(self.text))
        self.box = self._boxes()
        self.visual = without_line_numbers(self.visual, self.box, self.width)

    def close(self) -> None:
        self._text_page.close()

    def _one_by_one(self) -> str:
        """The text with exactly one character per index; the second half of a surrogate pair becomes U+2060."""
        codes = [self._raw.FPDFText_GetUnicode(self._handle, i) for i in range(self.count)]
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
        lines = [(first, text) for _, first, text in self.visual if len(text) > 3]
        steps: list[tuple[float, float]] = []
        some = max(1, len(lines) // 3)
        for at in range(0, len(lines), some):
            first, text = max(lines[at : at + some], key=lambda line: len(line[1]))
            middle = first + _alike(text)
            a, b = self.box(middle), self.box(middle + 1)
            step = (b[0] + b[2] - a[0] - a[2], b[1] + b[3] - a[1] - a[3])
            if (not steps or steps[0][0] < 0) and step[0] > abs(step[1]) and self._upside_down(middle):
                step = (-step[0], -step[1])  # each letter placed by itself; a page has all of them so, or none
            steps.append(step)
        return steps

    def _boxes(self) -> Callable[[int], Rect]:
        """Where a character stands, its full em box: (x0, y0, x1, y1) from the top left.

        The one question that is asked for every line of every page: a closure, for looking up attributes costs as much
        as pdfium takes to answer.
        """
        rect, frame = (c_float * 4)(), self.frame  # left, top, right, bottom, as FS_RECTF has them
        ask, of, to, floats = self._calls.loose_box, c_void_p(self._number), c_void_p(addressof(rect)), _FLOATS
        e, f = frame.e, frame.f
        known: dict[int, Rect] = {}  # on a page with tables the same character is asked for twice or more
        heights: set[int] = (
            set()
        )  # in tenths of a point, of this page: on another one ink may be as high as an em box here
        low = high = 0.0

        def moved(index: int) -> Rect:
            nonlocal low, high
            found = known.get(index)
            if found is None:
                if ask(of, index, to):
                    left, top, right, bottom = floats(rect)
                    if not low < (height := top - bottom) < high:  # as high as the one before, nearly always
                        tenths = int(10 * height + 0.5) if -_FAR < height < _FAR else 0
                        if tenths not in heights and len(heights) < _SEVERAL:
                            if self._is_ink(index, left, top, right, bottom):
                                found = known[index] = self._em_box(index)
                                return found
                            heights.add(tenths)
                        low, high = tenths / 10 - 0.1, tenths / 10 + 0.1
                    found = known[index] = left + e, f - top, right + e, f - bottom
                else:
                    found = known[index] = (0.0, 0.0, 0.0, 0.0)
            return found

        def turned(index: int) -> Rect:
            if not ask(of, index, to):
                return (0.0, 0.0, 0.0, 0.0)
            left, top, right, bottom = floats(rect)
            if self._is_ink(index, left, top, right, bottom):
                return self._em_box(index)
            return frame(left, bottom, right, top)

        return moved if frame.upright else turned

    def _is_ink(self, index: int, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether that is all of a character that is printed: its font does not say how high it is (Type 3)."""
        if self.text[index : index + 1] in _BLANKS:
            return False  # nothing of it is printed
        return self._ink(index) == (left, bottom, right, top)

    def _ink(self, index: int) -> Rect:
        self._calls.ink_box(self._number, index, *self._to_sides)
        left, right, bottom, top = self._sides
        return left, bottom, right, top

    def _em_box(self, index: int) -> Rect:
        """The em box of a character whose font does not say how high it is: from its base line and its size."""
        x, y = c_double(), c_double()
        ink, size = self._ink(index), self._calls.font_size(self._number, index)
        a, b, c, d = (size * value for value in self.matrix(index)[:4])  # an em along the line, an em up
        to_x, to_y = c_void_p(addressof(x)), c_void_p(addressof(y))
        known = self._calls.origin(self._number, index, to_x, to_y)
        if (
            not known
            or not a * a + b * b > 0
            or not c * c + d * d > 0
            or not isfinite(a + b + c + d + x.value + y.value)
        ):
            return self.frame(*ink) if isfinite(sum(ink)) else (0.0, 0.0, 0.0, 0.0)
        wide = 1.0
        if index < len(self.text) and not is_wide(self.text[index]):  # as far along the line as its ink goes
            far = max((px - x.value) * a + (py - y.value) * b for px in ink[::2] for py in ink[1::2])
            wide = min(max(far / (a * a + b * b), 0.0), _WIDEST)
        corners = [(x.value + w * a + h * c, y.value + w * b + h * d) for w in (0.0, wide) for h in _EM_BOX]
        xs, ys = [px for px, _ in corners], [py for _, py in corners]
        return self.frame(min(xs), min(ys), max(xs), max(ys))

    def matrix(self, index: int) -> tuple[float, ...]:
        """How the letters are scaled and turned: a, b, c, d, e, f."""
        m = self._six
        found = self._calls.letter_matrix(self._number, index, self._to_six)
        return _MATRIX(m) if found else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def _upside_down(self, index: int) -> bool:
        a, b, _, _, _, _ = self.matrix(index)
        return self.frame.a * a + self.frame.c * b < -0.5 * hypot(a, b)

    def leans(self, index: int) -> bool:
        """Whether a character is turned by more than a page that was scanned askew, and not by quarters."""
        a, b, _, _, _, _ = self.matrix(index)
        across, up = abs(a), abs(b)
        return min(across, up) > _LEANING * max(across, up)

    def font_size(self, index: int) -> float:
        """How large a letter is on the page: its size in the file, as the page scales it."""
        size = self._calls.font_size(self._number, index)
        if not self._calls.letter_matrix(self._number, index, self._to_six):
            return size
        _, _, c, d, _, _ = _MATRIX(self._six)
        return size * (abs(d) if c == 0.0 else hypot(c, d))

    def generated(self, index: int) -> bool:
        """Whether pdfium put this character in (a space at a gap) and the file does not have it."""
        return self._calls.generated(self._number, index) == 1


def _visual(page: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    if "\x02" not in page and "\ufffe" not in page:  # no hyphen ends a line
        for row, line in enumerate(page.split("\r\n")):
            if stripped := line.strip(_BLANK):
                yield row, start + line.index(stripped[0]), stripped
            start += len(line) + 2
        return
    for row, end in enumerate(_ENDS.finditer(page)):
        stop = end.end() if end[0] in UNSURE else end.start()
        if stripped := page[start:stop].strip(_BLANK):
            yield row, page.index(stripped[0], start), stripped
        start = end.end()


def _alike(text: str) -> int:
    """The place nearest to the middle where two characters of one kind follow each other: their boxes are alike."""
    middle, last = (len(text) - 1) // 2, len(text) - 2
    for away in range(middle + 1):
        for i in (middle - away, middle + away):
            if i <= last and _PAIR.match(text, i):
                return i
    return len(text) // 2 - 1
