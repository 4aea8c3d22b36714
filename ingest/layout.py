"""From printed lines to paragraphs, with a map back to the characters they came from.

A notice as text has been wrapped twice: at the line end and at the page end, often in the middle of a word, sometimes with
blank lines between. ``read_layout`` undoes that. It gives a ``Reading``: the paragraphs joined, spaces inside Chinese text
removed, and for every character of it the offset in ``Document.text``. Only lines are joined here; what a paragraph *is*
(a heading, a signature, a clause) is decided later, by ``ingest.official`` and ``ingest.outline``.

Guarantees, held by tests:
1. every character of the reading but the paragraph and word breaks is a character of the document, in order;
2. ``reading.source(span)`` of any non-empty span starts and ends on those characters;
3. a document whose reader knows its paragraphs keeps exactly these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.layout_en import ends_heading_en, measure_en, opens_paragraph_en
from ingest.model import Document, Language, Span
from ingest.numerals import chinese_number, simplified

#: characters after which no space is wanted: Chinese ideographs, kana, full-width forms and Chinese punctuation
CJK = "\u2e80-\u2fdf\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u3007\U00020000-\U0003ffff"
_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f\u007f"
_BREAK = re.compile(rf"[\s{_INVISIBLE}][\s{_INVISIBLE}]*")  # re looks faster for a class than for a repeat
#: in English a space between two words stays where it is
_BREAK_EN = re.compile(rf"[\s{_INVISIBLE}](?:(?<! )|(?<=[{CJK}] )|(?=[\s{_INVISIBLE}{CJK}]))[\s{_INVISIBLE}]*")
_CJK = re.compile(f"[{CJK}]")

#: the end of a sentence or of a note
_TERMINAL = frozenset("。！？；：!?;:")
_OPENING, _CLOSING = "（(《〈【〔［[“「『", "）)》〉】〕］]”」』"
_PAIR = dict(zip(_CLOSING, _OPENING, strict=True))

#: labels that open a paragraph of an outline, in both languages; whether they are true is for ``ingest.outline`` to say
LABEL = re.compile(
    r"(?:第[零〇一二三四五六七八九十百\d]{1,5}[章节条款](?![的款项])"
    r"|[一二三四五六七八九十]{1,3}[、．.](?![一二三四五六七八九十]类)"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|[（(]?\d{1,2}[)）](?!\s*[-—~])"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}(?:、(?!\d)|[.．](?!\d(?!\d\d0(?!\d)|\d0(?!\d)|\d{2,3}(?![\d%％万亿元.]))))|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)"
    r"|[①-⑳]"
    r"|(?:Article|Section|Part|Chapter|Annex|Appendix)\s+(?:\d+|[IVXLC]+)\b"
    r"|[IVX]{1,5}[.、](?=\s)|[（(](?:[ivx]{1,5}|[IVX]{1,5}|[a-z])[)）]|(?:[ivx]{1,5}|[a-h])[)）](?=\s|[a-z]{2}))"
)
_TITLE_END = re.compile(
    r"(?:通知|通告|公告|办法|措施|意见|方案|计划|清单|规定|细则|决定|条例|政策|规划|纲要|指南|文件|附件|函|批复|目录|要点|举措|十条|版[)）])"
    r"(?:[（(][\u4e00-\u9fff]{2,12}[〔\[﹝（(]\d{4}[〕\]﹞)）]\d{1,5}号[)）])?$"
)
#: a line that ends in one of these breaks off in the middle of a sentence
_DANGLING = frozenset("的和与及或并对在将把以由为是已被给按从向于至、，,（(《“〔-—之其该各等及且所")
#: words that end in such a character and end a heading as well: 「坚持问题导向」 「推进碳中和」
_WHOLE = re.compile(
    r"(?:供给|补给|导向|方向|转向|动向|流向|目的|理由|自由|行为|作为|参与|普及|场所|应对|平等|均等|高等|共和|中和|缓和|饱和|甚至|大于|小于)$"
)
_CONTINUES = frozenset("，。、；：）》”〕】！？,;:)%％")
#: punctuation that only running text has, in both widths
_RUNNING = frozenset("，。；,;")
_NOTE = re.compile(r"[（(]?(?:牵头|责任|配合|主管|实施|协办|承办)(?:单位|部门)|[（(]由|[（(]此[件页]")
#: a line of its own that opens an annex or a table of contents
_ANNEX = re.compile(
    r"附[ 　]*(?:[件表录][ 　]*[\d一二三四五六七八九十]{0,2}[:：]?|[:：]?[ 　]*\d{1,2})$|目[ 　]*[录次]$"
)
#: what a number at the end of a line goes on with
_UNIT = re.compile(r"[万亿千百元%％年月日家个人户项次场届吨倍号]")
#: the first words of what follows the last clause: it never goes on a sentence
_CLOSES = re.compile(
    r"(?:本|上述|以上)(?:政策|措施|办法|意见|通知|方案|规定|细则|清单|若干)|附件?[:：\d]|抄送|[（(]?此[件页]"
)
_SIGNATURE = re.compile(r"(?:局|委|办|会|院|厅|部|府|海关|中心|银行|公司|分行|支行|小组|委员会|办公室|协会)$")
_DATE = re.compile(
    r"^[\d〇零○一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–―－·•]\s*\d{1,4}\s*[-—–―－·•]|第\s*\d{1,4}\s*页(?:\s*[,，/共]*\s*共?\s*\d+\s*页)?|Page\s+\d+(?:\s+of\s+\d+)?)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Paragraphs of a document as one text (a ``\\n`` between two), and the way back to its source.

    ``text``: the paragraphs; ``paragraphs``: their spans in ``text``.
    """

    text: str
    paragraphs: tuple[Span, ...]
    _starts: tuple[int, ...]
    _sources: tuple[int, ...]

    def source(self, span: Span) -> Span:
        """The span of ``Document.text`` that a span of the reading came from."""
        return self.placing(0)(span.start, span.end)

    def placing(self, base: int, end: int | None = None) -> Callable[[int, int], Span]:
        """From offsets in a stretch of the reading that begins at ``base`` to spans of the source; up to ``end``, if given."""
        starts, sources, pieces = self._starts, self._sources, len(self._starts)
        first = bisect_right(starts, base) - 1
        if end is not None and (
            first + 1 == pieces or end <= starts[first + 1]
        ):  # all in one piece, as most clauses are
            shift = base + sources[first] - starts[first]
            return lambda start, end: Span(start + shift, (end if end > start else start) + shift)

        def place(start: int, end: int) -> Span:
            at = start + base
            piece = bisect_right(starts, at) - 1
            first = sources[piece] + at - starts[piece]
            if end <= start:
                return Span(first, first)
            if piece + 1 == pieces or end + base <= starts[piece + 1]:
                return Span(first, first + end - start)
            return Span(first, self._offset(end + base - 1) + 1)

        return place

    def position(self, source: int) -> int:
        """The place in the reading of a character of ``Document.text`` (of the next one kept, if it was left out)."""
        piece = bisect_right(self._sources, source) - 1
        if piece < 0:
            return 0
        end = self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)
        return min(self._starts[piece] + source - self._sources[piece], end)

    def _offset(self, position: int) -> int:
        piece = bisect_right(self._starts, position) - 1
        return self._sources[piece] + position - self._starts[piece]

    def lines(self) -> Iterator[str]:
        for span in self.paragraphs:
            yield span.of(self.text)


