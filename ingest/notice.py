"""From a document to a notice: layout → official elements → outline → facts on every clause.

``notice_of`` is the whole way from characters to facts; ``read_notice`` opens a file first. Everything a notice says keeps its
span in ``Document.text``; what was not understood is kept as remarks.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ingest.layout import Reading, language_of, read_layout
from ingest.lexicon.table import rows
from ingest.manifest import Manifest, ManifestEntry
from ingest.model import (
    Amount,
    Annex,
    Citation,
    Clause,
    ConceptMatch,
    Condition,
    Deadline,
    Document,
    Element,
    Language,
    Measure,
    Notice,
    Passage,
    Remark,
    Section,
    Span,
    Stated,
    UnitMention,
)
from ingest.numerals import fold, simplified
from ingest.official import (
    Found,
    Official,
    Validity,
    date_of,
    forwarded_title,
    interpreters_zh,
    official_zh,
    place_zh,
    said_place_zh,
    validity_zh,
)
from ingest.official_en import forwarded_title_en, interpreters_en, official_en, place_en, validity_en
from ingest.organisations import organisation_named, organisation_of, place_of
from ingest.organisations_en import chinese_place
from ingest.outline import (
    ANNEX,
    Label,
    Node,
    Outline,
    annexed_policy,
    announces_zh,
    colon_heading_zh,
    label_zh,
    outline_of,
    resumed_at,
    split_heading_zh,
    without_annex_list,
    without_contents,
)
from ingest.outline_en import (
    ANNEX_EN,
    is_heading_en,
    labels_en,
    leads_in_en,
    outline_en,
    own_line_headings,
    split_heading_en,
)
from ingest.pipeline.amounts_zh import as_conditions
from ingest.pipeline.citations import find_citations
from ingest.pipeline.finders import Place, covering, find_all, find_units
from ingest.pipeline.measures_zh import is_scope_heading_zh, pays_zh
from ingest.pipeline.units_zh import first_as_lead, split_bodies
from ingest.policy_table import PolicyTable, TableClause, TableSection, policy_tables
from ingest.readers import read_file

#: words with which a policy speaks of its own time
_HOLDS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile("施行|实施|执行|试行|有效|生效|试用|期限"),
    "en": re.compile(r"\b(?:effect|apply|force|valid|trial|operation|implemented|expire)|w\.?e\.?f"),
}
_SAYS_NOTHING = Validity()

_HAN = re.compile(r"[\u3400-\u9fff]")

_T = TypeVar("_T")
_Fact = TypeVar("_Fact", Amount, Deadline, Citation, UnitMention, ConceptMatch, Condition)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What differs between the languages on the way from paragraphs to a notice."""

    labels: Callable[[Sequence[str]], list[Label | None]]
    official: Callable[[Sequence[str], int], Official]
    split_heading: Callable[[str], tuple[int, int] | None]
    is_heading: Callable[[str], bool]
    outline: Callable[[Sequence[str], Sequence[Span], Sequence[Label | None], Callable[[str], bool]], Outline]
    validity: Callable[[str], Validity]
    interpreters: Callable[[str], list[tuple[str, int, int]]]
    forwarded: Callable[[str], str | None]
    annex: re.Pattern[str]


def _labels_zh(paragraphs: Sequence[str]) -> list[Label | None]:
    labels = without_contents(paragraphs, [label_zh(paragraph) for paragraph in paragraphs])
    return without_annex_list(paragraphs, labels)


def _is_heading_zh(rest: str) -> bool:
    if rest[-1:] in ("：", ":"):
        return announces_zh(rest)
    return bool(rest) and rest[-1] not in "。；;！)）" and len(rest) <= 60


def _outline_zh(
    paragraphs: Sequence[str], spans: Sequence[Span], labels: Sequence[Label | None], note_ends: Callable[[str], bool]
) -> Outline:
    return outline_of(paragraphs, spans, label_zh, note_ends=note_ends, labels=labels)


def _outline_en(
    paragraphs: Sequence[str], spans: Sequence[Span], labels: Sequence[Label | None], note_ends: Callable[[str], bool]
) -> Outline:
    return outline_en(paragraphs, spans, labels, note_ends=note_ends)


_GRAMMARS: dict[Language, _Grammar] = {
    "zh": _Grammar(
        _labels_zh,
        official_zh,
        split_heading_zh,
        _is_heading_zh,
        _outline_zh,
        validity_zh,
        interpreters_zh,
        forwarded_title,
        ANNEX,
    ),
    "en": _Grammar(
        labels_en,
        official_en,
        split_heading_en,
        is_heading_en,
        _outline_en,
        validity_en,
        interpreters_en,
        forwarded_title_en,
        ANNEX_EN,
    ),
}


