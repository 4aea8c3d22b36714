"""The elements of a Chinese official document 公文 (GB/T 9704-2012 党政机关公文格式), found in its paragraphs.

A policy usually comes as two papers in one: the notice that forwards it (发文机关标志, 发文字号, 标题, 主送机关, one paragraph of
text, 署名, 成文日期, 附注) and the policy itself with a title of its own; the last page holds the 版记 (抄送,
印发机关, 印发日期). Any of it may be missing, down to a bare title. Only what is printed is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from ingest.gazette import head_elements, mark_name, numbered_mark, signer_lines, signs_order
from ingest.issuing_place import place_zh
from ingest.lexicon.table import one_of, rows
from ingest.numerals import chinese_number, chinese_year, fold, simplified
from ingest.outline import ANNEX

#: elements beside the fields of a notice, in the order of GB/T 9704-2012, 7.2–7.4
ELEMENTS = (
    *("份号", "密级", "紧急程度", "发文机关标志", "签发人", "附件说明", "附注", "抄送", "印发机关", "空白页注"),
    *("出席", "请假", "列席", "印发份数", "公开方式"),
)

#: 发文字号: 机关代字 + 年份 + 序号, anywhere in a text
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,20}(?:规)?(?:字)?\s*[〔\[［（(【﹝]\s*(?:19|20)\d{2}\s*[〕\]］）)】﹞]\s*第?\s*\d{1,5}\s*号"
)

DATE_ZH = re.compile(
    r"(?P<y>\d{4}|[〇零○一二三四五六七八九]{4})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
#: the number of an announcement or an order, which has no 机关代字: 「财政部 税务总局公告2023年第15号」 「商务部令2024年第3号」
_GAZETTE_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}[ 　、]*){1,6}?(?:公告|通告|令)[ 　]*[〔\[（(]?(?:(?:19|20)\d{2}[ 　]*年?[〕\]）)]?[ 　]*)?第[ 　]*\d{1,5}[ 　]*号$"
)
_TITLED_NUMBER = re.compile(rf"(?<=[\u4e00-\u9fff])\s*[（(]({DOCUMENT_NUMBER.pattern})[)）]$")
#: a date where no groups are wanted
UNNAMED_DATE_ZH = re.sub(r"\?P<\w>", "?:", DATE_ZH.pattern)
_PRINTED = re.compile(rf"^(?P<who>[\u4e00-\u9fff（）()、 ]*?)\s*(?P<date>{DATE_ZH.pattern})\s*印发$")
_KIND = "通知|通告|公告|通报|函|答复|意见|决定|命令|批复|公报|报告|请示|决议|纪要"
_NOTICE_TITLE = re.compile(rf"(?:{_KIND})$")
_FORWARDS = re.compile(
    r"(?:关于)?(?:印发|转发|批转|发布|公布|下发|实施)(?:实施)?[《〈]?(?P<title>.+?)[》〉]?的(?:通知|公告|通告|决定|意见)$"
)
_ISSUER = re.compile(
    r"^(?!关于|根据|为)[\u4e00-\u9fffA-Z（）()·“” ]{2,40}"
    r"(?:局|委|办|会|院|厅|部|府|署|处|站|所|海关|中心|银行|公司|分行|支行|小组|办公室|指挥部|协会|集团|大学|法院|工会|室|队|科|社|联|馆)"
    r"(?:[（(][\u4e00-\u9fffA-Z]{2,12}[)）])?$"
)
_BLANK_PAGE = re.compile(r"^[（(]?此(?:页|面|件)(?:无|没有)(?:正文|内容)[)）]?$")
_POLICY_TITLE = re.compile(
    r"(?:办法|措施|意见|方案|计划|清单|规定|细则|决定|条例|政策|规划|纲要|指南|要点|通知|公告|通告|通报|报告|纪要|批复|请示|目录|举措|条|制度|标准|指引|预案|实施|版[)）])"
    r"(?:[（(][^（）()]{1,20}[)）])?$"
)
_SUBTITLE = re.compile(r"^[（(](?:\d{4}.{0,12}|[\u4e00-\u9fff]{0,8}(?:试行|暂行|修订|版|征求意见稿)|.{0,12}年版)[)）]$")
#: 「（本文有删减）」 above a title; the first words of a preamble, which a title never has
_REMARK_LINE = re.compile(r"^[（(][^（）()]{2,30}[)）]$")
_PREAMBLE = re.compile(
    r"^(?:为(?!民)|根据|按照|依据|经.{0,12}(?:同意|研究)|现将|今年以来|近年来)[^。]{8,}[，,]|^[^。]{0,60}[，,][^。]{0,40}[，,]"
)
#: a preamble that ends in a colon (「…，制定本办法：」) addresses nobody
_ANNOUNCES = re.compile(
    r"^(?:为(?!民)|根据|按照|依据|经)|(?:制定|制订|提出|出台|如下|现就|现将|以下)[^：:]{0,20}[：:]$|(?:决定|通告|公告|纪要)[：:]$"
)
#: 「2.申报材料清单」 under 「附件：1.支持标准明细表」
ANNEX_ITEM = re.compile(r"^\d{1,2}[.．、]\s*[^。；;：:]{2,80}$")
_TAIL_FORMS = (
    ("附件说明", re.compile(r"^附件?[:：](?![ 　]*\d{1,2}$)")),
    ("附注", re.compile(r"^[（(](?:此件|联系|此文|本件|信息公开|主动公开|依申请公开|不予公开).{0,80}[)）]$")),
    ("抄送", re.compile(r"^(?:抄[ 　]*送|抄[ 　]*报|主送|分送)[:：]")),
    ("公开方式", re.compile(r"^(?:公开方式|信息公开选项|公开属性)[:：]")),
    ("出席", re.compile(r"^出席(?:会议)?(?:人员|单位|领导)?[:：]")),
    ("请假", re.compile(r"^请假(?:人员|单位)?[:：]")),
    ("列席", re.compile(r"^列席(?:会议)?(?:人员|单位)?[:：]")),
    ("印发份数", re.compile(r"^[（(]?共印[ 　]*\d{1,5}[ 　]*份[)）]?$")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands: ``paragraph`` is an index, ``start``/``end`` offsets in that paragraph. What was printed over
    more lines ends in the paragraph ``last``."""

    value: str
    paragraph: int
    start: int
    end: int
    last: int | None = None


