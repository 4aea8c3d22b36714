"""English nouns after a number: which noun is counted, and its singular. Tables in ``lexicon/nouns_en.tsv``."""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon_en import words


@cache
def noun_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, str], frozenset[str]]:
    kinds = words("nouns_en")
    irregular = dict(pair.split("=", 1) for pair in kinds["irregular"])
    return kinds["stop"], kinds["time"], kinds["plural"], irregular, kinds["person"]


_NOT_PLURAL = frozenset(
    [
        "overseas",
        "customs",
        "logistics",
        "economics",
        "politics",
        "sales",
        "plus",
        "less",
        "express",
        "wireless",
        "business",
        "process",
        "access",
        "cross",
        "this",
        "various",
        "always",
        "news",
        "us",
        "gas",
        "bus",
        "express",
        "success",
        "congress",
        "physics",
        "mathematics",
        "electronics",
        "ethics",
        "athletics",
        "lens",
        "tax",
        "bonds-only",
        "perhaps",
        "previous",
    ]
)


def plural(word: str) -> bool:
    """Is it a noun in the plural, as far as its ending tells?"""
    irregular = noun_words()[3]
    if word in irregular or word in noun_words()[2]:
        return True
    return (
        len(word) > 2
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s", "ous"))
        and word not in _NOT_PLURAL
    )


def singular(noun: str) -> str:
    """The singular of a noun or of the last word of a phrase.

    >>> [singular(n) for n in ("enterprises", "counties", "boxes", "people", "square metres", "sq.mtr.")]
    ['enterprise', 'county', 'box', 'person', 'square metre', 'sq.mtr.']
    """
    first, _, last = noun.rpartition(" ")
    irregular = noun_words()[3]
    if last in irregular:
        last = irregular[last]
    elif last in _NOT_PLURAL or len(last) < 3 or not last.isascii():
        pass
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "xes", "ches", "shes", "zzes")) and not last.endswith("axes"):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return f"{first} {last}" if first else last


_NOUN_WORD = re.compile(r"(?:\d{1,4}-)?[a-z][a-z0-9'&.]*(?:[-/]\s?[a-z0-9][a-z0-9'&]*)*")
_QUOTED = re.compile(r"\s?[“\"][^”\"]{1,60}[”\"]")
_BRACKET = re.compile(r"\s?\([^()]{1,60}\)")


def noun_after(low: str, at: int, one: bool) -> tuple[int, int, str] | None:
    """The noun phrase that is counted by a number that ends at ``at``: its span and its head in the singular.

    The head is the last plural noun before a preposition, a verb or a stop ("six key markets with …" → market); for
    one, the last noun."""
    stop, _, _, _, person = noun_words()
    begin = position = at
    head: tuple[int, str] | None = None
    for step in range(9):
        while position < len(low) and low[position] == " ":
            position += 1
        match = _NOUN_WORD.match(low, position)
        if match is None:
            if head is None and step and low[position : position + 2] in (", ", "/ "):
                position += 1
                continue
            bracket = (_QUOTED if head is None else _BRACKET).match(low, position)
            if bracket and step < 6 and head is None:
                position = bracket.end()
                continue
            break
        word = match[0].rstrip(".")
        if word in stop:
            if head is None and step and word in ("and", "or", "new"):
                position = match.end()
                continue
            break
        if head is not None and (
            word.endswith(("ed", "ing", "ly")) or (one and "-" not in word and word.endswith("s"))
        ):
            break
        if one and step and low[position - 1 : position] != " ":
            break
        if (not one and plural(word.rpartition("-")[2] if not word.endswith("-s") else word)) or (
            one and not word.endswith("ly")
        ):
            head = (match.start() + len(word), word)
        position = match.end()
        if (
            match[0].endswith(".")
            or low[position : position + 1] == "/"
            or (one and low[position : position + 1] == ",")
        ):
            break
    if head is None:
        return None
    while begin < head[0] and low[begin] == " ":
        begin += 1
    name = singular(head[1].split("/")[0])
    return begin, head[0], "person" if name in person else name
