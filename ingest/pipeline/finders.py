"""One door to the finders of each kind of fact, whichever the language."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from ingest.model import (
    Amount,
    Certainty,
    Citation,
    ConceptMatch,
    Condition,
    Deadline,
    Language,
    Measure,
    Span,
    UnitMention,
)
from ingest.numerals import fold
from ingest.pipeline import (
    amounts_en,
    amounts_zh,
    concepts,
    deadlines_en,
    deadlines_zh,
    measures_zh,
    sentences_en,
    units_en,
    units_zh,
)
from ingest.pipeline.citations import find_citations
from ingest.pipeline.units_zh import UnitNotes

#: from two offsets in the text to the span that is reported; it keeps the order
Place = Callable[[int, int], Span]


def find_units(text: str, language: Language) -> UnitNotes:
    """Responsibility notes and the bodies they name."""
    if language == "zh":
        return units_zh.find_units_zh(text)
    mentions, notes = units_en.find_units_en(text)
    return UnitNotes(tuple(mentions), tuple(notes))


def find_amounts(text: str, language: Language) -> list[Amount]:
    """Money, percentages and counts."""
    return amounts_zh.find_amounts_zh(text) if language == "zh" else amounts_en.find_amounts_en(text)


def find_deadlines(
    text: str, language: Language, *, year: int | None = None, issued: date | None = None
) -> list[Deadline]:
    """Dates, periods, limits and cycles."""
    find = deadlines_zh.find_deadlines_zh if language == "zh" else deadlines_en.find_deadlines_en
    return find(text, year=year, issued=issued)


def find_concepts(text: str, language: Language, *, place: Place = Span) -> list[ConceptMatch]:
    """Concepts of all schemes with the words that show them."""
    return concepts.find_concepts(text, language, place=place)


_Sentences = tuple[Callable[[str], list[Span]], Callable[[str, str], tuple[Certainty, list[Condition]] | None]]
_SENTENCES: dict[Language, _Sentences] = {
    "zh": (measures_zh.split_sentences_zh, measures_zh.read_measure_zh),
    "en": (sentences_en.split_sentences_en, sentences_en.read_measure_en),
}


def find_measures(
    text: str,
    language: Language,
    matches: Sequence[ConceptMatch] = (),
    notes: Sequence[Span] = (),
    *,
    place: Place = Span,
    path: str = "",
) -> list[Measure]:
    """The measures of a clause body, numbered "#1", "#2" … behind ``path``, each with the concepts that stand in it.

    ``matches`` are concepts in the order of the text, their spans already where ``place`` puts them.
    ``notes`` are stretches that are no policy text (responsibility notes); what begins in one is no measure.
    """
    split, read = _SENTENCES[language]
    folded = fold(text) if language == "zh" else text
    starts = [match.span.start for match in matches]
    ordered = sorted(notes)
    first_note = ordered[0].start if ordered else len(text)
    measures: list[Measure] = []
    for span in split(text):
        if span.end > first_note:
            at_note = bisect_right(ordered, span.start, key=_note_begins)
            if at_note and span.start < ordered[at_note - 1].end:
                continue
            if at_note < len(ordered) and ordered[at_note].start < span.end:
                span = Span(span.start, ordered[at_note].start)
        sentence = span.of(text)
        said = read(sentence, span.of(folded))
        if said is None:
            continue
        certainty, conditions = said
        at = place(span.start, span.end)
        first, last = bisect_left(starts, at.start), bisect_left(starts, at.end)
        inside: dict[str, list[ConceptMatch]] = {"topic": [], "instrument": [], "beneficiary": [], "concept": []}
        for match in matches[first:last]:
            if match.span.end <= at.end:
                inside[match.scheme].append(match)
        measures.append(
            Measure(
                id=f"{path}#{len(measures) + 1}",
                span=at,
                text=sentence,
                certainty=certainty,
                topics=tuple(inside["topic"]),
                instruments=tuple(inside["instrument"]),
                beneficiaries=tuple(inside["beneficiary"]),
                concepts=tuple(inside["concept"]),
                conditions=tuple(
                    Condition(span=place(c.span.start + span.start, c.span.end + span.start), quote=c.quote)
                    for c in conditions
                ),
            )
        )
    return measures


def _note_begins(note: Span) -> int:
    return note.start


def covering(measures: Sequence[Measure], span: Span) -> str | None:
    """The id of the measure in which a fact stands."""
    at = bisect_right(measures, span.start, key=_begins) - 1
    return measures[at].id if at >= 0 and span.start < measures[at].span.end else None


def _begins(measure: Measure) -> int:
    return measure.span.start


_Fact = TypeVar("_Fact", Amount, Deadline, Citation, UnitMention)


def moved(found: Sequence[_Fact], place: Place) -> tuple[_Fact, ...]:
    """Facts with their spans put elsewhere."""
    return tuple(replace(fact, span=place(fact.span.start, fact.span.end)) for fact in found)


@dataclass(frozen=True, slots=True)
class TextFacts:
    """Everything found in one text."""

    units: UnitNotes
    amounts: tuple[Amount, ...]
    deadlines: tuple[Deadline, ...]
    citations: tuple[Citation, ...]
    measures: tuple[Measure, ...]


def find_all(
    text: str,
    language: Language,
    *,
    year: int | None = None,
    issued: date | None = None,
    place: Place = Span,
    path: str = "",
) -> TextFacts:
    """All finders over one text, in the order of the spaCy components and with their result.

    What stands in a responsibility note is no amount and no concept; a deadline in a note (完成时限：2025年底) is one. Spans are
    in ``text``, but those of the measures and what is in them are where ``place`` puts them: they are many, and so are made
    once only. ``path`` goes before the numbers of the measures.

    >>> facts = find_all("对新认定的企业给予30万元奖励。（责任单位：市商务局）", "zh", path="1/2")
    >>> [a.quote for a in facts.amounts], [m.id for m in facts.measures], [u.name for u in facts.units.mentions]
    (['30万元'], ['1/2#1'], ['市商务局'])
    """
    units = find_units(text, language)
    notes = units.notes
    # a note mostly ends its clause: what stands before it need not be looked through for it
    ends = len(notes) == 1 and not text[notes[0].end :].strip()
    matches = find_concepts(text[: notes[0].start] if ends else text, language, place=place)
    amounts = find_amounts(text, language)
    if notes and not ends:
        placed = [place(note.start, note.end) for note in notes]
        matches = [c for c in matches if not any(note.covers(c.span) for note in placed)]
    if notes:
        amounts = [a for a in amounts if not any(note.covers(a.span) for note in notes)]
    return TextFacts(
        units,
        tuple(amounts),
        tuple(find_deadlines(text, language, year=year, issued=issued)),
        tuple(find_citations(text, language)),
        tuple(find_measures(text, language, matches, notes, place=place, path=path)),
    )