@dataclass(slots=True)
class Official:
    """What the frame of a document says; ``body`` are the paragraphs that hold the policy itself, ``further`` those of them that
    are the titles of further policies which the same notice forwards."""

    title: Found | None = None
    title_parts: tuple[Found, ...] = ()
    notice_title: Found | None = None
    document_number: Found | None = None
    issuers: list[Found] = field(default_factory=list)
    addressees: list[Found] = field(default_factory=list)
    issued_on: tuple[date, Found] | None = None
    printed_on: tuple[date, Found] | None = None
    elements: list[tuple[str, Found]] = field(default_factory=list)
    forwarding: tuple[int, ...] = ()
    body: Sequence[int] = ()
    further: tuple[int, ...] = ()


def date_zh(text: str) -> date | None:
    """成文日期 in Arabic or Chinese digits; None where the day does not exist.

    >>> date_zh("二〇二三年七月十七日"), date_zh("2023年2月30日")
    (datetime.date(2023, 7, 17), None)
    """
    found = DATE_ZH.search(fold(text))
    if not found:
        return None
    year = chinese_year(found["y"])
    month, day = (int(v) if v.isdigit() else int(chinese_number(v) or 0) for v in (found["m"], found["d"]))
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def date_of(text: str) -> date | None:
    """A date as a web page or a form prints it: 2023-07-17, 2023/7/17, 2023年7月17日.

    >>> date_of("2023-07-17 09:30"), date_of("2023年7月17日"), date_of("")
    (datetime.date(2023, 7, 17), datetime.date(2023, 7, 17), None)
    """
    plain = re.match(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text)
    if not plain:
        return date_zh(text)
    try:
        return date(*map(int, plain.groups()))
    except ValueError:
        return None


def whole_paragraph(paragraphs: Sequence[str], index: int) -> Found:
    """A paragraph that is, from end to end, one thing said."""
    return Found(paragraphs[index], index, 0, len(paragraphs[index]))


