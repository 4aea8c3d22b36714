"""A parsed web page: its elements, which of them belong to the site and not to the notice, and which one is the notice.

The notice is the first known container of a site system that holds enough of the page, else the densest block: the
smallest element with nearly all running text of the page, links and site furniture not counted. Names of containers,
furniture and box keys are data: ``webpage.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.errors import LexiconError
from ingest.readers.flowing import tidy

SILENT = frozenset(
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
_SITE = frozenset({"nav", "footer", "aside", "header"})
INLINE = frozenset(
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
MINIMUM = 30  # characters of running text below which a page holds no notice


@dataclass(frozen=True, slots=True)
class Site:
    body: tuple[str, ...]
    skip: frozenset[str]
    footer: re.Pattern[str]
    keys: frozenset[str]


@cache
def site() -> Site:
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
    return Site(
        tuple(rows["body"]), frozenset(rows["skip"]), re.compile("|".join(rows["footer"])), frozenset(rows["key"])
    )


def deep(root: Any, limit: int) -> bool:
    """Whether elements are nested deeper than ``limit``; asked before anything walks the tree by recursion."""
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


def children(node: Any) -> Iterator[Any]:
    """The elements and texts right under an element."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def tag_of(node: Any) -> str:
    """The name of an element in small letters; "-text" for a text."""
    return (node.tag or "").lower()


def hidden(node: Any) -> bool:
    """Whether the page says itself that an element is not shown."""
    attributes = node.attributes or {}
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "hidden" in attributes


def furniture(node: Any) -> bool:
    """Navigation and the like, by tag, class or id."""
    if tag_of(node) in _SITE:
        return True
    attributes = node.attributes or {}
    words = re.findall(r"[a-z]+", f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower())
    return any(word in site().skip for word in words)


def same(a: Any, b: Any) -> bool:
    """Whether two handles are of one element."""
    return a is not None and b is not None and a.mem_id == b.mem_id


def _running(root: Any) -> dict[int, int]:
    """Running text of every element.

    Characters of paragraphs under it, without links, furniture and feet of the site.
    """
    weight: dict[int, int] = {}

    def count(node: Any) -> int:
        total = 0
        own: list[str] = []
        for child in children(node):
            tag = tag_of(child)
            if tag == "-text":
                own.append(child.text(deep=False) or "")
            elif tag in SILENT or tag == "a" or hidden(child) or furniture(child):
                continue
            else:
                total += count(child)
        text = tidy("".join(own))
        if len(text) >= 4 and not site().footer.search(text):
            total += len(text)
        weight[node.mem_id] = total
        return total

    count(root)
    return weight


def _tabular(table: Any) -> bool:
    """Whether a table holds data and not the layout of the page: three rows or more with words in two cells."""
    rows = [row for row in table.css("tr") if len([cell for cell in children(row) if _worded(cell)]) >= 2]
    return len(rows) >= 3


def _worded(cell: Any) -> bool:
    inside = any(not same(node, cell) for node in cell.css("td, th"))
    return tag_of(cell) in ("td", "th") and not inside and bool(tidy(cell.text()))


def _within(node: Any, others: Sequence[Any]) -> bool:
    """Whether an element stands inside another of these."""
    ids = {other.mem_id for other in others} - {node.mem_id}
    above = node.parent
    while above is not None:
        if above.mem_id in ids:
            return True
        above = above.parent
    return False


def notice_of(root: Any) -> tuple[Any, int]:
    """The element that holds the notice, and how many characters of running text it has."""
    weight = _running(root)
    whole = weight[root.mem_id]
    for selector in site().body:
        parts = [node for node in root.css(selector) if weight.get(node.mem_id, 0) >= MINIMUM]
        if not parts:
            continue
        best = max(parts, key=lambda node: weight[node.mem_id])
        held = sum(weight[node.mem_id] for node in parts if not _within(node, parts))
        while best is not None and weight.get(best.mem_id, 0) < 0.95 * held:  # one text in several containers
            best = best.parent
        if best is not None and weight[best.mem_id] >= max(MINIMUM, 0.5 * whole):
            return best, weight[best.mem_id]
    node = root
    while True:
        blocks = [child for child in children(node) if weight.get(child.mem_id, 0) > 0 and tag_of(child) not in INLINE]
        heavy = [child for child in blocks if weight[child.mem_id] >= 0.8 * weight[node.mem_id]]
        if len(heavy) != 1 or tag_of(heavy[0]) in ("p", "ul", "ol") or weight[heavy[0].mem_id] < MINIMUM:
            return node, weight[node.mem_id]
        if tag_of(heavy[0]) in ("table", "tbody", "tr") and _tabular(heavy[0]):
            return node, weight[node.mem_id]
        node = heavy[0]
