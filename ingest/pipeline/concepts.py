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
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

import ahocorasick

from ingest.lexicon.schemes import SCHEMES, Concept, load_scheme
from ingest.model import ConceptMatch, Language, Span
from ingest.numerals import traditional

#: code, sum or quantity: digits that are a label must not be the number of something (「1210万元」, "9610 containers")
_QUANTITY_AFTER = re.compile(
    r"[.,]\d|\s*(?:[%‰亿万千百十元家个人吨台辆件年月日号名户场次条项米亩倍]|(?:million|billion|yuan|rmb|usd)\b)"
)
_QUANTITY_BEFORE = re.compile(r"(?:\d[.,]|第|no\.\s?|[\[〔(]\d{0,4})$")

_QUOTES = "“”\"'‘’＂＇「」『』《》〈〉〝〞`´"
#: quote marks and layout white space; white space alone is kept between two Latin words
_GAP = re.compile(f"[{_QUOTES}\u200b\ufeff\\s][{_QUOTES}\u200b\ufeff\\s]*")
_OPENING = re.compile("[“‘「『《〈]")
_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_WORD = re.compile(r"[0-9a-z&+]+|[^\W_]+")
#: what may stand between two words of one English label
_JOINT = re.compile(r"[\s\-‐‑–/]*[(]?[\s'’\"“”‘]*")


#: whose label it is: number of the scheme, scheme, concept (plain tuples: there are thousands of matches in a notice)
_Owner = tuple[int, str, str]
#: a match of a label: start, minus the end (so that sorting puts the longer first), whose label it is
_Hit = tuple[int, int, Sequence[_Owner]]
#: by owner: the starts of its negative labels, and how far the ones up to each reach
_Refused = dict[_Owner, tuple[list[int], list[int]]]


_NUMBER = {scheme: number for number, scheme in enumerate(SCHEMES)}


class _Owners(NamedTuple):
    """The concepts that a label speaks for, and those that it refuses, each once, by scheme and id."""

    named: tuple[_Owner, ...]
    refused: tuple[_Owner, ...]


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
    hits, refused = _chinese(text, schemes) if language == "zh" else _english(text, schemes)
    hits.sort()
    found: list[ConceptMatch] = []
    first, last = [-1] * len(SCHEMES), [-1] * len(SCHEMES)  # by scheme: the match that reaches furthest so far
    at_start = at_end = -1
    span, quote = Span(0, 0), ""
    for start, back, owners in hits:
        end = -back
        for owner in owners:
            number, scheme, concept = owner
            reach = last[number]
            if end < reach or (end == reach and start > first[number]):
                continue  # inside a longer match of its scheme
            if refused and owner in refused and _is_refused(refused[owner], start, end):
                continue
            if end > reach:
                first[number], last[number] = start, end
            if end != at_end or start != at_start:  # several concepts often stand on the same words
                at_start, at_end, span, quote = start, end, place(start, end), text[start:end]
            found.append(ConceptMatch(span=span, quote=quote, scheme=scheme, concept=concept))
    return found


def _is_refused(covering: tuple[list[int], list[int]], start: int, end: int) -> bool:
    """Inside a negative label of the same concept."""
    before = bisect_right(covering[0], start)
    return before > 0 and covering[1][before - 1] >= end


def _refusals(negatives: list[tuple[int, int, Sequence[_Owner]]]) -> _Refused:
    refused: _Refused = {}
    for start, back, owners in sorted(negatives):
        for owner in owners:
            starts, reach = refused.setdefault(owner, ([], []))
            starts.append(start)
            reach.append(max(-back, reach[-1] if reach else 0))
    return refused


# ---------------------------------------------------------------------------------------------------------------------
# Chinese: by characters


@cache
def _fold_table() -> dict[int, int]:
    """Characters that stand for another single character: upper case, full width, traditional, radicals and the like."""
    table = {code: ord(plain) for code, plain in traditional().items()}
    ranges = ((0x41, 0x5B), (0x2E80, 0x2FE0), (0x3000, 0x3001), (0xF900, 0xFB00), (0xFF01, 0xFF5F), (0x00A0, 0x00A1))
    for first, last in ranges:
        for code in range(first, last):
            folded = unicodedata.normalize("NFKC", chr(code)).lower()
            if len(folded) == 1 and ord(folded) != code and chr(code) not in "，；！？":  # no label holds these
                table[code] = ord(folded)
    return table


@cache
def _replaced() -> re.Pattern[str]:
    """The characters of the table: few of a text are of them, so that a search beats looking each one up."""
    return re.compile(f"[{re.escape(''.join(map(chr, _fold_table())))}]")


class _Folded(NamedTuple):
    """Folded text and the way back: from ``at[i]`` on, offsets differ from the source by ``shift[i]``."""

    text: str
    at: tuple[int, ...]
    shift: tuple[int, ...]


def _fold(text: str) -> _Folded:
    folded = _replaced().sub(lambda m: chr(_fold_table()[ord(m[0])]), text)
    parts: list[str] = []
    at, shift = [0], [0]
    last = size = 0
    for gap in _GAP.finditer(folded):
        start, end = gap.span()
        if start and end < len(folded) and folded[start - 1] in _LATIN and folded[end] in _LATIN and gap[0].isspace():
            continue
        size += start - last
        parts.append(folded[last:start])
        last = end
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
    automaton = ahocorasick.Automaton()
    for label, owners in _owners(schemes, "zh", lambda label: _fold(label).text).items():
        if len(label) > 1:
            latin = label[0] in _LATIN or label[-1] in _LATIN
            automaton.add_word(label, (len(label), latin, *owners))
    automaton.make_automaton()
    return automaton


