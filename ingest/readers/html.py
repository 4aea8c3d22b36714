"""Web pages of governments: the notice without the site around it, and the information box (信息公开目录) beside it.

The text is the first known container of a site system that holds enough of the page, else the densest block: the
smallest element with nearly all running text of the page, links and site furniture not counted. Names of containers,
furniture and box keys are data: ``webpage.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from ingest.errors import LexiconError, ReadError
from ingest.model import Document, Remark
from ingest.readers.base import normalised, sha256
from ingest.readers.flowing import Flow, FlowCell, tidy
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.printed import folded
from ingest.readers.text import decode

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312", "csgb2312", "ms936"})
_OPENS = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml.{0,200}?\?>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script)\b",
    re.I | re.S,
)
_SILENT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "svg",
        "select",
        "textarea",
        "button",
        "input",
        "-comment",
        "_comment",
    }
)
_HOLDERS = frozenset({"td", "th", "dt", "li", "span", "b", "strong", "label", "p", "div", "em", "i"})
_SITE = frozenset({"nav", "footer", "aside", "header"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "st1",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
_ATTACHED = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z|jpe?g|png|tiff?)(?:[?#]|$)", re.I)
_FILES = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z)(?:[?#]|$)", re.I)
_MINIMUM = 30  # characters of running text below which a page holds no notice


@dataclass(frozen=True, slots=True)
class _Site:
    body: tuple[str, ...]
    skip: frozenset[str]
    footer: re.Pattern[str]
    keys: frozenset[str]


@cache
def _site() -> _Site:
    """The patterns of ``webpage.tsv``. Raises ``LexiconError`` for a row of another shape."""
    rows: dict[str, list[str]] = {"body": [], "skip": [], "footer": [], "key": []}
    text = files("ingest.readers").joinpath("webpage.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, tab, pattern = line.partition("\t")
        if not tab or kind not in rows or not pattern:
            raise LexiconError(f"not kind <TAB> pattern: {line!r}", source="webpage.tsv", line=number)
        rows[kind].append(pattern)
    return _Site(
        tuple(rows["body"]), frozenset(rows["skip"]), re.compile("|".join(rows["footer"])), frozenset(rows["key"])
    )


class HtmlReader:
    """HTML pages, whatever their name. Scripts do not run and nothing is fetched; attachments are named, not read."""

    name = "html"

    def sniff(self, data: bytes) -> bool:
        head = data[:4096].removeprefix(b"\xef\xbb\xbf")
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            head = head[2:].replace(b"\0", b"")
        return _OPENS.match(head) is not None

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        from selectolax.lexbor import LexborHTMLParser

        remarks: list[Remark] = []
        text, encoding = _decoded(data, source, remarks)
        limits.check("characters", len(text), limits.characters, source=source)
        try:
            tree = LexborHTMLParser(text.replace("\0", ""))
        except Exception as error:
            raise ReadError("damaged HTML: it cannot be parsed", source=source, hint="save the page again") from error
        root = tree.body if tree.body is not None else tree.root
        if root is None or _deep(root, limits.xml_depth):
            raise ReadError("not a sound HTML page: nested too deeply", source=source, hint="save the page again")
        metadata = _metas(tree)
        body, running = _body(root)
        metadata |= {key: value for key, value in _box(root, body).items() if value}
        heading = root.css_first("h1")
        if "标题" not in metadata and heading is not None and (title := tidy(heading.text())):
            metadata["标题"] = title
        flow = Flow()
        _flow(body, flow)
        if running < _MINIMUM or sum(not c.isspace() for c in flow.text) < _MINIMUM:
            said = tidy(root.text())[:40]
            suffix = PurePath(source).suffix.lower()
            named = f", though it is named {suffix}" if suffix and suffix not in (".html", ".htm", ".shtml") else ""
            what = f"an HTML page{named}, without the text of a notice" + (f" (it says 「{said}」)" if said else "")
            raise ReadError(what, source=source, hint="download the notice again")
        attachments = _attachments(root, body)
        if attachments:
            metadata["附件"] = "\n".join(f"{name} <{link}>" for name, link in attachments)
        for name, link in attachments:
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


def _decoded(data: bytes, source: str, remarks: list[Remark]) -> tuple[str, str]:
    """By byte order mark, else as declared (gb2312 and gbk as gb18030), else as plain text is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf":
        return decode(data, source)
    found = _DECLARED.search(data[:8192])
    declared = (found.group(1) or found.group(2)).decode("ascii", "replace").lower() if found else ""
    if declared.startswith("utf-16"):
        declared = "utf-8"  # a page whose declaration can be read as bytes is not UTF-16
    encoding = "gb18030" if declared in _CHINESE else declared
    if encoding:
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    try:
        return decode(data, source)
    except ReadError:
        try:
            text = data.decode(encoding or "utf-8", "replace")
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


