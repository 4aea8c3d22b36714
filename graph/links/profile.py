"""A measure made ready for comparison: its segments, and its concepts, topics and instruments as weighted vectors.

A concept weighs its idf times the role of the segment it stands in; concepts above it (narrower to broader, up to the
topic and its group) get a share of that for each step, so that 离岸服务外包 and 服务外包 meet, and 展位费 and 搭建费 a little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from graph.links.lexical import unit, weighed, words
from graph.links.measures import LinkMeasure
from graph.links.segments import Segment, directions, segments
from graph.links.tables import RARE_WORD, concept_idf, kinds, names, names_automaton, word_idf
from ingest.lexicon.schemes import load_scheme
from ingest.model import ConceptMatch, Span

#: how much a concept counts by the role of its segment
ROLE_WEIGHT = {"head": 1.0, "means": 0.6, "condition": 0.8, "benefit": 0.5, "purpose": 0.5}

#: how much a concept keeps in a segment that names an event (疫情): what is promised for its time is over with it
EVENT_SEGMENT = 0.3

#: what a concept hands on to the next broader one
STEP = 0.7
STEP_TO_TOPIC = 0.5

#: kinds of concepts that hold for narrower concepts, too
INHERITED = frozenset({"who", "event"})

#: a concept or topic below this idf, a word below that one: too common to be found by
COMMON_CONCEPT = 1.5
COMMON_WORD = 7.0

#: a concept that keeps no more of its weight by its kind (境外, 线上) is nothing to be found by
TOO_GENERAL = 0.3

#: idf of a concept the table does not know
RARE_CONCEPT = 5.5


@cache
def idf_of(node: str) -> float:
    """Idf of a concept or of a topic (``topic:…``)."""
    return concept_idf().get(node, RARE_CONCEPT)


@cache
def above(concept: str) -> Mapping[str, int]:
    """The nodes above a fine concept and their distance."""
    return load_scheme("concept").ancestors(concept)


@cache
def kind_weight(concept: str) -> float:
    """How much of its weight a concept keeps by its kind (whom, where, general, event).

    The kinds who and event hold for the narrower concepts too, unless these have a row of their own.
    """
    return _kind(concept)[1]


def kind_of(concept: str) -> str:
    """The kind of a concept, its own or an inherited one; "" for one that says what a measure is."""
    return _kind(concept)[0]


def _kind(concept: str) -> tuple[str, float]:
    if concept in kinds():
        return kinds()[concept]
    return next((kinds()[n] for n in above(concept) if n in kinds() and kinds()[n][0] in INHERITED), ("", 1.0))


@cache
def above_topic(topic: str) -> tuple[str, ...]:
    """The groups above a topic."""
    return tuple(load_scheme("topic").ancestors(topic))


@lru_cache(maxsize=1 << 16)
def key_of(kind: str, name: str) -> str:
    """A key by which measures are found; it stands in many of them: one string for all."""
    return f"{kind}:{name}"


@cache
def is_group(name: str) -> bool:
    """A group of topics (风险保障与金融): too wide to meet in."""
    return name in load_scheme("topic") and not above_topic(name)


@dataclass(frozen=True)
class Profile:
    """A measure and the views of it that the features compare, each computed when first asked for.

    ``cut`` are its segments and the words of each, where it has been cut before; ``found_by`` are its ``keys``, where they are
    known.
    """

    measure: LinkMeasure
    cut: tuple[tuple[Segment, tuple[str, ...]], ...] | None = None
    found_by: tuple[tuple[str, float], ...] | None = None

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        if self.cut is not None:
            return tuple(segment for segment, _ in self.cut)
        return segments(self.measure.text, self.measure.language)

    @cached_property
    def _starts(self) -> list[int]:
        """Where the segments begin, which are in the order of the text."""
        return [segment.span.start for segment in self.segments]

    def segment_of(self, span: Span) -> Segment | None:
        """The segment in which a span begins."""
        n = bisect_right(self._starts, span.start) - 1
        if n < 0:
            return None
        segment = self.segments[n]
        return segment if span.start < segment.span.end else None

    def role_weight(self, span: Span) -> float:
        segment = self.segment_of(span)
        return self._weight_in(segment) if segment else 1.0

    def _weight_in(self, segment: Segment) -> float:
        weight = ROLE_WEIGHT[segment.role]
        events = self.event_segments
        return weight * EVENT_SEGMENT if events and segment in events else weight

    def level_at(self, matches: tuple[ConceptMatch, ...]) -> int:
        """The firmest commitment of the segments in which these matches stand (0 none … 4 pays)."""
        levels = [s.level for m in matches if (s := self.segment_of(m.span))]
        return max(levels, default=0)

    @cached_property
    def concepts(self) -> dict[str, float]:
        """Fine concept → weight of the role it has, at most 1."""
        found: dict[str, float] = {}
        for m in self.measure.concepts:
            weight = self.role_weight(m.span) * kind_weight(m.concept)
            found[m.concept] = max(found.get(m.concept, 0.0), weight)
        return found

    @cached_property
    def nodes(self) -> dict[str, float]:
        """Concept or node above it → role weight times the steps up."""
        return _spread(self.concepts)

    @cached_property
    def concept_vector(self) -> dict[str, float]:
        return unit({n: w * idf_of(n) for n, w in self.nodes.items()})

    @cached_property
    def segment_vectors(self) -> tuple[tuple[Segment, dict[str, float]], ...]:
        """For each segment that names a concept: its own concept vector (not scaled)."""
        by_segment: dict[Segment, dict[str, float]] = {}
        for m in self.measure.concepts:
            segment = self.segment_of(m.span)
            if segment:
                by_segment.setdefault(segment, {})[m.concept] = self._weight_in(segment) * kind_weight(m.concept)
        return tuple((s, {n: w * idf_of(n) for n, w in _spread(c).items()}) for s, c in by_segment.items())

    @cached_property
    def keys(self) -> tuple[tuple[str, float], ...]:
        """What a measure is found by, with the weight it has there: concepts, topics and words that are not too common."""
        if self.found_by is not None:
            return self.found_by
        found = [
            (key_of("c", node), weight)
            for node, weight in self.concept_vector.items()
            if idf_of(node) >= COMMON_CONCEPT
            and kind_weight(node) > TOO_GENERAL
            and not is_group(node.removeprefix("topic:"))
        ]
        found += [(key_of("t", topic), 0.7 * weight) for topic, weight in self.topics.items() if not is_group(topic)]
        language, idf = self.measure.language, word_idf()
        kind = f"w:{language}"
        found += [
            (key_of(kind, word), weight)
            for word, weight in self.words.items()
            if language != "zh" or idf.get(word, RARE_WORD) >= COMMON_WORD
        ]
        return tuple(found)

    @cached_property
    def topics(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for m in self.measure.topics:
            weight = self.role_weight(m.span) * idf_of(f"topic:{m.concept}")
            found[m.concept] = max(found.get(m.concept, 0.0), weight)
            for group in above_topic(m.concept):
                found[group] = max(found.get(group, 0.0), 0.3 * weight)
        return unit(found)

    @cached_property
    def instruments(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for m in self.measure.instruments:
            found[m.concept] = max(found.get(m.concept, 0.0), self.role_weight(m.span))
        return unit(found)

    @cached_property
    def cut_words(self) -> tuple[tuple[str, ...], ...]:
        """The words of each segment."""
        if self.cut is not None:
            return tuple(words for _, words in self.cut)
        text, language = self.measure.text, self.measure.language
        return tuple(tuple(words(segment.span.of(text), language)) for segment in self.segments)

    @cached_property
    def words(self) -> dict[str, float]:
        """TF-IDF vector of the words; none crosses a comma, so they are those of the segments."""
        return weighed(chain.from_iterable(self.cut_words), self.measure.language)

    @cached_property
    def events(self) -> tuple[ConceptMatch, ...]:
        """The matches of concepts that are events: a measure made for one is over when the event is."""
        return tuple(m for m in self.measure.concepts if kind_of(m.concept) == "event")

    @cached_property
    def event(self) -> float:
        """The share of the segments that name an event, 0 to 1."""
        return len(self.event_segments) / len(self.segments) if self.segments else 0.0

    @cached_property
    def event_segments(self) -> frozenset[Segment]:
        """The segments that name an event: what they promise is promised for its time."""
        return frozenset(segment for m in self.events if (segment := self.segment_of(m.span)))

    @cached_property
    def segment_words(self) -> tuple[dict[str, float], ...]:
        """TF-IDF vectors of the segments in which the measure acts."""
        return tuple(
            weighed(cut, self.measure.language)
            for s, cut in zip(self.segments, self.cut_words, strict=True)
            if s.role in ("head", "condition")
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """Chinese form of a name or term of the lexicon that stands in the text → as it is printed there, the longest first."""
        text, language = self.measure.text, self.measure.language
        shown = text if language == "zh" else text.lower()
        starts: dict[int, int] = {}  # of a name, by its place in the table, where it first stands
        for end, (places, length) in names_automaton(language).iter(shown):
            for n in places:
                starts.setdefault(n, end + 1 - length)
        table = names()
        found: dict[str, str] = {}
        for n in sorted(starts):
            zh, en = table[n]
            found[zh] = text[starts[n] : starts[n] + len(zh if language == "zh" else en)]
        return found

    @cached_property
    def directions(self) -> frozenset[str]:
        return directions(self.measure.text, self.measure.language)

    @cached_property
    def level(self) -> int:
        """The firmest commitment of the measure."""
        return max((s.level for s in self.segments), default=0)


def _spread(concepts: Mapping[str, float]) -> dict[str, float]:
    spread = dict(concepts)
    for concept, weight in concepts.items():
        for node, distance in above(concept).items():
            share = STEP ** (distance - 1) * STEP_TO_TOPIC if node.startswith("topic:") else STEP**distance
            spread[node] = max(spread.get(node, 0.0), weight * share)
    return dict(sorted(spread.items()))
