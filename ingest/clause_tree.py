"""The tree of a paper: sections, the clauses as they are drafted before their facts are looked for, lead-ins, annexes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from ingest.drafts import Draft, headed_en, headed_zh
from ingest.headings import leads_in_zh
from ingest.model import Passage, Section, Span, UnitMention
from ingest.outline import Node, Outline
from ingest.paper import Paper
from ingest.pipeline.finders import find_units, moved
from ingest.pipeline.units_zh import split_bodies
from ingest.policy_table import TableClause, TableSection


@dataclass(frozen=True, slots=True)
class Tree:
    """``passages`` are the lead-ins of the sections; ``bound`` gives by path the units that the heading of a section names."""

    sections: list[Section] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    bound: dict[str, tuple[UnitMention, ...]] = field(default_factory=dict)

    def units_of(self, path: str) -> tuple[UnitMention, ...]:
        """The units that a note in the heading of a section above binds (「一、强化科技创新（区科技局牵头）」)."""
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self.bound:
                return self.bound[path]
        return ()


@dataclass(frozen=True, slots=True)
class DraftedAnnex:
    """A paper behind the clauses, with a tree of its own."""

    label: str
    title: str | None
    span: Span
    tree: Tree


def outline_of_paper(paper: Paper) -> Outline:
    """The outline of the body, its paragraphs counted as those of the paper; what stands in tables is left out."""
    body = [i for i in paper.frame.body if i not in paper.tabled]
    stop = next((at for at, i in enumerate(body) if i in paper.frame.further), len(body))
    body, others = body[:stop], body[stop:]
    outline = _outline_of(
        paper,
        body,
        lambda paragraph: bool(find_units(paragraph, paper.language).notes) if paragraph[-1:] in ")）。" else False,
    )
    return Outline(outline.nodes, outline.preamble, (*outline.closing, *others))


def _outline_of(paper: Paper, kept: Sequence[int], note_ends: Callable[[str], bool]) -> Outline:
    """The outline of the paragraphs ``kept``, counted as those of the paper."""
    outline = paper.grammar.outline(
        [paper.paragraphs[i] for i in kept],
        [paper.reading.paragraphs[i] for i in kept],
        [paper.labels[i] for i in kept],
        note_ends,
    )
    for node in outline.nodes:
        node.paragraphs = [kept[i] for i in node.paragraphs]
    return Outline(outline.nodes, tuple(kept[i] for i in outline.preamble), tuple(kept[i] for i in outline.closing))


def annexes_of(paper: Paper, outline: Outline) -> list[DraftedAnnex]:
    """The papers behind the clauses, each from its line 「附件1」 on, with an outline of its own."""
    further = set(paper.frame.further)
    heads = [i for i in outline.closing if i in further or paper.grammar.annex.match(paper.paragraphs[i])]
    found: list[DraftedAnnex] = []
    for number, head in enumerate(heads, 1):
        after = heads[number] if number < len(heads) else len(paper.paragraphs)
        closing = outline.closing[bisect_right(outline.closing, head) : bisect_left(outline.closing, after)]
        inside = [i for i in closing if i not in paper.tabled]
        named = None if head in further else _NAMED_ANNEX.match(paper.paragraphs[head])
        title = next((i for i in inside[:1] if paper.labels[i] is None and _is_title(paper, i)), None)
        title = head if head in further or named else title
        rest = [i for i in inside if i != title]
        tree = Tree()
        for node in _outline_of(paper, rest, lambda paragraph: False).nodes:
            node.path = f"annex{number}/{node.path}"
            _take(paper, node, tree)
        end = paper.reading.paragraphs[inside[-1] if inside else head].end
        found.append(
            DraftedAnnex(
                label=named[1] if named else paper.paragraphs[head],
                title=named[2] if named else paper.paragraphs[title] if title is not None else None,
                span=paper.reading.source(Span(paper.reading.paragraphs[head].start, end)),
                tree=tree,
            )
        )
    return found


#: 「附件2：支持标准明细表」, "Annex 1: Standards of support"
_NAMED_ANNEX = re.compile(r"([^:：]{1,14}?)[ 　]*[:：][ 　]*(\S{2}.*)$")


def _is_title(paper: Paper, index: int) -> bool:
    return len(paper.paragraphs[index]) <= 60 and paper.paragraphs[index][-1] not in "。；;：:.，,"


def framing_of(paper: Paper, outline: Outline) -> list[Passage]:
    """What stands before and after the clauses."""
    kinds = [("forwarding", paper.frame.forwarding), ("closing", outline.closing)]
    if outline.nodes or paper.tables:
        kinds.append(("preamble", outline.preamble))
    return [
        Passage(kind=kind, span=paper.reading.source(paper.reading.paragraphs[i]), text=paper.paragraphs[i])  # type: ignore[arg-type]
        for kind, indices in kinds
        for i in indices
    ]


def tree_of(paper: Paper, outline: Outline) -> Tree:
    """Sections and drafted clauses of an outline and of the policy tables."""
    tree = Tree()
    for node in outline.nodes:
        _take(paper, node, tree)
    for number, table in enumerate(paper.tables, 1):
        prefix = f"table{number}/" if outline.nodes or len(paper.tables) > 1 else ""
        tree.sections.extend(_table_section(paper, section, prefix) for section in table.sections)
        tree.drafts.extend(_table_draft(paper, row, prefix) for row in table.clauses)
    headed = headed_zh if paper.language == "zh" else headed_en
    tree.drafts[:] = headed(paper.reading.text, tree.drafts)
    return tree


def unnumbered(paper: Paper, outline: Outline) -> list[Draft]:
    """For a text in which nothing is numbered: every paragraph as a clause."""
    spans = [paper.reading.paragraphs[i] for i in outline.preamble]
    return [Draft(str(number), "", None, span.start, span.start, span.end) for number, span in enumerate(spans, 1)]


def _take(paper: Paper, node: Node, tree: Tree) -> None:
    """Put a node into the tree: a leaf as a clause, any other as a section with its lead-in and bound units."""
    if node.leaf:
        tree.drafts.append(_draft(paper, node))
        return
    section, lead_in, units = _section(paper, node)
    tree.sections.append(section)
    tree.passages.extend(lead_in)
    if units:
        tree.bound[node.path] = units


def _section(paper: Paper, node: Node) -> tuple[Section, list[Passage], tuple[UnitMention, ...]]:
    """A section, its lead-in, and the units that its heading binds."""
    index, length, behind = node.paragraphs[0], node.label.length, node.paragraphs[1:]
    if behind and not paper.paragraphs[index][length:].strip():
        index, length, behind = behind[0], 0, behind[1:]  # "Chapter I", and its heading on the next line
    text, base = paper.paragraphs[index], paper.reading.paragraphs[index].start
    rest = text[length:]
    split = paper.grammar.split_heading(rest) if len(rest) > 30 else None
    printed = heading = rest[: split[0]] if split else rest
    bound: tuple[UnitMention, ...] = ()
    units = find_units(heading, paper.language)
    if units.mentions and units.notes and not heading[units.notes[-1].end :].strip(" 。:："):
        placed = moved(units.mentions, paper.reading.placing(base + length))
        bound = tuple(replace(unit, inherited=True) for unit in placed)
        heading = heading[: units.notes[-1].start]
    lead: list[tuple[int, int]] = []
    if paper.language == "zh" and not split and leads_in_zh(heading):
        lead.append((base + length, base + len(text)))
        printed = heading = ""
    elif split:
        lead.append((base + length + split[1], base + len(text)))
    lead += [(paper.reading.paragraphs[i].start, paper.reading.paragraphs[i].end) for i in behind]
    span = paper.reading.source(Span(paper.reading.paragraphs[node.paragraphs[0]].start, base + length + len(printed)))
    section = Section(
        path=node.path,
        label=node.label.printed,
        heading=heading.strip().rstrip("。：:" if paper.language == "zh" else "。：:."),
        span=span,
        page=paper.document.page_of(span.start),
    )
    passages = [
        Passage(kind="lead_in", span=paper.reading.source(Span(a, b)), text=paper.reading.text[a:b]) for a, b in lead
    ]
    return section, passages, bound


def _draft(paper: Paper, node: Node) -> Draft:
    """A leaf as a clause, its heading told from its text."""
    first, behind = paper.reading.paragraphs[node.paragraphs[0]], node.paragraphs[1:]
    end = paper.reading.paragraphs[node.paragraphs[-1]].end
    start, after_label = first.start, first.start + node.label.length
    rest = paper.reading.text[after_label : first.end]
    if behind and not rest.strip():  # "Article 1", and its heading or its text on the next line
        first, behind = paper.reading.paragraphs[behind[0]], behind[1:]
        after_label, rest = first.start, first.of(paper.reading.text)
    heading, body, run_in = None, after_label, False
    if behind and paper.grammar.is_heading(rest):
        heading, body = rest, paper.reading.paragraphs[behind[0]].start
    elif split := paper.grammar.split_heading(paper.reading.text[after_label:end]):
        heading, body = rest[: split[0]], after_label + split[1]
        run_in = split[0] < split[1] and len(node.paragraphs) == 1
    return Draft(
        node.path,
        node.label.printed,
        heading.strip().rstrip("。.：:") if heading else None,
        start,
        body,
        end,
        label_end=after_label if run_in else None,
    )


def _table_section(paper: Paper, section: TableSection, prefix: str) -> Section:
    page = paper.document.page_of(section.span.start)
    path = prefix + section.path
    return Section(path=path, label=section.label, heading=section.heading, span=section.span, page=page)


def _table_draft(paper: Paper, row: TableClause, prefix: str) -> Draft:
    """A row of a policy table: its facts are looked for from the measure on, its units are given by their columns."""
    text = paper.document.text
    units = tuple(
        UnitMention(span=Span(s, e), name=name, role=role, rule="table")
        for role, cell in row.units
        for name, s, e in split_bodies(cell.of(text), cell.start)
    )
    facts = sorted(row.facts)
    return Draft(
        prefix + row.path,
        row.label,
        row.heading.of(text).strip() if row.heading else None,
        paper.reading.position(row.span.start),
        paper.reading.position(facts[0].start),
        paper.reading.position(row.span.end - 1) + 1,
        paper.reading.position(row.measure.end - 1) + 1,
        units,
    )
