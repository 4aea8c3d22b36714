"""版头 (GB/T 9704-2012, 7.2): who issues a paper, its number, who signs it off, above its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import fold
from ingest.official.dates import DATE_ZH, UNNAMED_DATE_ZH, date_zh
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.gazette import head_elements, mark_name, signer_lines
from ingest.official.number import number_of
from ingest.official.signature import ISSUER, apart, named_bodies
from ingest.official.title import read_title_above


def read_head(paragraphs: Sequence[str], number_at: int, stop: int, found: Official) -> int:
    """The 版头 around the line of the 文号, up to ``stop``; gives the index behind it. A title above the number is read, too."""
    marks = _marks_above(paragraphs, number_at, found)
    read_title_above(paragraphs, number_at, found)
    if found.document_number is None:  # else it is cited with its mark
        titled = {part.paragraph for part in found.title_parts}
        above = [mark.paragraph for mark in marks if mark.paragraph not in titled]
        found.elements += [("发文机关标志", whole_paragraph(paragraphs, i)) for i in above]
        found.issuers += [name for mark in marks for name in apart(mark)]
        _read_number(paragraphs[number_at], number_at, found)
    position = _read_signers_below(paragraphs, number_at + 1, stop, found)
    return _read_line_of_issuer(paragraphs, position, stop, found)


def _marks_above(paragraphs: Sequence[str], number_at: int, found: Official) -> list[Found]:
    """The names in the marks above the number; 份号, 密级, 紧急程度 and 签发人 beside them are elements."""
    marks: list[Found] = []
    signers = False  # whether the line before names who signs
    for i in range(number_at):
        paragraph = paragraphs[i]
        if element := head_elements(paragraph) or (
            signers and i in signer_lines(paragraphs, i, i + 1) and [("签发人", 0, len(paragraph))]
        ):
            found.elements += [(name, Found(paragraph[s:e], i, s, e)) for name, s, e in element]
            signers = element[0][0] == "签发人"
            continue
        signers = False
        name = mark_name(paragraph)
        if name and (ISSUER.match(name) or paragraph.endswith("文件")):
            marks.append(Found(name, i, 0, len(name)))
    return marks


def _read_number(line: str, index: int, found: Official) -> None:
    """The 文号, and the 签发人 behind it on the same line (GB/T 9704-2012, 7.2.6)."""
    match = number_of(line)
    if match is None:
        return
    found.document_number = Found(re.sub(r"\s", "", match[0]), index, match.start(), match.end())
    behind = line[match.end() :].lstrip()
    if behind and (behind.startswith("签发") or any(name == "签发人" for name, _ in found.elements)):
        found.elements.append(("签发人", Found(behind, index, len(line) - len(behind), len(line))))


def _read_signers_below(paragraphs: Sequence[str], position: int, stop: int, found: Official) -> int:
    """Elements of a head on the lines below its number, and further names of 签发人; gives the index behind them."""
    while position < stop:
        element = head_elements(paragraphs[position])
        if not element and found.elements and found.elements[-1][0] == "签发人":
            names = list(signer_lines(paragraphs, position, stop))
            found.elements += [("签发人", whole_paragraph(paragraphs, i)) for i in names]
            return position + len(names)
        if not element:
            break
        found.elements += [(name, Found(paragraphs[position][s:e], position, s, e)) for name, s, e in element]
        position += 1
    return position


def read_numbered_mark(paragraphs: Sequence[str], first: int, at: int, joined: bool, found: Official) -> None:
    """The mark of an order, an announcement or minutes, on the lines from ``first`` on, and its number on the line ``at``. The
    mark says who issues it; where it is ``joined`` the number is cited with it (商务部令2024年第3号)."""
    for i in range(first, at):
        name = mark_name(paragraphs[i])
        if name:
            found.elements.append(("发文机关标志", whole_paragraph(paragraphs, i)))
            if ISSUER.match(name) or named_bodies().match(name):
                found.issuers.append(Found(name, i, 0, len(name)))
    begin = first if joined else at
    value = re.sub(r"\s", "", "".join(paragraphs[begin : at + 1]))
    if not joined:
        value = value.strip("（）()") if "期" in value else value
    found.document_number = Found(value, begin, 0, len(paragraphs[at]), at)


_ISSUED_BY = re.compile(rf"(?P<who>[\u4e00-\u9fff（）()、 　]{{4,40}}?)[ 　]*(?P<date>{UNNAMED_DATE_ZH})$")


def _read_line_of_issuer(paragraphs: Sequence[str], position: int, stop: int, found: Official) -> int:
    """The line under the number of minutes: 「某某市人民政府办公室　2024年7月22日」; gives the index behind it."""
    if position + 1 < stop and ISSUER.match(paragraphs[position]) and DATE_ZH.fullmatch(fold(paragraphs[position + 1])):
        day = date_zh(paragraphs[position + 1])  # set at both ends of the line
        found.issuers = [whole_paragraph(paragraphs, position)]
        found.issued_on = (day, whole_paragraph(paragraphs, position + 1)) if day else None
        return position + 2
    match = _ISSUED_BY.match(fold(paragraphs[position])) if position < stop else None
    if match is None or not ISSUER.match(match["who"].strip()):
        return position
    who, day = match["who"].strip(), date_zh(match["date"])
    if day is None:
        return position
    found.issuers = [Found(who, position, 0, len(who))]
    found.issued_on = (day, Found(paragraphs[position][match.start("date") :], position, *match.span("date")))
    return position + 1