def read_notice(
    path: str | os.PathLike[str], manifest: Manifest | None = None, *, password: str | None = None
) -> Notice:
    """Read a file and everything in it. Raises ``ReadError`` where the file cannot be read."""
    return notice_of(read_file(path, password=password), entry=manifest.of(os.fspath(path)) if manifest else None)


def notice_of(document: Document, *, entry: ManifestEntry | None = None, id: str | None = None) -> Notice:
    """The notice that a document holds.

    ``entry`` is its row of the manifest: it names the notice and fills in what the text does not print. Without one the
    place and the year are taken from the text or left out, and a remark says so. A text with no numbered clause becomes a
    notice with one clause a paragraph, and a remark says so. A document in two languages is the notice of its Chinese text;
    what the English one says is in ``translations``, under the id with "-en".
    """
    if document.translations:
        return _with_translations(document, entry, id)
    reading = read_layout(document)
    paragraphs = [span.of(reading.text) for span in reading.paragraphs]
    language: Language = (entry.language if entry else None) or language_of(reading.text)
    grammar = _GRAMMARS[language]
    tables = policy_tables(document)
    tabled = _inside(tables, reading)
    labels = grammar.labels(paragraphs)
    behind = annexed_policy(paragraphs, labels) if language == "zh" else 0
    first = next(
        (i for i, label in enumerate(labels) if i >= behind and (i in tabled or _opens(label))), len(paragraphs)
    )
    if language == "zh" and not behind and (resumed := resumed_at(labels)) is not None:
        first = min(first, resumed)
    frame = grammar.official(paragraphs, first)
    remarks: list[Remark] = []
    builder = _Builder(document, reading, paragraphs, labels, language, grammar, frame, remarks, tables, tabled)
    fields = builder.fields(entry)
    name = id or (entry.id if entry else None) or _name_of(document.source)
    if entry is None:
        known = (("place", fields.place), ("year", fields.year))
        got = ", ".join(f"{key} {stated.value}" for key, stated in known if stated is not None)
        remarks.append(
            Remark(
                code="no-manifest-row",
                message=f"no row in the manifest: {'taken from the text: ' + got if got else 'place and year are left out'}",
                hint="add a row to data/manifest.csv",
            )
        )
    closing = builder.closing_fields()
    year, issued = fields.year, fields.issued_on
    outline = builder.outline()
    sections, clauses, passages = builder.tree(outline, year.value if year else None, issued.value if issued else None)
    clauses = _with_organisations(clauses, fields.place, entry, paragraphs)
    annexes = tuple(
        replace(annex, clauses=_with_organisations(annex.clauses, fields.place, entry, paragraphs))
        for annex in builder.annexes(outline, year.value if year else None, issued.value if issued else None)
    )
    passages = builder.framing(outline) + passages
    return Notice(
        id=name,
        language=language,
        document=document,
        place_en=entry.place_en if entry else None,
        region_code=entry.region_code if entry else None,
        translation_of=entry.translation_of if entry else None,
        elements=tuple(Element(name=n, text=f.value, span=builder.at(f)) for n, f in frame.elements),
        sections=sections,
        clauses=clauses,
        passages=tuple(sorted(passages, key=lambda p: p.span)),
        cites=builder.citations(fields),
        remarks=tuple(remarks),
        annexes=annexes,
        title=fields.title,
        notice_title=fields.notice_title,
        document_number=fields.document_number,
        issuers=fields.issuers,
        addressees=fields.addressees,
        issued_on=fields.issued_on,
        printed_on=fields.printed_on,
        place=fields.place,
        year=fields.year,
        valid_from=closing.valid_from,
        valid_until=closing.valid_until,
        valid_for=closing.valid_for,
        interpreted_by=closing.interpreted_by,
    )


def _with_translations(document: Document, entry: ManifestEntry | None, id: str | None) -> Notice:
    """The notice of a file in two languages: one row of the manifest is about both."""
    alone = replace(document, translations=())
    notice = notice_of(alone, entry=dataclasses.replace(entry, language="zh") if entry else None, id=id)
    said: list[Notice] = []
    for text in document.translations:
        name = f"{notice.id}-en"
        row = dataclasses.replace(entry, id=name, language="en", translation_of=notice.id) if entry else None
        said.append(replace(notice_of(text, entry=row, id=name), translation_of=notice.id))
    return replace(notice, document=document, translations=tuple(said))


