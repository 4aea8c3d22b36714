"""主送机关 (GB/T 9704-2012, 7.3.2): the bodies that a paper is addressed to, between its title and its text."""

from __future__ import annotations

import re

from ingest.official.elements import Found

#: a preamble that ends in a colon (「…，制定本办法：」) addresses nobody
ANNOUNCES = re.compile(
    r"^(?:为(?!民)|根据|按照|依据|经)|(?:制定|制订|提出|出台|如下|现就|现将|以下)[^：:]{0,20}[：:]$|(?:决定|通告|公告|纪要)[：:]$"
)


def split_addressees(paragraph: str, index: int) -> list[Found]:
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
