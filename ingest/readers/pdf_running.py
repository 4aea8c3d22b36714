"""Lines of running Latin text, told apart from rows of columns without asking where each of their words stands.

Such a line is as wide as its letters make it. How wide letters are set on a page is taken from its tightest line; what a
line is wider than that may be one wide gap or many spaces a little stretched. So a line with something to spare is parted
at a space near its middle, and each half asked again, until a gap is found or nothing is left to spare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ingest.readers.printed import GAP, WIDE, Box, natural_width

_LONG = 24  # characters of a line that says how tightly a page is set
_SPARE = 1.0  # ems that a stretch may be wider than its letters without holding a gap of ``GAP``


def running_lines(visual: Iterable[tuple[int, int, str]], box: Callable[[int], Box]) -> dict[int, tuple[Box, Box]]:
    """The visual lines (number, index of the first character, text) that hold no wide gap for certain: by their number
    the places of their first and their last character.

    ``box`` says where a character of the page stands. A line that is not among them may still hold none.
    """
    known: list[tuple[int, int, str, Box, Box, float]] = []
    for row, first, text in visual:
        if len(text) >= _LONG and " " in text and (text.isascii() or WIDE.search(text) is None):
            begin = box(first)
            if begin[3] > begin[1]:
                known.append((row, first, text, begin, box(first + len(text) - 1), natural_width(text)))
    if len(known) < 3:
        return {}
    tight = min((end[2] - b[0]) / (width * (b[3] - b[1])) for _, _, _, b, end, width in known)

    def even(text: str, first: int, left: float, right: float, em: float, width: float) -> bool:
        if right - left - tight * em * width < _SPARE * em:
            return True
        at = text.find(" ", len(text) // 2)
        if at < 0:
            at = text.rfind(" ")
        before, after = text[:at].rstrip(), text[at:].lstrip() if at >= 0 else ""
        if not before or not after:
            return True
        then = len(text) - len(after)
        end, begin = box(first + len(before) - 1)[2], box(first + then)[0]
        if begin - end > 0.8 * GAP * em:
            return False
        wide = natural_width(before)
        if not even(before, first, left, end, em, wide):
            return False
        # widths are whole quarters: what is left over is exact
        return even(after, first + then, begin, right, em, width - wide - natural_width(text[len(before) : then]))

    return {
        row: (begin, end)
        for row, first, text, begin, end, width in known
        if even(text, first, begin[0], end[2], begin[3] - begin[1], width)
    }
