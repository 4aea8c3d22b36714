"""Concepts named by two words that stand apart 复合概念: 「境外货物贸易类展览会」 is an overseas fair, 境外展会.

A table of labels can only list what stands together. compositions.tsv says which two concepts in one comma segment name a
third; the match found covers both, so that its quote shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from graph.links.segments import segments
from graph.links.tables import rows
from ingest.errors import LexiconError
from ingest.lexicon.schemes import load_scheme
from ingest.model import ConceptMatch, Language, Span

#: how many characters may stand between the two words
BETWEEN: Mapping[Language, int] = {"zh": 24, "en": 80}


@cache
def compositions() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """(concept, one side, other side) in the order of the table. Raises ``LexiconError`` for an unknown concept."""
    found = []
    for line, (concept, first, second) in rows("compositions.tsv", ("concept", "first", "second")):
        sides = frozenset(first.split("|")), frozenset(second.split("|"))
        for name in sorted({concept}.union(*sides)):
            if name not in load_scheme("concept"):
                raise LexiconError(f"no concept {name!r}", source="graph/links/compositions.tsv", line=line)
        found.append((concept, *sides))
    return tuple(found)


@cache
def _self_and_above(concept: str) -> frozenset[str]:
    return frozenset({concept, *load_scheme("concept").ancestors(concept)})


@cache
def _rules_of(concept: str) -> frozenset[tuple[int, int]]:
    """(row, side) of the compositions that a concept can stand in, for itself or for one above it."""
    names = _self_and_above(concept)
    return frozenset(
        (row, side)
        for row, (_, *sides) in enumerate(compositions())
        for side, stands in enumerate(sides)
        if not names.isdisjoint(stands)
    )


def composed(text: str, language: Language, matches: Sequence[ConceptMatch]) -> tuple[ConceptMatch, ...]:
    """The fine concepts that two of ``matches`` (fine concepts of ``text``) name together, in the order of the text.

    Of several places the closest counts. One that the segment names outright, itself or a narrower one, is not composed.

    >>> from ingest.pipeline.concepts import find_concepts
    >>> text = "对参加境外大型专业展览会的企业给予补助"
    >>> [(m.concept, m.quote) for m in composed(text, "zh", find_concepts(text, "zh", ("concept",)))]
    [('overseas-exhibition', '境外大型专业展览会')]
    """
    found: list[ConceptMatch] = []
    for inside in _by_segment(text, language, matches):
        named = {name for m in inside for name in _self_and_above(m.concept)}
        best: dict[str, tuple[int, Span]] = {}
        for row, a, b in _meetings(inside):
            concept = compositions()[row][0]
            span = Span(min(a.span.start, b.span.start), max(a.span.end, b.span.end))
            between = span.end - span.start - len(a.quote) - len(b.quote)
            if concept not in named and between <= BETWEEN[language]:
                best[concept] = min(best.get(concept, (between, span)), (between, span), key=_nearest)
        found += (
            ConceptMatch(span=span, quote=span.of(text), scheme="concept", concept=concept)
            for concept, (_, span) in best.items()
        )
    return tuple(sorted(found, key=lambda m: (m.span.start, m.span.end, m.concept)))


def _nearest(place: tuple[int, Span]) -> tuple[int, int, int]:
    return place[0], place[1].start, place[1].end


def _by_segment(text: str, language: Language, matches: Iterable[ConceptMatch]) -> Iterator[list[ConceptMatch]]:
    known = list(matches)
    for segment in segments(text, language):
        inside = [m for m in known if segment.span.start <= m.span.start < segment.span.end]
        if len(inside) > 1:
            yield inside


def _meetings(inside: Sequence[ConceptMatch]) -> Iterator[tuple[int, ConceptMatch, ConceptMatch]]:
    """(row, match on the one side, match on the other) for the compositions that a segment fills."""
    places: dict[tuple[int, int], list[ConceptMatch]] = {}
    for m in inside:
        for rule in _rules_of(m.concept):
            places.setdefault(rule, []).append(m)
    for row, side in sorted(places):
        for a in places[row, side] if side == 0 else ():
            for b in places.get((row, 1), ()):
                if a.span != b.span:
                    yield row, a, b
