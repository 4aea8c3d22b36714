"""标题 (GB/T 9704-2012, 7.3.1): of the notice that forwards a policy, of the policy itself, and what is noted below it 题注."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numerals import fold
from ingest.official.dates import UNNAMED_DATE_ZH, date_zh
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.notes import BLANK_PAGE
from ingest.official.signature import ISSUER
from ingest.outline import ANNEX

_KIND = "通知|通告|公告|通报|函|答复|意见|决定|命令|批复|公报|报告|请示|决议|纪要"
NOTICE_TITLE = re.compile(rf"(?:{_KIND})$")
_FORWARDS = re.compile(
    r"(?:关于)?(?:印发|转发|批转|发布|公布|下发|实施)(?:实施)?[《〈]?(?P<title>.+?)[》〉]?的(?:通知|公告|通告|决定|意见)$"
)
POLICY_TITLE = re.compile(
    r"(?:办法|措施|意见|方案|计划|清单|规定|细则|决定|条例|政策|规划|纲要|指南|要点|通知|公告|通告|通报|报告|纪要|批复|请示|目录|举措|条|制度|标准|指引|预案|实施|版[)）])"
    r"(?:[（(][^（）()]{1,20}[)）])?$"
)
_SUBTITLE = re.compile(r"^[（(](?:\d{4}.{0,12}|[\u4e00-\u9fff]{0,8}(?:试行|暂行|修订|版|征求意见稿)|.{0,12}年版)[)）]$")
#: 「（本文有删减）」 above a title; the first words of a preamble, which a title never has
_REMARK_LINE = re.compile(r"^[（(][^（）()]{2,30}[)）]$")
_PREAMBLE = re.compile(
    r"^(?:为(?!民)|根据|按照|依据|经.{0,12}(?:同意|研究)|现将|今年以来|近年来)[^。]{8,}[，,]|^[^。]{0,60}[，,][^。]{0,40}[，,]"
)
NOTED_DATE = re.compile(
    rf"[（(]{UNNAMED_DATE_ZH}(?:[^（）()]{{0,60}}(?:通过|批准|公布|发布|印发|修订|修正)[^（）()]{{0,80}})?[)）]$"
)
#: a line of a title that breaks off behind who made what is passed on
_FORWARDING_LINE = re.compile(r"^[\u4e00-\u9fff、（）()]{4,40}(?:转发|批转|印发|关于)[\u4e00-\u9fff、（）()]{0,30}$")


def forwarded_title(notice_title: str) -> str | None:
    """The title of the policy that a notice forwards, taken from the notice's own title.

    >>> forwarded_title("关于印发《威海市促进外贸高质量发展政策清单（2026年版）》的通知")
    '威海市促进外贸高质量发展政策清单（2026年版）'
    """
    match = _FORWARDS.search(notice_title)
    return _first_title(match["title"]) if match else None


def _first_title(title: str) -> str:
    """Of two policies in one notice, 「《甲办法》和《乙细则》」, the first."""
    return re.split("[》〉](?:、|和|及|以及|与)?[《〈]", title, maxsplit=1)[0].strip("《》〈〉")


def read_title_above(paragraphs: Sequence[str], number_at: int, found: Official) -> None:
    """Web pages put the title above the 文号: 「某某局关于…的通知 ⏎ 某商发〔2026〕3号」."""
    joined = ""
    for i in range(number_at - 1, max(-1, number_at - 5), -1):
        joined = paragraphs[i] + joined
        if not NOTICE_TITLE.search(joined) or "。" in joined:
            return
        if re.search("关于|印发", paragraphs[i]):
            first = i
            if first > 0 and _FORWARDING_LINE.search(paragraphs[first - 1]):
                first -= 1  # 「某某市人民政府转发市商务局等部门 ⏎ 关于…的通知」
                joined = paragraphs[first] + joined
            while first > 0 and ISSUER.match(paragraphs[first - 1]) and not paragraphs[first - 1].endswith("文件"):
                first -= (
                    1  # 「某市人民政府 ⏎ 关于印发…的通知 ⏎ 文号」: above its number a title begins with who issues it
                )
                joined = paragraphs[first] + joined
            found.notice_title = Found(joined, first, 0, len(paragraphs[first]))
            found.title_parts = tuple(whole_paragraph(paragraphs, k) for k in range(first, number_at))
            return


def read_policy_title(paragraphs: Sequence[str], start: int, end: int, found: Official) -> int:
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
        elif titles and NOTED_DATE.match(fold(paragraph)):
            read_noted_date(paragraphs, position, found)
            behind = position + 1
        elif titles and ISSUER.match(paragraph) and POLICY_TITLE.search("".join(paragraphs[i] for i in titles)):
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
    if found.notice_title is None and found.document_number is None:
        # a bare policy: everything before its first sentence is title, marks of the issuer apart
        titles = [i for i in titles if not paragraphs[i].endswith("文件") or len(paragraphs[i]) > 30]
    if titles:
        value = "".join(paragraphs[i] for i in titles)
        if len(titles) == 1 and re.fullmatch("《[^《》]+》", value):
            found.title = Found(value[1:-1], titles[0], 1, len(value) - 1)
            found.title_parts += (found.title,)
            return max(behind, titles[-1] + 1)
        if POLICY_TITLE.search(value) or inner is None:
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


def read_noted_date(paragraphs: Sequence[str], at: int, found: Official) -> None:
    """题注, in brackets below a title: when the paper was issued, or passed and by whom."""
    paragraph = paragraphs[at]
    day = date_zh(paragraph)
    if len(paragraph) > 16:
        found.elements.append(("附注", whole_paragraph(paragraphs, at)))
    elif day is not None and found.issued_on is None:
        found.issued_on = (day, Found(paragraph[1:-1], at, 1, len(paragraph) - 1))


def further_policies(paragraphs: Sequence[str], found: Official) -> tuple[int, ...]:
    """Where the other policies of a notice begin, 「关于印发《甲办法》《乙办法》的通知」: their titles stand alone, and no mark above."""
    forwarded = _FORWARDS.search(found.notice_title.value) if found.notice_title else None
    titles = re.split("[》〉](?:、|和|及|以及|与)?[《〈]", forwarded["title"])[1:] if forwarded else []
    if not titles:
        return ()
    named = {title.strip("《》〈〉") for title in titles}
    return tuple(
        i for i in found.body[1:] if paragraphs[i].strip("《》〈〉") in named and not ANNEX.match(paragraphs[i - 1])
    )
