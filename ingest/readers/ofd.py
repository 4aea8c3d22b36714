"""OFD (GB/T 33190-2016, the Chinese fixed-layout format): text objects with their places, read like a PDF page.

A page that is a picture goes to character recognition, as a scanned page of a PDF does, unless a text layer lies over it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ingest.errors import PasswordNeeded, ReadError
from ingest.model import Document, Remark
from ingest.readers import ocr
from ingest.readers.base import attachment_remark, sha256
from ingest.readers.drawn_rules import Rule, TooMuchDrawn
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.ofd_objects import MM, Drawn, Run, draw, local, named, numbers
from ingest.readers.ofd_pictures import painted
from ingest.readers.package import Package, holds
from ingest.readers.printed import Box, PrintedPage
from ingest.readers.rows import Piece
from ingest.readers.scans import as_they_lie, recognised_picture
from ingest.readers.sheets import Sheet, assembly_of, gridded, guessed_remark, unread_remark

_MANY_RULES = 4_000  # a drawing, no table
_FEW = 20  # fewer characters on a page with a picture: a scan
_SHOWN = 60  # characters of a text that a remark quotes
#: the entries that say how a package is encrypted (GM/T 0099-2020 8)
_ENCRYPTED = re.compile(r"(?i)\b(?:encryptions?|encryptinfo|decryptseed)\.(?:xml|dat)\b")


class OfdReader:
    """OFD.

    Signatures are not checked; what annotations say and which files are attached is said in remarks.
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
        aslant: list[tuple[str, int]] = []
        for body in named(package.xml("OFD.xml"), "DocBody"):
            for info in named(body, "DocInfo"):
                metadata |= {
                    local(item): item.text.strip()
                    for item in info
                    if item.text and item.text.strip() and len(item) == 0
                }
            try:
                for name in _roots(package, body):
                    read = _Pages(package, name, sheets, remarks, limits)
                    read.read()
                    aslant += read.aslant
            except PasswordNeeded:
                raise
            except ReadError as error:
                if _ENCRYPTED.search(" ".join(package.names())):
                    what = "encrypted OFD file, of which the encryption is not read"
                    raise PasswordNeeded(what, source=source, hint="save it without encryption") from error
                raise
        assembly, left_out = assembly_of(sheets, aslant)
        remarks += left_out
        if not assembly.text.strip():
            raise _nothing(remarks, len(sheets), source)
        return Document(
            text=assembly.text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            pages=assembly.pages([sheet.page for sheet in sheets]),
            paragraphs=tuple(assembly.paragraphs),
            lines=as_they_lie(assembly.lines, sheets),
            tables=tuple(assembly.tables),
            metadata=metadata,
            remarks=tuple(remarks),
        )


def _nothing(remarks: list[Remark], pages: int, source: str) -> ReadError:
    codes = {remark.code for remark in remarks}
    if not pages:
        return ReadError("damaged OFD file: it has no pages", source=source, hint="get the file again")
    if "garbled-page" in codes:
        what = "no readable text: the fonts have no map to characters"
        return ReadError(what, source=source, hint="convert it to PDF and read that with the ocr extra")
    if "scanned-page" not in codes and "unreadable-page" in codes:
        return ReadError("damaged OFD file: no page can be read", source=source, hint="get the file again")
    what = "no text: the pages are pictures"
    return ReadError(what, source=source, hint="convert it to PDF and read that with the ocr extra")


def _roots(package: Package, body: Any) -> Iterator[str]:
    """The entries of the documents of one body: of its versions (7.4) the current one."""
    for version in named(body, "Version"):
        if version.get("Current") == "true" and version.get("BaseLoc"):
            name = _entry(package, "OFD.xml", version.get("BaseLoc"))
            for root in named(package.xml(name), "DocRoot") if name in package else ():
                if (current := _entry(package, name, root.text or "")) in package:
                    yield current
                    return
    for root in named(body, "DocRoot"):
        yield _entry(package, "OFD.xml", root.text or "")


def _entry(package: Package, base: str, path: str) -> str:
    """The entry that a path written in ``base`` means. Some programs write it from the root without saying so, or with other
    capitals than the package has."""
    name = package.within(base, path.strip())
    if name in package:
        return name
    other = package.within("", path.strip())
    return other if other in package else name


