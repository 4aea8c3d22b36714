"""OFD (GB/T 33190-2016, the Chinese fixed-layout format): text objects with their places, read like a PDF page."""

from __future__ import annotations

import re
from typing import Any

from ingest.errors import PasswordNeeded, ReadError
from ingest.model import Document, Remark
from ingest.readers.assembly import Assembly
from ingest.readers.base import sha256
from ingest.readers.columns import in_columns
from ingest.readers.drawn_rules import Rule, TooMuchDrawn
from ingest.readers.furniture import without_furniture
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.package import Package, holds
from ingest.readers.printed import PrintedPage
from ingest.readers.rows import Piece
from ingest.readers.sheets import Sheet, assemble, flow_of, gridded, guessed_remark, unread_remark

_SHORT = 5.0  # points: shorter strokes are no lines of a table
_MANY_RULES = 4_000  # a drawing, no table
_PATH = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
#: the entries that say how a package is encrypted (GM/T 0099-2020 8)
_ENCRYPTED = re.compile(r"(?i)\b(?:encryptions?|encryptinfo|decryptseed)\.(?:xml|dat)\b")
_MM = 72 / 25.4  # points a millimetre: OFD measures in millimetres from the top left


class OfdReader:
    """OFD.

    Signatures are not checked, pictures and annotations are not read; a page without text is named in a remark.
    """

    name = "ofd"

    def sniff(self, data: bytes) -> bool:
        return holds(data, "OFD.xml")

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        package = Package(data, source, "OFD", limits, password)
        sheets: list[Sheet] = []
        remarks: list[Remark] = []
        metadata: dict[str, str] = {}
        for body in _named(package.xml("OFD.xml"), "DocBody"):
            for info in _named(body, "DocInfo"):
                metadata |= {
                    _local(item): item.text.strip()
                    for item in info
                    if item.text and item.text.strip() and len(item) == 0
                }
            for root in _named(body, "DocRoot"):
                name = package.within("OFD.xml", (root.text or "").strip())
                try:
                    _document(package, name, sheets, remarks, limits, source)
                except PasswordNeeded:
                    raise
                except ReadError as error:
                    if _ENCRYPTED.search(" ".join(package.names())):
                        what = "encrypted OFD file, of which the encryption is not read"
                        raise PasswordNeeded(what, source=source, hint="save it without encryption") from error
                    raise
        pages = [sheet.page for sheet in sheets]
        body = in_columns(without_furniture(pages))
        assembly = Assembly()
        assemble(assembly, flow_of(body, [sheet.blocks for sheet in sheets]))
        if not assembly.text.strip():
            what = "no text: the pages are pictures" if pages else "damaged OFD file: it has no pages"
            raise ReadError(what, source=source, hint="convert it to PDF and read that with the ocr extra")
        return Document(
            text=assembly.text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            pages=assembly.pages(pages),
            paragraphs=tuple(assembly.paragraphs),
            lines=assembly.lines,
            tables=tuple(assembly.tables),
            metadata=metadata,
            remarks=tuple(remarks),
        )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _named(parent: Any, *names: str) -> list[Any]:
    return [element for element in parent.iter() if isinstance(element.tag, str) and _local(element) in names]


def _numbers(text: str | None) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:[eE]-?\d{1,2})?", (text or "")[:100_000])]


