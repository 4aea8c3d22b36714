"""Word files as one XML file (flat OPC, 「Word XML 文档」): the parts of a .docx in one another instead of in a package."""

from __future__ import annotations

import io
import zipfile

from msgspec.structs import replace

from ingest.errors import ReadError
from ingest.model import Document
from ingest.readers.base import sha256
from ingest.readers.docx import DocxReader
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.package import sound_xml

_NAMESPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = f"{{{_NAMESPACE}}}"


class FlatWordReader:
    """What Word saves as .xml; its parts are put into a package and read as such."""

    name = "docx"

    def sniff(self, data: bytes) -> bool:
        return _NAMESPACE.encode() in data[:2048] and b"<" in data[:16]

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        from lxml import etree

        root = sound_xml(data, "Word", source)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            done: set[str] = set()
            for part in root.iterfind(_PKG + "part"):
                name = (part.get(_PKG + "name") or "").lstrip("/")
                held = part.find(_PKG + "xmlData")
                if name and name not in done and held is not None and len(held):
                    done.add(name)
                    package.writestr(name, etree.tostring(held[0]))
        if "word/document.xml" not in done:
            raise ReadError("damaged Word file: it has no text", source=source, hint="save it as .docx")
        return replace(DocxReader().read(packed.getvalue(), source, limits=limits), sha256=sha256(data))
