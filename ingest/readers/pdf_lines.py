"""One page of a PDF → its printed lines, with pdfium's characters and as few questions to pdfium as will do.

pdfium gives the text of a page with its own line ends and with spaces where it saw a gap. Where the lines stand is
asked for a few characters of each line only (the first, the last, two between, and both sides of every space).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from statistics import median

from msgspec.structs import replace as changed

from ingest.readers.grids import Grid
from ingest.readers.pdf_frame import Rect
from ingest.readers.pdf_page import PageText
from ingest.readers.pdf_running import running_lines
from ingest.readers.printed import GAP, NO_START, WIDE, PrintedLine, folded, is_ideograph, is_wide

_STRETCHED = 1.3  # the widest space of a justified line over its least
_APART = 3  # fewer upright characters amid leaning ones are the top of a ring
_SPACE = 0.8  # ems of a gap that is a space (全角空格), where the file has none
_TWICE = 0.2  # ems by which a second print may be off the first
_HEIGHT = 1.4  # ems: the box of a usual font
_EVEN = 0.1  # ems by which the ends of a line may differ in height and still say how high the line is


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
_BETWEEN = frozenset(" \u3000\u00a0\t\u2060")


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
    height = box[3] - box[1]
    if (known := page.sizes.get(height)) is None:
        size = page.font_size(index)
        known = size if height and 0.25 < size / height < 3 else height * 0.85  # a font with letters of another size
        page.sizes[height] = known
    return known
