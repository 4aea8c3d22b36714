"""What a notice is once it has been read.

Frozen values and nothing else: no file is opened here and no rule is applied. Offsets everywhere are half-open and count
Unicode code points of ``Document.text``, the exact text of one reading of one file; for plain text that is the decoded file
itself (NFC, ``\\n`` line ends), so an offset leads back to the very characters that were printed.

A *quote* is what stands at a span with the layout taken out: a line or page break inside a sentence is dropped (one space
between two Latin words), and so are spaces inside Chinese text. Digits and punctuation stay as printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from msgspec import Struct, field

Language = Literal["zh", "en"]

#: how a quantity is bounded; （含） and "(inclusive)" decide between ``<`` and ``<=``
Comparator = Literal["=", "<=", "<", ">=", ">"]

#: what a quantity is for, see data/gold/README.md
AmountRole = Literal["benefit", "rate", "cap", "threshold", "step", "target", "fund", "tax", "count"]

#: by 截止, in 期间, within 时限, every 周期
DeadlineKind = Literal["by", "in", "within", "every"]

#: lead 牵头单位, responsible 责任单位 or 由…负责, follow_up 跟进单位
UnitRole = Literal["lead", "responsible", "follow_up"]

#: committed 明确承诺, unspecified 给予支持而未定数额, strive 力争/争取, study 研究/探索
Certainty = Literal["committed", "unspecified", "strive", "study"]

T = TypeVar("T")


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open stretch ``[start, end)`` of a text.

    >>> Span(2, 4).of("给予3万元")
    '3万'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# ---------------------------------------------------------------------------------------------------------------------
# documents: what a reader gives


class Remark(Struct, frozen=True, kw_only=True):
    """Something that was not read or not understood, and said so. ``code`` is a short stable word, e.g. ``no-clauses``.

    ``wants`` names the extra that is not installed and would have read it.
    """

    code: str
    message: str
    span: Span | None = None
    page: int | None = None
    hint: str = ""
    wants: str | None = None


class Page(Struct, frozen=True, kw_only=True):
    """One page of a paged format; ``number`` starts at 1, sizes are points (1/72 inch)."""

    number: int
    span: Span
    width: float | None = None
    height: float | None = None


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A printed line and where it stands: ``box`` is (x0, y0, x1, y1) in points from the top left corner of its page."""

    span: Span
    page: int
    box: tuple[float, float, float, float]


class Table(Struct, frozen=True, kw_only=True):
    """A ruled table. ``rows`` hold the spans of the cells in ``Document.text``; an empty cell has an empty span."""

    page: int | None
    span: Span
    rows: tuple[tuple[Span, ...], ...]


