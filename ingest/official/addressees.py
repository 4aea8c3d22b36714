"""主送机关 (GB/T 9704-2012, 7.3.2): the bodies that a paper is addressed to, between its title and its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.official.elements import Found, Official
from ingest.official.title import read_notice_title, read_title_below

#: a preamble that ends in a colon (「…，制定本办法：」) addresses nobody
_ANNOUNCES = re.compile(
    r"^(?:为(?!民)|根据|按照|依据|经)|(?:制定|制订|提出|出台|如下|现就|现将|以下)[^：:]{0,20}[：:]$|(?:决定|通告|公告|纪要)[：:]$"
)


def read_addressing(paragraphs: Sequence[str], position: int, stop: int, found: Official, *, numbered: bool) -> int:
    """Title and addressees of a notice, between its head and its text (from ``position`` up to ``stop``); gives the index behind
    them. ``numbered``: a line above holds the number of the paper."""
    lines = _lines_of_addressees(paragraphs, position, stop)
    if lines is None:
        return read_title_below(paragraphs, position, stop, found) if numbered else position
    if lines.start > position:
        read_notice_title(paragraphs, range(position, lines.start), found, numbered=numbered)
    for i in lines:
        found.addressees += _split_addressees(paragraphs[i], i)
    return lines.stop


def _lines_of_addressees(paragraphs: Sequence[str], position: int, stop: int) -> range | None:
    """The lines that list who is addressed: the last ends with a colon, and those it is broken over with a comma."""
    last = next(
        (
            i
            for i in range(position, stop)
            if paragraphs[i][-1] in "：:"
            and "。" not in paragraphs[i]
            and len(paragraphs[i]) <= 300
            and not _ANNOUNCES.search(paragraphs[i])
        ),
        None,
    )
    if last is None or last - position > 6:
        return None
    first = last
    while first > position + 1 and paragraphs[first - 1][-1] in "，,、；;":
        first -= 1
    return range(first, last + 1)


def _split_addressees(paragraph: str, index: int) -> list[Found]:
    """主送机关: groups are divided by commas, members of one group by 、 (GB/T 9704-2012, 7.3.2)."""
    parts: list[Found] = []
    start = 0
    for end in [m.start() for m in re.finditer(r"[，,；;：:]", paragraph)]:
        value = paragraph[start:end].strip()
        if value:
            at = paragraph.index(value, start)
            parts.append(Found(value, index, at, at + len(value)))
        start = end + 1
    return parts