def _document(
    package: Package, name: str, sheets: list[Sheet], remarks: list[Remark], limits: Limits, source: str
) -> None:
    document = package.xml(name)
    usual = next((_numbers(b.text) for b in _named(document, "PhysicalBox")), [])
    templates = {t.get("ID"): package.within(name, t.get("BaseLoc", "")) for t in _named(document, "TemplatePage")}
    listed = [page for group in _named(document, "Pages") for page in _named(group, "Page")]
    limits.check("pages", len(sheets) + len(listed), "pages", source=source)
    characters = 0
    for page in listed:
        number = len(sheets) + 1
        content = package.xml(package.within(name, page.get("BaseLoc", "")))
        box = next((_numbers(b.text) for b in _named(content, "PhysicalBox")), []) or usual
        left, top, width, height = box if len(box) == 4 else (0.0, 0.0, 210.0, 297.0)
        pieces: list[Piece] = []
        rules: list[Rule] = []
        used = [templates[t.get("TemplateID")] for t in _named(content, "Template") if t.get("TemplateID") in templates]
        for part in [package.xml(other) for other in used if other in package] + [content]:
            for item in _named(part, "TextObject"):
                pieces += _pieces(item, left, top)
            for item in _named(part, "PathObject"):
                rules += _rules(item, left, top)
            characters += sum(len(piece.text) for piece in pieces)
            limits.check("characters", characters, "characters", source=source)
        if not pieces and _named(content, "ImageObject", "PathObject"):
            remarks.append(
                Remark(
                    code="scanned-page",
                    message="the page is a picture",
                    page=number,
                    hint="convert it to PDF and read that with the ocr extra",
                )
            )
        page_ = PrintedPage(number, width * _MM, height * _MM, ())
        before = sheets[-1].white if sheets else None
        try:
            if len(rules) > _MANY_RULES:
                raise TooMuchDrawn
            sheet = gridded(page_, pieces, rules, (), before)
        except TooMuchDrawn:
            sheet = gridded(page_, pieces, (), (), before)
            remarks.append(unread_remark(number))
        if (remark := guessed_remark(sheet)) is not None:
            remarks.append(remark)
        sheets.append(sheet)


def _rules(item: Any, left: float, top: float) -> list[Rule]:
    """The straight lines of one path, across the page or down."""
    boundary = _numbers(item.get("Boundary"))
    if len(boundary) != 4 or (item.get("Stroke") == "false" and item.get("Fill") != "true"):
        return []
    matrix = _numbers(item.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    data = next((part.text or "" for part in _named(item, "AbbreviatedData")), "")
    found: list[Rule] = []
    at: tuple[float, float] | None = None
    begin: tuple[float, float] | None = None
    for step in _PATH.finditer(data[:100_000]):
        numbers = _numbers(step[2])
        if step[1] == "C":
            to = begin
        elif len(numbers) >= 2:
            x, y = numbers[-2], numbers[-1]
            to = (
                (boundary[0] - left + a * x + c * y + e) * _MM,
                (boundary[1] - top + b * x + d * y + f) * _MM,
            )
        else:
            continue
        if step[1] in "LC" and at is not None and to is not None:
            (x0, y0), (x1, y1) = at, to
            if abs(y1 - y0) < 1 and abs(x1 - x0) >= _SHORT:
                found.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1), True))
            elif abs(x1 - x0) < 1 and abs(y1 - y0) >= _SHORT:
                found.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1), False))
        begin = to if step[1] in "MS" else begin
        at = to
    return found


def _pieces(item: Any, left: float, top: float) -> list[Piece]:
    """The runs of one text object; ``DeltaX`` gives the steps between its characters, "g 27 5.6" is 27 times 5.6."""
    boundary = _numbers(item.get("Boundary"))
    sizes = _numbers(item.get("Size"))
    if len(boundary) != 4 or not sizes:
        return []
    matrix = _numbers(item.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    stretch = _numbers(item.get("HScale")) or [1.0]
    size = sizes[0] * (abs(d) or abs(b) or 1.0)
    found: list[Piece] = []
    x = y = 0.0
    for code in _named(item, "TextCode"):
        text = code.text or ""
        x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
        blank = len(text) - len(text.lstrip(" \u3000"))
        steps = _steps(code.get("DeltaX"), len(text) - 1, sizes[0] * stretch[0])
        shown = text.strip(" \u3000")
        if not shown:
            continue
        start = x + sum(steps[:blank])
        run = sum(steps[blank : len(text.rstrip("\u3000")) - 1])  # a blank at the end of a line fills it
        px, py = a * start + c * y + e, b * start + d * y + f
        x0, base = (boundary[0] - left + px) * _MM, (boundary[1] - top + py) * _MM
        em = size * _MM
        end = x0 + (run * abs(a or 1.0) + sizes[0] * abs(a or 1.0) * (1.0 if ord(shown[-1]) > 0x2E80 else 0.5)) * _MM
        found.append(Piece(shown, x0, base - 0.88 * em, end, base + 0.12 * em, em))
    return found


def _steps(text: str | None, count: int, usual: float) -> list[float]:
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            times = int(_numbers(words[at + 1])[0]) if _numbers(words[at + 1]) else 0
            steps += (_numbers(words[at + 2]) or [usual]) * max(0, min(times, count - len(steps)))
            at += 3
        else:
            steps += _numbers(words[at])[:1]
            at += 1
    return steps[:count] + [usual] * (count - len(steps))
