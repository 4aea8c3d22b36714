"""One page of a PDF → its printed lines, with pdfium's characters and as few questions to pdfium as will do.

pdfium gives the text of a page with its own line ends and with spaces where it saw a gap. Where the lines stand is
asked for a few characters of each line only (the first, the last, two between, and both sides of every space).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from ctypes import addressof, c_double, c_float, c_void_p
from itertools import groupby, pairwise
from math import hypot, isfinite
from statistics import median
from struct import Struct
from typing import Any

from msgspec.structs import replace as changed

from ingest.readers.grids import Grid
from ingest.readers.hyphens import UNSURE
from ingest.readers.pdf_calls import calls, handle
from ingest.readers.pdf_frame import Rect, quarter_turns, shown
from ingest.readers.pdf_running import running_lines
from ingest.readers.printed import GAP, IDEOGRAPH, NO_START, WIDE, PrintedLine, folded, is_folded, is_ideograph, is_wide

_STRETCHED = 1.3  # the widest space of a justified line over its least
_FLOATS = Struct("4f").unpack_from
_MATRIX = Struct("6f").unpack_from
_EM_BOX = (-0.12, 0.88)  # ems that a Chinese character reaches below its base line, and above
_APART = 3  # fewer upright characters amid leaning ones are the top of a ring
_SPACE = 0.8  # ems of a gap that is a space (全角空格), where the file has none
_TWICE = 0.2  # ems by which a second print may be off the first
_LEANING = 0.12  # tangent: 7 degrees
_COUNT = re.compile(r"(\d{1,4})(?![\d.,．、)）%])\s*(.*)", re.S)
_COUNTED = 5  # lines that are counted in the margin of a page
_WIDEST = 4.0  # ems
_HEIGHT = 1.4  # ems: the box of a usual font
_EVEN = 0.1  # ems by which the ends of a line may differ in height and still say how high the line is


class PageText:
    """The characters of one page, their boxes asked for one by one. Close it: pdfium holds memory per page.

    The page is turned until its text is upright: places, ``width`` and ``height`` are those of ``frame``, the page so.
    ``plain`` says that its characters need no folding. ``visual`` are its visual lines: their number, the index of their
    first character, their text without blanks around. ``askew`` are those that were found to lean: a watermark, the ring
    of a seal, no text of the page. ``numbers`` are those of the lines of the pages before: lines share
    edges and sizes, and a number that is there takes up no memory.
    """

    def __init__(self, page: Any, numbers: dict[float, float] | None = None) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page, self._calls = raw, page, calls()
        self.numbers = {} if numbers is None else numbers
        self.askew: set[int] = set()
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
        self.plain = is_folded(self.text) and "\u2060" not in self.text
        self.visual = list(_visual(self.text))
        self.box = self._boxes()
        if sum([text[0].isdigit() for _, _, text in self.visual]) >= max(_COUNTED, 0.4 * len(self.visual)):
            self._leave_out_line_numbers()

    def _leave_out_line_numbers(self) -> None:
        """Numbers that count the lines of running text, beside it (行号): nearly all lines have one, and each is one more."""
        numbered = {row: m for row, _, text in self.visual if (m := _COUNT.match(text))}
        rows = _counting([(row, int(m[1])) for row, m in numbered.items()])
        kept = [
            (row, first, text) if row not in rows else (row, first + numbered[row].start(2), numbered[row][2])
            for row, first, text in self.visual
        ]
        kept = [line for line in kept if line[2]]
        if len(rows) < max(_COUNTED, 0.7 * len(kept)):
            return
        left = min(self.box(first)[0] for _, first, _ in kept)
        margin = [self.box(first + len(numbered[row][1]) - 1)[2] for row, first, _ in self.visual if row in rows]
        ends = [self.box(first + len(text) - 1)[2] for _, first, text in kept if len(text) > 4]
        full = sum(end > max(ends) - 0.1 * self.width for end in ends)
        if max(margin) < left and full > 0.5 * len(ends):  # else they may be the numbers of the rows of a table
            self.visual = kept

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
        some = max(1, len(lines) // 5)
        for at in range(0, len(lines), some):
            first, text = max(lines[at : at + some], key=lambda line: len(line[1]))
            middle = first + _alike(text)
            a, b = self.box(middle), self.box(middle + 1)
            step = (b[0] + b[2] - a[0] - a[2], b[1] + b[3] - a[1] - a[3])
            if step[0] > abs(step[1]) and self._upside_down(middle):  # each letter placed by itself
                step = (-step[0], -step[1])
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
        low = high = 0.0
        heights: set[float] = set()  # of em boxes: those of one font are all as high

        def moved(index: int) -> Rect:
            nonlocal low, high
            found = known.get(index)
            if found is None:
                if ask(of, index, to):
                    left, top, right, bottom = floats(rect)
                    if not low < top - bottom < high:  # as high as the one before, nearly always
                        height = round(top - bottom, 1)
                        if height not in heights:
                            if self._is_ink(index, left, top, right, bottom):
                                found = known[index] = self._em_box(index)
                                return found
                            heights.add(height)
                        low, high = height - 0.1, height + 0.1
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


def printed_lines(page: PageText, number: int) -> list[PrintedLine]:
    """The visual lines of a page in the order pdfium gives them, wide gaps split, blank lines left out."""
    whole = running_lines(page.visual, page.box)
    out: list[PrintedLine] = []
    for row, first, text in page.visual:
        if row in whole or not (" " in text or "\u3000" in text or "\u00a0" in text):
            out.append(_line(page, text, text, first, number, row, whole.get(row)))
        else:
            out.extend(_parts(page, text, first, number, row))
    return _going_on(_upright(page, out))


def _upright(page: PageText, lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines without those that lean; of a visual line that leans in part, what does not."""
    if not page.askew:
        return lines
    texts = {row: (first, text) for row, first, text in page.visual}
    number = lines[0].page if lines else 0
    out: list[PrintedLine] = []
    for row, run in groupby(lines, key=lambda line: line.row):
        if row not in page.askew:
            out += run
            continue
        first, text = texts[row]
        leaning = [character in _BETWEEN or page.leans(first + i) for i, character in enumerate(text)]
        for leans, places in groupby(range(len(text)), key=leaning.__getitem__):
            held = list(places)
            if not leans and len(held) > _APART:
                out += _parts(page, text[held[0] : held[-1] + 1], first + held[0], number, -1 - row)
    return out


