"""Lines that say themselves which element they are: 附件说明 and 附注 of the text (GB/T 9704-2012, 7.3.4 and 7.3.6), 抄送 of the
imprint (7.4.2), 出席, 请假, 列席 of minutes (10.3), and the note on a page without text."""

from __future__ import annotations

import re

#: 「（此页无正文）」, above a signature that fell on a page of its own
BLANK_PAGE = re.compile(r"^[（(]?此(?:页|面|件)(?:无|没有)(?:正文|内容)[)）]?$")
#: 「附件：1.支持标准明细表」; 「附件：1」 is the mark of an annex
ANNEX_LIST = re.compile(r"^附件?[:：](?![ 　]*\d{1,2}$)")
_FORMS = (
    ("附件说明", ANNEX_LIST),
    ("附注", re.compile(r"^[（(](?:此件|联系|此文|本件|信息公开|主动公开|依申请公开|不予公开).{0,80}[)）]$")),
    ("抄送", re.compile(r"^(?:抄[ 　]*送|抄[ 　]*报|主送|分送)[:：]")),
    ("公开方式", re.compile(r"^(?:公开方式|信息公开选项|公开属性)[:：]")),
    ("出席", re.compile(r"^出席(?:会议)?(?:人员|单位|领导)?[:：]")),
    ("请假", re.compile(r"^请假(?:人员|单位)?[:：]")),
    ("列席", re.compile(r"^列席(?:会议)?(?:人员|单位)?[:：]")),
    ("印发份数", re.compile(r"^[（(]?共印[ 　]*\d{1,5}[ 　]*份[)）]?$")),
)
#: the elements that list bodies or persons, on one line or more
LISTS_BODIES = frozenset(("抄送", "出席", "请假", "列席"))


def element_of(paragraph: str) -> str | None:
    """The element that a line says it is; None where it says nothing of the kind.

    >>> element_of("抄送：市委办公室"), element_of("（此件主动公开）"), element_of("现印发给你们")
    ('抄送', '附注', None)
    """
    return next((name for name, form in _FORMS if form.match(paragraph)), None)
