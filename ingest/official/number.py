"""发文字号 (GB/T 9704-2012, 7.2.5): the number of a paper, on a line of its own or behind its title."""

from __future__ import annotations

import re

#: 机关代字 + 年份 + 序号
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,20}(?:规)?(?:字)?\s*[〔\[［（(【﹝]\s*(?:19|20)\d{2}\s*[〕\]］）)】﹞]\s*第?\s*\d{1,5}\s*号"
)
#: the number of an announcement or an order, which has no 机关代字: 「财政部 税务总局公告2023年第15号」 「商务部令2024年第3号」
_GAZETTE_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20}[ 　、]*){1,6}?(?:公告|通告|令)[ 　]*[〔\[（(]?(?:(?:19|20)\d{2}[ 　]*年?[〕\]）)]?[ 　]*)?第[ 　]*\d{1,5}[ 　]*号$"
)
#: the number in brackets behind a title: 「…的通知（韶府〔2019〕31号）」
TITLED_NUMBER = re.compile(rf"(?<=[\u4e00-\u9fff])\s*[（(]({_NUMBER.pattern})[)）]$")


def number_of(line: str) -> re.Match[str] | None:
    """The number that a line holds: of a circular anywhere in it, of an announcement or an order as the whole of it.

    >>> number_of("威商务字〔2026〕3号　签发人：李明")[0], number_of("商务部令2024年第3号")[0]
    ('威商务字〔2026〕3号', '商务部令2024年第3号')
    """
    return _NUMBER.search(line) or _GAZETTE_NUMBER.match(line)


def is_number_line(paragraph: str) -> bool:
    """A 文号 is the document's own only on a line of its own (at most 40 characters, FINDINGS): others are cited."""
    if len(paragraph) > 40:
        return False
    match = number_of(paragraph)
    if not match or len(paragraph) - len(match[0]) > 16 or re.search("[，,。；]|[:：]$", paragraph):
        return False
    return not re.match("《|.{0,8}(?:参照|依据|按照|根据)", paragraph)