def _deep(root: Any, limit: int) -> bool:
    depth, node = 0, root
    while node is not None:
        below = node.child
        if below is not None:
            depth += 1
            node = below
            if depth > limit:
                return True
            continue
        while node is not None and node.next is None:
            node = node.parent
            depth -= 1
            if depth <= 0:
                return False
        node = node.next if node is not None else None
    return False


def _children(node: Any) -> Iterator[Any]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _tag(node: Any) -> str:
    return (node.tag or "").lower()


def _hidden(node: Any) -> bool:
    attributes = node.attributes or {}
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "hidden" in attributes


def _furniture(node: Any) -> bool:
    """Navigation and the like, by tag, class or id."""
    if _tag(node) in _SITE:
        return True
    attributes = node.attributes or {}
    words = re.findall(r"[a-z]+", f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower())
    return any(word in _site().skip for word in words)


def _same(a: Any, b: Any) -> bool:
    return a is not None and b is not None and a.mem_id == b.mem_id


# ---------------------------------------------------------------------------------------------------------------------
# which element is the notice


def _running(root: Any) -> tuple[dict[int, int], dict[int, Any], dict[int, Any]]:
    """Running text of every element.

    Characters of paragraphs under it, without links, furniture and feet of the site.
    """
    weight: dict[int, int] = {}
    nodes: dict[int, Any] = {}
    parents: dict[int, Any] = {}

    def count(node: Any) -> int:
        nodes[node.mem_id] = node
        total = 0
        own: list[str] = []
        for child in _children(node):
            tag = _tag(child)
            if tag == "-text":
                own.append(child.text(deep=False) or "")
            elif tag in _SILENT or tag == "a" or _hidden(child) or _furniture(child):
                continue
            elif tag in _INLINE:
                parents[child.mem_id] = node
                total += count(child)
            else:
                parents[child.mem_id] = node
                total += count(child)
        text = tidy("".join(own))
        if len(text) >= 4 and not _site().footer.search(text):
            total += len(text)
        weight[node.mem_id] = total
        return total

    count(root)
    return weight, nodes, parents


def _body(root: Any) -> tuple[Any, int]:
    """The element that holds the notice, and how many characters of running text it has."""
    weight, _, _ = _running(root)
    whole = weight[root.mem_id]
    for selector in _site().body:
        found = [node for node in root.css(selector) if weight.get(node.mem_id, 0) >= max(_MINIMUM, 0.5 * whole)]
        if found:
            best = max(found, key=lambda node: weight[node.mem_id])
            return best, weight[best.mem_id]
    node = root
    while True:
        blocks = [child for child in _children(node) if weight.get(child.mem_id, 0) > 0 and _tag(child) not in _INLINE]
        heavy = [child for child in blocks if weight[child.mem_id] >= 0.8 * weight[node.mem_id]]
        if len(heavy) != 1 or _tag(heavy[0]) in ("p", "tr", "tbody", "ul", "ol") or weight[heavy[0].mem_id] < _MINIMUM:
            return node, weight[node.mem_id]
        node = heavy[0]


# ---------------------------------------------------------------------------------------------------------------------
# its text


def _flow(node: Any, flow: Flow | FlowCell) -> None:
    """Block elements end paragraphs, tables become tables, links are text, everything invisible is left out."""
    run: list[str] = []

    def close() -> None:
        text = tidy(folded("".join(run)))
        run.clear()
        if text and not _site().footer.search(text):
            if isinstance(flow, Flow):
                flow.paragraph(text)
            else:
                flow.paragraphs.append(text)

    def walk(parent: Any) -> None:
        for child in _children(parent):
            tag = _tag(child)
            if tag == "-text":
                run.append(child.text(deep=False) or "")
            elif tag in _SILENT or _hidden(child):
                continue
            elif tag == "br":
                close()
            elif tag == "table":
                close()
                _table(child, flow)
            elif tag in _INLINE:
                walk(child)
            elif not _furniture(child):
                close()
                walk(child)
                close()

    walk(node)
    close()


