"""What no web page has and what takes a parser hours: tags with tens of thousands of attributes, elements one inside another
without end. Both take the square of their number; they are seen before the page is parsed, in one pass, in large pages only."""

from __future__ import annotations

import re

from ingest.errors import ReadError

#: so many attributes no tag has, and so deep no page is nested; a parser takes a tenth of a second for each
_ATTRIBUTES, _DEPTH = 5_000, 4_000
#: pages with fewer of these marks are not looked at
_LARGE = 10_000

_TAG = re.compile(r"<[A-Za-z][^\s/>]*")
#: one attribute, as the HTML standard cuts a tag (13.2.5.32 to 13.2.5.38)
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?""")
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|section|article|ul|ol|dl|blockquote|center|form|main|aside|header|footer|nav|fieldset|details|dir|menu"
    r"|figure|address|pre|listing|summary|hgroup|object|button|svg|math)\b",
    re.I,
)


def check_bounds(text: str, source: str) -> None:
    """Refuse a page that no parser ends with in time: ``ReadError``."""
    spread = text.count("=") + text.count(" ") + text.count("\n") + text.count("/")
    if spread > _LARGE and _most_attributes(text) > _ATTRIBUTES:
        what = f"not a sound HTML page: a tag has more than {_ATTRIBUTES:,} attributes"
        raise ReadError(what, source=source, hint="print it to PDF")
    if text.count("<") > _LARGE and _deepest(text) > _DEPTH:
        raise ReadError("not a sound HTML page: nested too deeply", source=source, hint="print it to PDF")


def _most_attributes(text: str) -> int:
    """How many attributes the fullest tag has; counting ends above the bound.

    >>> _most_attributes('<p a=1 b="x y=2" c><br>')
    3
    """
    most = position = 0
    attribute = _ATTRIBUTE.match
    while tag := _TAG.search(text, position):
        position = tag.end()
        count = 0
        while text[position : position + 1] not in ("", ">") and (found := attribute(text, position)):
            position = found.end()
            count += 1
            if count > _ATTRIBUTES:
                return count
        most = max(most, count)
    return most


def _deepest(text: str) -> int:
    """How deep elements that hold others are open at once; counting ends above the bound."""
    depth = most = 0
    for tag in _NESTING.finditer(text):
        depth = depth + 1 if not tag[1] else max(0, depth - 1)
        if depth > most:
            most = depth
            if most > _DEPTH:
                break
    return most