def _chinese(text: str, schemes: tuple[str, ...]) -> tuple[list[_Hit], _Refused]:
    plain, at, shift = _fold(text)
    hits: list[_Hit] = []
    negatives: list[_Hit] = []
    if not plain:
        return hits, {}
    piece, following = 0, 1
    begins, moved = 0, shift[0]  # of the piece
    ends = at[1] if len(at) > 1 else len(plain)
    for final, (length, latin, named, refused) in _chinese_labels(schemes).iter(plain):  # in the order of their ends
        start = final + 1 - length
        if latin and not _bounded(plain, start, final + 1):
            continue
        while final >= ends:
            piece = following
            following += 1
            begins, moved = at[piece], shift[piece]
            ends = at[following] if following < len(at) else len(plain)
        first, last = start + moved, final + 1 + moved
        if start < begins:  # something was left out inside
            first = start + shift[bisect_right(at, start) - 1]
            last = _closed(text, first, last)
        if named:
            hits.append((first, -last, named))
        if refused:
            negatives.append((first, -last, refused))
    return hits, _refusals(negatives)


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
    """``rest``: the words behind the second."""

    rest: list[str]
    owners: _Owners


class _Begun(NamedTuple):
    """The label of one word, and by their second word those of several."""

    alone: _WordLabel | None
    longer: dict[str, list[_WordLabel]]


@cache
def _english_index(schemes: tuple[str, ...]) -> Mapping[str, _Begun]:
    """First word → labels that begin so."""
    alone: dict[str, _WordLabel] = {}
    longer: dict[str, dict[str, list[_WordLabel]]] = {}
    for words, owners in _owners(schemes, "en", lambda label: tuple(w for w, _, _ in _words(_lower(label)))).items():
        if len(words) == 1:
            alone[words[0]] = _WordLabel([], owners)
        elif words:
            longer.setdefault(words[0], {}).setdefault(words[1], []).append(_WordLabel(list(words[2:]), owners))
    return {word: _Begun(alone.get(word), longer.get(word, {})) for word in {*alone, *longer}}


def _lower(text: str) -> str:
    """Lower case and full width folded, character by character, so that offsets stay."""
    lowered = text.translate(_fold_table())
    return lowered if lowered.isascii() else "".join(c.lower() if len(c.lower()) == 1 else c for c in lowered)


def _english(text: str, schemes: tuple[str, ...]) -> tuple[list[_Hit], _Refused]:
    index = _english_index(schemes)
    plain = _lower(text)
    words = _words(plain)
    printed = [word for word, _, _ in words]
    hits: list[_Hit] = []
    negatives: list[_Hit] = []
    for i, begun in enumerate(map(index.get, printed)):
        if begun is None:
            continue
        fitting = [(1, begun.alone.owners)] if begun.alone else []
        if begun.longer and i + 1 < len(words):
            for label in begun.longer.get(printed[i + 1], ()):
                size = len(label.rest) + 2
                if printed[i + 2 : i + size] == label.rest and all(
                    _JOINT.fullmatch(plain, words[k][2], words[k + 1][1]) for k in range(i, i + size - 1)
                ):
                    fitting.append((size, label.owners))
        start = words[i][1]
        for size, owners in fitting:
            end = words[i + size - 1][2]
            if _bounded(plain, start, end):
                if owners.named:
                    hits.append((start, -end, owners.named))
                if owners.refused:
                    negatives.append((start, -end, owners.refused))
    return hits, _refusals(negatives)


# ---------------------------------------------------------------------------------------------------------------------


_L = TypeVar("_L", bound=Hashable)


def _owners(schemes: Iterable[str], language: Language, key: Callable[[str], _L]) -> dict[_L, _Owners]:
    """Every label in its folded form, with whom it speaks for."""
    found: dict[_L, tuple[set[_Owner], set[_Owner]]] = {}
    for label, owner, negative in _labels(schemes, language):
        found.setdefault(key(label), (set(), set()))[negative].add(owner)
    return {label: _Owners(tuple(sorted(named)), tuple(sorted(refused))) for label, (named, refused) in found.items()}


def _labels(schemes: Iterable[str], language: Language) -> Iterator[tuple[str, _Owner, bool]]:
    """Labels of all concepts, whose they are, and whether they are negative; a fine concept also counts for its topics."""
    for name in schemes:
        for concept in load_scheme(name).concepts:
            yield from _of(concept, language, (_NUMBER[name], name, concept.id))
    if "topic" in schemes:
        for concept in load_scheme("concept").concepts:
            for topic in _nearest_topics(concept.id):
                yield from _of(concept, language, (_NUMBER["topic"], "topic", topic))


def _of(concept: Concept, language: Language, owner: _Owner) -> Iterator[tuple[str, _Owner, bool]]:
    for label in concept.labels(language):
        yield label, owner, False
    for label in concept.negative[language]:
        yield label, owner, True


@cache
def _nearest_topics(concept: str) -> tuple[str, ...]:
    """The first topics above a fine concept, on each of its ways up."""
    fine = load_scheme("concept")
    found: dict[str, None] = {}
    for broader in fine[concept].broader:
        topics = (broader.removeprefix("topic:"),) if broader.startswith("topic:") else _nearest_topics(broader)
        found.update(dict.fromkeys(topics))
    return tuple(found)