def official_zh(paragraphs: Sequence[str], first_label: int) -> Official:
    """Read the frame. ``first_label``: index of the first paragraph with an outline label (or the number of paragraphs).

    The result's ``body`` starts at the preamble of the policy and ends before the 版记.
    """
    printed, paragraphs = paragraphs, [simplified(paragraph) for paragraph in paragraphs]
    found = Official()
    annex = _signed_annex(paragraphs, first_label)
    end = _read_tail(paragraphs, first_label, len(paragraphs), found, imprint=annex is not None)
    inside: Sequence[int] = range(end)
    if annex is not None:  # signed before its annexes
        signed = _read_tail(paragraphs, first_label, annex, found)
        inside = [*range(signed), *range(annex, end)]
    _without_undated(found)
    head = list(range(min(first_label, end)))
    number_at = next((i for i in head if _is_number_line(paragraphs[i])), None)
    marked = numbered_mark(paragraphs, head)
    if marked is not None and (number_at is None or marked.number < number_at):
        number_at = marked.number
        _read_numbered_mark(paragraphs, marked.first, marked.number, marked.joined, found)
    dated = _signature_date(paragraphs, head, number_at)
    start = _read_head(paragraphs, head, number_at, found)
    if dated is not None and dated >= start and (number_at is not None or found.addressees or found.notice_title):
        start = _read_forwarding(paragraphs, start, dated, found)
    start = _read_policy_title(paragraphs, start, min(first_label, end), found)
    found.body = [i for i in inside if i >= start]
    found.further = _further_policies(paragraphs, found)
    _merge_broken_issuers(found)
    _read_issuer_of_title(found)
    if any(a != b for a, b in zip(printed, paragraphs, strict=True)):
        _as_printed(found, printed, paragraphs)
    return found


def _read_issuer_of_title(found: Official) -> None:
    """A numbered paper without a signature says in its title who issues it: 「国务院办公厅关于…的通知」."""
    title = found.notice_title or found.title
    if found.issuers or found.document_number is None or title is None:
        return
    who = _TITLED_ISSUER.match(title.value)
    if who is None or who.end(1) > title.end - title.start or not _ISSUER.match(who[1]):
        return
    if place_zh([who[1]]) is None and not _named().match(who[1]):
        return  # 「省人民政府」 names no province
    at = title.start
    for name in _each_issuer(who[1]):
        found.issuers.append(Found(name, title.paragraph, at, at + len(name)))
        at += len(name)


_TITLED_ISSUER = re.compile("([^《》“”，。、关]{4,40})(?=关于)")


def _as_printed(found: Official, printed: Sequence[str], read: Sequence[str]) -> None:
    """Give the values in the characters of the paper: the frame is read with traditional characters simplified."""

    def back(one: Found) -> Found:
        here = read[one.paragraph][one.start : one.end]
        if one.value == here:
            return replace(one, value=printed[one.paragraph][one.start : one.end])
        if one.value == re.sub(r"\s", "", here):
            return replace(one, value=re.sub(r"\s", "", printed[one.paragraph][one.start : one.end]))
        following = range(one.paragraph, min(one.paragraph + 8, len(read)))
        joined = "".join(read[i] for i in following)
        at = joined.find(one.value)
        return replace(one, value="".join(printed[i] for i in following)[at : at + len(one.value)]) if at >= 0 else one

    found.title = back(found.title) if found.title else None
    found.notice_title = back(found.notice_title) if found.notice_title else None
    found.document_number = back(found.document_number) if found.document_number else None
    found.title_parts = tuple(map(back, found.title_parts))
    found.issuers = list(map(back, found.issuers))
    found.addressees = list(map(back, found.addressees))
    found.elements = [(name, back(one)) for name, one in found.elements]


def _is_number_line(paragraph: str) -> bool:
    """A 文号 is the document's own only on a line of its own (at most 40 characters, FINDINGS): others are cited."""
    if len(paragraph) > 40:
        return False
    match = DOCUMENT_NUMBER.search(paragraph) or _GAZETTE_NUMBER.match(paragraph)
    if not match or len(paragraph) - len(match[0]) > 16 or re.search("[，,。；]|[:：]$", paragraph):
        return False
    return not re.match("《|.{0,8}(?:参照|依据|按照|根据)", paragraph)


def _signature_date(paragraphs: Sequence[str], head: Sequence[int], number_at: int | None) -> int | None:
    """Index of the 成文日期 of the forwarding notice: a date on a line of its own (or after the last signature)."""
    for i in head:
        if (number_at is None or i > number_at) and len(paragraphs[i]) <= 40 and DATE_ZH.search(fold(paragraphs[i])):
            rest = DATE_ZH.sub("", fold(paragraphs[i])).strip()
            if not rest or _ISSUER.match(rest):
                return i
    return None


