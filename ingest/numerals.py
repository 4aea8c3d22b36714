"""Numbers as notices write them: 2000, 1,000, 0.8, ２０, 二十三, 〇, 两, 半, 叁拾万, 二〇二三.

Characters are folded one for one, so an offset in the folded text is an offset in the text. Folding also turns traditional
characters into the simplified ones that all tables of words are written in (``ingest/lexicon/traditional.tsv``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from ingest.errors import LexiconError
from ingest.lexicon.table import rows

_FULL = {0xFF01 + i: 0x21 + i for i in range(94)}
_FULL_FORMS = {code: chr(plain) for code, plain in _FULL.items()}
#: full-width letters, digits and brackets to half-width; 「，」 stays: it is no thousands comma but between digits that make one
FOLD: dict[int, int | str | None] = {
    **{code: plain for code, plain in _FULL.items() if chr(code) not in "，；！？"},
    ord(";"): "；",
    ord("　"): " ",
    ord("﹪"): "%",
    ord("〜"): "~",
    ord("－"): "-",
    ord("–"): "-",
    ord("‐"): "-",
    ord("―"): "—",
    ord("￥"): "¥",
    ord("＄"): "$",
    ord("〔"): "[",
    ord("〕"): "]",
    ord("［"): "[",
    ord("］"): "]",
    ord("【"): "[",
    ord("】"): "]",
    ord("﹝"): "[",
    ord("﹞"): "]",
}

_CLAUSE_COMMA = re.compile(r"(?<!\d),|,(?!\d{3})")
#: 1，000 in a text of full-width digits: one to three digits before, exactly three behind
_COMMA_OF_DIGITS = re.compile(r"，(?<=\d，)\d{3}")
_FULL_COMMA = re.compile(r"(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=(?<!\d)\d\d\d))，(?=\d{3}(?!\d))")

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"贰": 2, "貳": 2, "叄": 3, "陸": 6}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

#: 万, 千万, 亿, 万亿 … behind a number; 佰, 仟 as on cheques, k and w as in job offers (30w元)
SCALES = {
    "": 1,
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "千万亿": 10**15,
    "佰": 10**2,
    "仟": 10**3,
    "拾万": 10**5,
    "佰万": 10**6,
    "仟万": 10**7,
    "k": 10**3,
    "K": 10**3,
    "w": 10**4,
    "W": 10**4,
}


@cache
def traditional() -> dict[int, str]:
    """Code of a traditional character → its simplified form."""
    table: dict[int, str] = {}
    for row in rows("traditional.tsv"):
        if len(row["traditional"]) != len(row["simplified"]):
            what = "the two cells are not of one length"
            raise LexiconError(what, source="traditional.tsv", line=int(row[""]))
        table.update(zip(map(ord, row["traditional"]), row["simplified"], strict=True))
    return table


@cache
def _plain() -> dict[int, str]:
    return {**traditional(), **{code: plain for code, plain in _FULL_FORMS.items() if plain.isalnum()}}


@cache
def _replacing(punctuation: bool) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    """What ``fold`` and ``simplified`` replace, and by what: few characters of a text are of them, so a search beats a table."""
    table = {**traditional(), **FOLD} if punctuation else _plain()
    replacement = {chr(code): plain if isinstance(plain, str) else chr(plain or 0) for code, plain in table.items()}
    return re.compile(f"[{re.escape(''.join(replacement))}]"), lambda m: replacement[m[0]]


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Full-width letters, digits and brackets made half-width, traditional characters simplified, character for character;
    a comma that is no thousands comma becomes 「，」.

    >>> fold("（含）２０％,最高1,000元〔2023〕"), fold("給予30萬元獎勵")
    ('(含)20%，最高1,000元[2023]', '给予30万元奖励')
    """
    found, plain = _replacing(True)
    folded = found.sub(plain, text)
    if "," in folded:
        folded = _CLAUSE_COMMA.sub("，", folded)
    return _FULL_COMMA.sub(",", folded) if _COMMA_OF_DIGITS.search(folded) else folded


@lru_cache(maxsize=256)
def simplified(text: str) -> str:
    """Traditional characters simplified, full-width digits and letters made half-width, one for one; marks stay as they are.

    >>> simplified("威海市商務局〔２０２３〕")
    '威海市商务局〔2023〕'
    """
    found, plain = _replacing(False)
    return found.sub(plain, text)


