"""Two notices side by side: measures topic by topic, what moved between them, who is responsible, what has no counterpart.

``compare_notices`` asks the linker, lets the decisions of reviewers win (``graph.reviews``) and gives a ``Comparison``; its
``rows`` are what a page, a table or a CSV shows, its ``record`` the JSON of the contract. Any two notices can be compared:
editions of one place over time, or two places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from graph.changes import Change
from graph.movements import LOOSE, Highlight, Movements
from graph.sides import Side, office_of, sides_of, topic_of
from ingest.errors import PolicyGraphError
from ingest.model import Amount, Deadline, Language, Notice

if TYPE_CHECKING:
    from graph.links.link import MeasureLink, Mode, Unpaired
    from graph.links.scorer import Scorer
    from graph.reviews import Review

#: machine-found and not looked at, confirmed by a reviewer, turned down by a reviewer
Status = Literal["candidate", "confirmed", "rejected"]

#: where a measure has no topic of ours
OTHER: dict[Language, str] = {"zh": "其他", "en": "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of a comparison: a pair, a measure of a without counterpart (no ``right``) or one of b (no ``left``).

    ``topic`` is the id of the topic it is filed under (None: no topic of ours), ``topic_label`` its name. ``score`` is that
    of the link, or of the best candidate that was turned down, ``nearest``, where there is no counterpart; ``relation`` is
    then dropped or new, or "undecided" where the best candidate was too good to say so.
    """

    topic: str | None
    topic_label: str
    relation: str
    left: Side | None
    right: Side | None
    score: float | None
    why: str
    link: MeasureLink | None = None
    nearest: Side | None = None
    changes: tuple[Change, ...] = ()
    status: Status = "candidate"

    @property
    def paired(self) -> bool:
        return self.left is not None and self.right is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How much of one side has a counterpart: ``loose`` measures are only related to something, ``without`` have none.

    ``characters`` counts the printed characters of all measures, ``paired_characters`` those of measures with a counterpart
    that is more than related.
    """

    measures: int
    paired: int
    loose: int
    without: int
    undecided: int
    characters: int
    paired_characters: int

    @property
    def share(self) -> float:
        """Share of the characters with a counterpart, 0–1."""
        return self.paired_characters / self.characters if self.characters else 0.0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Links between the measures of ``a`` and ``b``; ``dropped`` are of a without partner, ``new`` of b without partner.

    ``rejected`` links were found by the machine and turned down by a reviewer; ``reviews`` are the decisions that hold, by
    the ids of the two measures; ``refused`` says which decisions no longer hold and why. ``scorer`` is the plug-in that had a
    say, with its version.
    """

    a: Notice
    b: Notice
    mode: Mode
    links: tuple[MeasureLink, ...]
    dropped: tuple[Unpaired, ...]
    new: tuple[Unpaired, ...]
    rejected: tuple[MeasureLink, ...] = ()
    reviews: Mapping[tuple[str, str], Review] = field(default_factory=dict)
    refused: tuple[PolicyGraphError, ...] = ()
    scorer: str | None = None

    def record(self) -> dict[str, Any]:
        """The JSON shape of ``policygraph compare --format json``; ids are those of the measures without their notice."""
        return {
            "a": self.a.id,
            "b": self.b.id,
            "mode": self.mode,
            **({"scorer": self.scorer} if self.scorer else {}),
            "links": [
                {
                    "from": local(link.left_id, self.a),
                    "to": local(link.right_id, self.b),
                    "relation": link.relation,
                    "score": round(float(link.score), 4),
                    "status": self.status_of(link),
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
                    "changes": [_change_record(change) for change in self.changes_of(link)],
                }
                for link in self.links
            ],
            "dropped": [local(unpaired.id, self.a) for unpaired in self.dropped],
            "new": [local(unpaired.id, self.b) for unpaired in self.new],
        }

    def rows(self, language: Language = "en") -> list[Row]:
        """Topic by topic in the order of the topic scheme; in each the pairs by their left measure, then what has no
        counterpart on the right, then what has none on the left. Every measure of both sides is in at least one row.
        """
        order = _topics(language)
        rank = {topic: n for n, topic in enumerate(order)}
        found: list[tuple[tuple[int, int, int, float, int], Row]] = []

        def put(kind: int, here: int, there: int, row: Row) -> None:
            found.append(((rank.get(row.topic or "", len(rank)), kind, here, -(row.score or 0), there), row))

        filed = self._topics_of_left()
        for link in self.links:
            (here, one), (there, other) = self.left[link.left_id], self.right[link.right_id]
            topic = filed[link.left_id]
            put(
                0,
                here,
                there,
                Row(
                    topic=topic,
                    topic_label=order.get(topic or "", OTHER[language]),
                    relation=link.relation,
                    left=one,
                    right=other,
                    score=float(link.score),
                    why=link.why_zh if language == "zh" else link.why_en,
                    link=link,
                    changes=self.changes_of(link),
                    status=self.status_of(link),
                ),
            )
        for kind, sides, across, unpaired in (
            (1, self.left, self.right, self.dropped),
            (2, self.right, self.left, self.new),
        ):
            known = {statement.id: statement for statement in unpaired}
            for id, (here, one) in sides.items():
                if id in self._linked:
                    continue
                statement = known.get(id)
                best = statement.best_id if statement is not None else None
                topic = topic_of(one, None)
                put(
                    kind,
                    here,
                    0,
                    Row(
                        topic=topic,
                        topic_label=order.get(topic or "", OTHER[language]),
                        relation=statement.relation if statement is not None else "undecided",
                        left=one if kind == 1 else None,
                        right=one if kind == 2 else None,
                        score=float(statement.best_score) if statement is not None and best is not None else None,
                        why=self._nearest(statement, across, language),
                        nearest=across[best][1] if best in across else None,
                    ),
                )
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]

    def changes_of(self, link: MeasureLink) -> tuple[Change, ...]:
        """What moved between the two measures of a link."""
        return self._movements.of(link)

    def clause_changes(self) -> list[tuple[Side, Side, Change]]:
        """What moved between neighbours of linked measures."""
        return self._movements.across_clauses()

    def highlights(self, most: int = 8) -> list[Highlight]:
        """The numbers and commitments that moved, the most telling first: by role, then by how far they moved."""
        return self._movements.highlights(most)

    def status_of(self, link: MeasureLink) -> Status:
        return "confirmed" if (link.left_id, link.right_id) in self.reviews else "candidate"

    def coverage(self) -> tuple[Covered, Covered]:
        """How much of a, and of b, has a counterpart on the other side."""
        close = {id for link in self.links if link.relation not in LOOSE for id in (link.left_id, link.right_id)}

        def covered(sides: Mapping[str, tuple[int, Side]], unpaired: Sequence[Unpaired]) -> Covered:
            without = {statement.id for statement in unpaired} & set(sides)
            sizes = {id: sum(not c.isspace() for c in side.measure.text) for id, (_, side) in sides.items()}
            return Covered(
                measures=len(sides),
                paired=sum(id in close for id in sides),
                loose=sum(id in self._linked and id not in close for id in sides),
                without=len(without),
                undecided=sum(id not in self._linked and id not in without for id in sides),
                characters=sum(sizes.values()),
                paired_characters=sum(size for id, size in sizes.items() if id in close),
            )

        return covered(self.left, self.dropped), covered(self.right, self.new)

    def units_only(self, side: Side, others: Sequence[Side]) -> frozenset[str]:
        """Names of the units of a side that none of the others names; none where the others are in another language.

        The same office of two places counts as the same: 市商务局 of Jixi and 市商务局 of Weihai.
        """
        if any(other.clause.language != side.clause.language for other in others):
            return frozenset()
        known = {office_of(unit, self._notice_of(other)) for other in others for unit in other.units}
        return frozenset(unit.name for unit in side.units if office_of(unit, self._notice_of(side)) not in known)

    def _notice_of(self, side: Side) -> Notice:
        return self.a if self.left.get(f"{self.a.id}/{side.measure.id}", (0, None))[1] == side else self.b

    @cached_property
    def left(self) -> dict[str, tuple[int, Side]]:
        """Full measure id → its place in the text of a, and the measure with its clause."""
        return sides_of(self.a)

    @cached_property
    def right(self) -> dict[str, tuple[int, Side]]:
        """The same of b."""
        return sides_of(self.b)

    @cached_property
    def _movements(self) -> Movements:
        return Movements(self.links, self.left, self.right)

    @cached_property
    def _linked(self) -> frozenset[str]:
        return frozenset(id for link in self.links for id in (link.left_id, link.right_id))

    def _topics_of_left(self) -> dict[str, str | None]:
        """The topic that all pairs of a left measure are filed under: that of its best pair."""
        filed: dict[str, str | None] = {}
        for link in sorted(self.links, key=lambda link: (link.relation in LOOSE, -float(link.score))):
            if filed.get(link.left_id) is None:
                filed[link.left_id] = topic_of(self.left[link.left_id][1], self.right[link.right_id][1])
        return filed

    def _nearest(self, statement: Unpaired | None, across: Mapping[str, tuple[int, Side]], language: Language) -> str:
        if statement is None:
            return "有相近措施，不足以认定对应" if language == "zh" else "something is near it, but not near enough"
        if statement.best_id is None or statement.best_id not in across:
            return "没有相近的措施" if language == "zh" else "nothing near it"
        id, score = across[statement.best_id][1].measure.id, f"{float(statement.best_score):.2f}"
        return f"最接近的是 {id}（{score}）" if language == "zh" else f"the nearest is {id} ({score})"


