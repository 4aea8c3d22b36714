"""标题 (GB/T 9704-2012, 7.3.1): of the notice that forwards a policy, of the policy itself, and what is noted below it 题注."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.numerals import fold
from ingest.official.dates import UNNAMED_DATE_ZH, date_zh
from ingest.official.elements import Found, Official, over_lines, whole_paragraph
from ingest.official.gazette import head_elements
from ingest.official.notes import BLANK_PAGE
from ingest.official.number import TITLED_NUMBER
from ingest.official.signature import ISSUER
from ingest.outline import ANNEX

_KIND = "通知|通告|公告|通报|函|答复|意见|决定|命令|批复|公报|报告|请示|决议|纪要"
_NOTICE_TITLE = re.compile(rf"(?:{_KIND})$")
_FORWARDS = re.compile(
    r"(?:关于)?(?:印发|转发|批转|发布|公布|下发|实施)(?:实施)?[《〈]?(?P<title>.+?)[》〉]?的(?:通知|公告|通告|决定|意见)$"
)
_POLICY_TITLE = re.compile(
    r"(?:办法|措施|意见|方案|计划|清单|规定|细则|决定|条例|政策|规划|纲要|指南|要点|通知|公告|通告|通报|报告|纪要|批复|请示|目录|举措|条|制度|标准|指引|预案|实施|版[)）])"
    r"(?:[（(][^（）()]{1,20}[)）])?$"
)
#: 「（试行）」 「（2026年版）」 below a title
_SUBTITLE = re.compile(r"^[（(](?:\d{4}.{0,12}|[\u4e00-\u9fff]{0,8}(?:试行|暂行|修订|版|征求意见稿)|.{0,12}年版)[)）]$")
#: 「（本文有删减）」 above a title
_REMARK_LINE = re.compile(r"^[（(][^（）()]{2,30}[)）]$")
#: the first words of a preamble, which a title never has
_PREAMBLE = re.compile(
    r"^(?:为(?!民)|根据|按照|依据|经.{0,12}(?:同意|研究)|现将|今年以来|近年来)[^。]{8,}[，,]|^[^。]{0,60}[，,][^。]{0,40}[，,]"
)
#: 题注: 「（2024年6月3日）」 「（2024年6月3日市人民政府第61次常务会议通过）」
_NOTED_DATE = re.compile(
    rf"[（(]{UNNAMED_DATE_ZH}(?:[^（）()]{{0,60}}(?:通过|批准|公布|发布|印发|修订|修正)[^（）()]{{0,80}})?[)）]$"
)
#: a line of a title that breaks off behind who made what is passed on
_FORWARDING_LINE = re.compile(r"^[\u4e00-\u9fff、（）()]{4,40}(?:转发|批转|印发|关于)[\u4e00-\u9fff、（）()]{0,30}$")


def forwarded_title(notice_title: str) -> str | None:
    """The title of the policy that a notice forwards, taken from the notice's own title.

    >>> forwarded_title("关于印发《威海市促进外贸高质量发展政策清单（2026年版）》的通知")
    '威海市促进外贸高质量发展政策清单（2026年版）'
    >>> forwarded_title("关于印发支持外贸企业《信用保险补贴办法》的通知")
    '信用保险补贴办法'
    """
    return next(iter(_forwarded_titles(notice_title)), None)


def _forwarded_titles(notice_title: str) -> list[str]:
    """The titles of all policies in one notice: 「关于印发《甲办法》和《乙细则》的通知」."""
    match = _FORWARDS.search(notice_title)
    if match is None:
        return []
    named = match["title"]
    if named.count("《") > named.count("》"):  # words before the brackets: 「印发支持外贸企业《甲办法》的通知」
        named = named[named.index("《") + 1 :]
    return [title.strip("《》〈〉") for title in re.split("[》〉](?:、|和|及|以及|与)?[《〈]", named)]


def read_title_above(paragraphs: Sequence[str], number_at: int, found: Official) -> None:
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
            while first > 0 and ISSUER.match(paragraphs[first - 1]) and not paragraphs[first - 1].endswith("文件"):
                # 「某市人民政府 ⏎ 关于印发…的通知 ⏎ 文号」: above its number a title begins with who issues it
                first -= 1
                joined = paragraphs[first] + joined
            found.notice_title = Found(joined, first, 0, len(paragraphs[first]))
            found.title_parts = tuple(whole_paragraph(paragraphs, k) for k in range(first, number_at))
            return


def read_notice_title(paragraphs: Sequence[str], above: range, found: Official, *, numbered: bool) -> None:
    """The title of a notice, on the lines ``above`` its addressees. Where no line holds the number of the paper (``numbered``),
    the mark of the issuer is among them, and the number may stand behind the title."""
    titles = [i for i in above if not head_elements(paragraphs[i])]
    for i in [i for i in titles[1:] if _NOTED_DATE.match(fold(paragraphs[i]))]:
        titles.remove(i)
        _read_noted_date(paragraphs, i, found)
    if not numbered:
        marks = [i for i in titles if paragraphs[i].endswith("文件")]
        for i in marks:
            name = paragraphs[i].removesuffix("文件")
            found.issuers.append(Found(name, i, 0, len(name)))
        titles = [i for i in titles if i not in marks]
    joined = "".join(paragraphs[i] for i in titles)
    last = len(paragraphs[titles[-1]]) if titles else 0
    if not numbered and (number := TITLED_NUMBER.search(joined)):
        last -= len(joined) - number.start()
        at = last + number.start(1) - number.start()
        if last > 0:
            value = re.sub(r"\s", "", number[1])
            found.document_number = Found(value, titles[-1], at, at + len(number[1]))
            joined = joined[: number.start()]
    if _NOTICE_TITLE.search(joined) or _POLICY_TITLE.search(joined) or "关于" in joined:
        ends = [*(len(paragraphs[i]) for i in titles[:-1]), last]
        found.notice_title = Found(joined, titles[0], 0, ends[0])
        found.title_parts = tuple(Found(paragraphs[i][:e], i, 0, e) for i, e in zip(titles, ends, strict=True))


def read_title_below(paragraphs: Sequence[str], position: int, stop: int, found: Official) -> int:
    """The title below the 文号 of a paper that addresses nobody, on up to three lines; gives the index behind it."""
    for i in range(position, min(position + 3, stop)):
        title = over_lines(paragraphs, range(position, i + 1))
        if _NOTICE_TITLE.search(title.value) and "。" not in title.value:
            found.notice_title = title
            return i + 1
    return position


def read_policy_title(paragraphs: Sequence[str], start: int, end: int, found: Official) -> int:
    """The policy's own title (and subtitle); gives the index of its preamble."""
    inner = forwarded_title(found.notice_title.value) if found.notice_title else None
    titles, behind = _title_lines(paragraphs, start, end, found)
    if found.notice_title is None and found.document_number is None:
        # a bare policy: everything before its first sentence is title, marks of the issuer apart
        titles = [i for i in titles if not paragraphs[i].endswith("文件") or len(paragraphs[i]) > 30]
    if titles:
        title = over_lines(paragraphs, titles)
        behind = max(behind, titles[-1] + 1)
        if len(titles) == 1 and re.fullmatch("《[^《》]+》", title.value):
            found.title = Found(title.value[1:-1], titles[0], 1, title.end - 1)
            found.title_parts += (found.title,)
            return behind
        if _POLICY_TITLE.search(title.value) or inner is None:
            found.title = title
            found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in titles)
            return behind
    if inner is not None and found.notice_title is not None:
        parts = found.title_parts or (found.notice_title,)
        found.title = _inside(paragraphs, inner, parts) or replace(found.notice_title, value=inner)
    elif found.notice_title is not None:
        # a notice that is itself the policy: 关于…的通知 with its clauses behind the addressees
        found.title, found.notice_title = found.notice_title, None
    return start


