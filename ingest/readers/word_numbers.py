"""Word's automatic numbers (自动编号): they are not in the text of a .docx and must be counted.

A paragraph names a list (``numId``) and a level (``ilvl``), itself or through its style and the styles that one is
based on. The list points to an abstract list, whose levels say how a number looks (``numFmt``, ``lvlText``), where it
starts and what restarts it; a list may override both. Lists of one abstract list count on together. Source: ECMA-376
part 1, 17.9.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingest.readers.word_number_forms import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks; ``restart`` is the level (from 1) above which nothing restarts it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


def _value(element: Any, tag: str, default: str | None = None) -> str | None:
    child = element.find(W + tag) if element is not None else None
    return default if child is None else child.get(W + "val", default)


def _number(text: str | None, default: int = 0) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _format(element: Any) -> str:
    """How a level counts; a format of one's own ("001, 002, 003, ...") stands in ``mc:AlternateContent``, its width is kept."""
    for found in element.iter(W + "numFmt"):
        name = found.get(W + "val", "decimal")
        if name != "custom":
            return str(name)
        first = found.get(W + "format", "").split(",")[0].strip()
        if first.isascii() and first.isdigit():
            return f"decimal{len(first)}"
    return "decimal"


def _level(element: Any) -> Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        start=_number(_value(element, "start"), 1),
        format=_format(element),
        text=_value(element, "lvlText", "") or "",
        suffix=_value(element, "suff", "tab") or "tab",
        restart=None if restart is None else _number(restart),
        legal=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
        style=_value(element, "pStyle"),
    )


class Numbering:
    """Counts the numbers of one document; ask for the paragraphs in their order.

    ``numbering`` and ``styles`` are the roots of ``word/numbering.xml`` and ``word/styles.xml``, either may be missing.
    """

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles: dict[str, tuple[str | None, Any]] = {}
        self._default: str | None = None
        for style in styles.iterfind(W + "style") if styles is not None else ():
            name = style.get(W + "styleId")
            if name:
                self._styles[name] = (_value(style, "basedOn"), style.find(W + "pPr"))
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                    self._default = name
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        if numbering is not None:
            self._read(numbering)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def _read(self, numbering: Any) -> None:
        linked: dict[str, str] = {}
        for item in numbering.iterfind(W + "abstractNum"):
            key = item.get(W + "abstractNumId", "")
            levels = {_number(lvl.get(W + "ilvl")): _level(lvl) for lvl in item.iterfind(W + "lvl")}
            self._abstract[key] = levels
            if link := _value(item, "numStyleLink"):
                linked[key] = link
        for item in numbering.iterfind(W + "num"):
            found = _List(_value(item, "abstractNumId", "") or "")
            for override in item.iterfind(W + "lvlOverride"):
                at = _number(override.get(W + "ilvl"))
                if (start := _value(override, "startOverride")) is not None:
                    found.starts[at] = _number(start, 1)
                if (level := override.find(W + "lvl")) is not None:
                    found.levels[at] = _level(level)
            self._lists[item.get(W + "numId", "")] = found
        for key, style in linked.items():  # a list that takes its levels from a numbering style
            properties = self._styles.get(style, (None, None))[1]
            number = _value(properties.find(W + "numPr"), "numId") if properties is not None else None
            if number in self._lists and not self._abstract[key]:
                self._abstract[key] = self._abstract.get(self._lists[number].abstract, {})

    def _place(self, properties: Any | None) -> tuple[str, int] | None:
        """The list and the level of a paragraph with these properties (``w:pPr``), None where it has no number."""
        number: str | None = None
        level: int | None = None
        style = _value(properties, "pStyle", self._default)
        chain: list[tuple[str | None, Any]] = [(None, properties)]
        seen: set[str] = set()
        while style is not None and style not in seen and style in self._styles:
            seen.add(style)
            base, own = self._styles[style]
            chain.append((style, own))
            style = base
        for name, own in chain:
            numbered = own.find(W + "numPr") if own is not None else None
            if numbered is None:
                continue
            if level is None and (stated := _value(numbered, "ilvl")) is not None:
                level = _number(stated)
            if number is None and (stated := _value(numbered, "numId")) is not None:
                number = stated
                if level is None and name is not None:
                    level = self._level_of_style(number, name)
            if number is not None:
                break
        if number is None or number == "0" or number not in self._lists:
            return None
        return number, level or 0

    def _level_of_style(self, number: str, style: str) -> int | None:
        levels = self._abstract.get(self._lists[number].abstract, {}) if number in self._lists else {}
        return next((at for at, level in levels.items() if level.style == style), None)

    def label(self, properties: Any | None) -> str:
        """The number in front of the next paragraph, with what stands between it and the text; "" where it has none.

        A bullet gives "". A tab or space after the number becomes one space, none after a full-width sign.
        """
        place = self._place(properties)
        if place is None:
            return ""
        number, at = place
        list_ = self._lists[number]
        levels = {**self._abstract.get(list_.abstract, {}), **list_.levels}
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counts.setdefault(list_.abstract, {})
        if at in list_.starts and (number, at) not in self._begun:
            counts[at] = list_.starts[at] - 1
        elif at not in counts:
            counts[at] = level.start - 1
        self._begun.add((number, at))
        counts[at] += 1
        for deeper in [other for other in counts if other > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                del counts[deeper]
        if level.format == "bullet":
            return ""
        text = level.text
        for upper in range(9):
            mark = f"%{upper + 1}"
            if mark not in text:
                continue
            shown = levels.get(upper, Level())
            count = counts.get(upper, list_.starts.get(upper, shown.start))
            form = "decimal" if level.legal and shown.format != "decimal" else shown.format
            text = text.replace(mark, written(form, count))
        if text and level.suffix != "nothing" and ord(text[-1]) < 0x2E80:
            text += " "
        return text
