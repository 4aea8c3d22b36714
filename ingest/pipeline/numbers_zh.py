"""What a printed number looks like in Chinese text: 1,000, 0.8, 一百五十, 三点五, 5千万, 十至二十; shared by all that read numbers.

No pattern backtracks over digits (possessive quantifiers), so the time is linear in the text.
"""

from __future__ import annotations

SPACE = r"[ \n]{0,2}"
ARABIC = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})++(?:\.\d{{1,8}}+)?|\d{{1,3}}(?: \d{{3}})++(?!\d)(?:\.\d{{1,8}}+)?"
    rf"|\d{{1,15}}+(?:{SPACE}\.{SPACE}\d{{1,8}}+)?(?!\d))"
)
NUMERALS = "一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟"
_AFTER_POINT = "[一二三四五六七八九零〇壹贰叁肆伍陆柒捌玖]"
CHINESE = f"(?:[{NUMERALS}]{{1,20}}+(?: ?点 ?{_AFTER_POINT}{{1,6}}+)?)"
NUMBER = rf"(?:{ARABIC}|{CHINESE})"
#: 万, 千万, 亿 … behind a number; 佰 and 仟 as on cheques; k and w only where money or a share follows
SCALE = (
    "(?:千?万亿|千亿|百亿|十亿|亿|千万|百万|十万|[佰仟拾]万|万|千(?!米|克|瓦|伏)|百(?! ?分)|佰(?! ?分)|仟"
    "|[kKwW](?=元|块|人民币|个?百分点))"
)
TO = rf"{SPACE}(?:-|—|~|至|到){{1,3}}{SPACE}"
DIGIT = "[一二两三四五六七八九1-9]"