@lru_cache(maxsize=16)
def language_of(text: str) -> Language:
    """zh or en, by which script carries the text: two Chinese characters weigh as much as a Latin word.

    >>> language_of("支持企业申请AEO认证"), language_of("The RCEP (区域全面经济伙伴关系协定) entered into force in China")
    ('zh', 'en')
    """
    sample = text[:20000]
    wanted = 2 * len(_WORD.findall(sample))
    if not wanted:
        return "zh"
    for run in _IDEOGRAPHS.finditer(sample):
        wanted -= run.end() - run.start()
        if wanted <= 0:
            return "zh"
    return "en"


_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z]+")


def read_layout(document: Document) -> Reading:
    """Join the lines of a document to paragraphs.

    Where the reader knows the paragraphs they are kept. Otherwise two neighbouring lines are joined unless the second
    opens a new paragraph: see ``_starts_paragraph``.
    """
    if document.paragraphs is not None:
        groups = [[span] for span in _with_cells(document) if span.of(document.text).strip()]
        words_broken = False
    else:
        groups, words_broken = _join(document.text)
    return _assemble(document.text, groups, chinese=language_of(document.text) == "zh", words_broken=words_broken)


def _with_cells(document: Document) -> Iterator[Span]:
    """The paragraphs, a row of a table as one paragraph a cell: what stands in two cells is not one sentence."""
    rows: dict[int, list[Span]] = {}
    for table in document.tables:
        for row in table.rows:
            cells = sorted({cell for cell in row if len(cell)})
            if cells:
                rows[cells[0].start] = cells
    for span in document.paragraphs or ():
        cells = rows.get(span.start, [])
        if cells and span.covers(cells[-1]):
            yield from cells
        else:
            yield span


