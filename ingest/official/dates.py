"""Days as Chinese papers and their web pages print them: 成文日期, 印发日期, in Arabic digits (GB/T 9704-2012, 7.3.5) or, in
older papers, in Chinese ones."""

from __future__ import annotations

import re
from datetime import date

from ingest.numerals import chinese_number, chinese_year, fold

DATE_ZH = re.compile(
    r"(?P<y>\d{4}|[〇零○一二三四五六七八九]{4})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
#: a date where no groups are wanted
UNNAMED_DATE_ZH = re.sub(r"\?P<\w>", "?:", DATE_ZH.pattern)


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
