"""A comparison as one HTML page: topic by topic, left and right, facts highlighted, what moved, who is responsible, and why.

The page is complete in itself (style and script inside, no network), reads without script, and prints on A4 landscape. The
template, the style and the words are files beside this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.comparison import Comparison, Row, local
from graph.marks import Mark, marks_of, runs_of
from graph.movements import Highlight
from graph.sides import Side
from ingest.model import Amount, Deadline, Language, Notice
from policygraph import wording
from policygraph.wording import word

if TYPE_CHECKING:
    from jinja2 import Template

#: relation → the class of its badge
_KIND = {
    "strengthens": "more",
    "broadens": "more",
    "weakens": "less",
    "narrows": "less",
    "continues": "same",
    "same_aim_same_instrument": "same",
    "replaces_instrument": "other",
    "same_aim_other_instrument": "other",
    "related": "loose",
    "undecided": "loose",
    "dropped": "gone",
    "new": "fresh",
}
_TAGS = {"zh": "zh-Hans", "en": "en"}

#: in the order in which an analyst asks for them
ROLES = ("lead", "responsible", "follow_up")

#: roles of the amounts that are set side by side topic by topic
_SUMS = frozenset({"benefit", "rate", "cap", "fund", "tax"})

#: topics that a summary names
_MOST = 4


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    kinds: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    only: bool


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    units: tuple[_Unit, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    id: str
    year: str
    heading: str
    language: str
    text: str
    runs: tuple[_Run, ...]
    units: tuple[_Role, ...]
    source: str


@dataclass(slots=True)
class _Topic:
    label: str
    anchor: str
    groups: list[dict[str, Any]] = field(default_factory=list)
    pairs: int = 0
    dropped: int = 0
    new: int = 0
    sums: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {"left": [], "right": []})


def comparison_page(found: Comparison, language: Language = "zh") -> str:
    """The page as text. The same comparison gives the same bytes."""
    return _template().render(**_Page(found, language).values())


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_file("comparison.html"))


def _file(name: str) -> str:
    return files("policygraph.web").joinpath(name).read_text(encoding="utf-8")


class _Page:
    """Everything the template shows, as plain values."""

    def __init__(self, found: Comparison, language: Language) -> None:
        self.found, self.language = found, language
        self.rows = found.rows(language)
        self.short = _told_apart(found.a, found.b, language)

    def values(self) -> dict[str, Any]:
        from markupsafe import Markup

        from graph.version import PROGRAM_VERSION

        found, language = self.found, self.language
        left, right = self.short
        return {
            "w": lambda key: word(key, language),
            "language_tag": _TAGS[language],
            "mode": found.mode,
            "version": PROGRAM_VERSION,
            "made": word("made", language, version=PROGRAM_VERSION),
            "title": word(f"title.{found.mode}", language, a=left, b=right),
            "left_name": left,
            "right_name": right,
            "css": Markup(_file("comparison.css")),
            "script": Markup(_file("comparison.js")),
            "fields": self.fields(),
            "summary": self.summary(),
            "counts": self.counts(),
            "highlights": [self.highlight(highlight) for highlight in found.highlights()],
            "topics": self.topics(),
            "without_left": word(f"without.{found.mode}.left", language, a=left, b=right),
            "without_right": word(f"without.{found.mode}.right", language, a=left, b=right),
            "rejected": self.rejected(),
            "refused": [str(error) for error in found.refused],
        }

    # ------------------------------------------------------------------------------------------------ head and summary

    def fields(self) -> list[tuple[str, str, str]]:
        """What both notices say about themselves; a line that neither has is left out."""
        language = self.language
        sep = word("sep", language)

        def told(notice: Notice) -> dict[str, str]:
            valid = [
                str(notice.valid_from.value) if notice.valid_from else "",
                str(notice.valid_until.value) if notice.valid_until else "",
            ]
            return {
                "notice": wording.title_of(notice),
                "notice_title": notice.notice_title.value if notice.notice_title else "",
                "document_number": notice.document_number.value if notice.document_number else "",
                "issuers": sep.join(issuer.value for issuer in notice.issuers),
                "issued_on": str(notice.issued_on.value) if notice.issued_on else "",
                "valid": " – ".join(valid)
                if any(valid)
                else wording.duration(notice.valid_for.value, language)
                if notice.valid_for
                else "",
                "place": wording.short_name(notice, language),
                "source": f"{notice.id} · {notice.document.source.rpartition('/')[2]}",
            }

        a, b = told(self.found.a), told(self.found.b)
        return [(word(f"field.{name}", language), a[name] or "—", b[name] or "—") for name in a if a[name] or b[name]]

    def summary(self) -> list[str]:
        found, language = self.found, self.language
        sentences = []
        for name, covered in zip(self.short, found.coverage(), strict=True):
            undecided = word("summary.undecided", language, n=covered.undecided) if covered.undecided else ""
            sentences.append(
                word(
                    "summary.side",
                    language,
                    name=name,
                    measures=covered.measures,
                    paired=covered.paired,
                    share_measures=_percent(covered.paired, covered.measures),
                    share=_percent(covered.paired_characters, covered.characters),
                    loose=covered.loose,
                    without=covered.without,
                    undecided=undecided,
                )
            )
        for relation in ("new", "dropped"):
            several = Counter(row.topic_label for row in self.rows if row.relation == relation)
            told = word("sep", language).join(
                f"{topic} {n}" for topic, n in several.most_common(_MOST) if n > 1 or len(several) == 1
            )
            if told:
                sentences.append(word(f"summary.{relation}.{found.mode}", language, topics=told))
        confirmed = sum(found.status_of(link) == "confirmed" for link in found.links)
        if confirmed or found.rejected:
            sentences.append(word("summary.reviewed", language, confirmed=confirmed, rejected=len(found.rejected)))
        return sentences

    def counts(self) -> list[dict[str, Any]]:
        counted = Counter(row.relation for row in self.rows)
        return [{**self.badge(relation), "n": counted[relation]} for relation in wording.GLYPHS if counted[relation]]

    def badge(self, relation: str) -> dict[str, str]:
        return {
            "relation": relation,
            "kind": _KIND.get(relation, "loose"),
            "glyph": wording.GLYPHS.get(relation, ""),
            "label": wording.relation(relation, self.language, self.found.mode),
        }

    def highlight(self, highlight: Highlight) -> dict[str, Any]:
        pair = (self.found.a.id + "/" + highlight.left.measure.id, self.found.b.id + "/" + highlight.right.measure.id)
        linked = any((link.left_id, link.right_id) == pair for link in self.found.links)
        left, right = highlight.left.measure.id, highlight.right.measure.id
        return {
            **self.change(highlight.change),
            "left_id": left,
            "right_id": right,
            "across": not linked,
            "anchor": _anchor("pair", left, right) if linked else self.group_anchor(highlight.left),
        }

    def group_anchor(self, left: Side) -> str:
        return _anchor("left", left.measure.id)

    def change(self, change: Any) -> dict[str, str]:
        return {
            "what": wording.what(change, self.language),
            "left": wording.value(change, "left", self.language),
            "right": wording.value(change, "right", self.language),
            "direction": wording.direction(change, self.language, self.found.mode),
        }

    # ----------------------------------------------------------------------------------------------------------- topics

    def topics(self) -> list[_Topic]:
        topics: dict[str, _Topic] = {}
        for row in self.rows:
            topic = topics.setdefault(row.topic_label, _Topic(row.topic_label, _anchor("topic", row.topic or "other")))
            self.add_sums(topic, row)
            if row.left is not None and row.right is not None:
                topic.pairs += 1
                last = topic.groups[-1] if topic.groups else None
                if last is None or last["form"] != "pairs" or last["id"] != row.left.measure.id:
                    last = {
                        "form": "pairs",
                        "id": row.left.measure.id,
                        "anchor": self.group_anchor(row.left),
                        "left": self.side(row.left, self.found.a, self.partners(row.left)),
                        "entries": [],
                    }
                    topic.groups.append(last)
                last["entries"].append(self.entry(row))
            else:
                topic.dropped += row.right is None
                topic.new += row.left is None
                topic.groups.append(self.alone(row))
        return list(topics.values())

    def add_sums(self, topic: _Topic, row: Row) -> None:
        """The sums and rates of the measures of a topic, each once."""
        for name, side in (("left", row.left), ("right", row.right)):
            if side is None or any(told["id"] == side.measure.id for told in topic.sums[name]):
                continue
            for amount in side.amounts:
                if amount.role in _SUMS:
                    role = wording.label("amount-role", amount.role, self.language)
                    told = {"quote": amount.quote, "role": role, "basis": amount.basis or "", "id": side.measure.id}
                    topic.sums[name].append(told)

    def entry(self, row: Row) -> dict[str, Any]:
        assert row.left is not None and row.right is not None and row.link is not None
        link, language = row.link, self.language
        return {
            **self.badge(row.relation),
            "anchor": _anchor("pair", row.left.measure.id, row.right.measure.id),
            "score": f"{float(link.score):.2f}",
            "score_word": wording.score_word(float(link.score), language),
            "status": self.confirmed(row),
            "why": row.why,
            "right": self.side(row.right, self.found.b, (row.left,)),
            "changes": [self.change(change) for change in row.changes],
            "rank": word("rank", language, rank=link.rank, margin=f"{float(link.margin):.2f}"),
            "evidence": [
                {
                    "feature": wording.feature(evidence.feature, language),
                    "value": f"{float(evidence.value):.2f}",
                    "left": _quoted(evidence.left_quotes, language),
                    "right": _quoted(evidence.right_quotes, language),
                }
                for evidence in link.evidence
            ],
        }

    def confirmed(self, row: Row) -> str:
        """That a person confirmed it, who, and with which words; "" for a candidate."""
        if row.status != "confirmed" or row.link is None:
            return ""
        review = self.found.reviews[row.link.left_id, row.link.right_id]
        who = [part for part in (review.reviewer, review.note) if part]
        return word("sep", self.language).join([word("status.confirmed", self.language), *who])

    def alone(self, row: Row) -> dict[str, Any]:
        """A measure without counterpart, and the nearest one on the other side."""
        language = self.language
        side, notice, across, form = (
            (row.left, self.found.a, self.found.b, "left")
            if row.left is not None
            else (row.right, self.found.b, self.found.a, "right")
        )
        assert side is not None
        a, b = self.short
        said = "" if row.relation == "undecided" else word(f"without.{self.found.mode}.{form}", language, a=a, b=b)
        nearest = self.side(row.nearest, across) if row.nearest is not None else None
        return {
            **self.badge(row.relation),
            "form": form,
            "anchor": _anchor(form, side.measure.id),
            "said": said,
            "side": self.side(side, notice),
            "nearest": nearest,
            "nearest_said": word("nearest", language, score=f"{row.score or 0:.2f}")
            if nearest
            else row.why
            if row.relation == "undecided"
            else word("nearest.none", language),
        }

    def partners(self, left: Side) -> list[Side]:
        return [row.right for row in self.rows if row.left == left and row.right is not None]

    def side(self, side: Side, notice: Notice, partners: Sequence[Side] = ()) -> _Side:
        """A measure with its facts in place; units that none of its partners names are told apart."""
        language = self.language
        span = side.measure.span
        page = notice.document.page_of(span.start) or side.clause.page
        only = self.found.units_only(side, partners) if partners else frozenset()
        return _Side(
            id=side.measure.id,
            year=str(notice.year.value) if notice.year else notice.id,
            heading=side.clause.heading or "",
            language=_TAGS[side.clause.language],
            text=side.measure.text,
            runs=tuple(
                _Run(
                    run.text,
                    tuple(run.kinds),
                    "\n".join(_told(mark, language) for mark in run.marks if _told(mark, language)),
                )
                for run in runs_of(side.measure.text, marks_of(side.measure, side.clause, notice.document))
            ),
            units=tuple(
                _Role(
                    wording.label("unit-role", role, language) if role != "responsible" else "",
                    tuple(_Unit(unit.name, unit.name in only) for unit in side.units if unit.role == role),
                )
                for role in ROLES
                if any(unit.role == role for unit in side.units)
            ),
            source=word(
                "source",
                language,
                notice=notice.id,
                path=side.clause.path,
                page=word("source.page", language, page=page) if page is not None else "",
                start=span.start,
                end=span.end,
            ),
        )

    def rejected(self) -> list[dict[str, str]]:
        rows = []
        for link in self.found.rejected:
            review = self.found.reviews.get((link.left_id, link.right_id))
            note = (
                word("sep", self.language).join(part for part in (review.reviewer, review.note) if part)
                if review
                else ""
            )
            rows.append(
                {
                    "left_id": local(link.left_id, self.found.a),
                    "right_id": local(link.right_id, self.found.b),
                    "left": self.found.left[link.left_id][1].measure.text,
                    "right": self.found.right[link.right_id][1].measure.text,
                    "note": note or word("status.rejected", self.language),
                }
            )
        return rows


def _told(mark: Mark, language: Language) -> str:
    """What a fact means, for the pointer that rests on it: "≥ 50,000,000 CNY · 门槛 · 「5000万元以上」 ← 进出口额"."""
    from policygraph.cli.tree import amount_parts, deadline_parts

    if isinstance(mark.fact, Amount):
        meant, _, printed = amount_parts(mark.fact, language)
        return f"{meant} · {wording.label('amount-role', mark.fact.role, language)} · {printed}"
    if isinstance(mark.fact, Deadline):
        meant, _, printed = deadline_parts(mark.fact, language)
        return f"{meant} · {wording.label('deadline-kind', mark.fact.kind, language)} · {printed}"
    return ""


def _told_apart(a: Notice, b: Notice, language: Language) -> tuple[str, str]:
    """Short names of two notices; their ids where the short names are the same."""
    left, right = wording.short_name(a, language), wording.short_name(b, language)
    return (left, right) if left != right else (a.id, b.id)


def _quoted(quotes: Sequence[str], language: Language) -> str:
    return (
        "".join(f"「{quote}」" for quote in quotes) if language == "zh" else ", ".join(f"“{quote}”" for quote in quotes)
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "0%"


def _anchor(*parts: str) -> str:
    """An id for a link inside the page: letters, digits, dots and dashes only."""
    joined = "-".join(part.replace("/", ".").replace("#", "_") for part in parts)
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "x" for c in joined)
