"""Names of joint issuers side by side (联合署名), some of them over two lines: each is put together before the next.

Rows are read from left to right. Where a name does not end in a row (「中国人民银」 over 「行威海市分行」), the next row is set
under the middles of this one and goes on with its names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.readers.printed import IDEOGRAPH, PrintedLine

_LONGEST = 18  # characters of a part of a name
_RUNNING = re.compile(r"[，。；：,;:!?！？\d]")
#: how the name of a body ends
BODY_NAME = re.compile(
    r"(?:局|委|办|厅|部|会|院|室|处|府|关|行|司|中心|集团|文件|社)$"
    r"|^(?:The )?(?:Department|Ministry|Office|Bureau|Commission|Agency|Administration|Authority|Directorate)"
    r" (?:of|for)\b[^,.;:]{3,60}$"
)


def names_whole(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page with those of a name one after the other."""
    if len({line.row for line in lines}) == len(lines):  # nearly always
        return list(lines)
    rows = [list(row) for _, row in groupby(lines, key=lambda line: line.row)]
    out: list[PrintedLine] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if at + 1 < len(rows) and (names := _names(row, rows[at + 1], _tight(rows, at))) is not None:
            out += [part for name in names for part in name]
            at += 2
        else:
            out += row
            at += 1
    return out


def mark_last(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page with the 「文件」 of a red head behind the names of the issuers beside which it stands."""
    out = list(lines)
    at = next((i for i, line in enumerate(out) if line.text == "文件"), None)
    if at is None:
        return out
    mark = out[at]
    last = at
    for i in range(at + 1, len(out)):
        line = out[i]
        if not (line.x1 <= mark.x0 + mark.size and BODY_NAME.search(line.text) and len(line.text) <= 2 * _LONGEST):
            break
        if line.y0 - out[last].y1 > 1.5 * line.size and last > at:
            break
        last = i
    return [*out[:at], *out[at + 1 : last + 1], mark, *out[last + 1 :]]


def _tight(rows: Sequence[Sequence[PrintedLine]], at: int) -> bool:
    """Whether the row below is much nearer than rows of names are to each other: 「威海市人力资源和社会」 may end there."""
    row, below = rows[at], rows[at + 1]
    if len(row) < 2 or len(below) >= len(row):
        return False
    steps = [
        rows[b][0].y0 - rows[a][0].y0
        for a, b in ((at - 1, at), (at - 2, at), (at, at + 2))
        if a >= 0 and b < len(rows) and min(len(rows[a]), len(rows[b])) >= 2
    ]
    return bool(steps) and below[0].y0 - row[0].y0 < 0.6 * min(steps)


def _names(row: Sequence[PrintedLine], below: Sequence[PrintedLine], tight: bool) -> list[list[PrintedLine]] | None:
    """The names of a row with what goes on with each below; None where the row below begins anew."""
    if not len(below) <= len(row) <= 4 or len(row) < 2:
        return None
    if not tight and all(BODY_NAME.search(part.text) for part in row):
        return None
    if any(
        _RUNNING.search(li.text) or len(li.text) > _LONGEST or not IDEOGRAPH.search(li.text) for li in (*row, *below)
    ):
        return None
    if not all(BODY_NAME.search(under.text) for under in below):
        return None
    names = [[part] for part in row]
    for under in below:
        above = [
            name
            for name in names
            if len(name) == 1
            and abs(name[0].middle - under.middle) <= 0.6 * under.size
            and 0 < under.y0 - name[0].y0 < 2.5 * under.size
        ]
        if len(above) != 1:
            return None
        above[0].append(under)
    return names if all(len(name) == 2 or BODY_NAME.search(name[0].text) for name in names) else None
