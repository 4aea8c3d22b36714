"""Web pages of governments: the notice without the site around it, and the information box (信息公开目录) beside it.

Which part of a page is the notice is found in ``webpage_body``, its text in ``webpage_text``, what stands beside it in
``webpage_box``; names of containers, site furniture and box keys are data: ``webpage.tsv``.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.errors import ReadError
from ingest.model import Document, Remark
from ingest.readers.base import sha256
from ingest.readers.flowing import Flow, tidy
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.text import decode
from ingest.readers.webpage import deep
from ingest.readers.webpage_body import MINIMUM, notice_of
from ingest.readers.webpage_bounds import check_bounds
from ingest.readers.webpage_box import attachments, boxes_of, information_box, metas, pairs_of, printed_above
from ingest.readers.webpage_text import flow_of

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312", "csgb2312", "ms936"})
#: encodings in which any bytes are text: a page that declares one of them says nothing
_ANY_BYTE = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"})
_OPENS = re.compile(
    rb"\s*(?:<!--.{0,4000}?-->\s*|<\?xml.{0,200}?\?>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|base|link|style|script"
    rb"|div|table|p|center|font|span|section|article|main|form|[uo]l|h[1-6])\b",
    re.I | re.S,
)


class HtmlReader:
    """HTML pages, whatever their name. Scripts do not run and nothing is fetched; attachments are named, not read."""

    name = "html"

    def sniff(self, data: bytes) -> bool:
        head = (
            data[:65_536].removeprefix(b"\xef\xbb\xbf").lstrip()[:16_384]
        )  # pages made by programs begin with blank lines
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            head = head[2:].replace(b"\0", b"")
        return _OPENS.match(head) is not None

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        from selectolax.lexbor import LexborHTMLParser

        remarks: list[Remark] = []
        text, encoding = decoded(data, source, remarks)
        limits.check("characters", len(text), "characters", source=source)
        check_bounds(text, source)
        try:
            tree = LexborHTMLParser(text.replace("\0", ""))
        except Exception as error:
            raise ReadError("damaged HTML: it cannot be parsed", source=source, hint="save the page again") from error
        root = tree.body if tree.body is not None else tree.root
        if root is None or deep(root, limits.xml_depth):
            raise ReadError("not a sound HTML page: nested too deeply", source=source, hint="print it to PDF")
        metadata = metas(tree)
        pairs = pairs_of(root)
        boxes = boxes_of(root, pairs)
        called = tree.css_first("title")
        title = metadata.get("ArticleTitle") or (tidy(called.text()) if called is not None else "")
        body, running = notice_of(root, boxes, title)
        metadata |= information_box(pairs, body, boxes)
        for key, value in printed_above(tree, root, body, metadata, boxes).items():
            metadata.setdefault(key, value)
        flow = Flow()
        flow_of(body, flow, boxes)
        if running < MINIMUM or sum(not c.isspace() for c in flow.text) < MINIMUM:
            said = tidy(root.text())[:40]
            suffix = PurePath(source).suffix.lower()
            named = f", though it is named {suffix}" if suffix and suffix not in (".html", ".htm", ".shtml") else ""
            what = f"an HTML page{named}, without the text of a notice" + (f" (it says 「{said}」)" if said else "")
            raise ReadError(what, source=source, hint="download the notice again")
        linked = attachments(root, body)
        if linked:
            metadata["附件"] = "\n".join(f"{name} <{link}>" for name, link in linked)
        for name, link in linked:
            remarks.append(
                Remark(
                    code="attachment-unread",
                    message=f"the attachment 「{name}」 is not read ({link})",
                    hint="download and read it",
                )
            )
        return Document(
            text=flow.text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            encoding=encoding,
            paragraphs=tuple(flow.paragraphs),
            tables=tuple(flow.tables),
            metadata=metadata,
            remarks=tuple(remarks),
        )


def decoded(data: bytes, source: str, remarks: list[Remark]) -> tuple[str, str]:
    """By byte order mark, else as declared (gb2312 and gbk as gb18030), else as plain text is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf":
        return decode(data, source)
    found = _DECLARED.search(data[:8192])
    declared = (found.group(1) or found.group(2)).decode("ascii", "replace").lower() if found else ""
    if declared.startswith("utf-16"):
        declared = "utf-8"  # a page whose declaration can be read as bytes is not UTF-16
    encoding = "gb18030" if declared in _CHINESE else "" if declared in _ANY_BYTE else declared
    if encoding:
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    try:
        return decode(data, source)
    except ReadError:
        try:
            text = data.decode(encoding or ("cp1252" if declared in _ANY_BYTE else "utf-8"), "replace")
        except LookupError:
            encoding = "utf-8"
            text = data.decode(encoding, "replace")
        bad = text.count("\ufffd")
        if bad > len(text) // 50:
            raise
        remarks.append(
            Remark(code="bad-characters", message=f"{bad} characters are damaged", hint="save the page again")
        )
        return text, encoding or "utf-8"
