"""One file, two languages: a Chinese notice that stands beside or between its English text is taken apart.

``in_languages`` gives the Chinese text as a ``Document`` of its own, with the English one in ``translations``; each has its
own characters, paragraphs, pages, lines and tables, so that what is read of it is what its text alone would give. It does not
matter how the languages were set: paragraph by paragraph, column beside column (the readers give one column after the
other), or one whole text after the other. A text in one language comes back as it is.

How it is decided: every paragraph (cell, line of plain text) is Chinese, English or neither (numbers); one line that holds
both, 「第一条 总则 Article 1 General provisions」, is cut between them. It is two texts where the English is as long as a
translation of the Chinese is (``_LETTERS`` for one character), has about as many paragraphs, and repeats its numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from msgspec.structs import replace

from ingest.lines import Lines
from ingest.model import Document, Language, Page, Span, Table

#: Latin letters of a translation for one Chinese character: 3–4 in running text, 5–6 in names of bodies, 2 in lists
_LETTERS = (1.8, 8.0)
#: the shortest pair of texts that is taken apart: Chinese characters, Latin letters
_LEAST = (30, 80)

_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_NO_HANZI = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff]+")
_NO_LETTER = re.compile("[^A-Za-z]+")
_GLOSS = re.compile(r"[（(][^（）()]{0,60}[）)]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: what stands over a column or a text and only says its language
_NAMED = re.compile(
    r"[（(【\[]?\s*(?:中文|汉语|简体中文|英文|英语|(?:中|英)文(?:版本?|文本|译文|原文)|中英文?(?:对照|双语)版?|参考译文"
    r"|(?:in )?(?:chinese|english)(?: (?:version|text|translation|original))?|(?:unofficial |reference )?translation)"
    r"\s*[/／|]?\s*(?:中文|英文|chinese|english)?\s*[）)】\]]?[:：]?",
    re.I,
)
_APART = re.compile(r"[\s\u3000]*[/／|｜][\s\u3000]*|[\s\u3000]+")
_CLOSING = "，。、；：？！）》〉】〕」』”’…%％"


_Put = Callable[[Sequence[Span], str], list[Span]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one language; ``language`` is None for numbers and signs, which have none."""

    span: Span
    language: Language | None


def in_languages(document: Document) -> Document:
    """The Chinese text of a bilingual document with the English one in ``translations``; any other document as it is.

    >>> from ingest.model import Document
    >>> zh = "支持企业参加境外展会，给予80%的补助，最高8万元。"
    >>> en = "Firms at fairs abroad are granted 80% of the cost, up to RMB 80,000."
    >>> given = Document(text="\\n".join((zh, en, zh, en)), source="a.txt", format="text", sha256="")
    >>> two = in_languages(given)
    >>> two.text == zh + "\\n\\n" + zh, two.translations[0].text == en + "\\n\\n" + en
    (True, True)
    """
    text = document.text
    latin = len(text.encode("ascii", "ignore"))
    if not 0.3 * len(text) < latin < 0.97 * len(text):  # nearly every document: one look at it is enough
        return document
    units = list(_units(document))
    if not _two_texts(text, [piece for unit in units for piece in unit]):
        return document
    english = _only(document, units, "en")
    foreign = {key: value for key, value in document.metadata.items() if not _HANZI.search(value)}
    return replace(_only(document, units, "zh"), translations=(replace(english, metadata=foreign),))


# ---------------------------------------------------------------------------------------------------------------------
# which language


def _units(document: Document) -> Iterator[list[_Piece]]:
    """The pieces of every paragraph, cell or line of plain text, in order; the spans of a unit tile it."""
    text = document.text
    for start, end in _stretches(document):
        yield [
            _Piece(Span(start + a, start + b), language) for a, b, language in _cut(text[start:end]) if text[start:end]
        ]


def _stretches(document: Document) -> Iterator[tuple[int, int]]:
    if document.paragraphs is None:
        at = 0
        for line in document.text.split("\n"):
            if line.strip():
                yield at, at + len(line)
            at += len(line) + 1
        return
    for paragraph in document.paragraphs:
        at = paragraph.start
        for cell in paragraph.of(document.text).split("\t"):
            if cell:
                yield at, at + len(cell)
            at += len(cell) + 1


def _hanzi(text: str) -> int:
    """How many Chinese characters (汉字) there are."""
    return 0 if text.isascii() else len(_NO_HANZI.sub("", text))


def _letters(text: str) -> int:
    """How many Latin letters there are."""
    return len(_NO_LETTER.sub("", text))