#: what only a paper of a Chinese body speaks of: there a Ministry of Finance is 财政部
_CHINESE = re.compile(r"\b(?:State Council|CPC|People[’']s Republic of China|People[’']s Governments?)\b")


def _with_organisations(
    clauses: tuple[Clause, ...], place: Stated[str] | None, entry: ManifestEntry | None, paragraphs: Sequence[str]
) -> tuple[Clause, ...]:
    """Say which organisation each unit is, where the place of the notice tells it."""
    printed = list(dict.fromkeys(u.name for c in clauses for u in c.units))
    if not printed:
        return clauses
    code, named_en = (entry.region_code, entry.place_en) if entry else (None, None)
    where = entry.place_zh if entry else None
    if where is None and place is not None:
        where = place.value if _HAN.search(place.value) else chinese_place(place.value, code)
    here = place_of(where, code) if where else None
    national = here is not None or any(_CHINESE.search(paragraph) for paragraph in paragraphs)
    known = {
        name: (organisation_of(name, here) if here else None)
        if _HAN.search(name)
        else organisation_named(name, here, named_en, national=national)
        for name in printed
    }
    return tuple(
        replace(clause, units=tuple(replace(u, organisation=known[u.name]) for u in clause.units))
        if clause.units
        else clause
        for clause in clauses
    )


def _opens(label: Label | None) -> bool:
    """A label that can open an outline: the first of its list."""
    return label is not None and label.number[-1:] == (1,)


def _inside(tables: Sequence[PolicyTable], reading: Reading) -> frozenset[int]:
    """The paragraphs that stand in tables."""
    spans = [reading.source(span) for span in reading.paragraphs] if tables else []
    return frozenset(i for i, span in enumerate(spans) if any(table.span.covers(span) for table in tables))