def compare_notices(
    a: Notice,
    b: Notice,
    mode: Mode | None = None,
    *,
    reviews: Sequence[Review] = (),
    scorer: Scorer | None = None,
) -> Comparison:
    """Links two notices. One place in two editions is compared over time, else across cities, unless ``mode`` says which.

    What reviewers decided about these two notices wins over what the linker found. ``scorer`` is a likeness of texts of the
    user's own (``graph.links.scorer``).
    """
    from graph.links.link import link_editions
    from graph.links.measures import measures_of
    from graph.reviews import reviewed

    mode = mode or mode_of(a, b)
    left, right = measures_of(a), measures_of(b)
    found = link_editions(left, right, mode, scorer=scorer)
    texts = {measure.id: measure.text for measure in (*left, *right)}
    decided = reviewed(found, reviews, texts, mode)
    return Comparison(
        a=a,
        b=b,
        mode=mode,
        links=decided.links.links,
        dropped=decided.links.dropped,
        new=decided.links.new,
        rejected=decided.rejected,
        reviews=decided.holding,
        refused=decided.refused,
        scorer=scorer.label if scorer is not None else None,
    )


def mode_of(a: Notice, b: Notice) -> Mode:
    """editions where both are of one place, else cities."""
    if a.region_code and b.region_code:
        return "editions" if a.region_code == b.region_code else "cities"
    return "editions" if a.place and b.place and a.place.value == b.place.value else "cities"


def local(id: str, notice: Notice) -> str:
    """A measure id without its notice: "weihai-2020/1#5" → "1#5"."""
    return id.removeprefix(f"{notice.id}/")


def _topics(language: Language) -> dict[str, str]:
    """Topic → label, in the order of the scheme."""
    from ingest.lexicon.schemes import load_scheme

    return {concept.id: concept.pref[language] for concept in load_scheme("topic").concepts}


def _change_record(change: Change) -> dict[str, Any]:
    from ingest.record import amount_record, deadline_record

    def value(fact: object) -> Any:
        if isinstance(fact, Amount):
            return {
                k: v for k, v in amount_record(fact).items() if k in ("quote", "value", "unit", "comparator", "basis")
            }
        if isinstance(fact, Deadline):
            return {k: v for k, v in deadline_record(fact).items() if k in ("quote", "value", "due")}
        return fact

    return {
        "what": change.what,
        "from": value(change.left),
        "to": value(change.right),
        "direction": change.direction,
        "effect": change.effect,
    }