def _read_head(paragraphs: Sequence[str], head: Sequence[int], number_at: int | None, found: Official) -> int:
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
            if name and (_ISSUER.match(name) or paragraph.endswith("文件")):
                heads.append(Found(name, i, 0, len(name)))
        _read_title_above(paragraphs, number_at, found)
        if found.document_number is None:
            titled = {part.paragraph for part in found.title_parts}
            marks = [one.paragraph for one in heads if one.paragraph not in titled]
            found.elements += [("发文机关标志", whole_paragraph(paragraphs, i)) for i in marks]
            found.issuers += [name for one in heads for name in _apart(one)]
        line = paragraphs[number_at]
        match = DOCUMENT_NUMBER.search(line) or _GAZETTE_NUMBER.match(line)
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
        position = _read_line_of_issuer(paragraphs, position, len(head), found)
    addressed = next(
        (
            i
            for i in head
            if i >= position
            and paragraphs[i][-1] in "：:"
            and "。" not in paragraphs[i]
            and len(paragraphs[i]) <= 300
            and not _ANNOUNCES.search(paragraphs[i])
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
            found.addressees += _split_addressees(paragraphs[i], i)
    if addressed is not None and addressed > position:
        titles = [i for i in range(position, listed) if not head_elements(paragraphs[i])]
        for i in [i for i in titles[1:] if _NOTED_DATE.match(fold(paragraphs[i]))]:
            titles.remove(i)
            _read_noted_date(paragraphs, i, found)
        if number_at is None:
            marks = [i for i in titles if paragraphs[i].endswith("文件")]
            for i in marks:
                name = paragraphs[i].removesuffix("文件")
                found.issuers.append(Found(name, i, 0, len(name)))
            titles = [i for i in titles if i not in marks]
        joined = "".join(paragraphs[i] for i in titles)
        last = len(paragraphs[titles[-1]]) if titles else 0
        if number_at is None and (numbered := _TITLED_NUMBER.search(joined)):
            # 「…的通知（韶府〔2019〕31号）」
            last -= len(joined) - numbered.start()
            at = last + numbered.start(1) - numbered.start()
            if last > 0:
                value = re.sub(r"\s", "", numbered[1])
                found.document_number = Found(value, titles[-1], at, at + len(numbered[1]))
                joined = joined[: numbered.start()]
        if _NOTICE_TITLE.search(joined) or _POLICY_TITLE.search(joined) or "关于" in joined:
            ends = [*(len(paragraphs[i]) for i in titles[:-1]), last]
            found.notice_title = Found(joined, titles[0], 0, ends[0])
            found.title_parts = tuple(Found(paragraphs[i][:e], i, 0, e) for i, e in zip(titles, ends, strict=True))
    elif addressed is None and number_at is not None:
        for i in range(position, min(position + 3, len(head))):
            joined = "".join(paragraphs[position : i + 1])
            if _NOTICE_TITLE.search(joined) and "。" not in joined:
                found.notice_title = Found(joined, position, 0, len(paragraphs[position]))
                position = i + 1
                break
    if addressed is not None:
        found.addressees += _split_addressees(paragraphs[addressed], addressed)
        position = addressed + 1
    return position


def _read_numbered_mark(paragraphs: Sequence[str], first: int, at: int, joined: bool, found: Official) -> None:
    """The mark of an order, an announcement or minutes: who issues it, and its number, cited with the mark (商务部令2024年第3号)."""
    for i in range(first, at):
        name = mark_name(paragraphs[i])
        if name:
            found.elements.append(("发文机关标志", whole_paragraph(paragraphs, i)))
            if _ISSUER.match(name) or _named().match(name):
                found.issuers.append(Found(name, i, 0, len(name)))
    begin = first if joined else at
    value = re.sub(r"\s", "", "".join(paragraphs[begin : at + 1]))
    if not joined:
        value = value.strip("（）()") if "期" in value else value
    found.document_number = Found(value, begin, 0, len(paragraphs[at]), at)


_ISSUED_BY = re.compile(rf"(?P<who>[\u4e00-\u9fff（）()、 　]{{4,40}}?)[ 　]*(?P<date>{UNNAMED_DATE_ZH})$")


def _read_line_of_issuer(paragraphs: Sequence[str], position: int, stop: int, found: Official) -> int:
    """The line under the number of minutes: 「某某市人民政府办公室　2024年7月22日」; gives the index behind it."""
    if (
        position + 1 < stop
        and _ISSUER.match(paragraphs[position])
        and DATE_ZH.fullmatch(fold(paragraphs[position + 1]))
    ):
        day = date_zh(paragraphs[position + 1])  # set at both ends of the line
        found.issuers = [whole_paragraph(paragraphs, position)]
        found.issued_on = (day, whole_paragraph(paragraphs, position + 1)) if day else None
        return position + 2
    match = _ISSUED_BY.match(fold(paragraphs[position])) if position < stop else None
    if match is None or not _ISSUER.match(match["who"].strip()):
        return position
    who, day = match["who"].strip(), date_zh(match["date"])
    if day is None:
        return position
    found.issuers = [Found(who, position, 0, len(who))]
    found.issued_on = (day, Found(paragraphs[position][match.start("date") :], position, *match.span("date")))
    return position + 1


def _read_title_above(paragraphs: Sequence[str], number_at: int, found: Official) -> None:
    """Web pages put the title above the 文号: 「某某局关于…的通知 ⏎ 某商发〔2026〕3号」."""
    joined = ""
    for i in range(number_at - 1, max(-1, number_at - 5), -1):
        joined = paragraphs[i] + joined
        if not _NOTICE_TITLE.search(joined) or "。" in joined:
            return
        if re.search("关于|印发", paragraphs[i]):
            first = i
            if first > 0 and _FORWARDING_LINE.search(paragraphs[first - 1]):
                first -= 1  # 「某某市人民政府转发市商务局等部门 ⏎ 关于…的通知」
                joined = paragraphs[first] + joined
            while first > 0 and _ISSUER.match(paragraphs[first - 1]) and not paragraphs[first - 1].endswith("文件"):
                first -= (
                    1  # 「某市人民政府 ⏎ 关于印发…的通知 ⏎ 文号」: above its number a title begins with who issues it
                )
                joined = paragraphs[first] + joined
            found.notice_title = Found(joined, first, 0, len(paragraphs[first]))
            found.title_parts = tuple(whole_paragraph(paragraphs, k) for k in range(first, number_at))
            return


#: a line of a title that breaks off behind who made what is passed on
_FORWARDING_LINE = re.compile(r"^[\u4e00-\u9fff、（）()]{4,40}(?:转发|批转|印发|关于)[\u4e00-\u9fff、（）()]{0,30}$")


def _split_addressees(paragraph: str, index: int) -> list[Found]:
    """主送机关: groups are divided by commas, members of one group by 、 (GB/T 9704, 7.3.2)."""
    parts: list[Found] = []
    start = 0
    for end in [m.start() for m in re.finditer(r"[，,；;：:]", paragraph)]:
        value = paragraph[start:end].strip()
        if value:
            at = paragraph.index(value, start)
            parts.append(Found(value, index, at, at + len(value)))
        start = end + 1
    return parts


def _read_forwarding(paragraphs: Sequence[str], start: int, dated: int, found: Official) -> int:
    """The text of the forwarding notice, its signatures and its date; gives the index of the first paragraph of the policy."""
    text: list[int] = []
    signed: list[Found] = []
    listed = False  # whether the paragraph before names an annex
    for i in range(start, dated):
        paragraph = paragraphs[i]
        listed = bool(_TAIL_FORMS[0][1].match(paragraph) or (listed and ANNEX_ITEM.match(paragraph)))
        if listed:
            found.elements.append(("附件说明", whole_paragraph(paragraphs, i)))
        elif _BLANK_PAGE.match(paragraph):
            found.elements.append(("空白页注", whole_paragraph(paragraphs, i)))
        elif _ISSUER.match(paragraph) and "。" not in paragraph:
            signed.extend(_signatures(paragraph, i))
        elif any(form.match(paragraph) for _, form in _TAIL_FORMS):
            found.elements.append(
                (next(n for n, f in _TAIL_FORMS if f.match(paragraph)), whole_paragraph(paragraphs, i))
            )
        elif text and signs_order(paragraph):
            found.elements.append(("签发人", whole_paragraph(paragraphs, i)))
        else:
            text.append(i)
    if (
        text and signed and signed[-1].paragraph > text[-1]
    ):  # cells of a table above may look like a name: 「…境外展会」
        text = sorted({*text, *(one.paragraph for one in signed if one.paragraph < text[-1])})
        signed = [one for one in signed if one.paragraph > text[-1]]
    line = fold(paragraphs[dated])
    match = DATE_ZH.search(line)
    day = date_zh(line)
    if match and day:
        found.issued_on = (
            day,
            Found(paragraphs[dated][match.start() : match.end()], dated, match.start(), match.end()),
        )
        before = paragraphs[dated][: match.start()].strip()
        if before:
            at = paragraphs[dated].index(before)
            signed.append(Found(before, dated, at, at + len(before)))
    if len(signed) >= len(found.issuers) or not found.issuers:
        joined_head = {f.value for f in found.issuers}
        found.issuers = _joined(signed, joined_head) if signed else found.issuers
    found.forwarding = tuple(text)
    position = dated + 1
    while position < len(paragraphs) and any(form.match(paragraphs[position]) for _, form in _TAIL_FORMS):
        found.elements.append(
            (next(n for n, f in _TAIL_FORMS if f.match(paragraphs[position])), whole_paragraph(paragraphs, position))
        )
        position += 1
    return position


#: where the seal goes in a paper that is published without it
_SEAL = re.compile(r"[ 　]+|[（(](?:盖|公|印|签|加盖公)章[)）]")


def _signatures(paragraph: str, index: int) -> list[Found]:
    """The bodies that sign on one line."""
    names = [n for line in _SEAL.split(paragraph) if line for n in _each_issuer(line) if n]
    return [Found(n, index, paragraph.index(n), paragraph.index(n) + len(n)) for n in names]


def _each_issuer(line: str) -> list[str]:
    """Names that stand on one line without a space: with the same place (福州市商务局福州市财政局) or of the state (财政部税务总局)."""
    if len(named := _named().findall(line)) > 1 and "".join(named) == line:
        return named
    place = re.match(r"(?:中共|国家税务总局|国家外汇管理局)?([\u4e00-\u9fff]{1,3}?[市县区省州])", line)
    if place is None or line.count(place[1]) < 2:
        return [line]
    return re.split(rf"(?<=[局委办会院厅部府署联行])(?<!总局)(?=(?:中共)?{place[1]})", line)


@cache
def _named() -> re.Pattern[str]:
    """Bodies that have one name everywhere."""
    listed = [name for row in rows("named_bodies.tsv") for name in (row["full"], *row["names"].split("|"))]
    return re.compile(one_of(name for name in listed if name and "{" not in name))


def _joined(signed: Sequence[Found], head: set[str]) -> list[Found]:
    """Signatures broken over two lines, joined where the head of the document prints them as one name."""
    names: list[Found] = []
    for one in signed:
        if names and names[-1].value + one.value in head:
            names[-1] = Found(names[-1].value + one.value, names[-1].paragraph, names[-1].start, names[-1].end)
        else:
            names.append(one)
    return names


def _apart(one: Found) -> list[Found]:
    """The names that stand in one line without a space, each with its place."""
    names = _each_issuer(one.value) if len(one.value) == one.end - one.start else [one.value]
    if len(names) < 2:
        return [one]
    parted: list[Found] = []
    at = one.start
    for name in names:
        parted.append(Found(name, one.paragraph, at, at + len(name)))
        at += len(name)
    return parted


def _merge_broken_issuers(found: Official) -> None:
    """A name that is no body of its own (「威海市委员会」 under 「中国国际贸易促进委员会」) belongs to the line before."""
    merged: list[Found] = []
    parted: list[Found] = []
    for one in found.issuers:
        parted += _apart(one)
    for one in parted:
        if (
            merged
            and re.fullmatch(r"[\u4e00-\u9fff]{2,6}[市省县区]委员会", one.value)
            and merged[-1].value.endswith("委员会")
        ):
            before = merged[-1]
            merged[-1] = Found(before.value + one.value, before.paragraph, before.start, before.end)
        else:
            merged.append(one)
    unique: list[Found] = []
    for one in merged:
        if one.value not in {u.value for u in unique}:
            unique.append(one)
    found.issuers = unique


_NOTED_DATE = re.compile(
    rf"[（(]{UNNAMED_DATE_ZH}(?:[^（）()]{{0,60}}(?:通过|批准|公布|发布|印发|修订|修正)[^（）()]{{0,80}})?[)）]$"
)


def _further_policies(paragraphs: Sequence[str], found: Official) -> tuple[int, ...]:
    """Where the other policies of a notice begin, 「关于印发《甲办法》《乙办法》的通知」: their titles stand alone, and no mark above."""
    forwarded = _FORWARDS.search(found.notice_title.value) if found.notice_title else None
    titles = re.split("[》〉](?:、|和|及|以及|与)?[《〈]", forwarded["title"])[1:] if forwarded else []
    if not titles:
        return ()
    named = {title.strip("《》〈〉") for title in titles}
    return tuple(
        i for i in found.body[1:] if paragraphs[i].strip("《》〈〉") in named and not ANNEX.match(paragraphs[i - 1])
    )


def _read_noted_date(paragraphs: Sequence[str], at: int, found: Official) -> None:
    """题注, in brackets below a title: when the paper was issued, or passed and by whom."""
    paragraph = paragraphs[at]
    day = date_zh(paragraph)
    if len(paragraph) > 16:
        found.elements.append(("附注", whole_paragraph(paragraphs, at)))
    elif day is not None and found.issued_on is None:
        found.issued_on = (day, Found(paragraph[1:-1], at, 1, len(paragraph) - 1))


def _first_title(title: str) -> str:
    """Of two policies in one notice, 「《甲办法》和《乙细则》」, the first."""
    return re.split("[》〉](?:、|和|及|以及|与)?[《〈]", title, maxsplit=1)[0].strip("《》〈〉")


def _read_policy_title(paragraphs: Sequence[str], start: int, end: int, found: Official) -> int:
    """The policy's own title (and subtitle); gives the index of its preamble."""
    forwarded = _FORWARDS.search(found.notice_title.value) if found.notice_title else None
    inner = _first_title(forwarded["title"]) if forwarded else None
    titles: list[int] = []
    position = behind = start  # behind the title, and a date noted below it
    while position < end and len(titles) < 4:
        paragraph = paragraphs[position]
        if not titles and re.fullmatch(r"附[ 　]*件[ 　]*[\d一二三]?[:：]?", paragraph):
            # the mark of an annex above the title of the policy that it holds
            found.elements.append(("附件说明", whole_paragraph(paragraphs, position)))
        elif titles and _NOTED_DATE.match(fold(paragraph)):
            _read_noted_date(paragraphs, position, found)
            behind = position + 1
        elif titles and _ISSUER.match(paragraph) and _POLICY_TITLE.search("".join(paragraphs[i] for i in titles)):
            break  # who made it, named below its title
        elif _SUBTITLE.match(paragraph) and titles:
            titles.append(position)
        elif not titles and _REMARK_LINE.match(paragraph):
            found.elements.append(("附注", whole_paragraph(paragraphs, position)))
        elif (
            paragraph[-1] in "。；，：:;,!！?？"
            or re.fullmatch(r"目[ 　]*[录次]", paragraph)
            or len(paragraph) > 80
            or _BLANK_PAGE.match(paragraph)
            or (titles and _PREAMBLE.match(paragraph))
        ):
            break
        else:
            titles.append(position)
        position += 1
    if found.notice_title is None and found.document_number is None:
        # a bare policy: everything before its first sentence is title, marks of the issuer apart
        titles = [i for i in titles if not paragraphs[i].endswith("文件") or len(paragraphs[i]) > 30]
    if titles:
        value = "".join(paragraphs[i] for i in titles)
        if len(titles) == 1 and re.fullmatch("《[^《》]+》", value):
            found.title = Found(value[1:-1], titles[0], 1, len(value) - 1)
            found.title_parts += (found.title,)
            return max(behind, titles[-1] + 1)
        if _POLICY_TITLE.search(value) or inner is None:
            found.title = Found(value, titles[0], 0, len(paragraphs[titles[0]]))
            found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in titles)
            return max(behind, titles[-1] + 1)
    if inner is not None and found.notice_title is not None:
        parts = found.title_parts or (found.notice_title,)
        for part in parts:
            at = paragraphs[part.paragraph].find(inner)
            if at >= 0:
                found.title = Found(inner, part.paragraph, at, at + len(inner))
                return start
        found.title = Found(inner, found.notice_title.paragraph, found.notice_title.start, found.notice_title.end)
        return start
    if found.notice_title is not None:
        # a notice that is itself the policy: 关于…的通知 with its clauses behind the addressees
        found.title, found.notice_title = found.notice_title, None
    return start


def _signed_annex(paragraphs: Sequence[str], first_label: int) -> int | None:
    """Index of the first annex behind a signature with its date, in a paper that has clauses of its own before."""
    for i in range(first_label + 2, len(paragraphs)):
        if paragraphs[i][0] == "附" and len(paragraphs[i]) <= 70 and ANNEX.match(paragraphs[i]):
            above = i - 1
            while above > max(first_label, i - 12) and any(form.match(paragraphs[above]) for _, form in _TAIL_FORMS):
                above -= 1
            if _ends_dated(paragraphs[above]):
                return i
    return None


def _ends_dated(paragraph: str) -> bool:
    """A date alone, or behind the one who signs."""
    return len(paragraph) <= 60 and re.search(rf"{UNNAMED_DATE_ZH}$", fold(paragraph)) is not None


def _read_tail(paragraphs: Sequence[str], first_label: int, end: int, found: Official, *, imprint: bool = False) -> int:
    """版记 and signature above ``end``; gives the index behind the last paragraph of the policy. ``imprint``: only 版记."""
    floor = min(first_label + 1, len(paragraphs))
    position = end
    while position > floor:
        paragraph = paragraphs[position - 1]
        printed = _PRINTED.match(fold(paragraph))
        dated = None if imprint else DATE_ZH.fullmatch(fold(paragraph))
        tail = next((name for name, form in _TAIL_FORMS if form.match(paragraph)), None)
        signs = _ISSUER.match(paragraph) and len(paragraph) <= 40 and not paragraph.endswith("。")
        if printed:
            day = date_zh(printed["date"])
            if day:
                at = printed.start("date")
                found.printed_on = (
                    day,
                    Found(paragraph[at : printed.end("date")], position - 1, at, printed.end("date")),
                )
            who = paragraph[: printed.end("who")].strip()
            if who:
                found.elements.append(
                    ("印发机关", Found(who, position - 1, paragraph.index(who), paragraph.index(who) + len(who)))
                )
        elif dated and found.issued_on is None:
            day = date_zh(paragraph)
            if day:
                found.issued_on = (day, whole_paragraph(paragraphs, position - 1))
        elif tail and not (imprint and tail == "附件说明"):
            found.elements.append((tail, whole_paragraph(paragraphs, position - 1)))
        elif signs and found.printed_on and not any(name == "印发机关" for name, _ in found.elements):
            found.elements.append(("印发机关", whole_paragraph(paragraphs, position - 1)))
        elif signs and not imprint:
            found.issuers[:0] = _signatures(paragraph, position - 1)
        elif above := _goes_on_above(paragraphs, position - 1, floor):
            name, first = above
            found.elements += [(name, whole_paragraph(paragraphs, i)) for i in range(position - 1, first, -1)]
            position = first + 1
            continue
        elif not _BLANK_PAGE.match(paragraph):
            break
        position -= 1
    return position


def _without_undated(found: Official) -> None:
    """A signature at the end signs the policy only where a date stands with it."""
    if found.issuers and found.issued_on is None:
        found.issuers = []


def _goes_on_above(paragraphs: Sequence[str], index: int, floor: int) -> tuple[str, int] | None:
    """The element and the line that a line goes on from: a list of bodies broken over lines, below 「抄送：…」, and the names of
    further annexes, below 「附件：1.…」."""
    for above in range(index - 1, max(floor, index - 20) - 1, -1):
        if _TAIL_FORMS[0][1].match(paragraphs[above]) or paragraphs[above] in ("附件：", "附件:"):
            whole = all(ANNEX_ITEM.match(paragraphs[i]) for i in range(above + 1, index + 1))
            return ("附件说明", above) if whole else None
        listed = next((name for name, form in _LISTS_BODIES if form.match(paragraphs[above])), None)
        if listed:
            whole = all(paragraphs[i][-1] in "，,、；;" for i in range(above, index))
            return (listed, above) if whole and index - above <= 5 else None
    return None


_LISTS_BODIES = tuple(form for form in _TAIL_FORMS if form[0] in ("抄送", "出席", "请假", "列席"))


def forwarded_title(notice_title: str) -> str | None:
    """The title of the policy that a notice forwards, taken from the notice's own title.

    >>> forwarded_title("关于印发《威海市促进外贸高质量发展政策清单（2026年版）》的通知")
    '威海市促进外贸高质量发展政策清单（2026年版）'
    """
    match = _FORWARDS.search(notice_title)
    return _first_title(match["title"]) if match else None