def _table(table: Any, flow: Flow | FlowCell) -> None:
    rows: list[list[FlowCell]] = []
    waiting: dict[int, tuple[int, FlowCell]] = {}  # column → rows still covered by a cell from above
    for row in _table_rows(table):
        cells: list[FlowCell] = []
        below: dict[int, tuple[int, FlowCell]] = {}
        for element in [child for child in _children(row) if _tag(child) in ("td", "th")] + [None]:
            while len(cells) in waiting:
                left, cell = waiting.pop(len(cells))
                if left > 1:
                    below[len(cells)] = (left - 1, cell)
                cells.append(cell)
            if element is None:
                break
            cell = FlowCell()
            _flow(element, cell)
            down, right = _spans(element)
            for _ in range(right):
                if down > 1:
                    below[len(cells)] = (down - 1, cell)
                cells.append(cell)
        waiting |= below
        rows.append(cells)
    if isinstance(flow, Flow):
        flow.table(rows)
    else:
        flow.paragraphs.extend(
            text for cell in dict.fromkeys(c for row in rows for c in row) for text in cell.paragraphs
        )


def _table_rows(table: Any) -> Iterator[Any]:
    for child in _children(table):
        if _tag(child) == "tr":
            yield child
        elif _tag(child) in ("tbody", "thead", "tfoot"):
            yield from _table_rows(child)


def _spans(element: Any) -> tuple[int, int]:
    found = []
    for name in ("rowspan", "colspan"):
        value = ((element.attributes or {}).get(name) or "1").strip()
        found.append(min(int(value), 200) if value.isascii() and value.isdigit() and int(value) else 1)
    return found[0], found[1]


# ---------------------------------------------------------------------------------------------------------------------
# what stands beside it


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.css("meta"):
        attributes = meta.attributes or {}
        name, content = tidy(attributes.get("name") or ""), tidy(normalised(attributes.get("content") or ""))
        if name and content and name.lower() not in ("viewport", "renderer", "robots", "generator", "referrer"):
            found.setdefault(name, content)
    return found


def _box(root: Any, body: Any) -> dict[str, str]:
    """Keys and values of the information box, keys without blanks: 「文　号：」 is 文号."""
    keys = _site().keys
    found: dict[str, str] = {}
    length: dict[int, int] = {}

    def measure(node: Any) -> int:
        if _tag(node) == "-text":
            return len(node.text(deep=False) or "")
        length[node.mem_id] = sum(measure(child) for child in _children(node))
        return length[node.mem_id]

    def take(node: Any) -> None:
        text = tidy(node.text())
        head, colon, rest = re.sub("：", ":", text, count=1).partition(":")
        key = re.sub(r"[\s\u3000\[\]【】]", "", head)
        if key not in keys or key in found:
            return
        value = tidy(rest) if colon else ""
        if not value and (beside := _beside(node)) is not None:
            value = tidy(beside.text() or "")
        value = _next_key().split(value, maxsplit=1)[0].strip()
        if value and len(value) <= 200 and re.sub(r"[\s\u3000:：]", "", value) not in keys:
            found[key] = value

    def visit(node: Any) -> None:  # the innermost element that names a key has its value
        if _same(node, body) or _tag(node) in _SILENT or _tag(node) == "-text":
            return
        for child in _children(node):
            visit(child)
        if _tag(node) in _HOLDERS and length.get(node.mem_id, 0) <= 200:
            take(node)

    measure(root)
    visit(root)
    return found


@cache
def _next_key() -> re.Pattern[str]:
    spaced = ("\\s*".join(map(re.escape, key)) for key in sorted(_site().keys, key=len, reverse=True))
    return re.compile(rf"(?:^|\s)(?:{'|'.join(spaced)})\s*[:：]")


def _beside(node: Any) -> Any | None:
    other = node.next
    while other is not None and (_tag(other) == "-text" and not tidy(other.text() or "")):
        other = other.next
    return other


def _attachments(root: Any, body: Any) -> list[tuple[str, str]]:
    """Files the page links to: inside the notice all, elsewhere those of document formats that call themselves 附件."""
    found: dict[str, str] = {}
    inside = {node.mem_id for node in body.css("a")}
    for link in root.css("a"):
        target = tidy((link.attributes or {}).get("href") or "")
        name = tidy(link.text()) or target
        if not target or target.lower().startswith(("javascript:", "data:", "#")):
            continue
        if (link.mem_id in inside and _ATTACHED.search(target)) or (_FILES.search(target) and "附件" in name):
            found.setdefault(target, name)
    return [(name, target) for target, name in found.items()]
