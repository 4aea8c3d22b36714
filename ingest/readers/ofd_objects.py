"""What an OFD page draws: runs of text, straight lines, pictures, each with its place (GB/T 33190-2016 8.5, 9, 10, 11, 13).

Objects stand in layers and blocks, in templates, and in composite objects that a resource defines. Their boundary, the
transformation (CTM) of each, and the steps between characters (DeltaX, DeltaY, "g 27 5.6" is 27 times 5.6) say where the
characters are. A run of text may run in any of four ways; the page is turned later so that most run to the right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.drawn_rules import Rule
from ingest.readers.printed import GAP, Box, is_wide

MM = 72 / 25.4  # points a millimetre: OFD measures in millimetres from the top left
_SHORT = 5.0  # points: shorter strokes are no lines of a table
_FAR = 100_000.0  # points: no page reaches so far, a damaged number does
_COMPOSITES = 2_000  # composite objects of one page
_DEEP = 24  # blocks in blocks
_ASLANT = 0.15  # radians off the edges of the page: a water mark
_ASCENT, _DESCENT = 0.88, 0.12  # ems above and below the base line that a character takes
_PATH = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]-?\d{1,2})?")
_BLANK = " \u3000\xa0\t"

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one base line. ``box`` in points on the page as it is, ``way`` in which they run: quarter turns clockwise
    from "to the right"."""

    text: str
    box: Box
    size: float
    way: int


@dataclass(slots=True)
class Drawn:
    """What one page draws. ``hidden`` is text that is not shown (the text layer of a scan), ``aslant`` what stands askew (a
    water mark), ``pictures`` the ids of pictures with the matrix that puts the unit square on the page, in points."""

    runs: list[Run] = field(default_factory=list)
    hidden: list[Run] = field(default_factory=list)
    aslant: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[str, Matrix]] = field(default_factory=list)
    shapes: int = 0
    composites: int = 0

    @property
    def whole(self) -> bool:
        """Whether all was drawn: graphics that hold each other have no end."""
        return self.composites <= _COMPOSITES


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(parent: Any, *names: str) -> list[Any]:
    return [element for element in parent.iter() if local(element) in names]


def numbers(text: str | None) -> list[float]:
    return [float(n) for n in _NUMBER.findall((text or "")[:100_000])]


def times(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that does ``first`` and ``then`` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def draw(content: Any, onto: Matrix, units: Mapping[str, Any], drawn: Drawn) -> None:
    """Add to ``drawn`` what is in a page, a template or an annotation; ``onto`` leads from its millimetres to points of the
    page. ``units`` are the composite graphics of the resources by id."""
    _objects(content, onto, units, drawn, True, 0)


def _objects(parent: Any, onto: Matrix, units: Mapping[str, Any], drawn: Drawn, shown: bool, depth: int) -> None:
    for item in parent:
        kind = local(item)
        visible = shown and item.get("Visible") != "false"
        if kind == "TextObject":
            _text(item, onto, drawn, visible)
        elif kind == "PathObject":
            if visible:
                drawn.shapes += 1
                drawn.rules += _rules(item, onto)
        elif kind == "ImageObject":
            if visible:
                drawn.pictures.append((item.get("ResourceID", ""), times(_matrix(item), _placed(item, onto))))
        elif kind == "CompositeObject":
            unit = units.get(item.get("ResourceID", ""))
            drawn.composites += 1
            if unit is not None and depth < _DEEP and drawn.composites <= _COMPOSITES:
                _objects(unit, times(_matrix(item), _placed(item, onto)), units, drawn, visible, depth + 1)
        elif kind in ("Content", "Layer", "PageBlock", "Appearance") and depth < _DEEP:
            _objects(item, onto, units, drawn, visible, depth + 1)


def _matrix(item: Any) -> Matrix:
    found = numbers(item.get("CTM"))
    return tuple(found) if len(found) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # type: ignore[return-value]


def _placed(item: Any, onto: Matrix) -> Matrix:
    """From the space of an object, which begins at the corner of its boundary, to the page."""
    boundary = numbers(item.get("Boundary"))
    x, y = boundary[:2] if len(boundary) == 4 else (0.0, 0.0)
    return times((1.0, 0.0, 0.0, 1.0, x, y), onto)


def _at(x: float, y: float, onto: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = onto
    return a * x + c * y + e, b * x + d * y + f


def _rules(item: Any, onto: Matrix) -> Iterator[Rule]:
    """The straight lines of one path, across the page or down."""
    if item.get("Stroke") == "false" and item.get("Fill") != "true":
        return
    onto = times(_matrix(item), _placed(item, onto))
    data = next((part.text or "" for part in named(item, "AbbreviatedData")), "")
    at: tuple[float, float] | None = None
    begin: tuple[float, float] | None = None
    for step in _PATH.finditer(data[:100_000]):
        found = numbers(step[2])
        if step[1] == "C":
            to = begin
        elif len(found) >= 2:
            to = _at(found[-2], found[-1], onto)
        else:
            continue
        if step[1] in "LC" and at is not None and to is not None:
            (x0, y0), (x1, y1) = at, to
            if not all(abs(place) < _FAR for place in (x0, y0, x1, y1)):
                continue
            if abs(y1 - y0) < 1 and abs(x1 - x0) >= _SHORT:
                yield Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1), True)
            elif abs(x1 - x0) < 1 and abs(y1 - y0) >= _SHORT:
                yield Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1), False)
        begin = to if step[1] in "MS" else begin
        at = to


