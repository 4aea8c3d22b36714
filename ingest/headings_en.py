"""Headings of English clauses: run in behind the label, on a line of their own, in brackets or with a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lexicon_en import words

#: words that a title prints small
SMALL_WORDS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "a",
        "an",
        "with",
        "by",
        "under",
        "from",
        "at",
        "or",
        "as",
        "per",
        "its",
        "into",
    ]
)

_END = re.compile(r"(?:\.[\"”’)]{0,2}(?=\s|$)|[:—]\s?(?=—)|\.\s?—|\s—\s|—)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Rs|Art|Sec|St|Dr|Mr|Mrs|Ltd|Co|Inc|etc|e\.g|i\.e|vs|U\.S|Govt|Dept|approx|min|max)|(?<!&)\b[A-Z])$"
)
SAYS = re.compile(
    r"[,;:]|\b(?:shall|will|must|may|should|would|can|is|are|was|were|has|have|had|be|been|who|which"
    r"|that|where|if|RMB|Rs|USD|yuan|provide support|we)\b|\d\s?%|\bper\s?cent\b|\d{3}",
    re.I,
)


#: the name of a programme: “3010” projects
_QUOTED_NUMBER = re.compile(r"[“\"'‘]\d{2,6}[”\"'’]")
_COMMA_OR_QUOTED = re.compile(rf"{_QUOTED_NUMBER.pattern}|,")
_TO_DO = re.compile(r"To [a-z]+ ")


def split_heading_en(text: str, *, commas: bool = False) -> tuple[int, int] | None:
    """The run-in heading of a clause whose label has been cut off: (end of heading, start of body); None if there is none.

    A heading is a first sentence without comma, verb form or sum that more text follows: "Support digital trade.
    Encourage …". ``commas``: where the clauses around have headings, one may hold a comma.

    >>> text = "Strengthen export credit. Insurers shall be encouraged to …"
    >>> text[: split_heading_en(text)[0]]
    'Strengthen export credit'
    >>> split_heading_en("Hold fairs, and support firms. Give grants.")
    """
    if bracketed := _IN_BRACKETS.match(text):
        return bracketed.end("heading"), bracketed.end()
    if (colon := _COLON.match(text)) and not _ANNOUNCES.search(colon[1]) and _titled(colon[1], strictly=True):
        return colon.end(1), colon.end()
    for match in _END.finditer(text[:160]):
        first = text[: match.start()]
        if _ABBREVIATED.search(first):
            continue
        if (
            not 2 <= len(first) <= 120
            or SAYS.search((_COMMA_OR_QUOTED if commas else _QUOTED_NUMBER).sub("", first))
            or "\n" in first
        ):
            return None
        if text[match.end() : match.end() + 1] == "\n":
            return None  # a paragraph of one sentence: ``own_line_headings`` looks at its neighbours
        rest = text[match.end() :].lstrip(" —")
        if not _titled(first, strictly=commas) and not (commas and _TO_DO.match(first)):
            return None
        if not rest or len(rest) < 20 or re.match(r"[(\[](?:Lead|Responsible)", rest) or rest[0].islower():
            return None
        return len(first), len(text) - len(rest)
    return None


def own_line_headings(texts: Sequence[str]) -> list[int]:
    """How long the heading is that opens each clause of a list, where headings are sentences on a line of their own; else 0.

    Only a habit of the list shows that: nearly all of its clauses open so.

    >>> own_line_headings(["Imports will be eased.\\nCustoms shall …", "Fairs will be paid.\\nFirms may …"])
    [21, 18]
    >>> own_line_headings(["Imports will be eased.\\nCustoms shall …", "Fairs will be paid."])
    [0, 0]
    """
    lengths = []
    for text in texts:
        line, _, rest = text.partition("\n")
        own = rest.strip() and line.endswith(".") and len(line) <= 140 and not re.search(r"[.;:!?]\s", line[:-1])
        lengths.append(len(line) - 1 if own else 0)
    habit = sum(map(bool, lengths))
    return lengths if habit >= 2 and habit >= 0.8 * len(texts) else [0] * len(texts)


#: "[Project settlement award]: …", "(Support for exhibitions) Enterprises …" behind the label of an article
_IN_BRACKETS = re.compile(
    r"(?P<heading>[\[【][A-Z][^\[\]【】.;:]{2,78}[\]】]|[(（][A-Z][^()（）.;:]{2,78}[)）])\s?[:：]?\s+(?=[A-Z“\"‘'][^\n]{19,})"
)
#: "Simplify declarations: Firms may …", where more than a word or two follows
_COLON = re.compile(r"([A-Z][^:.;!?\n]{4,118}?)(?<!\d)\s?:\s+(?=[A-Z“\"‘'][^\n]{19,})")
_ANNOUNCES = re.compile(
    r"\b(?:follow\w*|below|under|namely|includ\w*|such as|shall|will|must|may|should|would|can|is|are|was|were|has|have|be|been"
    r"|which|that|where|if|when|provided|note|notes|example|explanation|remarks?|tel|telephone|fax|e-?mail|address|website"
    r"|units?|department|departments|agency|agencies|lead|responsible)\b|\d{3}|[%$]",
    re.I,
)


def _titled(first: str, *, strictly: bool = False) -> bool:
    """Does a sentence look like a title: an imperative or gerund at its head, a few words, or words in capitals? ``strictly``:
    a few words alone do not."""
    parts = re.findall(r"[A-Za-z][\w'’-]*", first)
    if not parts:
        return False
    head = parts[0].lower()
    large = [w for w in parts if w.lower() not in SMALL_WORDS]
    return (
        head in words("sentences_en")["imperative"]
        or head.endswith("ing")
        or len(parts) <= (4 if strictly else 6)
        or sum(w[0].isupper() for w in large) >= 0.7 * len(large)
    )


def is_heading_en(rest: str) -> bool:
    """Is the rest of a labelled line a heading when more paragraphs follow it: short, without the end of a sentence?"""
    rest = rest.rstrip(" -–—")
    if rest.endswith(":") and len(rest) <= 80:
        return not SAYS.search(rest[:-1])
    return (0 < len(rest) <= 160 and rest[-1] not in ".;:!?,)") or (
        0 < len(rest) <= 160 and rest.endswith(")") and "(" in rest and ". " not in rest
    )
