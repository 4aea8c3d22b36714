"""Concepts 概念 in a text: which topics, instruments, beneficiaries and fine concepts it names, and where.

A pure finder over the tables of ``ingest.lexicon.schemes``. Matching is by characters (a segmenter decides nothing):

1. The text is folded: full-width forms and compatibility ideographs to the usual ones, Latin letters to lower case;
   quote marks and layout white space are left out (「国际贸易“单一窗口”」 = 「国际贸易单一窗口」). Spans lead back
   to the given text.
2. Chinese: the labels are kept by their first two characters; each position of the text costs one dictionary look-up,
   so the time is linear in the text. English: the same over words, in the singular.
3. In each scheme the longest label wins: a match inside a longer match of the same scheme is dropped, two matches that
   merely overlap both stay. A negative label drops the matches of its concept that it covers.

A fine concept also counts for the topic it stands below (``broader`` ``topic:…``), so that a text which says 9810 has
the topic 跨境电商 without the table of topics repeating every word of the field.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick

from ingest.lexicon.schemes import SCHEMES, load_scheme
from ingest.model import ConceptMatch, Language, Span

#: code, sum or quantity: digits that are a label must not be the number of something (「1210万元」, "9610 containers")
_QUANTITY_AFTER = re.compile(
    r"[.,]\d|\s*(?:[%‰亿万千百十元家个人吨台辆件年月日号名户场次条项米亩倍]|(?:million|billion|yuan|rmb|usd)\b)"
)
_QUANTITY_BEFORE = re.compile(r"(?:\d[.,]|第|no\.\s?|[\[〔(]\d{0,4})$")

_QUOTES = "“”\"'‘’＂＇「」『』《》〈〉〝〞`´"
_DROPPED = re.compile(f"[{_QUOTES}\u200b\ufeff]+|(?<![0-9a-z])\\s+|\\s+(?![0-9a-z])")
_OPENING = re.compile("[“‘「『《〈]")
_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_WORD = re.compile(r"[0-9a-z&+]+|[^\W_]+")
#: what may stand between two words of one English label
_JOINT = re.compile(r"[\s\-‐‑–/]*[(]?[\s'’\"“”‘]*")


class _Owner(NamedTuple):
    scheme: str
    concept: str
    negative: bool


#: a match of a label: start, end, whose label it is (a plain tuple: there are thousands in a notice)
_Hit = tuple[int, int, tuple[_Owner, ...]]


def find_concepts(
    text: str,
    language: Language,
    schemes: tuple[str, ...] = ("topic", "instrument", "beneficiary", "concept"),
    *,
    place: Callable[[int, int], Span] = Span,
) -> list[ConceptMatch]:
    """The concepts that a text names, in the order of the text (then of the longer match, the scheme and the id).

    Spans are relative to ``text``; ``text[span]`` is the ``quote``. ``language`` decides which labels are looked for;
    ``place`` makes a span of two offsets, for texts that are part of another.
    Raises ``UsageError`` for an unknown scheme.

    >>> [(m.concept, m.quote) for m in find_concepts("支持建设公共海外仓", "zh", ("topic",))]
    [('overseas-warehouses', '公共海外仓')]
    >>> [(m.concept, m.quote) for m in find_concepts("Overseas warehouses are subsidised.", "en", ("topic",))]
    [('overseas-warehouses', 'Overseas warehouses')]
    """
    hits = _chinese(text, schemes) if language == "zh" else _english(text, schemes)
    found: list[ConceptMatch] = []
    at, span, quote = None, Span(0, 0), ""
    for start, end, owner in _longest(hits):
        if at != (start, end):  # several concepts often stand on the same words
            at, span, quote = (start, end), place(start, end), text[start:end]
        found.append(ConceptMatch(span=span, quote=quote, scheme=owner[0], concept=owner[1]))
    return found


_ORDER = {scheme: i for i, scheme in enumerate(SCHEMES)}


def _longest(hits: list[_Hit]) -> list[tuple[int, int, _Owner]]:
    """What stays: not inside a longer match of the same scheme, not inside a negative label of the same concept.

    In the order of the text, then of the longer match, the scheme and the id.
    """
    hits.sort(key=_widest_first)
    refused: dict[tuple[str, str], tuple[list[int], list[int]]] = {}  # starts, and how far the ones up to each reach
    for start, end, owners in hits:
        if owners[-1].negative:
            for owner in owners:
                if owner.negative:
                    starts, reach = refused.setdefault((owner.scheme, owner.concept), ([], []))
                    starts.append(start)
                    reach.append(max(end, reach[-1] if reach else 0))
    kept: list[tuple[int, int, _Owner]] = []
    widest: dict[str, tuple[int, int]] = {}  # scheme → the match that reaches furthest so far
    for start, end, owners in hits:
        for owner in owners:
            scheme, concept, negative = owner
            if negative:
                break
            if refused and (covering := refused.get((scheme, concept))):
                before = bisect_right(covering[0], start)
                if before and covering[1][before - 1] >= end:
                    continue
            first, last = widest.get(scheme, (-1, -1))
            if end <= last and not (start == first and end == last):
                continue
            if end > last:
                widest[scheme] = (start, end)
            kept.append((start, end, owner))
    return kept


def _widest_first(hit: _Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


# ---------------------------------------------------------------------------------------------------------------------
# Chinese: by characters


def _fold_table() -> dict[int, int]:
    """Characters that stand for another single character: upper case, full width, radicals and the like."""
    table: dict[int, int] = {}
    ranges = ((0x41, 0x5B), (0x2E80, 0x2FE0), (0x3000, 0x3001), (0xF900, 0xFB00), (0xFF01, 0xFF5F), (0x00A0, 0x00A1))
    for first, last in ranges:
        for code in range(first, last):
            folded = unicodedata.normalize("NFKC", chr(code)).lower()
            if len(folded) == 1 and ord(folded) != code:
                table[code] = ord(folded)
    return table


_FOLD = _fold_table()


class _Folded(NamedTuple):
    """Folded text and the way back: from ``at[i]`` on, offsets differ from the source by ``shift[i]``."""

    text: str
    at: tuple[int, ...]
    shift: tuple[int, ...]

    def source(self, offset: int) -> int:
        return offset + self.shift[bisect_right(self.at, offset) - 1]


def _fold(text: str) -> _Folded:
    folded = text.translate(_FOLD)
    parts: list[str] = []
    at, shift = [0], [0]
    last = size = 0
    for gap in _DROPPED.finditer(folded):
        size += gap.start() - last
        parts.append(folded[last : gap.start()])
        last = gap.end()
        if at[-1] == size:
            shift[-1] = last - size
        else:
            at.append(size)
            shift.append(last - size)
    parts.append(folded[last:])
    return _Folded("".join(parts), tuple(at), tuple(shift))


@cache
def _chinese_labels(schemes: tuple[str, ...]) -> ahocorasick.Automaton:
    """All labels as one automaton (Aho and Corasick 1975); each gives its length, whether it has a Latin edge, its owners."""
    owners: dict[str, list[_Owner]] = {}
    for label, owner in _labels(schemes, "zh"):
        owners.setdefault(_fold(label).text, []).append(owner)
    automaton = ahocorasick.Automaton()
    for label, several in owners.items():
        if len(label) > 1:
            latin = label[0] in _LATIN or label[-1] in _LATIN
            automaton.add_word(label, (len(label), latin, _ranked(several)))
    automaton.make_automaton()
    return automaton


def _ranked(owners: Iterable[_Owner]) -> tuple[_Owner, ...]:
    """Each owner once, by scheme and id; those that refuse a match behind the others."""
    return tuple(sorted(dict.fromkeys(owners), key=lambda o: (o.negative, _ORDER[o.scheme], o.concept)))


def _chinese(text: str, schemes: tuple[str, ...]) -> list[_Hit]:
    folded = _fold(text)
    plain = folded.text
    shift = folded.shift[0] if len(folded.at) == 1 else None  # nothing was left out inside: one offset for all
    hits: list[_Hit] = []
    if not plain:
        return hits
    for before_end, (length, latin, owners) in _chinese_labels(schemes).iter(plain):
        end = before_end + 1
        start = end - length
        if latin and not _bounded(plain, start, end):
            continue
        if shift is None:
            first, last = folded.source(start), folded.source(before_end) + 1
        else:
            first, last = start + shift, end + shift
        if text[last : last + 1] in _CLOSING:
            last = _closed(text, first, last)
        hits.append((first, last, owners))
    return hits


#: closing quote marks; the empty end of a text is none of them
_CLOSING = frozenset("”’」』》〉")


def _closed(text: str, start: int, end: int) -> int:
    """The end of a match, with the closing quote mark of one that was opened inside it: 「国际贸易“单一窗口”」."""
    if end < len(text) and text[end] in "”’」』》〉" and _OPENING.search(text, start, end):
        opening = "“‘「『《〈"["”’」』》〉".index(text[end])]
        if text.count(opening, start, end) > text.count(text[end], start, end):
            return end + 1
    return end


def _bounded(plain: str, start: int, end: int) -> bool:
    """Latin letters and digits at the edge of a label need a word boundary; bare digits must not be a quantity."""
    if plain[start] in _LATIN and start and plain[start - 1] in _LATIN:
        return False
    if plain[end - 1] in _LATIN and end < len(plain) and plain[end] in _LATIN:
        return False
    return not plain[start:end].isdigit() or not (
        _QUANTITY_AFTER.match(plain, end) or _QUANTITY_BEFORE.search(plain, max(0, start - 6), start)
    )


# ---------------------------------------------------------------------------------------------------------------------
# English: by words


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A lower-case English word without its plural ending; good enough to compare two words.

    Words in -ics stay (electronics is no electronic).

    >>> [singular(w) for w in ("subsidies", "taxes", "warehouses", "customs", "business")]
    ['subsidy', 'tax', 'warehouse', 'custom', 'business']
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(singular(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


class _WordLabel(NamedTuple):
    words: tuple[str, ...]
    owners: tuple[_Owner, ...]


@cache
def _english_index(schemes: tuple[str, ...]) -> Mapping[str, tuple[_WordLabel, ...]]:
    """First word → labels that begin so, the longest first."""
    owners: dict[tuple[str, ...], list[_Owner]] = {}
    for label, owner in _labels(schemes, "en"):
        words = tuple(w for w, _, _ in _words(_lower(label)))
        if words:
            owners.setdefault(words, []).append(owner)
    index: dict[str, list[_WordLabel]] = {}
    for words, several in owners.items():
        index.setdefault(words[0], []).append(_WordLabel(words, _ranked(several)))
    return {k: tuple(sorted(v, key=lambda lb: (-len(lb.words), lb.words))) for k, v in index.items()}


def _lower(text: str) -> str:
    """Lower case and full width folded, character by character, so that offsets stay."""
    lowered = text.translate(_FOLD)
    return lowered if lowered.isascii() else "".join(c.lower() if len(c.lower()) == 1 else c for c in lowered)


def _english(text: str, schemes: tuple[str, ...]) -> list[_Hit]:
    index = _english_index(schemes)
    plain = _lower(text)
    words = _words(plain)
    hits: list[_Hit] = []
    for i, (word, start, _) in enumerate(words):
        for label in index.get(word, ()):
            size = len(label.words)
            if i + size > len(words) or any(words[i + k][0] != label.words[k] for k in range(1, size)):
                continue
            if not all(_JOINT.fullmatch(plain, words[i + k][2], words[i + k + 1][1]) for k in range(size - 1)):
                continue
            end = words[i + size - 1][2]
            if _bounded(plain, start, end):
                hits.append((start, end, label.owners))
    return hits


# ---------------------------------------------------------------------------------------------------------------------


def _labels(schemes: Iterable[str], language: Language) -> Iterable[tuple[str, _Owner]]:
    for name in schemes:
        scheme = load_scheme(name)
        for concept in scheme.concepts:
            for label in concept.labels(language):
                yield label, _Owner(name, concept.id, False)
            for label in concept.negative[language]:
                yield label, _Owner(name, concept.id, True)
    if "topic" in schemes:  # a fine concept counts for its topic
        fine = load_scheme("concept")
        for concept in fine.concepts:
            topics = _nearest_topics(concept.id)
            for topic in topics:
                for label in concept.labels(language):
                    yield label, _Owner("topic", topic, False)
                for label in concept.negative[language]:
                    yield label, _Owner("topic", topic, True)


@cache
def _nearest_topics(concept: str) -> tuple[str, ...]:
    """The first topics above a fine concept, on each of its ways up."""
    fine = load_scheme("concept")
    found: dict[str, None] = {}
    for broader in fine[concept].broader:
        topics = (broader.removeprefix("topic:"),) if broader.startswith("topic:") else _nearest_topics(broader)
        found.update(dict.fromkeys(topics))
    return tuple(found)
