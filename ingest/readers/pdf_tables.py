"""Where the cells of the tables of a PDF page are: ruled, or told by the white between them.

The drawn lines come from pdfium, which has them for nothing; what cells they make says ``ingest.readers.drawn_rules``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.columns import LINES, gutters, running
from ingest.readers.drawn_rules import Rule, TooMuchDrawn, grids_of, rule_of
from ingest.readers.grids import Grid, inferred, side_by_side
from ingest.readers.pdf_lines import WORD
from ingest.readers.pdf_page import PageText
from ingest.readers.printed import IDEOGRAPH, Box, PrintedLine, ems, is_ideograph
from ingest.readers.tables import Block, spanning

_MANY = 20_000  # drawn lines on a page: a plan or a chart and no table


def ruled_tables(text: PageText, drawn: Iterable[Box]) -> tuple[list[Grid], list[float]]:
    """The ruled tables of a page from top to bottom, and the heights of its long horizontal lines.

    ``drawn`` are lines in the space of the page (``Drawings.edges``). Raises ``TooMuchDrawn``.
    """
    rules: list[Rule] = []
    for edge in drawn:
        rules.append(rule_of(text.frame(*edge)))
        if len(rules) > _MANY:
            raise TooMuchDrawn
    long = {float(round(rule.at)) for rule in rules if rule.across and rule.end - rule.start > 0.3 * text.width}
    return grids_of(rules), sorted(long)


def white_table(
    text: PageText, lines: Sequence[PrintedLine], rules: Sequence[float], before: Grid | None
) -> Grid | None:
    """A table or columns without vertical lines, None on the pages (nearly all) that have none.

    ``before`` is such a table on the page before.
    """
    if before is None and not (side_by_side(lines) and not _one_text(lines)):
        return None
    return inferred(list(_words(text)), rules, before)


def _one_text(lines: Sequence[PrintedLine]) -> bool:
    """Whether the lines are running text in columns, and not one text in two languages."""
    at = gutters(lines)
    if len(at) == 1:
        sides = ["".join(li.text for li in lines if (li.middle < at[0]) == left) for left in (True, False)]
        shares = sorted(len(IDEOGRAPH.findall(side)) / max(1, len(side)) for side in sides)
        return not shares[0] < 0.1 < 0.4 < shares[1]
    return bool(at)


def side_by_side_text(block: Block) -> bool:
    """Whether what looks like a table without lines is running text in columns: as many rows as lines."""
    columns = [
        [line for row in block.rows for line in row[c].lines if not spanning(row)] for c in range(len(block.rows[0]))
    ]
    full = [lines for lines in columns if len(lines) >= LINES and running(lines)]
    return bool(full) and len(block.rows) >= 0.8 * max(map(len, columns))


def _words(text: PageText) -> Iterator[Box]:
    """Where the words of a page stand, without its edges; the characters of a word that is set wider than usual."""
    low, high, box = 0.05 * text.height, 0.95 * text.height, text.box
    for _, first, line in text.visual:
        for word in WORD.finditer(line):
            begin, end = word.span()
            x0, y0, x1, y1 = head = box(first + begin)
            if not (low < y0 and y1 < high and x1 > x0):
                continue
            if end == begin + 1:
                yield head
                continue
            _, top, right, _ = box(first + end - 1)
            said = word[0]
            usual = 1.08 * (ems(said) + 0.3) * (x1 - x0) if is_ideograph(said[0]) else 1.2 * ems(said) * (y1 - y0)
            if -1 < top - y0 < 1 and 0 < right - x0 < usual:
                yield x0, y0, right, y1
            else:
                yield from (one for one in map(box, range(first + begin, first + end)) if one[2] > one[0])
