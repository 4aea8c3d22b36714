"""What a web page says beside the notice: meta tags, the information box (信息公开目录), attachments."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ingest.readers.base import normalised
from ingest.readers.flowing import tidy
from ingest.readers.webpage import SILENT, children, same, site, tag_of

_HOLDERS = frozenset({"td", "th", "dt", "li", "span", "b", "strong", "label", "p", "div", "em", "i"})
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[［（【(](?:19|20)\d\d[〕\]］）】)]\s?第?\d{1,5}号")
#: a site may set its own name as a heading
_OF_A_SITE = re.compile(r"(?:政府|网|网站|门户|局|厅|委|委员会|中心)$")
_ATTACHED = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z|jpe?g|png|tiff?)(?:[?#]|$)", re.I)
_FILES = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z)(?:[?#]|$)", re.I)


def metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.css("meta"):
        attributes = meta.attributes or {}
        name, content = tidy(attributes.get("name") or ""), tidy(normalised(attributes.get("content") or ""))
        if name and content and name.lower() not in ("viewport", "renderer", "robots", "generator", "referrer"):
            found.setdefault(name, content)
    return found


def information_box(root: Any, body: Any) -> dict[str, str]:
    """Keys and values of the information box, keys without blanks: 「文　号：」 is 文号."""
    keys = site().keys
    found: dict[str, str] = {}
    length: dict[int, int] = {}

    def measure(node: Any) -> int:
        if tag_of(node) == "-text":
            return len(node.text(deep=False) or "")
        length[node.mem_id] = sum(measure(child) for child in children(node))
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
        if same(node, body) or tag_of(node) in SILENT or tag_of(node) == "-text":
            return
        for child in children(node):
            visit(child)
        if tag_of(node) in _HOLDERS and length.get(node.mem_id, 0) <= 200:
            take(node)

    measure(root)
    visit(root)
    return found


@cache
def _next_key() -> re.Pattern[str]:
    spaced = ("\\s*".join(map(re.escape, key)) for key in sorted(site().keys, key=len, reverse=True))
    return re.compile(rf"(?:^|\s)(?:{'|'.join(spaced)})\s*[:：]")


def _beside(node: Any) -> Any | None:
    other = node.next
    while other is not None and (tag_of(other) == "-text" and not tidy(other.text() or "")):
        other = other.next
    return other


def printed_above(tree: Any, root: Any, body: Any) -> dict[str, str]:
    """The title of the page (its first heading, else its name without that of the site), and the 文号 that stands alone
    outside the text."""
    found: dict[str, str] = {}
    headings = (tidy(heading.text()) for heading in root.css("h1"))
    title = next((text for text in headings if text and not _OF_A_SITE.search(text)), "")
    name = tree.css_first("title")
    if not title and name is not None:
        title = re.split(r"[_|｜]|\s[-–—]+\s", tidy(name.text()))[0].strip()
        title = title if len(title) >= 8 and not _OF_A_SITE.search(title) else ""
    if title:
        found["标题"] = title
    numbers: set[str] = set()

    def visit(node: Any) -> None:
        for child in children(node):
            if tag_of(child) == "-text":
                if _DOCUMENT_NUMBER.fullmatch(text := tidy(child.text(deep=False) or "")):
                    numbers.add(text)
            elif tag_of(child) not in SILENT and tag_of(child) != "a" and not same(child, body):
                visit(child)

    visit(root)
    if len(numbers) == 1:
        found["文号"] = numbers.pop()
    return found


def attachments(root: Any, body: Any) -> list[tuple[str, str]]:
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