class _Pages:
    """The pages of one document of the package."""

    def __init__(self, package: Package, name: str, sheets: list[Sheet], remarks: list[Remark], limits: Limits) -> None:
        self.package, self.name, self.sheets, self.remarks, self.limits = package, name, sheets, remarks, limits
        self.document = package.xml(name)
        self.units: dict[str, Any] = {}
        self.pictures: dict[str, str] = {}
        self.characters = self.recognised = 0
        self.aslant: list[tuple[str, int]] = []  # words that stand askew, and on which page

    def read(self) -> None:
        document, source = self.document, self.package.source
        usual = next((numbers(b.text) for b in named(document, "PhysicalBox")), [])
        self._resources(self.name, named(document, "PublicRes", "DocumentRes"))
        templates = {
            t.get("ID"): _entry(self.package, self.name, t.get("BaseLoc", "")) for t in named(document, "TemplatePage")
        }
        listed = [page for group in named(document, "Pages") for page in named(group, "Page")]
        self.limits.check("pages", len(self.sheets) + len(listed), "pages", source=source)
        first = self.sheets[-1].page.number + 1 if self.sheets else 1
        for at, page in enumerate(listed):
            number = first + at
            try:
                self._page(_entry(self.package, self.name, page.get("BaseLoc", "")), number, usual, templates)
            except PasswordNeeded:
                raise
            except ReadError as error:
                if len(listed) == 1 or error.what.startswith(("too large", "not a sound")):
                    raise
                self._say("unreadable-page", error.what, number, "get the file again")
                width, height = (usual[2], usual[3]) if len(usual) == 4 else (210.0, 297.0)
                self.sheets.append(Sheet(PrintedPage(number, width * MM, height * MM, ())))
        self._annotations({page.get("ID"): first + i for i, page in enumerate(listed)})
        self._attachments()

    def _say(self, code: str, message: str, page: int | None, hint: str = "") -> None:
        self.remarks.append(Remark(code=code, message=message, page=page, hint=hint))

    def _unrecognised(self, code: str, message: str, page: int) -> None:
        """What character recognition would have read: not there, or the picture cannot be unpacked."""
        wants = None if ocr.available() else "ocr"
        hint = "pip install 'policygraph[ocr]' and read it again" if wants else "convert it to PDF and read that"
        self.remarks.append(Remark(code=code, message=message, page=page, hint=hint, wants=wants))

    def _xml(self, base: str, path: str | None) -> Any:
        """The XML that a path means, None where it is missing or damaged: nothing the text depends on."""
        name = _entry(self.package, base, path or "")
        if name not in self.package:
            return None
        try:
            return self.package.xml(name)
        except PasswordNeeded:
            raise
        except ReadError as error:
            if error.what.startswith(("too large", "not a sound")):
                raise
            return None

    def _resources(self, base: str, places: list[Any]) -> None:
        """Pictures, and composite graphics (13): text may stand in them."""
        for place in places:
            resources = self._xml(base, place.text)
            if resources is None:
                continue
            for unit in named(resources, "CompositeGraphicUnit"):
                self.units[unit.get("ID", "")] = unit
            for media in named(resources, "MultiMedia"):
                for file in named(media, "MediaFile"):
                    path = f"{resources.get('BaseLoc', '')}/{(file.text or '').strip()}".lstrip("/")
                    name = _entry(self.package, _entry(self.package, base, place.text or ""), path)
                    self.pictures[media.get("ID", "")] = name

    def _page(self, name: str, number: int, usual: list[float], templates: dict[str | None, str]) -> None:
        content = self.package.xml(name)
        box = next((numbers(b.text) for b in named(content, "PhysicalBox")), []) or usual
        left, top, width, height = box if len(box) == 4 and box[2] > 0 < box[3] else (0.0, 0.0, 210.0, 297.0)
        self._resources(name, named(content, "PageRes"))
        onto = (MM, 0.0, 0.0, MM, -left * MM, -top * MM)
        drawn = Drawn()
        used = [templates[t.get("TemplateID")] for t in named(content, "Template") if t.get("TemplateID") in templates]
        for part in [*(self.package.xml(other) for other in used if other in self.package), content]:
            draw(part, onto, self.units, drawn)
            counted = sum(len(run.text) for run in (*drawn.runs, *drawn.hidden))
            self.limits.check("characters", self.characters + counted, "characters", source=self.package.source)
        self.characters += sum(len(run.text) for run in drawn.runs)
        if drawn.aslant:
            self.aslant.append((" ".join(dict.fromkeys(drawn.aslant)), number))
        if not drawn.whole:
            self.remarks.append(unread_remark(number))
        blank = PrintedPage(number, width * MM, height * MM, ())
        sheets = self._recognised(drawn, blank) if _seen(drawn.runs) < _FEW and drawn.pictures else []
        self.sheets += sheets or [self._printed(drawn, blank)]

    def _printed(self, drawn: Drawn, page: PrintedPage) -> Sheet:
        from ingest.readers.pdf import garbled

        runs, number = drawn.runs, page.number
        if _seen(runs) < _FEW <= _seen(drawn.hidden):
            runs = drawn.hidden
            what = "the page is a picture; read is the hidden text that lies over it"
            self._unrecognised("hidden-text", what, number)
        if not runs and drawn.pictures:
            self._unrecognised("scanned-page", "the page is a picture", number)
        elif not runs and drawn.shapes:
            self._say("scanned-page", "the page is drawn shapes", number, "convert it to PDF and read that")
        elif garbled("".join(run.text for run in runs)):
            what = "the font has no map to characters"
            self._say("garbled-page", what, number, "convert it to PDF and read that with the ocr extra")
            return Sheet(page)
        ways: Counter[int] = Counter()
        for run in runs:
            ways[run.way] += len(run.text)
        turns = (4 - max(ways, key=lambda way: (ways[way], way == 0))) % 4 if ways else 0
        width, height = page.width, page.height
        pieces = [Piece(run.text, *_upright(run.box, turns, width, height), run.size) for run in runs]
        rules = [_turned_rule(rule, turns, width, height) for rule in drawn.rules] if turns else drawn.rules
        if turns % 2:
            page = PrintedPage(number, height, width, ())
        before = self.sheets[-1].white if self.sheets else None
        try:
            if len(rules) > _MANY_RULES:
                raise TooMuchDrawn
            sheet = gridded(page, pieces, rules, (), before)
        except TooMuchDrawn:
            sheet = gridded(page, pieces, (), (), before)
            self.remarks.append(unread_remark(number))
        if (remark := guessed_remark(sheet)) is not None:
            self.remarks.append(remark)
        return sheet

    def _recognised(self, drawn: Drawn, page: PrintedPage) -> list[Sheet]:
        """A page that is a picture, by character recognition; nothing where that is not to be had."""
        if not ocr.available() or self.recognised >= self.limits.ocr_pages:
            return []
        pixels = painted(drawn.pictures, self._picture, page.width, page.height)
        if pixels is None:
            return []
        self.recognised += 1
        sheets, remarks = recognised_picture(pixels, page, self.sheets[-1].white if self.sheets else None)
        self.remarks += remarks
        return sheets

    def _picture(self, number: str) -> bytes | None:
        """The bytes of a picture of the resources by its id."""
        name = self.pictures.get(number)
        return self.package.bytes_of(name) if name is not None and name in self.package else None

    def _annotations(self, numbers_of: dict[str | None, int]) -> None:
        """Text that was laid over a page (15.2): stamps, notes, water marks. It is no text of the document."""
        for place in named(self.document, "Annotations"):
            listed = self._xml(self.name, place.text)
            base = _entry(self.package, self.name, (place.text or ""))
            for page in named(listed, "Page") if listed is not None else ():
                where = next((part.text for part in page if local(part) == "FileLoc"), None)
                notes = self._xml(base, where)
                drawn = Drawn()
                for note in named(notes, "Appearance") if notes is not None else ():
                    draw(note, (MM, 0.0, 0.0, MM, 0.0, 0.0), self.units, drawn)
                said = " ".join(dict.fromkeys([*(run.text for run in drawn.runs), *drawn.aslant]))
                if said:
                    what = f"an annotation is not part of the text: 「{said[:_SHOWN]}」"
                    self._say("annotation-unread", what, numbers_of.get(page.get("PageID")), "look at the page")

    def _attachments(self) -> None:
        for place in named(self.document, "Attachments"):
            listed = self._xml(self.name, place.text)
            for one in named(listed, "Attachment") if listed is not None else ():
                name = one.get("Name") or one.get("ID") or "?"
                self.remarks.append(attachment_remark(name[:_SHOWN]))


def _seen(runs: list[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _upright(box: Box, turns: int, width: float, height: float) -> Box:
    """The box on the page turned by quarters clockwise; ``width`` and ``height`` are those before.

    >>> _upright((10, 20, 30, 80), 3, 100, 200), _upright((10, 20, 30, 80), 1, 100, 200)
    ((20, 70, 80, 90), (120, 10, 180, 30))
    """
    turned = (height, width) if turns % 2 else (width, height)
    return ocr.as_it_stood(box, -turns % 4, *turned)


def _turned_rule(rule: Rule, turns: int, width: float, height: float) -> Rule:
    box = (rule.start, rule.at, rule.end, rule.at) if rule.across else (rule.at, rule.start, rule.at, rule.end)
    x0, y0, x1, y1 = _upright(box, turns, width, height)
    return Rule(y0, x0, x1, True) if x1 - x0 > y1 - y0 else Rule(x0, y0, y1, False)