class Document(Struct, frozen=True, kw_only=True):
    """One reading of one file: characters in reading order, and what the format knows about them.

    ``paragraphs`` is None where the format does not know them (plain text: ``ingest.layout`` infers them from the lines);
    a reader that does (PDF geometry, HTML, Word) gives one span each, in order, without overlap. ``lines`` are the printed
    lines where pages are known (``ingest.lines.Lines``).
    ``metadata`` holds what the format says beside the text (an HTML information box), keys as printed. ``translations`` are
    the texts in other languages that the same file holds (``ingest.bilingual``): documents of their own, offsets too.
    """

    text: str
    source: str
    format: str
    sha256: str
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    paragraphs: tuple[Span, ...] | None = None
    lines: Sequence[Line] = ()
    tables: tuple[Table, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    translations: tuple[Document, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The number of the page on which a character stands; None where the format has no pages."""
        found = None
        for page in self.pages:
            if page.span.start > offset:
                break
            found = page.number
        return found


# ---------------------------------------------------------------------------------------------------------------------
# facts: what the pipeline finds


class Amount(Struct, frozen=True, kw_only=True, gc=False):
    """A quantity as written and as meant: 「最高0.8万元」 is at most (``<=``) 8000 CNY, a cap.

    ``value`` is in base units (yuan, not 万元; a percentage keeps its printed number). ``unit`` is an ISO 4217 code, "%", or
    the measure word as printed (家, 个, 平方米; in English the singular noun). ``basis`` says what is counted or paid for, in
    the words of the notice. ``tier`` numbers the steps of a graded offer from 1. ``per`` names the scope a benefit or a cap
    counts for (企业, 展会, 年度 …). ``of`` and ``offer`` give the structure: amounts of one measure that belong to one offer
    share ``offer``; ``rule`` names the rule that found it, ``measure`` the measure it stands in ("1#2").
    """

    span: Span
    quote: str
    value: Decimal
    unit: str
    comparator: Comparator = "="
    role: AmountRole = "count"
    basis: str | None = None
    tier: int | None = None
    per: tuple[str, ...] = ()
    offer: int | None = None
    rule: str = ""
    measure: str | None = None


class Deadline(Struct, frozen=True, kw_only=True, gc=False):
    """A date, period, limit or cycle.

    ``value``: ISO date, year-month or year; an open interval "2023-09-08/"; an ISO 8601 duration, working days as "P3WD";
    symbolic where no base date exists ("+1Y-03-31" 次年3月底); None for a period bounded by an event (疫情防控期间).
    ``inferred`` is true where the year comes from the notice and not from the words. ``bound`` is "min" for 满一年.
    ``due`` quotes what is due, ``trigger`` the event a duration counts from (自…之日起).
    """

    span: Span
    quote: str
    kind: DeadlineKind
    value: str | None
    inferred: bool = False
    bound: Literal["max", "min"] = "max"
    due: str | None = None
    trigger: str | None = None
    rule: str = ""
    measure: str | None = None


class UnitMention(Struct, frozen=True, kw_only=True, gc=False):
    """责任单位: an organisation in a role on a clause, ``name`` as printed (「市商务局」).

    ``organisation`` is the full name it stands for in this notice (「威海市商务局」) where that is known; ``inherited`` is true
    where a remark elsewhere binds the unit ("以下政策措施均需…落实"): its span is then that of the remark.
    """

    span: Span
    name: str
    role: UnitRole
    organisation: str | None = None
    inherited: bool = False
    rule: str = ""


class Citation(Struct, frozen=True, kw_only=True, gc=False):
    """A document cited with 《》, and its 文号 if one is given in brackets behind it."""

    span: Span
    title: str
    document_number: str | None = None


class ConceptMatch(Struct, frozen=True, kw_only=True, gc=False):
    """A concept of one of the schemes (topic, instrument, beneficiary, concept) with the words that show it."""

    span: Span
    quote: str
    scheme: str
    concept: str


class Condition(Struct, frozen=True, kw_only=True, gc=False):
    """What an applicant must fulfil, in the words of the notice: 「年度新增进出口额5000万元（含）以上的」."""

    span: Span
    quote: str


class Measure(Struct, frozen=True, kw_only=True, gc=False):
    """措施: the smallest commitment in a clause, mostly a sentence. ``id`` is "path#n", n from 1."""

    id: str
    span: Span
    text: str
    certainty: Certainty = "committed"
    topics: tuple[ConceptMatch, ...] = ()
    instruments: tuple[ConceptMatch, ...] = ()
    beneficiaries: tuple[ConceptMatch, ...] = ()
    concepts: tuple[ConceptMatch, ...] = ()
    conditions: tuple[Condition, ...] = ()


# ---------------------------------------------------------------------------------------------------------------------
# notices


class Stated(Struct, Generic[T], frozen=True, kw_only=True):
    """A field of a notice and where it is stated: ``span`` is None where ``origin`` is not the text (manifest, inferred)."""

    value: T
    span: Span | None = None
    origin: Literal["text", "manifest", "metadata", "inferred"] = "text"


class Section(Struct, frozen=True, kw_only=True):
    """A node of the outline that has children; ``span`` covers its label and heading."""

    path: str
    label: str
    heading: str
    span: Span
    page: int | None = None


class Clause(Struct, frozen=True, kw_only=True):
    """条款: a leaf of the numbered outline.

    ``path`` is in Arabic digits, "/"-joined ("3/1/2"); a list numbered on through its sections keeps its own number
    ("2/10"). ``span`` runs from the label to the end of the responsibility note; ``body`` is the part of it that holds
    ``text``, without label, run-in heading and note.
    """

    path: str
    label: str
    heading: str | None
    span: Span
    body: Span
    text: str
    page: int | None = None
    language: Language = "zh"
    units: tuple[UnitMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    measures: tuple[Measure, ...] = ()


class Passage(Struct, frozen=True, kw_only=True):
    """Text under no clause: ``kind`` is forwarding (the notice that carries the policy), preamble, lead_in (before the
    children of a section) or closing."""

    kind: Literal["forwarding", "preamble", "lead_in", "closing"]
    span: Span
    text: str


class Element(Struct, frozen=True, kw_only=True):
    """Another element of an official paper (GB/T 9704-2012), e.g. 抄送; ``name`` as in ``ingest.official.elements``."""

    name: str
    text: str
    span: Span


class Annex(Struct, frozen=True, kw_only=True):
    """附件 behind the clauses: a paper of its own, numbered anew; its paths begin with "annex1/".

    Its clauses are not those of the policy: they are kept apart and go into no comparison.
    """

    label: str
    title: str | None
    span: Span
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()


class Notice(Struct, frozen=True, kw_only=True):
    """政策通知/公告: one issued document, its fields, its outline and the facts on its clauses.

    ``translations`` are what was read of the texts in other languages of the same file, each with ``translation_of``.
    """

    id: str
    language: Language
    document: Document
    title: Stated[str] | None = None
    notice_title: Stated[str] | None = None
    document_number: Stated[str] | None = None
    issuers: tuple[Stated[str], ...] = ()
    addressees: tuple[Stated[str], ...] = ()
    issued_on: Stated[date] | None = None
    printed_on: Stated[date] | None = None
    place: Stated[str] | None = None
    place_en: str | None = None
    region_code: str | None = None
    year: Stated[int] | None = None
    valid_from: Stated[date] | None = None
    valid_until: Stated[date] | None = None
    valid_for: Stated[str] | None = None
    cites: tuple[Citation, ...] = ()
    interpreted_by: tuple[Stated[str], ...] = ()
    translation_of: str | None = None
    elements: tuple[Element, ...] = ()
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    passages: tuple[Passage, ...] = ()
    remarks: tuple[Remark, ...] = ()
    annexes: tuple[Annex, ...] = ()
    translations: tuple[Notice, ...] = ()
