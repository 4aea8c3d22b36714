"""Text in columns on a terminal, where a Chinese character takes two columns (Unicode Standard Annex 11)."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

#: columns where stdout is no terminal
PIPE_WIDTH = 120

#: never the first character of a line
_NOT_FIRST = frozenset("，。；：、！？）》」』〕】”’%,.;:!?)")

#: never the last one
_NOT_LAST = frozenset("（《「『〔【“‘(")


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("3万元"), width("ab")
    (5, 2)
    """
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def screen() -> int:
    """Columns to fill: the terminal's, or a fixed number in a pipe so that output is the same everywhere."""
    return max(40, shutil.get_terminal_size().columns) if sys.stdout.isatty() else PIPE_WIDTH


def pad(text: str, columns: int, right: bool = False) -> str:
    """Text filled up with spaces to a number of columns.

    >>> pad("金额", 6) + "|"
    '金额  |'
    """
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def shorten(text: str, columns: int) -> str:
    """At most so many columns, the cut shown by …

    >>> shorten("支持企业扩大进口", 9)
    '支持企业…'
    """
    if width(text) <= columns:
        return text
    taken, room = "", columns - 1
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        taken += character
    return taken + "…"


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns: broken between Chinese characters and at spaces, no line begins with a comma.

    >>> wrap("支持企业，扩大进口。", 8)
    ['支持企', '业，扩大', '进口。']
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for token in _unbroken(paragraph):
            if line and width(line) + width(token.rstrip()) > columns:
                lines.append(line.rstrip())
                line = ""
            while width(token) > columns and len(token) > 1 and not line:  # a word wider than the column
                head = shorten(token, columns + 1)[:-1] or token[0]
                if head == token:
                    break
                lines.append(head)
                token = token[len(head) :]
            line += token if line else token.lstrip()
        lines.append(line.rstrip())
    return lines


def _unbroken(text: str) -> Iterator[str]:
    """Words with their space, and single wide characters with the punctuation that must follow them."""
    token = ""
    for character in text:
        if character in _NOT_FIRST or character.isspace():
            token += character
            continue
        wide = _columns(character) == 2
        if (
            token
            and token[-1] not in _NOT_LAST
            and (wide or token[-1].isspace() or any(_columns(c) == 2 for c in token))
        ):
            yield token
            token = ""
        token += character
    if token:
        yield token


def block(text: str, indent: int, columns: int) -> str:
    """Wrapped text, indented."""
    return "\n".join(" " * indent + line for line in wrap(text, columns - indent))


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, total: int | None = None, right: Iterable[int] = ()
) -> str:
    """A table with a rule under its head; the widest columns are wrapped until it fits into ``total`` columns.

    ``right`` numbers the columns that are set flush right.
    """
    body = [[str(cell) for cell in row] for row in rows]
    if not columns:
        return ""
    wanted = [
        max(width(line) for cell in (head, *(row[i] for row in body)) for line in (cell.splitlines() or [""]))
        for i, head in enumerate(columns)
    ]
    widths = _fit(wanted, (total or screen()) - 2 * (len(columns) - 1))
    flush = set(right)

    def lines(cells: Sequence[str]) -> Iterator[str]:
        wrapped = [wrap(cell, widths[i]) for i, cell in enumerate(cells)]
        for n in range(max(len(cell) for cell in wrapped)):
            parts = [pad(cell[n] if n < len(cell) else "", widths[i], i in flush) for i, cell in enumerate(wrapped)]
            yield "  ".join(parts).rstrip()

    rule = "  ".join("─" * columns for columns in widths)
    return "\n".join([*lines(list(columns)), rule, *(line for row in body for line in lines(row))])


def _fit(wanted: list[int], room: int) -> list[int]:
    """Narrow columns keep what they want, wide ones share the rest in proportion.

    >>> _fit([4, 8, 160, 80], 60)
    [4, 8, 32, 16]
    """
    if sum(wanted) <= room:
        return wanted
    floors = (24, 20, 16, 12, 10, 8, 6)
    floor = next((f for f in floors if sum(min(w, f) for w in wanted) <= 0.75 * room), 4)
    widths = [min(w, floor) for w in wanted]
    for _ in range(room - sum(widths)):
        most = max(range(len(wanted)), key=lambda i: wanted[i] / widths[i])
        widths[most] += 1
    return widths