def _name_of(source: str) -> str:
    """A notice without a manifest row goes by its file name without suffixes: a.zh.txt → a."""
    name = Path(source).name
    return re.sub(r"(?:\.(?:zh|en))?\.[A-Za-z0-9]{1,5}$", "", name) or "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """What the frame of the document and the manifest say."""

    title: Stated[str] | None
    notice_title: Stated[str] | None
    document_number: Stated[str] | None
    issuers: tuple[Stated[str], ...]
    addressees: tuple[Stated[str], ...]
    issued_on: Stated[date] | None
    printed_on: Stated[date] | None
    place: Stated[str] | None
    year: Stated[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closing:
    """What the closing of the policy says about itself."""

    valid_from: Stated[date] | None
    valid_until: Stated[date] | None
    valid_for: Stated[str] | None
    interpreted_by: tuple[Stated[str], ...]


class _Builder:
    """Carries the reading through the steps; every method gives values in document offsets."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        paragraphs: Sequence[str],
        labels: Sequence[Label | None],
        language: Language,
        grammar: _Grammar,
        frame: Official,
        remarks: list[Remark],
        tables: Sequence[PolicyTable],
        tabled: frozenset[int],
    ) -> None:
        self.tables, self.tabled = tables, tabled
        self.document, self.reading, self.paragraphs, self.labels = document, reading, paragraphs, labels
        self.language, self.grammar, self.frame, self.remarks = language, grammar, frame, remarks
        self.section_units: dict[str, tuple[UnitMention, ...]] = {}
        self.scopes: frozenset[str] = frozenset()

    # -- where things stand

    def at(self, found: Found) -> Span:
        base = self.reading.paragraphs[found.paragraph].start
        return self.reading.source(Span(base + found.start, base + found.end))

    def _source(self, span: Span, base: int) -> Span:
        return self.reading.source(span.shift(base))

    def _stated(self, found: Found | None) -> Stated[str] | None:
        return Stated(value=found.value, span=self.at(found)) if found else None

    # -- the fields of the notice

    def fields(self, entry: ManifestEntry | None) -> _Fields:
        frame = self.frame
        title = self._title()
        issued = Stated(value=frame.issued_on[0], span=self.at(frame.issued_on[1])) if frame.issued_on else None
        number, heading = self._stated(frame.document_number), self._whole(frame.notice_title)
        issuers = tuple(s for s in map(self._stated, frame.issuers) if s)
        box = self._box()
        if issued is None and (day := date_of(box.get("issued_on", ""))):
            issued = Stated(value=day, origin="metadata")
        if number is None and "document_number" in box:
            number = Stated(value=box["document_number"], origin="metadata")
        if not issuers and "issuers" in box:
            issuers = tuple(
                Stated(value=name, origin="metadata") for name in re.split(r"[、，,;；\s]+", box["issuers"])
            )
        if (
            heading is None
            and box.get("notice_title", "").endswith("通知")
            and (title is None or title.value != box["notice_title"])
        ):
            heading = Stated(value=box["notice_title"], origin="metadata")
        if title is None and (said := box.get("notice_title")):  # a page prints its title above the text
            named = self.grammar.forwarded(said) or ("" if said.endswith("通知") else said)
            title = Stated(value=named, origin="metadata") if named else None
        return _Fields(
            title=title,
            notice_title=heading,
            document_number=number,
            issuers=issuers,
            addressees=tuple(s for s in map(self._stated, frame.addressees) if s),
            issued_on=issued,
            printed_on=Stated(value=frame.printed_on[0], span=self.at(frame.printed_on[1]))
            if frame.printed_on
            else None,
            place=self._place(entry, title),
            year=self._year(entry, issued, title, number),
        )

    def _box(self) -> dict[str, str]:
        """What the information box of a web page says, by field; only pages have one."""
        known = {
            key: value
            for key, value in self.document.metadata.items()
            if value.strip() and value.strip() not in "-—无/"
        }
        found: dict[str, str] = {}
        for row in rows("information_box.tsv") if known else ():
            value = next((known[key].strip() for key in row["keys"].split("|") if key in known), None)
            if value:
                found[row["field"]] = value
        return found

    def _title(self) -> Stated[str] | None:
        """The title with a span over all its lines."""
        return self._whole(self.frame.title)

    def _whole(self, found: Found | None) -> Stated[str] | None:
        """A title that was printed over several lines, with a span over all of them."""
        title = self._stated(found)
        if title is None or found is None:
            return title
        parts = [part for part in self.frame.title_parts if part.paragraph >= found.paragraph]
        joined = ""
        for index, part in enumerate(parts):
            joined += part.value
            if joined == found.value and index:
                return replace(title, span=Span(self.at(parts[0]).start, self.at(part).end))
            if not found.value.startswith(joined):
                break
        return title

    def _place(self, entry: ManifestEntry | None, title: Stated[str] | None) -> Stated[str] | None:
        stated = entry and (entry.place_zh if self.language == "zh" else entry.place_en or entry.place_zh)
        sources = [
            (s.value, s.span, s.origin)
            for s in (title, *map(self._stated, self.frame.issuers), self._stated(self.frame.notice_title))
            if s
        ]
        if self.language == "en" and (named := place_en([s[0] for s in sources], stated or None)):
            _, span, origin = sources[named[1]]
            return Stated(value=named[0], span=span, origin=origin)  # "Weihai City", the manifest says Weihai
        if stated:
            return Stated(value=stated, origin="manifest")
        for text, span, origin in sources:
            place = place_zh([text]) if self.language == "zh" else None
            if place:
                return Stated(value=place, span=span, origin=origin)
        for index in (*self.frame.body, *self.frame.forwarding)[:6] if self.language == "zh" else ():
            said = said_place_zh(self.paragraphs[index])
            if said:
                base = self.reading.paragraphs[index].start
                return Stated(value=said[0], span=self._source(Span(said[1], said[2]), base))
        return None

    def _year(
        self,
        entry: ManifestEntry | None,
        issued: Stated[date] | None,
        title: Stated[str] | None,
        number: Stated[str] | None,
    ) -> Stated[int] | None:
        if entry and entry.year:
            return Stated(value=entry.year, origin="manifest")
        for stated in (number, title):
            if stated is not None and (year := re.search(r"(?:19|20)\d{2}", fold(stated.value))):
                return Stated(value=int(year[0]), span=stated.span, origin=stated.origin)
        return Stated(value=issued.value.year, span=issued.span, origin=issued.origin) if issued else None

    def closing_fields(self) -> _Closing:
        """Validity and interpretation, mostly said at the end, else in a clause of its own."""
        interpreters: tuple[Stated[str], ...] = ()
        validity: tuple[Validity, int] | None = None
        holds = _HOLDS[self.language]
        for index in (*reversed(self.frame.body), *self.frame.forwarding):
            text = self.paragraphs[index]
            base = self.reading.paragraphs[index].start
            if not interpreters and ("解释" in text or "interpret" in text):
                found = self.grammar.interpreters(text)
                interpreters = tuple(Stated(value=name, span=self._source(Span(s, e), base)) for name, s, e in found)
            if validity is None and holds.search(text) and (self.language == "en" or self._about_itself(text)):
                said = self.grammar.validity(text)
                validity = (said, base) if said != _SAYS_NOTHING else None
        said, base = validity or (_SAYS_NOTHING, 0)
        return _Closing(
            valid_from=self._held(said.valid_from, base),
            valid_until=self._held(said.valid_until, base),
            valid_for=self._held(said.valid_for, base),
            interpreted_by=interpreters,
        )

    def _held(self, said: tuple[_T, int, int] | None, base: int) -> Stated[_T] | None:
        return Stated(value=said[0], span=self._source(Span(said[1], said[2]), base)) if said else None

    @staticmethod
    def _about_itself(text: str) -> bool:
        """「本办法…」 「自…起施行」: a period of validity of the policy, not of something in it."""
        return (
            re.search(
                r"(?:本|此|上述)(?:政策|措施|办法|意见|通知|方案|规定|细则|清单|公告|计划|条例|文件|若干|标准|指引|[^，。；、]{1,10}自)[^。]{0,40}(?:施行|实施|执行|试行|有效|生效)|^(?:第.{1,4}条)?\s*(?:自|有效期)",
                simplified(text),
            )
            is not None
        )

    # -- the tree

    def outline(self) -> Outline:
        body = [i for i in self.frame.body if i not in self.tabled]
        outline = self.grammar.outline(
            [self.paragraphs[i] for i in body],
            [self.reading.paragraphs[i] for i in body],
            [self.labels[i] for i in body],
            lambda paragraph: bool(find_units(paragraph, self.language).notes) if paragraph[-1:] in ")）。" else False,
        )
        for node in outline.nodes:
            node.paragraphs = [body[i] for i in node.paragraphs]
        return Outline(outline.nodes, tuple(body[i] for i in outline.preamble), tuple(body[i] for i in outline.closing))

    def annexes(self, outline: Outline, year: int | None, issued: date | None) -> list[Annex]:
        """The papers behind the clauses, each from its line 「附件1」 on, with an outline of its own."""
        heads = [i for i in outline.closing if self.grammar.annex.match(self.paragraphs[i])]
        found: list[Annex] = []
        for number, head in enumerate(heads, 1):
            after = heads[number] if number < len(heads) else len(self.paragraphs)
            inside = [i for i in outline.closing if head < i < after and i not in self.tabled]
            title = next((i for i in inside[:1] if self.labels[i] is None and self._is_title(i)), None)
            rest = [i for i in inside if i != title]
            tree = self.grammar.outline(
                [self.paragraphs[i] for i in rest],
                [self.reading.paragraphs[i] for i in rest],
                [self.labels[i] for i in rest],
                lambda paragraph: False,
            )
            sections: list[Section] = []
            drafts: list[_Draft] = []
            for node in tree.nodes:
                node.paragraphs = [rest[i] for i in node.paragraphs]
                node.path = f"annex{number}/{node.path}"
                if node.leaf:
                    drafts.append(self._draft(node))
                else:
                    sections.append(self._section(node)[0])
            end = self.reading.paragraphs[inside[-1] if inside else head].end
            found.append(
                Annex(
                    label=self.paragraphs[head],
                    title=self.paragraphs[title] if title is not None else None,
                    span=self.reading.source(Span(self.reading.paragraphs[head].start, end)),
                    sections=tuple(sections),
                    clauses=self._facts(drafts, year, issued),
                )
            )
        return found

    def _is_title(self, index: int) -> bool:
        return len(self.paragraphs[index]) <= 60 and self.paragraphs[index][-1] not in "。；;：:.，,"

    def framing(self, outline: Outline) -> list[Passage]:
        """What stands before and after the clauses."""
        kinds = [("forwarding", self.frame.forwarding), ("closing", outline.closing)]
        if outline.nodes or self.tables:
            kinds.append(("preamble", outline.preamble))
        return [
            Passage(kind=kind, span=self.reading.source(self.reading.paragraphs[i]), text=self.paragraphs[i])  # type: ignore[arg-type]
            for kind, indices in kinds
            for i in indices
        ]

    def tree(
        self, outline: Outline, year: int | None, issued: date | None
    ) -> tuple[tuple[Section, ...], tuple[Clause, ...], list[Passage]]:
        sections: list[Section] = []
        drafts: list[_Draft] = []
        passages: list[Passage] = []
        for node in outline.nodes:
            if node.leaf:
                drafts.append(self._draft(node))
            else:
                section, lead_in = self._section(node)
                sections.append(section)
                passages += lead_in
        for number, table in enumerate(self.tables, 1):
            prefix = f"table{number}/" if outline.nodes or len(self.tables) > 1 else ""
            sections += [self._table_section(section, prefix) for section in table.sections]
            drafts += [self._table_draft(row, prefix) for row in table.clauses]
        drafts = self._headed(drafts) if self.language == "zh" else self._headed_en(drafts)
        if not drafts:
            drafts = [self._unnumbered(number, i) for number, i in enumerate(outline.preamble, 1)]
            self.remarks.append(
                Remark(
                    code="no-clauses",
                    message="no numbered clause: every paragraph is kept as a clause",
                    hint="check the outline of the text",
                )
            )
        if self.language == "zh":
            headings = {section.path: section.heading for section in sections}
            headings |= {draft.path: draft.heading or "" for draft in drafts}
            self.scopes = frozenset(path for path, heading in headings.items() if is_scope_heading_zh(heading))
        return tuple(sections), self._facts(drafts, year, issued), passages

    def _section(self, node: Node) -> tuple[Section, list[Passage]]:
        index, length, behind = node.paragraphs[0], node.label.length, node.paragraphs[1:]
        if behind and not self.paragraphs[index][length:].strip():
            index, length, behind = behind[0], 0, behind[1:]  # "Chapter I", and its heading on the next line
        text, base = self.paragraphs[index], self.reading.paragraphs[index].start
        rest = text[length:]
        split = self.grammar.split_heading(rest) if len(rest) > 30 else None
        printed = heading = rest[: split[0]] if split else rest
        units = find_units(heading, self.language)
        if units.mentions and units.notes and not heading[units.notes[-1].end :].strip(" 。:："):
            moved = self._moved(units.mentions, self.reading.placing(base + length))
            self.section_units[node.path] = tuple(replace(unit, inherited=True) for unit in moved)
            printed, heading = heading, heading[: units.notes[-1].start]
        lead: list[tuple[int, int]] = []
        if self.language == "en" and leads_in_en(heading):
            lead.append((base + length, base + len(text)))
            printed = heading = ""
        elif split:
            lead.append((base + length + split[1], base + len(text)))
        lead += [(self.reading.paragraphs[i].start, self.reading.paragraphs[i].end) for i in behind]
        span = self.reading.source(
            Span(self.reading.paragraphs[node.paragraphs[0]].start, base + length + len(printed))
        )
        section = Section(
            path=node.path,
            label=node.label.printed,
            heading=heading.strip().rstrip("。：:" if self.language == "zh" else "。：:."),
            span=span,
            page=self.document.page_of(span.start),
        )
        return section, [
            Passage(kind="lead_in", span=self.reading.source(Span(a, b)), text=self.reading.text[a:b]) for a, b in lead
        ]

    def _draft(self, node: Node) -> _Draft:
        first, behind = self.reading.paragraphs[node.paragraphs[0]], node.paragraphs[1:]
        end = self.reading.paragraphs[node.paragraphs[-1]].end
        start, after_label = first.start, first.start + node.label.length
        rest = self.reading.text[after_label : first.end]
        if behind and not rest.strip():  # "Article 1", and its heading or its text on the next line
            first, behind = self.reading.paragraphs[behind[0]], behind[1:]
            after_label, rest = first.start, first.of(self.reading.text)
        heading, body, run_in = None, after_label, False
        if behind and self.grammar.is_heading(rest):
            heading, body = rest, self.reading.paragraphs[behind[0]].start
        elif split := self.grammar.split_heading(self.reading.text[after_label:end]):
            heading, body = rest[: split[0]], after_label + split[1]
            run_in = split[0] < split[1] and len(node.paragraphs) == 1
        return _Draft(
            node.path,
            node.label.printed,
            heading.strip().rstrip("。.：:") if heading else None,
            start,
            body,
            end,
            label_end=after_label if run_in else None,
        )

    def _headed(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """A first sentence with a comma is a heading where most clauses of the list open so: 「鼓励企业扩大出口，调整贸易方式。…」."""
        lists: dict[str, list[tuple[_Draft, tuple[int, int] | None]]] = {}
        for draft in drafts:
            loose = split_heading_zh(self.reading.text[draft.body : draft.end], commas=True) if draft.label else None
            lists.setdefault(draft.path.rpartition("/")[0], []).append((draft, loose))
        headed: dict[str, _Draft] = {}
        for members in lists.values():
            if coloned := self._with_colons([draft for draft, _ in members]):
                headed |= coloned
                continue
            run_in = [draft for draft, _ in members if draft.label_end is not None]
            opening = sum(draft.heading is not None or loose is not None for draft, loose in members)
            weak = [draft for draft in run_in if len(draft.heading or "") > _SHORT_HEADING]
            if weak and len(members) >= 3 and opening < 0.75 * len(members):
                # sentences that happen to be short, where half the list has no heading
                for draft in weak:
                    headed[draft.path] = replace(draft, heading=None, body=draft.label_end or draft.body)
                continue
            if len(members) >= 3 and len(run_in) == 1 == opening:
                # one short first sentence in a list without headings: 「（五）经市政府确定的其他支出。…不在此列。」
                headed[run_in[0].path] = replace(run_in[0], heading=None, body=run_in[0].label_end or run_in[0].body)
                continue
            if len(members) == opening == 2 and all(at is None or at[0] <= 20 for _, at in members):
                pass  # 「（一）做大企业，扩大总量。…」 「（二）突出重点，优化结构。…」
            elif len(members) < 3:  # a short list opens as its like do elsewhere in the notice
                if opening == sum(draft.heading is not None for draft, _ in members):
                    continue
                form = _form(members[0][0])
                like = [pair for pairs in lists.values() for pair in pairs if _form(pair[0]) == form]
                if sum(d.heading is not None or at is not None for d, at in like) < max(3, 0.8 * len(like)):
                    continue
            elif opening < max(3, 0.6 * len(members)):
                continue
            for draft, loose in members:
                if draft.heading is None and loose is not None:
                    words = self.reading.text[draft.body : draft.body + loose[0]].strip()
                    headed[draft.path] = replace(draft, heading=words, body=draft.body + loose[1])
        return [headed.get(draft.path, draft) for draft in drafts]

    def _with_colons(self, members: Sequence[_Draft]) -> dict[str, _Draft]:
        """「1.申报条件：…」 「2.奖励标准：…」: headings with a colon, where every clause of the list has one or another heading."""
        coloned: dict[str, _Draft] = {}
        for draft in members:
            if draft.heading is not None or not draft.label:
                continue
            text = self.reading.text[draft.body : draft.end]
            split = colon_heading_zh(text)
            if split is None:
                return {}
            words = text[: split[0]].strip()
            coloned[draft.path] = replace(draft, heading=words, body=draft.body + split[1])
        return coloned if len(members) > 1 else {}

    def _headed_en(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """A first sentence on a line of its own is a heading where nearly all clauses of the list open so."""
        lists: dict[str, list[_Draft]] = {}
        for draft in drafts:
            if draft.label and draft.heading is None:
                lists.setdefault(draft.path.rpartition("/")[0], []).append(draft)
        headed: dict[str, _Draft] = {}
        for members in lists.values():
            texts = [self.reading.text[draft.body : draft.end] for draft in members]
            for draft, text, length in zip(members, texts, own_line_headings(texts), strict=True):
                if length:
                    body = draft.body + len(text) - len(text[length + 1 :].lstrip())
                    headed[draft.path] = replace(draft, heading=text[:length].strip(), body=body)
        return [headed.get(draft.path, draft) for draft in drafts]

    def _table_section(self, section: TableSection, prefix: str) -> Section:
        page = self.document.page_of(section.span.start)
        path = prefix + section.path
        return Section(path=path, label=section.label, heading=section.heading, span=section.span, page=page)

    def _table_draft(self, row: TableClause, prefix: str) -> _Draft:
        """A row of a policy table: its facts are looked for from the measure on, its units are given by their columns."""
        text = self.document.text
        units = tuple(
            UnitMention(span=Span(s, e), name=name, role=role, rule="table")
            for role, cell in row.units
            for name, s, e in split_bodies(cell.of(text), cell.start)
        )
        facts = sorted(row.facts)
        return _Draft(
            prefix + row.path,
            row.label,
            row.heading.of(text).strip() if row.heading else None,
            self.reading.position(row.span.start),
            self.reading.position(facts[0].start),
            self.reading.position(row.span.end - 1) + 1,
            self.reading.position(row.measure.end - 1) + 1,
            units,
        )

    def _unnumbered(self, number: int, index: int) -> _Draft:
        span = self.reading.paragraphs[index]
        return _Draft(str(number), "", None, span.start, span.start, span.end)

    # -- the facts

    def _facts(self, drafts: Sequence[_Draft], year: int | None, issued: date | None) -> tuple[Clause, ...]:
        clauses: list[Clause] = []
        bound: list[UnitMention] = []
        first_leads = False
        for draft in drafts:
            base, text = draft.body, self.reading.text[draft.body : draft.end]
            language = language_of(text) if len(text) >= 20 else self.language  # a bilingual paper mixes them
            place = self.reading.placing(base)
            found = find_all(text, language, year=year, issued=issued, place=place, path=draft.path)
            notes, amounts = found.units.notes, found.amounts
            measures = list(found.measures)
            if self.scopes and any((draft.path + "/").startswith(f"{path}/") for path in self.scopes):
                # who may apply, and on what condition: no measure unless something is paid
                paying = [m for m in measures if pays_zh(m.text)]
                measures = [replace(m, id=f"{draft.path}#{n}") for n, m in enumerate(paying, 1)]
                amounts = as_conditions(amounts)
            own = self._moved(found.units.mentions, place) or self._of_section(draft.path)
            if first_leads and found.units.notes:
                own = tuple(first_as_lead(own))
            first_leads = first_leads or found.units.first_leads
            body_end, body_text = _body(text, notes)
            if draft.body_end is not None:  # a cell of a table: the facts stand in the cells beside it too
                body_end = draft.body_end - base
                body_text = text[:body_end]
                measures = [m for m in measures if m.span.start < self.reading.source(Span(base, draft.body_end)).end]
                own = draft.units
            # what a cell beside the measure says is said of the measure
            beside = measures[-1].id if draft.body_end is not None and measures else None
            span = self.reading.source(Span(draft.start, draft.end))
            clauses.append(
                Clause(
                    path=draft.path,
                    label=draft.label,
                    heading=draft.heading,
                    span=span,
                    body=self.reading.source(Span(base, base + body_end)),
                    text=body_text,
                    page=self.document.page_of(span.start),
                    language=language,
                    units=(*own, *(u for u in bound if u.name not in {o.name for o in own})),
                    amounts=tuple(
                        replace(a, span=at, measure=_in(measures, at) or beside)
                        for a in amounts
                        for at in (place(a.span.start, a.span.end),)
                    ),
                    deadlines=tuple(
                        replace(d, span=at, measure=_in(measures, at) or beside)
                        for d in found.deadlines
                        for at in (place(d.span.start, d.span.end),)
                    ),
                    citations=self._moved(found.citations, place),
                    measures=tuple(measures),
                )
            )
            bound += self._moved(found.units.bound, place)
            for note in found.units.unread:
                self.remarks.append(
                    Remark(
                        code="note-not-understood",
                        message=f"clause {draft.path}: a bracketed note was not understood: 「{note.of(text)[:40]}」",
                        span=place(note.start, note.end),
                    )
                )
        return tuple(clauses)

    def _of_section(self, path: str) -> tuple[UnitMention, ...]:
        """The units that a note in the heading of a section above binds (「一、强化科技创新（区科技局牵头）」)."""
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self.section_units:
                return self.section_units[path]
        return ()

    @staticmethod
    def _moved(found: Sequence[_Fact], place: Place) -> tuple[_Fact, ...]:
        return tuple(replace(fact, span=place(fact.span.start, fact.span.end)) for fact in found)

    def citations(self, fields: _Fields) -> tuple[Citation, ...]:
        """Documents the notice cites, each once; its own titles are none."""
        own = {_bare(title.value) for title in (fields.title, fields.notice_title) if title is not None}
        own |= {_bare(inner) for title in list(own) if (inner := self.grammar.forwarded(title))}
        cited: list[Citation] = []
        seen: set[str] = set()
        for index in (*self.frame.forwarding, *self.frame.body):
            base = self.reading.paragraphs[index].start
            for one in find_citations(self.paragraphs[index], self.language):
                bare = _bare(one.title)
                if _NAMED_SHORT.search(self.paragraphs[index], 0, one.span.start):
                    own.add(bare)  # 「（以下简称“《若干措施》”）」
                if (
                    bare in own
                    or any(bare and title.startswith(bare) for title in own)
                    or (one.document_number or bare) in seen
                ):
                    continue
                seen.add(one.document_number or bare)
                cited.append(replace(one, span=self._source(one.span, base)))
        return tuple(cited)


#: a run-in heading of more characters than these may be a sentence
_SHORT_HEADING = 12
_NAMED_SHORT = re.compile(r"(?:简称|下称)(?:为)?[“‘\"：:]*$")


class _Draft(Struct, frozen=True):
    """A clause before its facts; offsets in the reading."""

    path: str
    label: str
    heading: str | None
    start: int
    body: int
    end: int
    body_end: int | None = None
    units: tuple[UnitMention, ...] = ()
    label_end: int | None = None  # where the label ends if a run-in heading follows it


def _form(draft: _Draft) -> str:
    """The shape of a label and its depth: 「（二）」 under 「一、」 is like every （…） there."""
    return re.sub(r"[零〇一二三四五六七八九十百\d]+", "#", draft.label) + "/" * draft.path.count("/")


def _in(measures: Sequence[Measure], span: Span) -> str | None:
    return covering(measures, span)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉（）()“”\"]", "", title)


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
