"""Figures and tables for notebooks, as SVG and HTML text.

Text stays text: the machine that draws needs no Chinese font, the viewer's own font shows it. No dependency, no clock, no
random name: the same values give the same bytes. Nothing here knows what a notice is.

>>> bars(["展会", "海外仓"], {"2020": [2, 1], "2026": [3, 3]}, title="措施数").svg[:4]
'<svg'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from policygraph.cli.columns import width

FONTS = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"

#: Okabe and Ito 2008: told apart by the colour-blind, too
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

SIZE = 13  # of the letters, px
SHORT = 12  # a cell of so many columns is not broken
LINE = 22  # from row to row, px
MARGIN = 12
_INK, _FAINT, _GRID = "#222", "#777", "#ddd"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing; a notebook shows it, ``svg`` is its text."""

    svg: str
    title: str = ""

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"Figure({self.title!r})"


@dataclass(frozen=True, slots=True)
class Html:
    """A table; a notebook shows it, ``html`` is its text."""

    html: str
    title: str = ""

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"Html({self.title!r})"


# ---------------------------------------------------------------------------------------------------------------------
# tables

Column = str | Callable[[Mapping[str, Any]], Any]


def table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Column], *, title: str = "") -> Html:
    """Rows as an HTML table. ``columns``: heading → key of the row, or a function of it; line breaks stay, numbers go right.

    >>> table([{"n": 3, "t": "甲\\n乙"}], {"数": "n", "文": "t"}).html.count("<br>")
    1
    """
    body = []
    for row in rows:
        cells = [column(row) if callable(column) else row.get(column) for column in columns.values()]
        body.append("<tr>" + "".join(map(_cell, cells)) + "</tr>")
    head = "".join(f'<th style="text-align:left">{escape(name)}</th>' for name in columns)
    caption = f'<caption style="text-align:left">{escape(title)}</caption>' if title else ""
    rows_html = "\n".join(body)
    return Html(f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows_html}\n</tbody></table>", title)


def _cell(value: Any) -> str:
    right = isinstance(value, int | float) or type(value).__name__ == "Decimal"
    side = "right" if right and not isinstance(value, bool) else "left"
    text = "" if value is None else number(value) if side == "right" else str(value)
    style = f"text-align:{side};vertical-align:top" + (";white-space:nowrap" if width(text) <= SHORT else "")
    return f'<td style="{style}">{escape(text).replace(chr(10), "<br>")}</td>'


def number(value: Any) -> str:
    """A number as people write it: no idle zeros, no exponent.

    >>> number(80000.0), number(12.5)
    ('80000', '12.5')
    """
    text = f"{value:f}" if not isinstance(value, int) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---------------------------------------------------------------------------------------------------------------------
# drawings


def text_width(text: str) -> float:
    """About how many pixels a text takes: a Chinese character one em, a Latin letter little more than half of it."""
    return width(text) * SIZE * 0.54


