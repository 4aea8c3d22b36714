"""Two notices side by side, as values: the JSON of the contract, and rows by topic for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ingest.model import Amount, Clause, Deadline, Language, Measure, Notice

if TYPE_CHECKING:
    from graph.links.link import MeasureLink, Unpaired

#: editions of one place over time 同城两版, notices of two places 两城
Mode = Literal["editions", "cities"]

#: where a measure has no topic of ours
OTHER: dict[Language, str] = {"zh": "其他", "en": "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A measure with its clause, and the facts that stand in it."""

    measure: Measure
    clause: Clause

    @property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(fact for fact in self.clause.amounts if self.measure.span.covers(fact.span))

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        return tuple(fact for fact in self.clause.deadlines if self.measure.span.covers(fact.span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of a comparison: a pair, a dropped measure (no ``right``) or a new one (no ``left``).

    ``score`` is that of the link, or the best rejected one of a measure without partner; ``why`` says so in words.
    """

    topic: str
    relation: str
    left: Side | None
    right: Side | None
    score: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Links between the measures of ``a`` and ``b``; ``dropped`` are of a without partner, ``new`` of b without partner."""

    a: Notice
    b: Notice
    mode: Mode
    links: tuple[MeasureLink, ...]
    dropped: tuple[Unpaired, ...]
    new: tuple[Unpaired, ...]

    def record(self) -> dict[str, Any]:
        """The JSON shape of ``policygraph compare --format json``; ids are those of the measures without their notice."""
        return {
            "a": self.a.id,
            "b": self.b.id,
            "mode": self.mode,
            "links": [
                {
                    "from": local(link.left_id, self.a),
                    "to": local(link.right_id, self.b),
                    "relation": link.relation,
                    "score": round(float(link.score), 4),
                    "why": {"en": link.why_en, "zh": link.why_zh},
                    "evidence": [
                        {
                            "feature": evidence.feature,
                            "value": round(float(evidence.value), 4),
                            "from": list(evidence.left_quotes),
                            "to": list(evidence.right_quotes),
                        }
                        for evidence in link.evidence
                    ],
                }
                for link in self.links
            ],
            "dropped": [local(unpaired.id, self.a) for unpaired in self.dropped],
            "new": [local(unpaired.id, self.b) for unpaired in self.new],
        }

    def rows(self, language: Language = "en") -> list[Row]:
        """Topic by topic in the order of the topic scheme; in each the pairs, then what was dropped, then what is new."""
        left, right = _sides(self.a), _sides(self.b)
        order = _topics(language)
        found: list[tuple[tuple[int, int, int, float], Row]] = []

        def put(kind: int, place: int, topic: str | None, row: Row) -> None:
            rank = list(order).index(topic) if topic in order else len(order)
            found.append(((rank, kind, place, -(row.score or 0)), row))

        for link in self.links:
            (here, one), (_, other) = left[local(link.left_id, self.a)], right[local(link.right_id, self.b)]
            topic = _topic(one, other)
            why = link.why_zh if language == "zh" else link.why_en
            label = order.get(topic or "", OTHER[language])
            row = Row(topic=label, relation=link.relation, left=one, right=other, score=float(link.score), why=why)
            put(0, here, topic, row)
        for kind, side, unpaired, across in (
            *((1, left[local(u.id, self.a)], u, self.b) for u in self.dropped),
            *((2, right[local(u.id, self.b)], u, self.a) for u in self.new),
        ):
            here, one = side
            topic = _topic(one, None)
            row = Row(
                topic=order.get(topic or "", OTHER[language]),
                relation=unpaired.relation,
                left=one if kind == 1 else None,
                right=one if kind == 2 else None,
                score=None if unpaired.best_id is None else float(unpaired.best_score or 0),
                why=_nearest(unpaired, across, language),
            )
            put(kind, here, topic, row)
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def compare_notices(a: Notice, b: Notice, mode: Mode | None = None) -> Comparison:
    """Links two notices. One place in two editions is compared over time, else across cities, unless ``mode`` says which."""
    from graph.links.link import link_editions
    from graph.links.measures import measures_of

    mode = mode or mode_of(a, b)
    found = link_editions(measures_of(a), measures_of(b), mode)
    return Comparison(a=a, b=b, mode=mode, links=tuple(found.links), dropped=tuple(found.dropped), new=tuple(found.new))


def mode_of(a: Notice, b: Notice) -> Mode:
    """editions where both are of one place, else cities."""
    if a.region_code and b.region_code:
        return "editions" if a.region_code == b.region_code else "cities"
    return "editions" if a.place and b.place and a.place.value == b.place.value else "cities"


def local(id: str, notice: Notice) -> str:
    """A measure id without its notice: "weihai-2020/1#5" → "1#5"."""
    return id.removeprefix(f"{notice.id}/")


def _sides(notice: Notice) -> dict[str, tuple[int, Side]]:
    """Measure id → its place in the text, and the measure with its clause."""

    def sides() -> Iterator[Side]:
        for clause in notice.clauses:
            for measure in clause.measures:
                yield Side(measure=measure, clause=clause)

    return {side.measure.id: (place, side) for place, side in enumerate(sides())}


def _topic(one: Side, other: Side | None) -> str | None:
    """The topic a pair is filed under: one they share, else the first of either."""
    first = list(dict.fromkeys(match.concept for match in one.measure.topics))
    second = list(dict.fromkeys(match.concept for match in other.measure.topics)) if other else []
    return next(iter([topic for topic in first if topic in second] or first or second), None)


def _topics(language: Language) -> dict[str, str]:
    """Topic → label, in the order of the scheme."""
    from ingest.lexicon.schemes import load_scheme

    return {concept.id: concept.pref[language] for concept in load_scheme("topic").concepts}


def _nearest(unpaired: Unpaired, across: Notice, language: Language) -> str:
    if unpaired.best_id is None:
        return "没有相近的措施" if language == "zh" else "nothing near it"
    score, id = f"{float(unpaired.best_score or 0):.2f}", local(unpaired.best_id, across)
    return f"最接近的是 {id}（{score}）" if language == "zh" else f"the nearest is {id} ({score})"