def _language(text: str) -> Language | None:
    bare = _GLOSS.sub("", text)
    hanzi, words = _hanzi(bare), len(_WORD.findall(bare))
    if not hanzi and not words:
        hanzi, words = _hanzi(text), len(_WORD.findall(text))
    if not hanzi and not words:
        return None
    return "zh" if hanzi >= words else "en"


def _cut(text: str) -> list[tuple[int, int, Language | None]]:
    """One piece, or two where a line says the same in both languages.

    >>> _cut("第一条 总则 Article 1 General provisions")
    [(0, 6, 'zh'), (7, 35, 'en')]
    >>> _cut("支持企业申请 AEO 认证")
    [(0, 13, 'zh')]
    """
    first = _HANZI.search(text) if len(text) <= 400 else None
    if first and (last := _HANZI.search(text[::-1])):
        end = len(text) - last.start()
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        gap = _APART.match(text, end)
        if gap and _translates(text[gap.end() :], text[:end], gap[0]):
            return [(0, end, "zh"), (gap.end(), len(text), "en")]
        begin = first.start()
        while begin and text[begin - 1] in "《〈（〔【“‘「":
            begin -= 1
        before = text[:begin].rstrip(" \u3000/／|｜")
        if len(before) < begin and _translates(before, text[begin:], text[len(before) : begin]):
            return [(0, len(before), "en"), (begin, len(text), "zh")]
    return [(0, len(text), _language(text))]


def _translates(english: str, chinese: str, gap: str) -> bool:
    """Whether the Latin half of a line may be the other half in English: long enough, with a capital or a number first."""
    letters, hanzi = _letters(english), _hanzi(chinese)
    marked = bool(gap.strip())  # a stroke says itself that there are two
    if not english[:1].isupper() and not english[:1].isdigit() and english[:1] not in "([“\"'":
        return False
    if 4 * len(_WORD.findall(chinese)) > hanzi:
        return False  # a gloss in an English sentence
    return letters >= max(4, (0.8 if marked else _LETTERS[0]) * hanzi)


def _two_texts(text: str, pieces: Sequence[_Piece]) -> bool:
    said = {
        language: [p.span.of(text) for p in pieces if p.language == language and not _NAMED.fullmatch(p.span.of(text))]
        for language in ("zh", "en")
    }
    hanzi = sum(map(_hanzi, said["zh"]))
    letters = sum(map(_letters, said["en"]))
    if hanzi < _LEAST[0] or letters < _LEAST[1] or not _LETTERS[0] * hanzi <= letters <= _LETTERS[1] * hanzi:
        return False
    if not 0.3 * len(said["zh"]) <= len(said["en"]) <= 4 * len(said["zh"]):
        return False
    numbers, repeated = (
        {n for words in said[language] for n in _NUMBER.findall(words) if len(n) > 1} for language in ("zh", "en")
    )
    return len(numbers) < 6 or 3 * len(numbers & repeated) >= len(numbers)


# ---------------------------------------------------------------------------------------------------------------------
# one language alone


@dataclass(slots=True)
class _Growing:
    """A text put together from stretches of another, with the way from the old offsets to the new."""

    text: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    kept: list[tuple[int, int, int]] = field(default_factory=list)  # (old start, old end, new start), old in order

    def keep(self, span: Span) -> Span:
        self.kept.append((span.start, span.end, self.length))
        return self.put(span.of(self.text))

    def put(self, words: str) -> Span:
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return Span(start, self.length)

    def at(self, old: int) -> int:
        """Where an old offset is now; that of the next stretch kept, if it was left out."""
        index = bisect_right(self.kept, (old, len(self.text) + 1, 0)) - 1
        if index >= 0:
            start, end, new = self.kept[index]
            if old < end:
                return new + old - start
        return self.kept[index + 1][2] if index + 1 < len(self.kept) else self.length


def _only(document: Document, units: Sequence[Sequence[_Piece]], language: Language) -> Document:
    """The document with what is in one language, and what is in none."""
    out = _Growing(document.text)
    kept = {unit[0].span.start: pieces for unit, pieces in zip(units, _of(document, units, language), strict=True)}
    if document.paragraphs is None:
        _lines_of(out, [(unit[0].span.start, unit[-1].span.end) for unit in units], kept)
        paragraphs: tuple[Span, ...] | None = None
        tables: tuple[Table, ...] = ()
    else:
        paragraphs, tables = _paragraphs_of(document, out, kept)
    return replace(
        document,
        text="".join(out.pieces),
        paragraphs=paragraphs,
        tables=tables,
        pages=tuple(_pages_of(document.pages, out)),
        lines=Lines(document.lines).kept(out.kept),
    )


