"""版头 (GB/T 9704-2012, 7.2): who issues a paper, its number, who signs it off, above its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import fold
from ingest.official.addressees import ANNOUNCES, split_addressees
from ingest.official.dates import DATE_ZH, UNNAMED_DATE_ZH, date_zh
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.gazette import head_elements, mark_name, signer_lines
from ingest.official.number import DOCUMENT_NUMBER, GAZETTE_NUMBER, TITLED_NUMBER
from ingest.official.signature import ISSUER, apart, named_bodies
from ingest.official.title import NOTED_DATE, NOTICE_TITLE, POLICY_TITLE, read_noted_date, read_title_above


def read_head(paragraphs: Sequence[str], head: Sequence[int], number_at: int | None, found: Official) -> int:
    """发文机关标志, 文号, 签发人, 标题, 主送机关; gives the index behind them."""
    position = 0
    if number_at is not None:
        heads: list[Found] = []
        signers = False
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
                heads.append(Found(name, i, 0, len(name)))
        read_title_above(paragraphs, number_at, found)
        if found.document_number is None:
            titled = {part.paragraph for part in found.title_parts}
            marks = [one.paragraph for one in heads if one.paragraph not in titled]
            found.elements += [("发文机关标志", whole_paragraph(paragraphs, i)) for i in marks]
            found.issuers += [name for one in heads for name in apart(one)]
        line = paragraphs[number_at]
        match = DOCUMENT_NUMBER.search(line) or GAZETTE_NUMBER.match(line)
        if match and found.document_number is None:
            value = re.sub(r"\s", "", match[0])
            found.document_number = Found(value, number_at, match.start(), match.end())
            behind = line[match.end() :].lstrip()
            if behind and (behind.startswith("签发") or any(name == "签发人" for name, _ in found.elements)):
                at = len(line) - len(behind)
                found.elements.append(("签发人", Found(behind, number_at, at, len(line))))
        position = number_at + 1
        while position < len(head):
            element = head_elements(paragraphs[position])
            if not element and found.elements and found.elements[-1][0] == "签发人":
                names = list(signer_lines(paragraphs, position, len(head)))
                found.elements += [("签发人", whole_paragraph(paragraphs, i)) for i in names]
                position += len(names)
                break
            if not element:
                break
            found.elements += [(name, Found(paragraphs[position][s:e], position, s, e)) for name, s, e in element]
            position += 1
        position = read_line_of_issuer(paragraphs, position, len(head), found)
    addressed = next(
        (
            i
            for i in head
            if i >= position
            and paragraphs[i][-1] in "：:"
            and "。" not in paragraphs[i]
            and len(paragraphs[i]) <= 300
            and not ANNOUNCES.search(paragraphs[i])
        ),
        None,
    )
    if addressed is not None and addressed - position > 6:
        addressed = None
    listed = addressed if addressed is not None else 0  # where a list of addressees begins that is broken over lines
    while addressed is not None and listed > position + 1 and paragraphs[listed - 1][-1] in "，,、；;":
        listed -= 1
    if addressed is not None and listed < addressed:
        for i in range(listed, addressed):
            found.addressees += split_addressees(paragraphs[i], i)
    if addressed is not None and addressed > position:
        titles = [i for i in range(position, listed) if not head_elements(paragraphs[i])]
        for i in [i for i in titles[1:] if NOTED_DATE.match(fold(paragraphs[i]))]:
            titles.remove(i)
            read_noted_date(paragraphs, i, found)
        if number_at is None:
            marks = [i for i in titles if paragraphs[i].endswith("文件")]
            for i in marks:
                name = paragraphs[i].removesuffix("文件")
                found.issuers.append(Found(name, i, 0, len(name)))
            titles = [i for i in titles if i not in marks]
        joined = "".join(paragraphs[i] for i in titles)
        last = len(paragraphs[titles[-1]]) if titles else 0
        if number_at is None and (numbered := TITLED_NUMBER.search(joined)):
            # 「…的通知（韶府〔2019〕31号）」
            last -= len(joined) - numbered.start()
            at = last + numbered.start(1) - numbered.start()
            if last > 0:
                value = re.sub(r"\s", "", numbered[1])
                found.document_number = Found(value, titles[-1], at, at + len(numbered[1]))
                joined = joined[: numbered.start()]
        if NOTICE_TITLE.search(joined) or POLICY_TITLE.search(joined) or "关于" in joined:
            ends = [*(len(paragraphs[i]) for i in titles[:-1]), last]
            found.notice_title = Found(joined, titles[0], 0, ends[0])
            found.title_parts = tuple(Found(paragraphs[i][:e], i, 0, e) for i, e in zip(titles, ends, strict=True))
    elif addressed is None and number_at is not None:
        for i in range(position, min(position + 3, len(head))):
            joined = "".join(paragraphs[position : i + 1])
            if NOTICE_TITLE.search(joined) and "。" not in joined:
                found.notice_title = Found(joined, position, 0, len(paragraphs[position]))
                position = i + 1
                break
    if addressed is not None:
        found.addressees += split_addressees(paragraphs[addressed], addressed)
        position = addressed + 1
    return position


def read_numbered_mark(paragraphs: Sequence[str], first: int, at: int, joined: bool, found: Official) -> None:
    """The mark of an order, an announcement or minutes: who issues it, and its number, cited with the mark (商务部令2024年第3号)."""
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


def read_line_of_issuer(paragraphs: Sequence[str], position: int, stop: int, found: Official) -> int:
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