class _Sheet:
    """SVG elements in the order in which they are drawn."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.parts: list[str] = []

    def rect(self, x: float, y: float, w: float, h: float, fill: str) -> None:
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}"/>')

    def circle(self, x: float, y: float, r: float, fill: str) -> None:
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = _GRID, thick: float = 1) -> None:
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{thick:.1f}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        fill: str = _INK,
        bold: bool = False,
        size: int = SIZE,
        halo: bool = False,
    ) -> None:
        style = (' font-weight="bold"' if bold else "") + (f' font-size="{size}"' if size != SIZE else "")
        style += ' stroke="white" stroke-width="3" paint-order="stroke"' if halo else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{style}>{escape(text)}</text>'
        )

    def legend(self, x: float, y: float, names: Sequence[str]) -> None:
        for k, name in enumerate(names):
            self.rect(x, y - 10, 11, 11, COLOURS[k % len(COLOURS)])
            self.text(x + 16, y, name)
            x += 16 + text_width(name) + 22

    def figure(self, w: float, h: float) -> Figure:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0f}" height="{h:.0f}" viewBox="0 0 {w:.0f} {h:.0f}" '
            f'role="img" font-family="{FONTS}" font-size="{SIZE}">'
        )
        paper = f'<rect width="{w:.0f}" height="{h:.0f}" fill="white"/>'
        return Figure(
            "\n".join([head, f"<title>{escape(self.title)}</title>", paper, *self.parts, "</svg>"]), self.title
        )


def _headed(title: str, names: Sequence[str] = ()) -> tuple[_Sheet, float]:
    """A sheet with its title and legend, and the height at which the drawing begins."""
    sheet, y = _Sheet(title), float(MARGIN)
    if title:
        y += SIZE
        sheet.text(MARGIN, y, title, bold=True)
        y += 10
    if names:
        y += SIZE
        sheet.legend(MARGIN, y, names)
        y += 8
    return sheet, y + 6


def bars(labels: Sequence[str], series: Mapping[str, Sequence[float]], *, title: str = "", unit: str = "") -> Figure:
    """Horizontal bars, one group a label, one bar a series; the value stands at the end of its bar."""
    sheet, y = _headed(title, list(series) if len(series) > 1 else ())
    left = MARGIN + max((text_width(label) for label in labels), default=0) + 8
    most = max((value for values in series.values() for value in values), default=0) or 1
    thick = 15 if len(series) == 1 else 13
    for k, label in enumerate(labels):
        sheet.text(left - 8, y + len(series) * thick / 2 + 5, label, anchor="end")
        for n, values in enumerate(series.values()):
            long = 420 * values[k] / most
            sheet.rect(left, y + n * thick, max(long, 0.5), thick - 2, COLOURS[n % len(COLOURS)])
            sheet.text(left + long + 5, y + n * thick + thick - 3, number(values[k]) + unit, fill=_FAINT, size=11)
        y += len(series) * thick + 9
    return sheet.figure(left + 420 + 60 + text_width(unit), y + MARGIN)


def matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Mapping[tuple[str, str], float],
    *,
    title: str = "",
    show: Mapping[tuple[str, str], str] | None = None,
) -> Figure:
    """Rows by columns, the darker the larger; nothing where there is no value. ``show`` puts other words into the cells."""
    sheet, y = _headed(title)
    words = show or {key: number(value) for key, value in values.items()}
    left = MARGIN + max((text_width(row) for row in rows), default=0) + 10
    cell = max(
        [text_width(line) + 14 for column in columns for line in column.split("\n")]
        + [text_width(word) + 14 for word in words.values()],
        default=40,
    )
    high = max(len(column.split("\n")) for column in columns) if columns else 0
    for k, column in enumerate(columns):
        for n, line in enumerate(column.split("\n")):
            sheet.text(left + (k + 0.5) * cell, y + SIZE + n * 17, line, anchor="middle", bold=True)
    y += high * 17 + 8
    most = max(values.values(), default=0) or 1
    for row in rows:
        sheet.text(left - 10, y + 16, row, anchor="end")
        for k, column in enumerate(columns):
            value = values.get((row, column))
            if value is None:
                sheet.rect(left + k * cell + 1, y + 1, cell - 2, LINE - 2, "#f4f4f4")
                continue
            part = 0.15 + 0.85 * value / most
            sheet.rect(left + k * cell + 1, y + 1, cell - 2, LINE - 2, _shade(part))
            ink = "white" if part > 0.55 else _INK
            sheet.text(left + (k + 0.5) * cell, y + 16, words.get((row, column), ""), anchor="middle", fill=ink)
        y += LINE
    return sheet.figure(left + len(columns) * cell + MARGIN, y + MARGIN)


def _shade(part: float) -> str:
    """From white to the first colour."""
    full = [int(COLOURS[0][k : k + 2], 16) for k in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - part * (255 - c)):02x}" for c in full)


def timeline(events: Iterable[tuple[date | None, date, str, str]], *, title: str = "") -> Figure:
    """Dates in their order, one event a line: (first day or None, last day, group, words); a period is a bar, a date a dot."""
    found = sorted(events, key=lambda event: (event[1], event[0] or event[1], event[2], event[3]))
    groups = sorted({event[2] for event in found})
    sheet, y = _headed(title, groups)
    if not found:
        return sheet.figure(300, y + MARGIN)
    first = min(event[0] or event[1] for event in found).year
    last = max(event[1] for event in found).year + 1
    start, days = date(first, 1, 1), (date(last, 1, 1) - date(first, 1, 1)).days
    wide = min(130.0, 860.0 / (last - first)) * (last - first)

    def across(day: date) -> float:
        return MARGIN + wide * (day - start).days / days

    top, bottom = y + SIZE + 6, y + SIZE + 6 + len(found) * LINE
    for year in range(first, last + 1):
        sheet.line(across(date(year, 1, 1)), top, across(date(year, 1, 1)), bottom)
        if year < last:
            sheet.text(across(date(year, 7, 1)), y + SIZE, str(year), anchor="middle", fill=_FAINT)
    y = top
    right = MARGIN + wide
    for begins, ends, group, words in found:
        colour = COLOURS[groups.index(group) % len(COLOURS)]
        if begins is not None and begins != ends:
            sheet.rect(across(begins), y + 8, across(ends) - across(begins), 6, colour)
        sheet.circle(across(ends), y + 11, 4.5, colour)
        if across(ends) + text_width(words) > 1040 and across(begins or ends) > text_width(words) + 2 * MARGIN:
            sheet.text(across(begins or ends) - 9, y + 16, words, anchor="end")
        else:
            sheet.text(across(ends) + 9, y + 16, words)
            right = max(right, across(ends) + 9 + text_width(words))
        y += LINE
    return sheet.figure(right + MARGIN, y + MARGIN)


def network(
    positions: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    edges: Iterable[tuple[str, str, float]],
    *,
    groups: Mapping[str, str] | None = None,
    title: str = "",
    size: tuple[int, int] = (900, 620),
) -> Figure:
    """Nodes and edges at given positions (of a layout of networkx, any scale); area by size, thickness by weight."""
    names = sorted(set(groups.values())) if groups else []
    sheet, top = _headed(title, names)
    wide, high = size
    xs, ys = [p[0] for p in positions.values()], [p[1] for p in positions.values()]
    side = max((text_width(name) for name in positions), default=0) / 2 + MARGIN

    def place(name: str) -> tuple[float, float]:
        x, y = positions[name]
        return (
            side + (wide - 2 * side) * _share(x, xs),
            top + 30 + (high - 60) * _share(y, ys),
        )

    known = list(edges)
    heaviest = max((weight for _, _, weight in known), default=0) or 1
    largest = max(sizes.values(), default=0) or 1
    for a, b, weight in known:
        sheet.line(*place(a), *place(b), stroke="#bbb", thick=0.5 + 4.5 * weight / heaviest)
    for name in positions:
        colour = COLOURS[names.index(groups[name]) % len(COLOURS)] if groups else COLOURS[0]
        sheet.circle(*place(name), 4 + 16 * (sizes.get(name, 0) / largest) ** 0.5, colour)
    for name in positions:
        x, y = place(name)
        sheet.text(x, y - 6 - 16 * (sizes.get(name, 0) / largest) ** 0.5, name, anchor="middle", halo=True)
    return sheet.figure(wide, top + high)


def _share(value: float, of: Sequence[float]) -> float:
    low, high = min(of), max(of)
    return 0.5 if high == low else (value - low) / (high - low)