def _text(item: Any, onto: Matrix, drawn: Drawn, visible: bool) -> None:
    """The runs of one text object."""
    size = (numbers(item.get("Size")) or [0.0])[0]
    if not 0 < size < 10_000 or len(numbers(item.get("Boundary"))) != 4:
        return
    onto = times(_matrix(item), _placed(item, onto))
    stretch = (numbers(item.get("HScale")) or [1.0])[0] or 1.0
    # 双层 OFD: the text over the picture of a scan is there, but transparent or not filled
    unseen = (numbers(item.get("Alpha")) or [255.0])[0] < 1 or (
        item.get("Fill") == "false" and item.get("Stroke") != "true"
    )
    turned = (numbers(item.get("CharDirection")) or [0.0])[0]
    downwards = (numbers(item.get("ReadDirection")) or [0.0])[0]
    into = drawn.runs if visible and not unseen else drawn.hidden
    x = y = 0.0
    for code in named(item, "TextCode"):
        text = code.text or ""
        if "\n" in text:  # a file set for the eye: the indents are not printed
            text = "".join(line.strip() for line in text.splitlines())
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        if not text.strip(_BLANK):
            continue
        usual = 0.0 if code.get("DeltaY") or downwards in (90.0, 270.0) else size * stretch
        across = _steps(code.get("DeltaX"), text, usual)
        down = _steps(code.get("DeltaY"), text, size if downwards == 90.0 and not code.get("DeltaX") else 0.0)
        places = [(x, y)]
        for dx, dy in zip(across, down, strict=True):
            places.append((places[-1][0] + dx, places[-1][1] + dy))
        for begin, end, filled in _parts(text, places, size * stretch):
            run = _run(text[begin:end], places[begin:filled], size, stretch, turned, onto)
            if run is None:
                drawn.aslant.append(text[begin:end])
            else:
                into.append(run)


def _steps(text: str | None, shown: str, usual: float) -> list[float]:
    """The steps between the characters of ``shown``; what is not given is ``usual``, half of it behind a Latin letter."""
    count = len(shown) - 1
    words = (text or "")[:200_000].split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            repeats = int((numbers(words[at + 1]) or [0.0])[0])
            steps += (numbers(words[at + 2]) or [usual])[:1] * max(0, min(repeats, count - len(steps)))
            at += 3
        else:
            steps += numbers(words[at])[:1]
            at += 1
    if not steps:
        return [usual if is_wide(c) else usual / 2 for c in shown[:-1]]
    return steps[:count] + [usual] * (count - len(steps))


def _parts(text: str, places: list[tuple[float, float]], em: float) -> Iterator[tuple[int, int, int]]:
    """The stretches of a text between wide gaps: where each begins and ends without blanks, and how far it fills its line,
    for a space at the end of a line is one between words."""
    begin = 0
    for i in range(len(text)):
        last = i + 1 == len(text)
        if last or math.dist(places[i], places[i + 1]) > (GAP + (1.0 if is_wide(text[i]) else 0.5)) * em:
            part = text[begin : i + 1]
            start, stop = begin + len(part) - len(part.lstrip(_BLANK)), begin + len(part.rstrip(_BLANK))
            if start < stop:
                yield start, stop, begin + len(part.rstrip("\u3000")) if last else stop
            begin = i + 1


def _run(
    text: str, places: list[tuple[float, float]], size: float, stretch: float, turned: float, onto: Matrix
) -> Run | None:
    """One run with the box around its characters; None where it stands askew."""
    wide = size * stretch * (1.0 if is_wide(text[-1]) else 0.5)
    (x0, y0), (x1, y1) = places[0], places[-1]
    dx, dy = x1 - x0, y1 - y0
    if math.hypot(dx, dy) < 0.05 * size:  # one character
        dx, dy = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    px, py = _at(dx, dy, (*onto[:4], 0.0, 0.0))
    quarters = math.atan2(py, px) / (math.pi / 2)
    way = round(quarters)
    if abs(quarters - way) * math.pi / 2 > _ASLANT and len(text) > 1:
        return None
    cos, sin = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    first = size * stretch * (1.0 if is_wide(text[0]) else 0.5)
    corners = [
        _at(x + along * cos - up * sin, y + along * sin + up * cos, onto)
        for x, y, width in ((x0, y0, first), (x1, y1, wide))
        for along in (0.0, width)
        for up in (-_ASCENT * size, _DESCENT * size)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    em = size * (math.hypot(onto[2], onto[3]) if way % 2 == 0 or turned == 0 else math.hypot(onto[0], onto[1]))
    if not em > 0 or not all(abs(place) < _FAR for place in (*xs, *ys)):
        return None
    return Run(text, (min(xs), min(ys), max(xs), max(ys)), em, way % 4)