def chinese_number(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral; None if the characters make no number.

    The last digit of 一百五, 两千三, 一万五 counts in the place below: 150, 2300, 15000. A large place by itself is one of
    it, as 百 and 千 are: 亿元以上 is from 100 million on.

    >>> [str(chinese_number(n)) for n in ("二十三", "两百", "一千零五十万", "三点五", "半", "十", "二〇二三", "一万五")]
    ['23', '200', '10500000', '3.5', '0.5', '10', '2023', '15000']
    >>> chinese_number("十百千十")
    """
    if numeral == "半":
        return Decimal("0.5")
    if "点" in numeral:
        whole, _, part = numeral.partition("点")
        value = chinese_number(whole) if whole else Decimal(0)
        if value is None or not part or any(c not in _DIGITS for c in part):
            return None
        return value + Decimal("0." + "".join(str(_DIGITS[c]) for c in part))
    if all(c in _DIGITS for c in numeral):
        # 二〇二三 is read digit by digit; a single digit is itself; 三四 ("three or four") is no number
        return Decimal("".join(str(_DIGITS[c]) for c in numeral)) if len(numeral) == 1 or len(numeral) >= 3 else None
    total, section, digit = 0, 0, None
    last_small, last_large = 10**9, 10**18
    place = 1  # of the character before, for 一百五
    for c in numeral:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
            place = place if place >= 100 and digit else 1
            continue
        elif c in _SMALL:
            if _SMALL[c] >= last_small:
                return None
            if digit is None and (section or total) and (c not in "十拾" or numeral[0] in _SMALL):
                return None  # 千百, 百十: a size, no number
            last_small = _SMALL[c]
            section += (1 if digit is None or digit == 0 else digit) * _SMALL[c]
            digit, place = None, _SMALL[c]
        elif c in _LARGE:
            if total and _LARGE[c] >= last_large and not (_LARGE[c] > total and _LARGE[c] > last_large):
                return None  # 一万亿 is a number, 一亿亿 and 一万万 are none
            if not section and digit is None:
                if total and c in "万萬":
                    return None  # 亿万: a size, no number
                digit = None if total else 1
            last_large = _LARGE[c]
            total = (
                (total + section + (digit or 0)) * _LARGE[c]
                if c in "亿億"
                else total + (section + (digit or 0)) * _LARGE[c]
            )
            section, digit, last_small, place = 0, None, 10**9, _LARGE[c]
        else:
            return None
    return Decimal(total + section + (digit or 0) * (place // 10 if digit and place >= 100 else 1))


def number(printed: str) -> Decimal | None:
    """The value of a number printed in Arabic digits (thousands commas allowed) or in Chinese numerals.

    >>> [str(number(n)) for n in ("2,000", "0.8", "十二")]
    ['2000', '0.8', '12']
    """
    if printed and (printed[0].isascii() and printed[0].isdigit()):
        return Decimal("".join(printed.replace(",", "").split()))
    return chinese_number(printed.replace(" ", "") if " " in printed else printed)


def low_end(low: str, high: str) -> Decimal | None:
    """What the first numeral of a range means that shares the place of the second: 十五至二十万 is from 150,000 on.

    None where the words allow two readings (八到九百亿: from eight hundred million, or from eighty billion).

    >>> [str(low_end(*n.split("至"))) for n in ("十至二十万", "一千至两千万", "三至五百", "五百至一万", "八至九百亿")]
    ['100000', '10000000', '300', '500', 'None']
    """
    printed, top = number(low), number(high)
    if printed is None or top is None:
        return printed
    places = _PLACES.search(high)
    if places is None or not (places["small"] or places["large"]) or set(low) & _LARGE.keys():
        return printed
    large = number(places["large"]) if places["large"] else None
    readings = [] if large is None else [printed * large]
    if len(low) == 1 and (low in _DIGITS or low.isdigit()) and places["digit"]:
        readings.append(printed * (number(places[0][1:]) or 1))
    elif large is None:
        return printed
    rising = sorted({value for value in readings if value < top})
    if large is None and (not rising or places["small"] in "十拾"):
        return None if rising else printed  # 两到五十: from 2, or from 20?
    return printed if not rising else rising[0] if len(rising) == 1 else None


#: the digit and the places a numeral ends with: 五百万 → 五, 百, 万
_PLACES = re.compile(
    r"(?P<digit>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]?)(?P<small>[十百千拾佰仟]?)(?P<large>[万亿]*)$"
)


def chinese_year(printed: str) -> int | None:
    """二〇二三 or 2023 as a year.

    >>> chinese_year("二○二三"), chinese_year("2023")
    (2023, 2023)
    """
    digits = "".join(str(_DIGITS[c]) if c in _DIGITS else c for c in printed)
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None
