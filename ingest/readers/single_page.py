"""Web pages in one file (.mht, and what Word saves as 单个文件网页, often named .doc): the page in it, read as a web page.

The file is built like a mail (MIME, RFC 2557): parts with headers, the first of them the page, the others pictures. Mails
themselves are read too: the page in them, else the plain text; what is attached is named and not read.
"""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from msgspec.structs import replace

from ingest.errors import ReadError
from ingest.model import Document
from ingest.readers.base import attachment_remark, sha256
from ingest.readers.html import HtmlReader
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.text import TextReader

#: lines that part a file, at most: a page has some hundred pictures
_PARTS = 5_000
_HEADERS = re.compile(
    rb"\s{0,8}(?:[A-Za-z][A-Za-z-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,40}){0,60}?MIME-Version:", re.I
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_OTHER = re.compile(rb"(?i)^Content-Type:\s{0,8}(?:application|image)/", re.M)  # a download saved with its headers


class SinglePageReader:
    """A web page with its pictures in one file, or a mail."""

    name = "mht"

    def sniff(self, data: bytes) -> bool:
        head = data[:16_384]
        return _HEADERS.match(head) is not None and _OTHER.search(_HEAD_END.split(head, 1)[0]) is None

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        if (lines := data.count(b"\n--")) > _PARTS:
            what = f"too large: {lines:,} parts, at most {_PARTS:,} are read"
            raise ReadError(what, source=source, hint="save the page again, as PDF")
        pages, texts, attached = parts_of(data, source, limits)
        held = pages or texts
        if not held:
            raise ReadError("a file of parts, none of them a web page or a text", source=source, hint="save it as PDF")
        page = held[0]
        document = (HtmlReader() if pages else TextReader()).read(page, source, limits=limits)
        remarks = [attachment_remark(name) for name in attached]
        return replace(document, format=self.name, sha256=sha256(data), remarks=(*document.remarks, *remarks))


def parts_of(data: bytes, source: str, limits: Limits) -> tuple[list[bytes], list[bytes], list[str]]:
    """The pages, the plain texts and the names of what is attached."""
    pages: list[bytes] = []
    texts: list[bytes] = []
    attached: list[str] = []
    try:
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(data)
        for number, part in enumerate(message.walk()):
            limits.check("parts", number, "package_entries", source=source)
            if part.is_multipart():
                continue
            kind = part.get_content_type()
            if part.get_content_disposition() == "attachment":
                attached.append(part.get_filename() or kind)
                continue
            if kind not in ("text/html", "application/xhtml+xml", "text/plain"):
                continue
            held = part.get_payload(decode=True)
            if isinstance(held, bytes) and held.strip():
                (texts if kind == "text/plain" else pages).append(_as_utf8(held, part.get_content_charset()))
    except ReadError:
        raise
    except Exception as error:  # the parser of the standard library lets many through on damaged headers
        raise ReadError("damaged file: its parts cannot be told", source=source, hint="save the page again") from error
    return pages, texts, attached


def _as_utf8(held: bytes, charset: str | None) -> bytes:
    """A part in the encoding that its header says, as UTF-8 with a mark; as it is where that is not so."""
    try:
        return b"\xef\xbb\xbf" + held.decode(charset or "").removeprefix("\ufeff").encode() if charset else held
    except (LookupError, ValueError):
        return held
