"""Labels and headings of English outlines: Part I, Chapter 2, Article 5, Section 3, I., (I), 1., 1.1, (1), (a), a), (i), and headings
without a number.

``labels_en`` looks at the whole paper, because two things cannot be seen in one paragraph: a list of contents at the top, whose entries
lend their numbers to the unnumbered headings below, and capital headings, which count only in a paper that is divided by them. Which
candidate is true is for ``ingest.outline`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.outline import Label
from ingest.pipeline.folding_en import fold

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NAMED = ("Part", "Title", "Chapter", "Division", "Article", "Section", "Clause", "Regulation", "Rule", "Paragraph", "Measure", "Step")

_NAMED_LABEL = re.compile(
    rf"(?P<name>{'|'.join(_NAMED)}|{'|'.join(n.upper() for n in _NAMED)}|Sec\.|Art\.)\s{{0,2}}(?P<number>\d{{1,3}}[A-Z]?|[IVXLC]{{1,7}}|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b)"
    r"(?![\w/]|\s?(?:of|and|to|or|above|below|shall|applies|is|are|\()\b)[.:)]?\s*[-—:.]?\s*"
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*|\s+)(?!(?:%|per\s?cent|million|billion|lakhs?|crores?|percentage|yuan|trillion|times|hectares|tonnes)\b|%)")
_ARABIC = re.compile(r"(\d{1,3})\.(?!\d)\s*")
_ARABIC_BRACKET = re.compile(r"(\d{1,3})\)\s*")
_BRACKETED = re.compile(r"\(\s?(\d{1,3})\s?\)[.]?\s*")
_LETTERS = re.compile(r"\(\s?([A-Za-z]{1,6})\s?\)[.]?\s*")
_LETTERS_CLOSED = re.compile(r"([A-Za-z]{1,5})\)\s*")
_LETTERS_STOP = re.compile(r"([IVXLC]{1,7}|[A-Z]|[a-z]|[ivxlc]{2,6})\.\s+(?=\S)")
_WORDS = {w: i for i, w in enumerate("One Two Three Four Five Six Seven Eight Nine Ten".split(), 1)}


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
    for size, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
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
        return _label({"Sec": "Section", "Art": "Article"}.get(name, name), (value,), str(value), paragraph, match.end())
    if match := _DECIMAL.match(head):
        numbers = tuple(int(part) for part in match[1].split("."))
        return _label(f"1.1/{len(numbers)}", numbers, match[1], paragraph, match.end())
    for kind, pattern in (("1.", _ARABIC), ("(1)", _BRACKETED), ("1)", _ARABIC_BRACKET)):
        if match := pattern.match(head):
            return _label(kind, (int(match[1]),), str(int(match[1])), paragraph, match.end())
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
        options.append(_label(shape.format("I" if upper else "i"), (value,), key, paragraph, length))
    if len(letters) == 1:
        options.append(_label(shape.format("A" if upper else "a"), (ord(letters.lower()) - 96,), letters, paragraph, length))
    if not options:
        return None
    first = options[0]
    return Label(first.kind, first.number, first.key, first.printed, first.length, tuple(options[1:]))


def _label(kind: str, number: tuple[int, ...], key: str, paragraph: str, length: int) -> Label:
    length = min(length, len(paragraph))
    return Label(kind, number, key, paragraph[:length].rstrip(" .:—-") if kind in _NAMED else paragraph[:length].rstrip(), length)


# ---------------------------------------------------------------------------------------------------------------------
# the whole paper

_CAPITALS = re.compile(r"[A-Z0-9][A-Z0-9 &'’“”\"(),/.–:-]{3,119}")
_NO_HEADING = re.compile(r"^(?:DOCUMENT|ANNEX\w*|APPENDIX|CONTENTS|TABLE OF CONTENTS|TO|CC|PAGE|FORM\b.*|PREAMBLE|NOTICE|CIRCULAR|NOTIFICATION)\b|\d{4}/|^NO\b|[.]$")
_CONTENTS_WORD = re.compile(r"^(?:table of )?contents?:?$|^index$", re.I)


def labels_en(paragraphs: Sequence[str]) -> list[Label | None]:
    """A label, or None, for every paragraph of a paper.

    A list of contents at the top labels nothing itself; its numbers go to the headings below that repeat its words. Headings in capitals
    without a number become labels of kind "heading" (their key is their text) where at least two of them divide the paper before any
    numbered item does.
    """
    labels = [label_en(paragraph) for paragraph in paragraphs]
    headings = _contents(paragraphs, labels)
    contents_end = max((i for i, _ in headings.values()), default=-1)
    if headings:
        for i in range(contents_end + 1):
            labels[i] = None
        lent = {}
        for key, (_, label) in headings.items():
            lent[key] = label
        for i in range(contents_end + 1, len(paragraphs)):
            words = _bare(paragraphs[i])
            if labels[i] is None and words in lent:
                label = lent.pop(words)
                labels[i] = Label(label.kind, label.number, label.key, label.printed, 0)
    _capitals(paragraphs, labels, contents_end + 1)
    return labels


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _contents(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> dict[str, tuple[int, Label]]:
    """The entries of a list of contents by their words: labelled lines near the top that stand again below without a label."""
    below: dict[str, int] = {}
    for i, paragraph in enumerate(paragraphs):
        if len(paragraph) <= 160 and labels[i] is None:
            below[_bare(paragraph)] = i
    entries: dict[str, tuple[int, Label]] = {}
    for i, label in enumerate(labels[:80]):
        if label is None or len(paragraphs[i]) > 160:
            continue
        words = _bare(re.sub(r"[.\s]+\d{1,3}$", "", paragraphs[i][label.length :]))
        if words and below.get(words, -1) > i + 1:
            entries.setdefault(words, (i, label))
    if len(entries) < 2:
        return {}
    first, last = min(i for i, _ in entries.values()), max(i for i, _ in entries.values())
    if any(len(paragraphs[i]) > 160 for i in range(first, last + 1)):
        return {}
    while last + 1 < len(paragraphs) and labels[last + 1] is not None and len(paragraphs[last + 1]) <= 120:
        last += 1
    return entries


def _capitals(paragraphs: Sequence[str], labels: list[Label | None], start: int) -> None:
    found = [
        i
        for i in range(max(start, 1), len(paragraphs) - 1)
        if labels[i] is None and _CAPITALS.fullmatch(paragraphs[i]) and not _NO_HEADING.search(paragraphs[i]) and len(paragraphs[i].split()) <= 14
        and not _CAPITALS.fullmatch(paragraphs[i - 1])
        and not (i + 1 < len(paragraphs) and _CAPITALS.fullmatch(paragraphs[i + 1]))
    ]
    numbered = next((i for i, label in enumerate(labels) if label is not None and label.length > 0), len(paragraphs))
    if len(found) < 2 or found[0] > numbered:
        return
    for number, i in enumerate(found, 1):
        labels[i] = Label("heading", (number,), paragraphs[i].strip(" :"), "", 0)


# ---------------------------------------------------------------------------------------------------------------------
# headings

#: the first words of what closes a policy after its last clause
CLOSING_EN = re.compile(
    r"(?:These|This|The\s+(?:above|present|foregoing|aforementioned)|The above)\s+(?:\w+[\s-]+){0,5}?(?:measures?|polic(?:y|ies)|notice|list|circular|scheme|rules|guidelines|provisions|opinions|plan|regulations|notification|order)\b"
    r"|(?:Enterprises|Matters)\b.{0,120}\bunless otherwise (?:provided|stipulated)|Annex(?:es|ure|ures)?\b|Appendi(?:x|ces)\b|Attachments?\b|Enclosures?\b|cc\b\.?:?|Copy to\b|Copies? (?:forwarded )?to\b|Contact(?:s| person)?:|Issued by\b|By order\b|Sd/-|\(Sd\.?|For more details"
    r"|Yours (?:faithfully|sincerely)|Printed (?:and|by)",
    re.I,
)
_END = re.compile(r"(?:\.[\"”’)]{0,2}(?=\s|$)|[:—]\s?(?=—)|\.\s?—|\s—\s|—)")
_ABBREVIATED = re.compile(r"(?:\b(?:No|Nos|Rs|Art|Sec|St|Dr|Mr|Mrs|Ltd|Co|Inc|etc|e\.g|i\.e|vs|U\.S|Govt|Dept|approx|min|max)|\b[A-Z])$")
_SAYS = re.compile(
    r"[,;:]|\b(?:shall|will|must|may|should|would|can|is|are|was|were|has|have|had|be|been|who|which|that|where|if|RMB|Rs|USD|yuan|provide support|we)\b|\d\s?%|\bper\s?cent\b|\d{3}", re.I
)


def split_heading_en(text: str) -> tuple[int, int] | None:
    """The run-in heading of a clause whose label has been cut off: (end of heading, start of body); None if there is none.

    A heading is a first sentence without comma, verb form or sum that more text follows: "Support digital trade. Encourage …".

    >>> text = "Strengthen export credit. Insurers shall be encouraged to …"
    >>> text[: split_heading_en(text)[0]]
    'Strengthen export credit'
    >>> split_heading_en("Hold fairs, and support firms. Give grants.")
    """
    for match in _END.finditer(text[:160]):
        first = text[: match.start()]
        if _ABBREVIATED.search(first):
            continue
        if not 2 <= len(first) <= 120 or _SAYS.search(first) or "\n" in first:
            return None
        rest = text[match.end() :].lstrip(" —\n")
        if not rest or len(rest) < 20 or re.match(r"[(\[](?:Lead|Responsible)", rest) or rest[0].islower():
            return None
        return len(first), len(text) - len(rest)
    return None


def is_heading_en(rest: str) -> bool:
    """Is the rest of a labelled line a heading when more paragraphs follow it: short, without the end of a sentence?"""
    return 0 < len(rest) <= 160 and rest[-1] not in ".;:!?,)" or (0 < len(rest) <= 160 and rest.endswith(")") and "(" in rest and ". " not in rest)
