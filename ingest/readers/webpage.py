"""A parsed web page: its elements, and which of them belong to the site and not to the notice.

Names of containers, of furniture and of the keys of information boxes are data: ``webpage.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.errors import LexiconError

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
        "rt",
        "rp",
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
        "nobr",
        "rb",
        "data",
        "output",
        "blink",
        "picture",
    ]
)


_LONGEST = 300  # characters of a line that a site prints around a notice
_UNSEEN = re.compile(r"display:none|visibility:hidden|font-size:0(?:px|pt|em)?(?:;|!|$)")


@dataclass(frozen=True, slots=True)
class Site:
    """The rows of ``webpage.tsv``; ``keys`` are all keys of information boxes, ``own`` those that nothing else has."""

    body: tuple[str, ...]
    perhaps: tuple[str, ...]
    skip: frozenset[str]
    footer: re.Pattern[str]
    keys: frozenset[str]
    own: frozenset[str]


@cache
def site() -> Site:
    """The patterns of ``webpage.tsv``. Raises ``LexiconError`` for a row of another shape."""
    rows: dict[str, list[str]] = {"body": [], "perhaps": [], "skip": [], "footer": [], "key": [], "key!": []}
    text = files("ingest.readers").joinpath("webpage.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, tab, pattern = line.partition("\t")
        if not tab or kind not in rows or not pattern:
            raise LexiconError(f"not kind <TAB> pattern: {line!r}", source="webpage.tsv", line=number)
        rows[kind].append(pattern)
    return Site(
        tuple(rows["body"]),
        tuple(rows["perhaps"]),
        frozenset(rows["skip"]),
        re.compile("|".join(rows["footer"])),
        frozenset(rows["key"] + rows["key!"]),
        frozenset(rows["key!"]),
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


def of_the_site(line: str) -> bool:
    """Whether a line is of the foot of a site, of its tools, of where and when the page came from; no long one is."""
    return len(line) <= _LONGEST and site().footer.search(line) is not None


def inline(tag: str) -> bool:
    """Whether an element stands in a line: of HTML, or of the smart tags of Word (``<st1:chsdate>``)."""
    return tag in INLINE or ":" in tag


def tag_of(node: Any) -> str:
    """The name of an element in small letters; "-text" for a text."""
    return (node.tag or "").lower()


def hidden(node: Any) -> bool:
    """Whether the page says itself that an element is not shown."""
    attributes = node.attributes or {}
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return _UNSEEN.search(style) is not None or "hidden" in attributes


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