def _going_on(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines with those made one that touch on one base line: where the font changes, pdfium may begin a new line.
    What is printed twice in one place, to look bold, is kept once."""
    if len({line.text for line in lines}) < len(lines):
        lines = _once(lines)
    out: list[PrintedLine] = []
    for line in lines:
        if out and out[-1].row != line.row:
            before = out[-1]
            gap = line.x0 - before.x1
            size = min(before.size, line.size)
            over = (
                0.6 if before.text[-1] in NO_START else 0.4
            )  # half of a sign may be white that was taken away (标点挤压)
            if gap < -over * size:  # nearly always
                out.append(line)
                continue
            level = min(before.y1, line.y1) - max(before.y0, line.y0) > 0.6 * min(
                before.y1 - before.y0, line.y1 - line.y0
            )
            if level and gap < 0.6 * size and before.size < 1.2 * line.size < 1.44 * before.size:
                between = " " if gap > 0.2 * size and not (is_wide(before.text[-1]) or is_wide(line.text[0])) else ""
                larger = before if len(before.text) >= len(line.text) else line
                y0, y1 = min(before.y0, line.y0), max(before.y1, line.y1)
                out[-1] = changed(
                    larger,
                    text=before.text + between + line.text,
                    x0=before.x0,
                    y0=y0,
                    x1=line.x1,
                    y1=y1,
                    row=before.row,
                )
                continue
        out.append(line)
    return out


def _once(lines: list[PrintedLine]) -> list[PrintedLine]:
    out: list[PrintedLine] = []
    places: dict[str, list[PrintedLine]] = {}
    for line in lines:
        same = places.setdefault(line.text, [])
        near = _TWICE * line.size
        if not any(abs(line.x0 - other.x0) < near and abs(line.y0 - other.y0) < near for other in same):
            same.append(line)
            out.append(line)
    return out


def lines_around(
    page: PageText, number: int, grids: Sequence[Grid]
) -> tuple[list[PrintedLine], list[dict[int, list[PrintedLine]]]]:
    """The lines of a page outside its tables, and for each table those inside, by the number of their cell."""
    outside: list[PrintedLine] = []
    cells: list[dict[int, list[PrintedLine]]] = [{} for _ in grids]

    box = page.box
    single = grids[0].cell_at if len(grids) == 1 else None
    only = cells[0]

    def place(index: int) -> tuple[int, int]:
        """The table and the cell in which a character stands by its middle."""
        x0, y0, x1, y1 = box(index)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        found = (-1, -1)
        for at, grid in enumerate(grids):
            if (cell := grid.cell_at(x, y)) >= 0:
                found = (at, cell)
        return found

    for row, first, text in page.visual:
        if single is not None:  # nearly always, and the line in one cell
            x0, y0, x1, y1 = box(first)
            if (cell := single((x0 + x1) / 2, (y0 + y1) / 2)) >= 0:
                x0, y0, x1, y1 = box(first + len(text) - 1)
                if cell == single((x0 + x1) / 2, (y0 + y1) / 2):
                    if (held := only.get(cell)) is None:
                        held = only[cell] = []
                    held += _parts(page, text, first, number, row, split=False)
                    continue
        for (at, cell), begin, end in _pieces(page, place, text, first, grids):
            piece = text[begin:end]
            if at < 0:
                outside.extend(_parts(page, piece, first + begin, number, row))
            else:
                parts = _parts(page, piece, first + begin, number, row, split=False)
                cells[at].setdefault(cell, []).extend(parts)
    if askew := page.askew:
        cells = [{cell: [li for li in lines if li.row not in askew] for cell, lines in held.items()} for held in cells]
    joined = [{cell: _going_on(lines) for cell, lines in held.items()} for held in cells]
    return _going_on(_upright(page, outside)), joined


def _pieces(
    page: PageText, place: Callable[[int], tuple[int, int]], text: str, first: int, grids: Sequence[Grid]
) -> list[tuple[tuple[int, int], int, int]]:
    """The pieces of a visual line that stand in one place each: place, begin, end.

    Lines run from left to right and cells are boxes: only where the place changes is looked for. Where a line jumps back,
    or has text on both sides of a table, every word is asked.
    """
    marks = [i for i, character in enumerate(text) if character not in _BETWEEN]
    if not marks:
        return []
    found = _stretches(lambda i: place(first + marks[i]), 0, 0, len(marks))
    pieces = [(where, marks[begin], marks[end - 1] + 1) for where, begin, end in found]
    box = page.box
    if len(pieces) == 1 and pieces[0][0][0] < 0:
        left, top, _, bottom = box(first + marks[0])
        right = box(first + marks[-1])[2]
        middle = (top + bottom) / 2
        if not any(g.ys[0] < middle < g.ys[-1] and left < g.xs[-1] and g.xs[0] < right for g in grids):
            return pieces
    elif all(box(first + a)[0] <= box(first + b)[0] for (_, a, _), (_, b, _) in pairwise(pieces)):
        return pieces
    pieces = []
    for word in WORD.finditer(text):  # where a word stands is where its first character does, unless its last does not
        for where, begin, end in _stretches(place, first, word.start(), word.end()):
            if pieces and pieces[-1][0] == where:
                pieces[-1] = (where, pieces[-1][1], end)
            else:
                pieces.append((where, begin, end))
    return pieces


def _alike(text: str) -> int:
    """The place nearest to the middle where two characters of one kind follow each other: their boxes are alike."""
    middle, last = (len(text) - 1) // 2, len(text) - 2
    for away in range(middle + 1):
        for i in (middle - away, middle + away):
            if i <= last and _PAIR.match(text, i):
                return i
    return len(text) // 2 - 1


def _stretches(
    place: Callable[[int], tuple[int, int]], first: int, begin: int, end: int
) -> list[tuple[tuple[int, int], int, int]]:
    """The stretches of a word that stand in one place each: words run one way, so only where they change is looked for."""
    here, there = place(first + begin), place(first + end - 1)
    out = []
    while here != there:
        low, high = begin, end - 1  # the character at low stands here, the one at high does not
        while high - low > 1:
            middle = (low + high) // 2
            if place(first + middle) == here:
                low = middle
            else:
                high = middle
        out.append((here, begin, high))
        begin, here = high, place(first + high)
    return [*out, (here, begin, end)]


WORD = re.compile(r"[^\s\u2060]+")
_BLANKS = frozenset(" \u3000\u00a0\t\r\n\u2060")
_BETWEEN = frozenset(" \u3000\u00a0\t\u2060")
_PAIR = re.compile(f"{IDEOGRAPH.pattern}{{2}}|[0-9A-Za-z]{{2}}")
_BLANK = " \u3000\u00a0\t"
#: pdfium gives a hyphen at the end of a line as one of these, and no line end with it
_ENDS = re.compile("\r\n|[\x02\ufffe](?!\r)|\\Z")


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


def _parts(page: PageText, text: str, first: int, number: int, row: int, *, split: bool = True) -> list[PrintedLine]:
    if " " not in text and "\u3000" not in text and "\u00a0" not in text:
        return [_line(page, text, text, first, number, row)]
    words = _words(text)
    spaced_out = len(words) > 2 and all(len(word) == 1 and is_wide(word) for _, word in words)
    most = _widest_gap(page, words, first) if split and not spaced_out else 0.0
    if not most and text.isascii():
        begin = words[0][0]
        return [_line(page, text[begin:].rstrip(" "), text[begin:], first + begin, number, row)]
    parts: list[tuple[int, str, str]] = []  # where it begins, its text, its characters as they are in the page
    begin, kept = words[0][0], words[0][1]
    for (at, word), (then, following) in pairwise(words):
        end = at + len(word)
        if spaced_out:
            kept += following
        elif most and not -most < page.box(first + then)[0] - page.box(first + end - 1)[2] <= most:
            parts.append((begin, kept, text[begin:end]))
            begin, kept = then, following
        else:
            beside_wide = is_wide(word[-1]) or is_wide(following[0])
            made_up = beside_wide and all(page.generated(first + i) for i in range(end, then))
            if made_up and len(word) > 1 < len(following) and is_wide(word[-1]) and is_wide(following[0]):
                made_up = not _spaced(page, first + end - 1, first + then)
            kept += ("" if made_up else text[end:then]) + following
    parts.append((begin, kept, text[begin:]))
    return [_line(page, shown, raw, first + at, number, row) for at, shown, raw in parts]


def _spaced(page: PageText, index: int, then: int) -> bool:
    """Whether so wide a gap is between two Chinese words that it stands for a space: 「张三　李四」."""
    before, after = page.box(index), page.box(then)
    return after[0] - before[2] > _SPACE * (after[2] - after[0])


def _widest_gap(page: PageText, words: Sequence[tuple[int, str]], first: int) -> float:
    """The widest gap that does not part these words, 0.0 where none does: a name of two characters set wide."""
    if len(words) == 2 and len(words[0][1]) == len(words[1][1]) == 1:
        return 0.0
    if len(words) > 2 and all(word[0].isascii() and any(map(str.isalpha, word)) for _, word in words):
        gaps = [
            page.box(first + then)[0] - page.box(first + at + len(word) - 1)[2]
            for (at, word), (then, _) in pairwise(words)
        ]
        if max(gaps) <= _STRETCHED * min(gaps):
            return 0.0  # a line set to the width of its column
    widths = [b[2] - b[0] for at, word in words if is_ideograph(word[0]) for b in [page.box(first + at)]]
    return GAP * (median(widths) if widths else _latin_size(page, first, page.box(first)))


def _words(text: str) -> list[tuple[int, str]]:
    words: list[tuple[int, str]] = []
    at = 0
    for piece in text.replace("\u3000", " ").replace("\u00a0", " ").split(" "):
        if piece:
            words.append((at, piece))
        at += len(piece) + 1
    return words


def _line(
    page: PageText, shown: str, raw: str, first: int, number: int, row: int, ends: tuple[Rect, Rect] | None = None
) -> PrintedLine:
    """``ends`` are the places of the first and the last character, where they are known and the line is Latin."""
    last, box = len(raw) - 1, page.box
    begin, end = ends or (box(first), box(first + last))
    y0, y1, size = begin[1], begin[3], begin[2] - begin[0]
    even = _EVEN * (y1 - y0)
    level = abs(end[1] - y0) < even and abs(end[3] - y1) < even
    chinese = "\u4e00" <= raw[0] <= "\u9fff" or is_ideograph(raw[0])
    if level and chinese and size > 0:  # nearly always
        pass
    elif level and (ends or (not chinese and (raw.isascii() or WIDE.search(raw) is None))):
        size = _latin_size(page, first, begin)
    else:  # ask two more, take the middle
        if not level and (page.leans(first) or page.leans(first + last)):
            page.askew.add(row)
        picks = (0, last // 3, (2 * last) // 3, last) if last > 2 else tuple(range(last + 1))
        boxes = [begin, *[box(first + i) for i in picks[1:-1]], end] if last else [begin]
        widths = [b[2] - b[0] for i, b in zip(picks, boxes, strict=True) if is_ideograph(raw[i])]
        size = _middle(widths) if widths else _latin_size(page, first, begin)
        y0, y1 = _middle([b[1] for b in boxes]), _middle([b[3] for b in boxes])
    if last == 0 and page.leans(first):
        page.askew.add(row)
    if y1 - y0 > 2 * size > 0:  # a font that says it is much higher than its letters
        y0, y1 = (y0 + y1 - _HEIGHT * size) / 2, (y0 + y1 + _HEIGHT * size) / 2
    text = shown if page.plain else folded(shown.replace("\u2060", ""))
    one = page.numbers.setdefault
    x0, x1, size = begin[0], end[2], size or 1.0
    return PrintedLine(text, number, one(x0, x0), one(y0, y0), one(x1, x1), one(y1, y1), one(size, size), row)


def _middle(values: list[float]) -> float:
    """The median of a few numbers, the upper of two."""
    first = values[0]
    if values.count(first) == len(values):  # nearly always
        return first
    values.sort()
    return values[len(values) // 2]


def _latin_size(page: PageText, index: int, box: Rect) -> float:
    """The em where no Chinese character shows it: the font size, unless the text matrix scales it."""
    size, height = page.font_size(index), box[3] - box[1]
    return size if height and 0.25 < size / height < 3 else height * 0.85  # a font with letters of another size
