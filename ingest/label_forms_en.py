"""Labels an English paragraph can open with: Part I, Chapter 2, Article 5, Section 3, I., (I), 1., 1.1, (1), (a), a), (i)."""

from __future__ import annotations

import re

from ingest.outline import Label
from ingest.pipeline.folding_en import fold

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NAMED = (
    "Part",
    "Title",
    "Chapter",
    "Division",
    "Article",
    "Section",
    "Clause",
    "Regulation",
    "Rule",
    "Paragraph",
    "Measure",
    "Step",
    "Policy",
    "Item",
    "Task",
)

_NAMED_LABEL = re.compile(
    rf"(?P<name>{'|'.join(_NAMED)}|{'|'.join(n.upper() for n in _NAMED)}|Sec\."
    rf"|Art\.)\s{{0,2}}(?P<number>\d{{1,3}}[A-Z]?|[IVXLC]{{1,7}}|(?:One|Two|Three|Four|Five|Six|Seven"
    rf"|Eight|Nine|Ten)\b)"
    r"(?![\w/]|\s?(?:of|and|to|or|above|below|shall|applies|is|are)\b|\s?\((?:\d{1,2}|[a-z]{1,3})\))[.:)]?\s*[-—:.]?\s*"
)
_DECIMAL = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*|\s+)(?!(?:%|per\s?cent|million|billion|lakhs?|crores?"
    r"|percentage|yuan|trillion|times|hectares|tonnes)\b|%)"
)
_ARABIC = re.compile(r"(\d{1,3})[.、](?!\d)\s*")
PLAIN_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-Z“\"‘'])")
_ALONE = re.compile(r"([IVXLC]{1,7})")
_ARABIC_BRACKET = re.compile(r"(\d{1,3})\)\s*")
_BRACKETED = re.compile(r"\(\s?(\d{1,3})\s?\)[.]?\s*")
_LETTERS = re.compile(r"\(\s?([A-Za-z]{1,6})\s?\)[.]?\s*")
_LETTERS_CLOSED = re.compile(r"([A-Za-z]{1,5})\)\s*")
#: "A. P. (DIR Series) Circular" opens with initials
_LETTERS_STOP = re.compile(r"([IVXLC]{1,7}|[A-Z]|[a-z]|[ivxlc]{2,6})\.\s+(?=\S)(?![A-Z]\.[\s,])")
_ROMAN_SIGN = re.compile(r"([Ⅰ-Ⅻ])[\s.、,:]\s*")
_WORDS = {
    w: i for i, w in enumerate(["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"], 1)
}


def roman(numeral: str) -> int | None:
    """The value of a roman numeral up to 399 in its only proper form; None for anything else.

    >>> roman("xiv"), roman("iiii"), roman("D")
    (14, None, None)
    """
    low = numeral.lower()
    if not low or any(c not in _ROMAN for c in low):
        return None
    total = 0
    for char, following in zip(low, [*low[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if following and _ROMAN[following] > value else value
    return total if 0 < total < 400 and _to_roman(total) == low else None


def _to_roman(value: int) -> str:
    said = ""
    for size, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while value >= size:
            said, value = said + sign, value - size
    return said


def label_en(paragraph: str) -> Label | None:
    """The label an English paragraph opens with; letters that are also roman numerals carry both readings.

    >>> label_en("Article 5  Export credit").key, label_en("(iii) the rate").key, label_en("1.5 million yuan is paid") is None
    ('5', 'iii', True)
    >>> [option.kind for option in label_en("(i) Eligibility").options]
    ['(a)']
    """
    head = fold(paragraph[:48])
    if match := _NAMED_LABEL.match(head):
        numeral = match["number"]
        value = int(re.sub(r"\D", "", numeral)) if numeral[0].isdigit() else _WORDS.get(numeral) or roman(numeral)
        if value is None:
            return None
        name = match["name"].rstrip(".").capitalize()
        return label_at(
            {"Sec": "Section", "Art": "Article"}.get(name, name), (value,), str(value), paragraph, match.end()
        )
    if match := _DECIMAL.match(head):
        numbers = tuple(int(part) for part in match[1].split("."))
        return label_at(f"1.1/{len(numbers)}", numbers, match[1], paragraph, match.end())
    for kind, pattern in (("1.", _ARABIC), ("(1)", _BRACKETED), ("1)", _ARABIC_BRACKET)):
        if match := pattern.match(head):
            return label_at(kind, (int(match[1]),), str(int(match[1])), paragraph, match.end())
    if match := _ROMAN_SIGN.match(paragraph):
        value = ord(match[1]) - ord("Ⅰ") + 1
        return label_at("I.", (value,), str(value), paragraph, match.end())
    if len(paragraph) <= 7 and (match := _ALONE.fullmatch(head)) and (value := roman(match[1])) is not None:
        return label_at("I.", (value,), str(value), paragraph, len(paragraph))  # its heading is the next line
    for shape, pattern in (("({})", _LETTERS), ("{})", _LETTERS_CLOSED), ("{}.", _LETTERS_STOP)):
        if match := pattern.match(head):
            return _lettered(match[1], shape, paragraph, match.end())
    return None


def _lettered(letters: str, shape: str, paragraph: str, length: int) -> Label | None:
    """A letter, a roman numeral, or both; the roman reading comes first where it may open a list."""
    options: list[Label] = []
    upper = letters.isupper()
    if not (upper or letters.islower()):
        return None
    if (value := roman(letters)) is not None and value <= 60:
        key = str(value) if upper else letters
        options.append(label_at(shape.format("I" if upper else "i"), (value,), key, paragraph, length))
    if len(letters) == 1:
        options.append(
            label_at(shape.format("A" if upper else "a"), (ord(letters.lower()) - 96,), letters, paragraph, length)
        )
    if not options:
        return None
    first = options[0]
    return Label(first.kind, first.number, first.key, first.printed, first.length, tuple(options[1:]))


def label_at(kind: str, number: tuple[int, ...], key: str, paragraph: str, length: int) -> Label:
    length = min(length, len(paragraph))
    return Label(
        kind, number, key, paragraph[:length].rstrip(" .:—-") if kind in _NAMED else paragraph[:length].rstrip(), length
    )


#: the law under which a gazette notice is made, above its title: "THE TRADE ACT", "(Cap. 5)"
STATUTE = re.compile(
    r"^THE [A-Z ,&'’()-]{4,100}\b(?:ACT|ORDINANCE|CODE|DECREE)S?(?:,? \d{4})?$|^\((?:Cap|CAP|No|NO|Act|ACT)\b[^()]{1,40}\)$"
)


def is_unnumbered(label: Label) -> bool:
    """Is it a heading without a number of its own?"""
    return label.kind.startswith(("heading", "contents"))