def _of(document: Document, units: Sequence[Sequence[_Piece]], language: Language) -> Iterator[list[Span]]:
    """What to keep of every unit. A number alone goes with the text before it, in a table with its row."""
    cells = {span.start for table in document.tables for row in table.rows for span in row}
    current = next((p.language for unit in units for p in unit if p.language), None)
    for unit in units:
        spans: list[Span] = []
        for piece in unit:
            beside = piece.language is None and piece.span.start in cells
            current = piece.language or current
            words = piece.span.of(document.text)
            if (beside or current == language) and not _NAMED.fullmatch(words.strip()):
                spans.append(piece.span)
        yield spans


def _lines_of(out: _Growing, lines: Sequence[tuple[int, int]], kept: dict[int, list[Span]]) -> None:
    """Plain text: the lines of one language, a blank line where the other stood between."""
    for present, run in groupby(lines, key=lambda line: bool(kept[line[0]])):
        if not present:
            continue
        if out.length:
            out.put("\n\n")
        before: int | None = None
        for start, end in run:
            if before is not None:
                out.put(out.text[before:start])
            for span in kept[start]:
                out.keep(span)
            before = end


def _paragraphs_of(
    document: Document, out: _Growing, kept: dict[int, list[Span]]
) -> tuple[tuple[Span, ...], tuple[Table, ...]]:
    paragraphs: list[Span] = []
    tables: list[Table] = []

    def paragraph(spans: Sequence[Span], between: str) -> list[Span]:
        if not spans:
            return []
        if out.length:
            out.put("\n")
        start, made = out.length, []
        for span in spans:
            if out.length > start:
                out.put(between)
            made.append(out.keep(span))
        paragraphs.append(Span(start, out.length))
        return made

    rows = {row[0].start: table for table in document.tables for row in table.rows if row}
    done: set[int] = set()
    for old in document.paragraphs or ():
        if (table := rows.get(old.start)) is None:
            paragraph(kept.get(old.start, []), " ")
        elif id(table) not in done:
            done.add(id(table))
            if (made := _table_of(table, kept, paragraph, document.text)) is not None:
                tables.append(made)
    return tuple(paragraphs), tuple(tables)


def _table_of(table: Table, kept: dict[int, list[Span]], paragraph: _Put, text: str) -> Table | None:
    """The columns of a table that have something in this language; with one such column it is a text and no table."""

    def left(cell: Span) -> list[Span]:
        return kept.get(cell.start, []) if len(cell) else []

    width = len(table.rows[0])
    own = [row for row in table.rows if len(set(row)) > 1]  # a row of one cell says nothing about the columns
    full = [i for i in range(width) if any(left(row[i]) for row in own)]
    worded = [i for i in full if any(_language(span.of(text)) for row in own for span in left(row[i]))]
    if len(worded) < 2:
        for row in table.rows:
            paragraph([span for cell in dict.fromkeys(row) for span in left(cell)], " ")
        return None
    rows: list[tuple[Span, ...]] = []
    for row in table.rows:
        cells = [cell for cell in dict.fromkeys(row[i] for i in full) if left(cell)]
        made = dict(zip(cells, paragraph([left(cell)[0] for cell in cells], "\t"), strict=True))
        if made:
            end = max(span.end for span in made.values())
            rows.append(tuple(made.get(row[i], Span(end, end)) for i in full))
    every = [span for row in rows for span in row]
    return replace(table, span=Span(min(s.start for s in every), max(s.end for s in every)), rows=tuple(rows))


def _pages_of(pages: Sequence[Page], out: _Growing) -> Iterator[Page]:
    """The pages with something left on them, those that came once for each language made one again; they tile the text."""
    places = [(page, out.at(page.span.start), out.at(page.span.end)) for page in pages]
    shown = {page.number for page, start, end in places if end > start}
    found: list[tuple[Page, int, int]] = []
    seen: set[int] = set()
    for page, start, end in places:
        if found and found[-1][0].number == page.number:
            found[-1] = (page, found[-1][1], max(end, found[-1][2]))
        elif end > start or page.number not in shown | seen:
            found.append((page, start, end))
        seen.add(page.number)
    for index, (page, start, _) in enumerate(found):
        end = found[index + 1][1] if index + 1 < len(found) else out.length
        yield replace(page, span=Span(start if index else 0, end))
