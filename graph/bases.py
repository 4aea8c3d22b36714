"""What an amount is counted on 计算基数, and whether two amounts are counted on the same.

「展位费的50%」 can be set against 「展位费的70%」, not against 「运输费的70%」, and a sum not against an increment. The words
that change what is counted, and those that say nothing of it, are in graph/bases.tsv.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon.table import rows
from ingest.model import Amount, Language

#: the family of bases.tsv whose words are left out
GENERIC = "generic"

#: bases that share this much of the shorter one are alike
_ALIKE = 0.5

_FIGURES = re.compile(r"[\d\s,.，。；、（）()%％]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SCOPE = re.compile(r"^(?:单个|每个|每家|每户|每[一]?|单[一]?|对)|^(?:each|every|per|a|an|single)\s+")


def likeness(left: Amount, right: Amount, language: Language = "zh") -> float | None:
    """How alike the bases of two amounts are, 0–1; None where they must not be compared; 0 where a basis is not printed."""
    if _scopes_differ(left, right):
        return None
    if _unlike(_context(left), _context(right), language):
        return None
    return alike_words(left.basis, right.basis, language)


def alike_words(left: str | None, right: str | None, language: Language) -> float | None:
    """The overlap of two bases; 0 where one is not printed or says nothing, None where they are too far apart."""
    mine, theirs = (_telling_words(text, language) for text in (left, right))
    if not mine or not theirs:
        return 0.0
    alike = _overlap(mine, theirs)
    return alike if alike >= _ALIKE else None


def _context(amount: Amount) -> str:
    return f"{amount.basis or ''} {' '.join(amount.per)}"


def _scopes_differ(left: Amount, right: Amount) -> bool:
    """「单个企业」 and 「每家企业」 are the same scope, 「单个展位」 is another."""
    mine, theirs = ({_SCOPE.sub("", scope.lower()).strip() for scope in amount.per} - {""} for amount in (left, right))
    return bool(mine and theirs) and not any(a in b or b in a for a in mine for b in theirs)


def _unlike(left: str, right: str, language: Language) -> bool:
    if not left.strip() or not right.strip():
        return False
    left, right = left.lower(), right.lower()
    return any(bool(pattern.search(left)) != bool(pattern.search(right)) for pattern in _families(language))


@cache
def _families(language: Language) -> tuple[re.Pattern[str], ...]:
    """The patterns of words that change what is counted (graph/bases.tsv)."""
    return tuple(
        re.compile(row["pattern"])
        for row in rows("bases.tsv", "graph")
        if row["language"] == language and row["family"] != GENERIC
    )


@cache
def _generic(language: Language) -> re.Pattern[str]:
    found = [r["pattern"] for r in rows("bases.tsv", "graph") if (r["language"], r["family"]) == (language, GENERIC)]
    return re.compile("|".join(found))


def _telling_words(basis: str | None, language: Language) -> str:
    """A basis without figures, punctuation and words that say nothing of what is counted."""
    return " ".join(_generic(language).sub(" ", _FIGURES.sub(" ", (basis or "").lower())).split())


def _overlap(left: str, right: str) -> float:
    """The share of the shorter text that the longest common piece covers (English: the common words)."""
    if not _HAN.search(left + right):
        one, other = set(left.split()), set(right.split())
        return len(one & other) / min(len(one), len(other))
    first, second = sorted(("".join(text.split()) for text in (left, right)), key=len)
    for size in range(len(first), 1, -1):
        if any(first[start : start + size] in second for start in range(len(first) - size + 1)):
            return size / len(first)
    return 0.0
