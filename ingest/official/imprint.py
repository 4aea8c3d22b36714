"""The end of a paper: signature and date of the policy (GB/T 9704-2012, 7.3.5) and the imprint 版记 (7.4), which says who gets
a copy 抄送 and who printed it when 印发机关, 印发日期."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import fold
from ingest.official.dates import DATE_ZH, UNNAMED_DATE_ZH, date_zh
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.notes import ANNEX_LIST, BLANK_PAGE, LISTS_BODIES, element_of
from ingest.official.signature import ISSUER, signatures
from ingest.outline import ANNEX, ANNEX_ITEM

_PRINTED = re.compile(rf"^(?P<who>[\u4e00-\u9fff（）()、 ]*?)\s*(?P<date>{DATE_ZH.pattern})\s*印发$")


def signed_annex(paragraphs: Sequence[str], first_label: int) -> int | None:
    """Index of the first annex behind a signature with its date, in a paper that has clauses of its own before."""
    for i in range(first_label + 2, len(paragraphs)):
        if paragraphs[i][0] == "附" and len(paragraphs[i]) <= 70 and ANNEX.match(paragraphs[i]):
            above = i - 1
            while above > max(first_label, i - 12) and element_of(paragraphs[above]):
                above -= 1
            if _ends_dated(paragraphs[above]):
                return i
    return None


def _ends_dated(paragraph: str) -> bool:
    """A date alone, or behind the one who signs."""
    return len(paragraph) <= 60 and re.search(rf"{UNNAMED_DATE_ZH}$", fold(paragraph)) is not None


def read_tail(paragraphs: Sequence[str], first_label: int, end: int, found: Official, *, imprint: bool = False) -> int:
    """版记 and signature above ``end``; gives the index behind the last paragraph of the policy. ``imprint``: only 版记."""
    floor = min(first_label + 1, len(paragraphs))
    position = end
    while position > floor:
        paragraph = paragraphs[position - 1]
        printed = _PRINTED.match(fold(paragraph))
        dated = None if imprint else DATE_ZH.fullmatch(fold(paragraph))
        tail = element_of(paragraph)
        signs = ISSUER.match(paragraph) and len(paragraph) <= 40 and not paragraph.endswith("。")
        if printed:
            _read_printed(paragraph, position - 1, printed, found)
        elif dated and found.issued_on is None:
            day = date_zh(paragraph)
            if day:
                found.issued_on = (day, whole_paragraph(paragraphs, position - 1))
        elif tail and not (imprint and tail == "附件说明"):
            found.elements.append((tail, whole_paragraph(paragraphs, position - 1)))
        elif signs and found.printed_on and not any(name == "印发机关" for name, _ in found.elements):
            found.elements.append(("印发机关", whole_paragraph(paragraphs, position - 1)))
        elif signs and not imprint:
            found.issuers[:0] = signatures(paragraph, position - 1)
        elif above := _goes_on_above(paragraphs, position - 1, floor):
            name, first = above
            found.elements += [(name, whole_paragraph(paragraphs, i)) for i in range(position - 1, first, -1)]
            position = first + 1
            continue
        elif not BLANK_PAGE.match(paragraph):
            break
        position -= 1
    return position


def _read_printed(paragraph: str, index: int, printed: re.Match[str], found: Official) -> None:
    """印发机关 and 印发日期 of one line: 「威海市人民政府办公室　2026年3月2日印发」 (GB/T 9704-2012, 7.4.3)."""
    if day := date_zh(printed["date"]):
        start, end = printed.span("date")
        found.printed_on = (day, Found(paragraph[start:end], index, start, end))
    if who := paragraph[: printed.end("who")].strip():
        at = paragraph.index(who)
        found.elements.append(("印发机关", Found(who, index, at, at + len(who))))


def _goes_on_above(paragraphs: Sequence[str], index: int, floor: int) -> tuple[str, int] | None:
    """The element and the line that a line goes on from: a list of bodies broken over lines, below 「抄送：…」, and the names of
    further annexes, below 「附件：1.…」."""
    for above in range(index - 1, max(floor, index - 20) - 1, -1):
        if ANNEX_LIST.match(paragraphs[above]) or paragraphs[above] in ("附件：", "附件:"):
            whole = all(ANNEX_ITEM.match(paragraphs[i]) for i in range(above + 1, index + 1))
            return ("附件说明", above) if whole else None
        listed = element_of(paragraphs[above])
        if listed is not None and listed in LISTS_BODIES:
            whole = all(paragraphs[i][-1] in "，,、；;" for i in range(above, index))
            return (listed, above) if whole and index - above <= 5 else None
    return None