# ---------------------------------------------------------------------------------------------------------------------
# which lines belong together


class _Line(NamedTuple):
    span: Span
    text: str
    indent: bool
    gap: int  # blank lines before it
    width: float  # with its indent
    length: int  # in characters, with its indent
    lead: int = 0  # characters of white space before it
    turned: bool = False  # whether a page ended before it


def _printed_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    position, gap, turned = 0, 0, False
    for raw in text.split("\n"):
        stripped = raw.strip().strip("\ufeff\u200b").strip()
        turned = turned or raw.startswith("\f")
        if not stripped or _PAGE_NUMBER.match(stripped):
            gap += 1
            turned = turned or bool(stripped)
        else:
            start = position + raw.index(stripped)
            blank = raw[: start - position].rpartition("\f")[2]
            indent = blank.startswith(("\u3000\u3000", "    ", "\t", "\u00a0\u00a0\u00a0\u00a0"))
            lead = 2 if indent else 0
            lines.append(
                _Line(
                    Span(start, start + len(stripped)),
                    stripped,
                    indent,
                    gap,
                    lead + _width(stripped),
                    lead + len(stripped),
                    len(blank),
                    turned,
                )
            )
            gap, turned = 0, False
        position += len(raw) + 1
    return lines


def _join(text: str) -> tuple[list[list[Span]], bool]:
    """The lines of each paragraph, and whether the text was cut at a number of characters, through words if need be."""
    plain = simplified(text)
    lines = [part for line in _printed_lines(plain) for part in _unrolled(line)]
    if not lines:
        return [], False
    wrap = _wrap_of(lines)
    indented = sum(line.indent for line in lines) >= max(2, len(lines) // 5)
    leads = Counter(line.lead for line in lines if line.indent)
    usual = max(leads, key=lambda lead: (leads[lead], -lead), default=0)
    first = (
        usual if wrap and leads[usual] >= max(4, len(lines) // 30) else 0
    )  # of the first line of a paragraph (首行缩进)
    parted = _parted(lines, wrap)
    english = language_of(text) == "en"
    groups: list[list[Span]] = [[lines[0].span]]
    paragraph = _Paragraph(lines[0].text)
    measure = measure_en([line.text for line in lines], [line.gap for line in lines]) if english else None
    for before, line in pairwise(lines):
        if (
            _starts_english(before, line, paragraph, measure)
            if english
            else _starts_paragraph(
                before, line, paragraph, wrap, indented or (line.indent and line.lead == first), parted
            )
        ):
            groups.append([line.span])
            paragraph = _Paragraph(line.text)
        else:
            groups[-1].append(line.span)
            paragraph.add(line.text)
    return groups, wrap.length is not None and not english


def _parted(lines: Sequence[_Line], wrap: _Wrap) -> bool:
    """Whether blank lines stand between the paragraphs of a wrapped text, and nowhere else."""
    if not wrap:
        return False
    within = between = against = 0
    for before, line in pairwise(lines):
        if wrap.full(before, line):
            within += line.gap == 0
        elif line.gap:
            between += 1
        else:
            against += 1
    return within >= 5 and between >= 5 and 10 * against <= between


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a text was wrapped: at a visual width, at a number of characters, or not at all (both None)."""

    width: float | None
    length: int | None

    def __bool__(self) -> bool:
        return self.width is not None or self.length is not None

    def full(self, line: _Line, following: _Line, indent: int = 0) -> bool:
        """A line is full if what cannot be broken at the head of the next one would not have fitted."""
        indent = 0 if line.indent else indent
        token = _TOKEN.match(following.text)
        head = token[0] if token else following.text[:1]
        if self.length is not None and line.length + indent + len(head) > self.length:
            return True
        return self.width is not None and line.width + indent + _width(head) > self.width


#: what a line break keeps together: a number or a Latin word, and the punctuation that may not begin a line
_TOKEN = re.compile(r"(?:[A-Za-z0-9.,%]+|[（《“〔(]*.)[，。、；：！？）》”〕)%]*")


#: what takes half the width of an ideograph
_NARROW = re.compile("[^\u2e80-\U0010ffff“”‘’…—]")


def _width(text: str) -> float:
    return 0.5 * len(text) if text.isascii() else len(text) - 0.5 * len(_NARROW.findall(text))


def _wrap_of(lines: Sequence[_Line]) -> _Wrap:
    """Find the measure of a wrapped text: many lines that break off in a sentence are equally long."""
    open_ended = [line for line in lines if line.text[-1] not in _TERMINAL]
    if len(open_ended) < 5:
        return _Wrap(None, None)
    lengths = sorted(line.length for line in open_ended)
    longest = lengths[-max(1, len(lengths) // 20)]
    exact = sum(length == longest for length in lengths) >= max(5, 0.4 * len(lengths))
    # a sign may hang over the edge (标点悬挂): lines that end with another character say where the edge is
    inside = [line for line in open_ended if line.text[-1] not in _CONTINUES]
    widths = sorted(line.width for line in (inside if len(inside) >= 5 else open_ended))
    widest = widths[-max(1, len(widths) // 20)]
    # where signs count otherwise than here (“” as half), some lines are wider than the measure and many are as wide as it
    often = Counter(widths)
    most = max(often, key=lambda width: (often[width], width))
    if widest - 3 <= most < widest and often[most] >= max(5, 0.25 * len(widths)):
        widest = most
    near = sum(widest - 2 <= width <= widest + 2 for width in widths) >= max(5, 0.4 * len(widths))
    # a line far beyond the measure says that there is none: a line is a paragraph, and only headings are short
    near = near and sum(line.width > widest + 4 for line in lines) <= len(lines) // 50
    exact = exact and sum(line.length > longest for line in lines) <= len(lines) // 50
    return _Wrap(widest if near and widest <= 70 and not exact else None, longest if exact and longest <= 120 else None)


#: how much of the end of a paragraph the rules look at
_TAIL_LENGTH = 400


#: labels that a text has kept although its line breaks are lost: behind the end of a sentence or a heading
_ROLLED = re.compile(
    r"第(?P<article>[一二三四五六七八九十百零〇\d]{1,5})(?P<of>[章条])(?![第的款项例规])"
    r"|(?<=[。；！：;)） 　])(?P<list>[一二三四五六七八九十]{1,3})、"
    r"|[（(](?P<item>[一二三四五六七八九十]{1,3})[)）](?![项款至、])"
)
#: a line so long is a page without breaks
_ROLLED_LENGTH = 400


def _unrolled(line: _Line) -> Iterator[_Line]:
    """The parts of a line that holds a whole policy, cut where its labels count on: 「…。第二条…。第三条…」."""
    if len(line.text) < _ROLLED_LENGTH:
        yield line
        return
    expected = {"章": 1, "条": 1, "list": 1, "item": 1}
    cuts: list[tuple[int, str]] = []
    for m in _ROLLED.finditer(line.text):
        kind = m["of"] or ("list" if m["list"] else "item")
        printed = m["article"] or m["list"] or m["item"]
        value = int(printed) if printed.isdigit() else int(chinese_number(printed) or 0)
        before = line.text[m.start() - 1] if m.start() else "。"
        if value != expected[kind] and not (kind == "item" and value == 1):
            continue
        if before in "按照据依、和至或本合" or (kind == "item" and value != 1 and before not in "。；;！：: 　"):
            continue
        expected[kind] = value + 1
        if kind in ("章", "条", "list"):
            expected["item"] = 1
        cuts.append((m.start(), kind))
    if sum(kind != "item" for _, kind in cuts) < 3:
        yield line
        return
    starts = [0, *(at for at, _ in cuts if at)]
    for start, end in pairwise([*starts, len(line.text)]):
        part = line.text[start:end].rstrip()
        if part:
            at = line.span.start + start
            first = start == 0
            width = _width(part)
            yield _Line(
                Span(at, at + len(part)), part, line.indent and first, line.gap if first else 0, width, len(part)
            )


class _Paragraph:
    """What the rules ask of the lines joined so far; keeping it costs the same for every line, however long the paragraph."""

    __slots__ = ("brackets", "head", "length", "lines", "pauses", "running", "stopped", "tail")

    def __init__(self, line: str) -> None:
        self.head = line[:24]
        self.tail = ""
        self.length = self.lines = self.pauses = 0
        self.running = self.stopped = False
        self.brackets: list[str] = []
        self.add(line)

    def add(self, line: str) -> None:
        self.head = self.head if len(self.head) >= 24 else (self.head + line)[:24] if self.lines else self.head
        self.tail = (self.tail + line)[-_TAIL_LENGTH:]
        self.length += len(line)
        self.lines += 1
        self.running = self.running or not _RUNNING.isdisjoint(line)
        self.stopped = self.stopped or "。" in line
        self.pauses += line.count("、")
        for m in _BRACKET.finditer(line):
            c = m[0]
            if c in _OPENING:
                self.brackets.append(c)
            elif self.brackets and self.brackets[-1] in (_PAIR[c], _OTHER_WIDTH.get(_PAIR[c])):
                self.brackets.pop()


_BRACKET = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
#: （…) is common: half-width and full-width forms close each other
_OTHER_WIDTH = {"（": "(", "(": "（"}


def _starts_paragraph(
    before: _Line, line: _Line, paragraph: _Paragraph, wrap: _Wrap, indented: bool, parted: bool
) -> bool:
    """Does ``line`` open a new paragraph of Chinese text, or continue the one before?"""
    label = LABEL.match(line.text)
    if label and line.text[0].isdigit() and before.text[-1].isdigit():
        label = None  # the break goes through a number: 「采用97 ⏎ 10、9810模式」
    if line.text[0] in "附目" and _ANNEX.match(line.text):
        return True
    if paragraph.lines == 1 and before.text[0] in "附目" and _ANNEX.match(before.text):
        return True
    brackets = paragraph.brackets
    ended = before.text[-1] in _TERMINAL or (
        before.text[-1] in "）)" and not brackets and _ends_with_note(paragraph.tail)
    )
    if line.text[0] in _CONTINUES and not label:
        return False
    if brackets and not (label and ended and paragraph.length > 400):
        return False
    if indented and line.indent:
        return True
    if parted and not line.turned:
        if line.gap:
            return True
        if wrap.full(before, line):
            return False
    if _NOTE.match(line.text) and ended:
        # a note in brackets is the tail of its paragraph, but for 附注 「（此件公开发布）」
        return line.text[0] not in "（(" or line.text[1:2] == "此"
    if label:
        return not (_dangles(before.text) and not _TITLE_END.search(paragraph.tail[-40:]))
    if ended and _CLOSES.match(line.text):
        return True
    if ended:
        # a full line that ends a sentence may still go on; only the wrap tells, and a label would have told otherwise
        return not (wrap.full(before, line) and before.text[-1] in "。；" and line.gap == before.gap)
    if _dangles(before.text) or (before.text[-1].isdigit() and _UNIT.match(line.text)):
        return False
    if _DATE.match(line.text) or _DATE.match(before.text):
        return True
    if _TITLE_END.search(paragraph.tail[-40:]) and not paragraph.running:
        return True
    opening = LABEL.match(paragraph.head)
    if wrap:
        heading = opening is not None and paragraph.length <= 45
        # the first line of a paragraph is indented by two characters that a text file may have lost
        full = wrap.full(before, line, indent=2 if paragraph.lines == 1 else 0)
        return not full and ((heading and not paragraph.stopped) or not paragraph.running)
    if opening:
        # a heading on a line of its own; centred headings break over two short lines
        short = len(line.text) <= 16 and line.gap == 0 and not (_RUNNING | {"：", ":"}) & set(line.text)
        if paragraph.head[0].isdigit() and _SIGNATURE.search(line.text):
            return True  # who signs below the last annex of a list
        return not paragraph.running and not short
    if paragraph.running or paragraph.pauses > 2:
        return False
    return paragraph.length < 40 or bool(_SIGNATURE.search(before.text))


def _dangles(line: str) -> bool:
    """Does a line break off in the middle of a sentence?"""
    return line[-1] in _DANGLING and not _WHOLE.search(line)


def _ends_with_note(joined: str) -> bool:
    """「…支持。（牵头单位：市商务局）」: a bracket that follows a full sentence ends its paragraph."""
    depth = 0
    for position in range(len(joined) - 1, -1, -1):
        depth += (joined[position] in "）)") - (joined[position] in "（(")
        if depth == 0:
            return position == 0 or joined[position - 1] in _TERMINAL or bool(_NOTE.match(joined[position:]))
    return False


def _starts_english(before: _Line, line: _Line, paragraph: _Paragraph, measure: float | None) -> bool:
    """The same for English, see ``ingest.layout_en``."""
    found = LABEL.match(line.text)
    label = found is not None
    gap = 0 if line.turned and measure is not None else line.gap  # a page break says nothing
    words = line.text[found.end() :].lstrip() if found else line.text
    if not gap and words and LABEL.match(paragraph.head) and ends_heading_en(paragraph.tail, words):
        return True
    return opens_paragraph_en(before.text, line.text, gap=gap, so_far=paragraph.length, label=label, measure=measure)


# ---------------------------------------------------------------------------------------------------------------------
# the joined text and the way back


def _assemble(text: str, groups: Sequence[Sequence[Span]], *, chinese: bool, words_broken: bool) -> Reading:
    """Lay out the pieces of all paragraphs, dropping white space that only served the page."""
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    paragraphs: list[Span] = []
    length = 0
    blanks = _BREAK if chinese else _BREAK_EN

    def put(piece: str, source: int) -> None:
        nonlocal length
        starts.append(length)
        sources.append(source)
        pieces.append(piece)
        length += len(piece)

    for group in groups:
        begin, end = length, group[0].start
        last, broken = "", False  # the character before, and whether a line break lies in between
        for span in group:
            broken = broken or "\n" in text[end : span.start]
            position = span.start
            gaps: Iterable[re.Match[str] | None] = (None,)
            if blanks.search(text, span.start, span.end):
                gaps = (*blanks.finditer(text, span.start, span.end), None)
            for gap in gaps:
                stop = gap.start() if gap else span.end
                if stop > position:
                    if (
                        last
                        and end < position
                        and _space_wanted(
                            last, text[position : position + 5], text[end:position], broken, chinese, words_broken
                        )
                    ):
                        put(" ", position - 1)
                    put(text[position:stop], position)
                    last, broken, end = text[stop - 1], False, stop
                if gap:
                    position = gap.end()
                    broken = broken or "\n" in gap[0]
        if length > begin:
            paragraphs.append(Span(begin, length))
            put("\n", end)
    if paragraphs:
        pieces.pop()
        starts.pop()
        sources.pop()
    if not starts:
        starts, sources = [0], [0]
    return Reading("".join(pieces), tuple(paragraphs), tuple(starts), tuple(sources))


#: what follows the first half of 「short- and long-haul」
_SUSPENDED = re.compile(r"(?:and|or|to)\s")


def _space_wanted(left: str, following: str, gap: str, broken: bool, chinese: bool, words_broken: bool) -> bool:
    """One space between two Latin words, none beside a Chinese character or where only invisible characters stood.

    In Chinese text a line break inside a number or before its sign (30 ⏎ %) leaves no space; in English a hyphen joins.
    ``following`` are the first characters of what comes.
    """
    right = following[0]
    if _CJK.match(left) or _CJK.match(right) or not any(c.isspace() for c in gap):
        return False
    if words_broken and not gap.strip("\n"):
        return False
    if chinese:
        return (
            left.isascii()
            and right.isascii()
            and ((not broken and left not in "(" and right not in "),.;:%") or (left.isalpha() and right.isalpha()))
        )
    return not (broken and left in "-‐") or _SUSPENDED.match(following) is not None
