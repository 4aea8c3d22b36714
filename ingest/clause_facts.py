"""The facts of the clauses of a paper: what the finders see in each body, put where it stands in the document, with what binds
it from elsewhere (units of a section, of a remark for all later clauses, of a column of a table)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from ingest.clause_tree import Tree
from ingest.layout import language_of
from ingest.model import Clause, Remark, Span, UnitMention
from ingest.paper import Paper
from ingest.pipeline.amounts_zh import as_conditions
from ingest.pipeline.finders import covering, find_all, moved
from ingest.pipeline.measures_zh import is_scope_heading_zh, pays_zh
from ingest.pipeline.units_zh import first_as_lead


def clauses_of(
    paper: Paper, tree: Tree, year: int | None, issued: date | None
) -> tuple[tuple[Clause, ...], list[Remark]]:
    """The clauses with their facts, and what was not understood. ``year`` and ``issued`` are those of the notice."""
    clauses: list[Clause] = []
    remarks: list[Remark] = []
    scopes = _scopes(paper, tree)
    bound: list[UnitMention] = []
    first_leads = False
    for draft in tree.drafts:
        base, text = draft.body, paper.reading.text[draft.body : draft.end]
        language = language_of(text) if len(text) >= 20 else paper.language  # a bilingual paper mixes them
        place = paper.reading.placing(base, draft.end)
        found = find_all(text, language, year=year, issued=issued, place=place, path=draft.path)
        notes, amounts = found.units.notes, found.amounts
        measures = list(found.measures)
        if scopes and any((draft.path + "/").startswith(f"{path}/") for path in scopes):
            # who may apply, and on what condition: no measure unless something is paid
            paying = [m for m in measures if pays_zh(m.text)]
            measures = [replace(m, id=f"{draft.path}#{n}") for n, m in enumerate(paying, 1)]
            amounts = as_conditions(amounts)
        own = moved(found.units.mentions, place) or tree.units_of(draft.path)
        if first_leads and found.units.notes:
            own = tuple(first_as_lead(own))
        first_leads = first_leads or found.units.first_leads
        body_end, body_text = _body(text, notes)
        if draft.body_end is not None:  # a cell of a table: the facts stand in the cells beside it too
            body_end = draft.body_end - base
            body_text = text[:body_end]
            measures = [m for m in measures if m.span.start < paper.reading.source(Span(base, draft.body_end)).end]
            own = draft.units
        # what a cell beside the measure says is said of the measure
        beside = measures[-1].id if draft.body_end is not None and measures else None
        span = paper.reading.source(Span(draft.start, draft.end))
        clauses.append(
            Clause(
                path=draft.path,
                label=draft.label,
                heading=draft.heading,
                span=span,
                body=paper.reading.source(Span(base, base + body_end)),
                text=body_text,
                page=paper.document.page_of(span.start),
                language=language,
                units=(*own, *(u for u in bound if u.name not in {o.name for o in own})),
                amounts=tuple(
                    replace(a, span=at, measure=covering(measures, at) or beside)
                    for a in amounts
                    for at in (place(a.span.start, a.span.end),)
                ),
                deadlines=tuple(
                    replace(d, span=at, measure=covering(measures, at) or beside)
                    for d in found.deadlines
                    for at in (place(d.span.start, d.span.end),)
                ),
                citations=moved(found.citations, place),
                measures=tuple(measures),
            )
        )
        bound += moved(found.units.bound, place)
        for note in found.units.unread:
            remarks.append(
                Remark(
                    code="note-not-understood",
                    message=f"clause {draft.path}: a bracketed note was not understood: 「{note.of(text)[:40]}」",
                    span=place(note.start, note.end),
                )
            )
    return tuple(clauses), remarks


def _scopes(paper: Paper, tree: Tree) -> frozenset[str]:
    """Paths of the sections and clauses whose headings announce who may apply."""
    if paper.language != "zh":
        return frozenset()
    headings = {section.path: section.heading for section in tree.sections}
    headings |= {draft.path: draft.heading or "" for draft in tree.drafts}
    return frozenset(path for path, heading in headings.items() if is_scope_heading_zh(heading))


def _body(text: str, notes: Sequence[Span]) -> tuple[int, str]:
    """Where the body ends when the notes at its end are left out, and its text without any note."""
    end = len(text)
    for note in sorted(notes, reverse=True):
        if not text[note.end : end].strip(" 。.\n　"):
            end = note.start
    end = len(text[:end].rstrip(" \n　"))
    kept, position = [], 0
    for note in sorted(notes):
        if note.start < end:
            kept.append(text[position : note.start])
            position = note.end
    kept.append(text[position:end])
    return end, "".join(kept).strip("\n")
