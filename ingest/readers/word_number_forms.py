"""How Word writes the number of a list: the formats of ``w:numFmt`` (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_FORMAL_JAPANESE = "零壱弐参四伍六七八九"
_ONES = [
    "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
]  # fmt: skip
_TENS = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
_ORDINAL_ENDINGS = (
    ("one", "first"), ("two", "second"), ("three", "third"), ("five", "fifth"), ("eight", "eighth"), ("nine", "ninth"),
    ("twelve", "twelfth"), ("y", "ieth"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number in Chinese words, up to 9999; beyond that in digits.

    >>> [chinese(n) for n in (3, 10, 12, 20, 105, 110)]
    ['三', '十', '十二', '二十', '一百〇五', '一百一十']
    """
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    out, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            zero = bool(out)
            continue
        if zero:
            out += digits[0]
        zero = False
        out += digits[digit] + (units[power - 1] if power else "")
    if digits is _DIGITS and 10 <= number < 20:
        out = out[1:]
    return out


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        out += letters * (number // value)
        number %= value
    return out


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 20) if number > 0 else str(number)


def circled(number: int) -> str:
    """① to ㉟, beyond that in digits."""
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return str(number)


def _in_words(number: int) -> str:
    """One … Ninety-nine; beyond that in digits."""
    if not 0 < number < 100:
        return str(number)
    if number < 20:
        return _ONES[number - 1]
    return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10 - 1].lower()}" if number % 10 else "")


def _ordinal_in_words(number: int) -> str:
    words = _in_words(number)
    if words.isdigit():
        return _ordinal(number)
    head, dash, last = words.rpartition("-")
    for ending, ordinal in _ORDINAL_ENDINGS:
        if last.lower().endswith(ending):
            return (
                head
                + dash
                + last[: len(last) - len(ending)]
                + (ordinal.capitalize() if len(last) == len(ending) and not dash else ordinal)
            )
    return words + "th"


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 <= number % 100 < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(max(0, number)))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": lambda n: chinese(n, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: chinese(n, _FORMAL_TRADITIONAL, "拾佰仟"),
    "japaneseLegal": lambda n: chinese(n, _FORMAL_JAPANESE, "拾百阡"),
    "ideographTraditional": lambda n: _STEMS[n - 1] if 1 <= n <= 10 else str(n),
    "ideographZodiac": lambda n: _BRANCHES[n - 1] if 1 <= n <= 12 else str(n),
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if 1 <= n <= 10 else str(n),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "cardinalText": _in_words,
    "ordinalText": _ordinal_in_words,
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{max(0, n):X}",
    "none": lambda n: "",
}


def written(form: str, number: int) -> str:
    """A number in a format of Word (``w:numFmt``), in digits where the format is not known.

    >>> written("chineseCounting", 12), written("decimal3", 7), written("upperRoman", 4)
    ('十二', '007', 'IV')
    """
    if form.startswith("decimal") and form[7:].isdigit():
        return f"{number:0{min(int(form[7:]), 20)}d}"
    return _FORMATS.get(form, str)(number)
