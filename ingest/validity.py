"""What a Chinese policy says of itself at its end: from when and for how long it holds 有效期, and who explains it 解释."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.numerals import chinese_number, fold, simplified
from ingest.official.dates import DATE_ZH, UNNAMED_DATE_ZH, date_zh
from ingest.pipeline.units_zh import split_bodies


@dataclass(frozen=True, slots=True)
class Validity:
    """有效期: from, until and for how long, each with its place in the text it was read from (start, end)."""

    valid_from: tuple[date, int, int] | None = None
    valid_until: tuple[date, int, int] | None = None
    valid_for: tuple[str, int, int] | None = None


_FROM = re.compile(rf"(?:自|从|于)\s*({DATE_ZH.pattern})\s*(?:起|开始)?\s*(?:正式)?(?:施行|实施|执行|试行|生效)")
#: 「有效期自2023年1月1日至2025年12月31日」: the first day of a period that a second date ends
_FROM_TO = re.compile(
    rf"(?:自|从|为|:|期|限)\s*({DATE_ZH.pattern})\s*(?:起|开始)?[，,]?\s*(?=(?:至|到|-|—)\s*{UNNAMED_DATE_ZH})"
)
_UNTIL = re.compile(
    rf"(?:有效期?|执行期?|实施期?|试行期?|截至|截止)?(?:限)?(?:截?至|到)\s*({DATE_ZH.pattern})(?:止|结束|终止|失效)?"
    rf"|({UNNAMED_DATE_ZH})(?:截止|止(?!损|步|付)|终止|失效|废止)"
)
_UNTIL_YEAR_END = re.compile(
    r"(?:有效期?|执行期?|实施期?|试行期?|施行)[^。；]{0,8}(?:截?至|到)\s*((?:19|20)\d\d)年(?:年)?(?:底|末|12月底)"
)
_FOR = re.compile(
    r"(?:(?:有效期|试用期|试行期|执行期|实施期|施行期|期限)(?:限)?(?:为|暂定|暂定为|是|:)?(?:自[^，。；]{2,10}之?日起)?(?:计算)?|之日起试行|起暂?试行)"
    r"\s*(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(年|个月)"
)


def validity_zh(text: str) -> Validity:
    """When a policy takes effect and how long it holds, from a sentence of its closing (「自印发之日起试行，试用期1年」).

    「自印发之日起」 names no day: it is no ``valid_from``.

    >>> validity_zh("本办法自2023年9月8日起施行，有效期3年。").valid_for
    ('P3Y', 17, 22)
    """
    folded = fold(text)
    begins, until, lasts = _FROM.search(folded) or _FROM_TO.search(folded), None, _FOR.search(folded)
    for match in _UNTIL.finditer(folded):
        context = folded[max(0, match.start() - 24) : match.end() + 6]
        if re.search(r"有效|施行|实施|执行|试行|起至|失效|止", context):
            until = match
    first = date_zh(begins[1]) if begins else None
    last = date_zh(until[0]) if until else None
    ends = until.span(1 if until[1] else 0) if until else (0, 0)
    if last is None and (year_end := _UNTIL_YEAR_END.search(folded)):
        last, ends = date(int(year_end[1]), 12, 31), year_end.span(1)
    length = None
    if lasts:
        count = int(lasts[1]) if lasts[1].isdigit() else int(chinese_number(lasts[1]) or 0)
        length = (f"P{count}{'Y' if lasts[2] == '年' else 'M'}", lasts.start(), lasts.end())
    return Validity(
        (first, begins.start(1), begins.end(1)) if begins and first else None,
        (last, *ends) if last and (first is None or last > first) else None,
        length,
    )


_ABOUT_ITSELF = re.compile(
    r"(?:本|此|上述)(?:政策|措施|办法|意见|通知|方案|规定|细则|清单|公告|计划|条例|文件|若干|标准|指引|[^，。；、]{1,10}自)[^。]{0,40}(?:施行|实施|执行|试行|有效|生效)|^(?:第.{1,4}条)?\s*(?:自|有效期)"
)


def about_itself_zh(text: str) -> bool:
    """「本办法…」 「自…起施行」: a period of validity of the policy, not of something in it.

    >>> about_itself_zh("本办法自印发之日起施行。"), about_itself_zh("贷款期限不超过1年，合同有效期内不变。")
    (True, False)
    """
    return _ABOUT_ITSELF.search(simplified(text)) is not None


_INTERPRETS = re.compile(
    r"由((?:(?!由)[^，。；:]){2,60}?)(?:共同|具体)?(?:负责)(?:具体)?(?:政策)?(?:的)?(?:组织)?(?:解释|进行解释)|由((?:(?!由)[^，。；:]){2,40}?)解释(?=[，。；]|$)|解释权归((?:[^，。；]){2,40}?)(?:所有|[，。；])"
)


def interpreters_zh(text: str) -> list[tuple[str, int, int]]:
    """由…负责解释: the interpreting bodies with their offsets.

    >>> [name for name, _, _ in interpreters_zh("本政策措施由市商务局会同市财政局负责解释。")]
    ['市商务局', '市财政局']
    """
    found: list[tuple[str, int, int]] = []
    for match in _INTERPRETS.finditer(text):
        group = match.lastindex or 1
        start = match.start(group)
        found += [one for one in split_bodies(match[group], start) if not _NOBODY.match(one[0])]
    return found


#: no body that one could ask: 「由市发改委会同有关部门负责解释」
_NOBODY = re.compile("(?:[省市县区]级?|各)?(?:有关|相关|其他|各)(?:职能|主管)?(?:部门|单位|方面)$")
