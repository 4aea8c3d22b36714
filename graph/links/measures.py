"""What the linker reads of a notice: its measures 措施, each with the facts and concepts that stand in it."""

from __future__ import annotations

from msgspec import Struct

from graph.links.composition import composed
from ingest.model import Amount, Certainty, Clause, ConceptMatch, Deadline, Language, Measure, Notice
from ingest.pipeline.concepts import find_concepts


class LinkMeasure(Struct, frozen=True, kw_only=True):
    """One measure as the linker sees it: ``id`` is "notice#…", e.g. "weihai-2020/1#5" (path "1", measure 5).

    Spans of ``topics``, ``instruments``, ``beneficiaries`` and ``concepts`` are relative to ``text``.
    """

    id: str
    notice: str
    path: str
    place: str
    year: int | None
    language: Language
    text: str
    heading: str | None = None
    section_heading: str | None = None
    topics: tuple[ConceptMatch, ...] = ()
    instruments: tuple[ConceptMatch, ...] = ()
    beneficiaries: tuple[ConceptMatch, ...] = ()
    concepts: tuple[ConceptMatch, ...] = ()
    certainty: Certainty = "committed"
    amounts: tuple[Amount, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def local_id(self) -> str:
        """The id without the notice: "1#5"."""
        return self.id.removeprefix(f"{self.notice}/")


def read_measure(
    *,
    notice: str,
    local_id: str,
    text: str,
    place: str = "",
    year: int | None = None,
    language: Language = "zh",
    heading: str | None = None,
    section_heading: str | None = None,
    certainty: Certainty = "committed",
    amounts: tuple[Amount, ...] = (),
    deadlines: tuple[Deadline, ...] = (),
    units: tuple[str, ...] = (),
) -> LinkMeasure:
    """A measure from its words: the concepts are found in ``text``. ``local_id`` is "path#n".

    >>> found = read_measure(notice="a-2020", local_id="1#1", text="支持企业建设公共海外仓。").concepts
    >>> [(m.concept, m.quote) for m in found if m.concept.startswith("wh-")]
    [('wh-construction', '建设公共海外仓'), ('wh-public', '公共海外仓')]
    """
    found = find_concepts(text, language)
    schemes = ("topic", "instrument", "beneficiary", "concept")
    of = {scheme: tuple(m for m in found if m.scheme == scheme) for scheme in schemes}
    together = composed(text, language, of["concept"])
    return LinkMeasure(
        id=f"{notice}/{local_id}",
        notice=notice,
        path=local_id.partition("#")[0],
        place=place,
        year=year,
        language=language,
        text=text,
        heading=heading,
        section_heading=section_heading,
        topics=of["topic"],
        instruments=of["instrument"],
        beneficiaries=of["beneficiary"],
        concepts=tuple(sorted((*of["concept"], *together), key=lambda m: (m.span.start, -m.span.end, m.concept))),
        certainty=certainty,
        amounts=amounts,
        deadlines=deadlines,
        units=units,
    )


def measures_of(notice: Notice) -> list[LinkMeasure]:
    """The measures of a notice in the order of its text.

    The concepts are looked for again in the text of the measure, so that their spans are relative to it.
    """
    headings = {section.path: section.heading for section in notice.sections}
    return [_measure_of(notice, clause, measure, headings) for clause in notice.clauses for measure in clause.measures]


def _measure_of(notice: Notice, clause: Clause, measure: Measure, headings: dict[str, str]) -> LinkMeasure:
    return read_measure(
        notice=notice.id,
        local_id=measure.id if "#" in measure.id else f"{clause.path}#{measure.id}",
        text=measure.text,
        place=notice.place.value if notice.place else "",
        year=notice.year.value if notice.year else None,
        language=clause.language,
        heading=clause.heading,
        section_heading=headings.get(clause.path.rpartition("/")[0]),
        certainty=measure.certainty,
        amounts=tuple(a for a in clause.amounts if a.measure == measure.id or measure.span.covers(a.span)),
        deadlines=tuple(d for d in clause.deadlines if d.measure == measure.id or measure.span.covers(d.span)),
        units=tuple(u.organisation or u.name for u in clause.units),
    )