def _inside(paragraphs: Sequence[str], inner: str, parts: Sequence[Found]) -> Found | None:
    """A title inside another, on one of its lines."""
    for part in parts:
        at = paragraphs[part.paragraph].find(inner)
        if at >= 0:
            return Found(inner, part.paragraph, at, at + len(inner))
    return None


def _title_lines(paragraphs: Sequence[str], start: int, end: int, found: Official) -> tuple[list[int], int]:
    """The lines that may be title, and the index behind a date noted below them; remarks among them are elements."""
    titles: list[int] = []
    position = behind = start
    while position < end and len(titles) < 4:
        paragraph = paragraphs[position]
        if not titles and re.fullmatch(r"附[ 　]*件[ 　]*[\d一二三]?[:：]?", paragraph):
            # the mark of an annex above the title of the policy that it holds (GB/T 9704-2012, 7.3.7)
            found.elements.append(("附件顺序号", whole_paragraph(paragraphs, position)))
        elif titles and _NOTED_DATE.match(fold(paragraph)):
            _read_noted_date(paragraphs, position, found)
            behind = position + 1
        elif titles and ISSUER.match(paragraph) and _POLICY_TITLE.search("".join(paragraphs[i] for i in titles)):
            break  # who made it, named below its title
        elif _SUBTITLE.match(paragraph) and titles:
            titles.append(position)
        elif not titles and _REMARK_LINE.match(paragraph):
            found.elements.append(("附注", whole_paragraph(paragraphs, position)))
        elif (
            paragraph[-1] in "。；，：:;,!！?？"
            or re.fullmatch(r"目[ 　]*[录次]", paragraph)
            or len(paragraph) > 80
            or BLANK_PAGE.match(paragraph)
            or (titles and _PREAMBLE.match(paragraph))
        ):
            break
        else:
            titles.append(position)
        position += 1
    return titles, behind


def _read_noted_date(paragraphs: Sequence[str], at: int, found: Official) -> None:
    """题注, in brackets below a title: when the paper was issued, or passed and by whom."""
    paragraph = paragraphs[at]
    day = date_zh(paragraph)
    if len(paragraph) > 16:
        found.elements.append(("附注", whole_paragraph(paragraphs, at)))
    elif day is not None and found.issued_on is None:
        found.issued_on = (day, Found(paragraph[1:-1], at, 1, len(paragraph) - 1))


def further_policies(paragraphs: Sequence[str], found: Official) -> tuple[int, ...]:
    """Where the other policies of a notice begin, 「关于印发《甲办法》《乙办法》的通知」: their titles stand alone, no mark of an
    annex above."""
    named = set(_forwarded_titles(found.notice_title.value)[1:]) if found.notice_title else set()
    if not named:
        return ()
    return tuple(
        i for i in found.body[1:] if paragraphs[i].strip("《》〈〉") in named and not ANNEX.match(paragraphs[i - 1])
    )
