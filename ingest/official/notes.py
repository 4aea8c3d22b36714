"""Lines that say themselves which element they are: 附件说明 and 附注 of the text (GB/T 9704-2012, 7.3.4 and 7.3.7), 抄送 of the
imprint (7.4.2), 出席, 请假, 列席 of minutes (10.3), and the note on a page without text."""

from __future__ import annotations

import re

#: 「2.申报材料清单」 under 「附件：1.支持标准明细表」
ANNEX_ITEM = re.compile(r"^\d{1,2}[.．、]\s*[^。；;：:]{2,80}$")
BLANK_PAGE = re.compile(r"^[（(]?此(?:页|面|件)(?:无|没有)(?:正文|内容)[)）]?$")
TAIL_FORMS = (
    ("附件说明", re.compile(r"^附件?[:：](?![ 　]*\d{1,2}$)")),
    ("附注", re.compile(r"^[（(](?:此件|联系|此文|本件|信息公开|主动公开|依申请公开|不予公开).{0,80}[)）]$")),
    ("抄送", re.compile(r"^(?:抄[ 　]*送|抄[ 　]*报|主送|分送)[:：]")),
    ("公开方式", re.compile(r"^(?:公开方式|信息公开选项|公开属性)[:：]")),
    ("出席", re.compile(r"^出席(?:会议)?(?:人员|单位|领导)?[:：]")),
    ("请假", re.compile(r"^请假(?:人员|单位)?[:：]")),
    ("列席", re.compile(r"^列席(?:会议)?(?:人员|单位)?[:：]")),
    ("印发份数", re.compile(r"^[（(]?共印[ 　]*\d{1,5}[ 　]*份[)）]?$")),
)
LISTS_BODIES = tuple(form for form in TAIL_FORMS if form[0] in ("抄送", "出席", "请假", "列席"))
