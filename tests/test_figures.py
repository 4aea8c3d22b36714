"""Figures and tables: well-formed, the same every time, words kept."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph import figures

DRAWN = {
    "bars": lambda: figures.bars(["展会 & 论坛", "<海外仓>"], {"2020": [1, 0], "2026": [2.5, 3]}, title="措施", unit="%"),
    "one series": lambda: figures.bars(["展会"], {"n": [3]}),
    "no bar at all": lambda: figures.bars([], {"n": []}),
    "matrix": lambda: figures.matrix(["展会"], ["威海市\n2020", "鸡西市"], {("展会", "鸡西市"): 3}, title="主题"),
    "empty matrix": lambda: figures.matrix([], [], {}),
    "time line": lambda: figures.timeline(
        [(None, date(2019, 3, 31), "甲", "完成"), (date(2020, 1, 1), date(2020, 12, 31), "乙", "交付")], title="期限"
    ),
    "no event": lambda: figures.timeline([]),
    "network": lambda: figures.network(
        {"市商务局": (0, 0), "海关": (1, 1)}, {"市商务局": 4}, [("市商务局", "海关", 2)], groups={"市商务局": "市", "海关": "国"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())
def test_figures_are_well_formed_and_reproducible(draw) -> None:
    figure = draw()
    assert ElementTree.fromstring(figure.svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert draw().svg == figure.svg == figure._repr_svg_()
    assert "nan" not in figure.svg


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())
def test_nothing_is_drawn_outside_the_sheet(draw) -> None:
    root = ElementTree.fromstring(draw().svg)
    wide = float(root.attrib["width"])
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        x, long = float(text.attrib["x"]), figures.text_width(text.text or "")
        left = {"start": x, "middle": x - long / 2, "end": x - long}[text.attrib["text-anchor"]]
        assert left >= 0, text.text
        assert left + long <= wide + 1, text.text


def test_longer_values_give_longer_bars() -> None:
    svg = figures.bars(["甲", "乙", "丙"], {"n": [1, 2, 4]}).svg
    first, second, third = (
        float(w) for w in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="13', svg)
    )
    assert first * 4 == second * 2 == third


TABLES = {
    "text as it is": ({"t": "<甲>"}, "&lt;甲&gt;"),
    "a line break": ({"t": "甲\n乙"}, "甲<br>乙"),
    "nothing": ({"t": None}, "></td>"),
    "money without idle zeros": ({"t": Decimal("80000.0")}, ">80000</td>"),
    "numbers to the right": ({"t": 3}, "text-align:right"),
    "words to the left": ({"t": "3"}, "text-align:left"),
}


@pytest.mark.parametrize(("row", "wanted"), TABLES.values(), ids=TABLES.keys())
def test_cells_of_a_table(row, wanted) -> None:
    html = figures.table([row], {"内容": "t"}).html.split("<tbody>")[1]
    assert wanted in html


def test_columns_may_be_functions_and_have_headings() -> None:
    html = figures.table([{"a": 1, "b": 2}], {"和": lambda row: row["a"] + row["b"]}, title="表").html
    assert ">3</td>" in html and "<th" in html and "和" in html and "<caption" in html


@given(st.text(), st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_any_text_and_number_can_be_shown(text: str, value: Decimal) -> None:
    html = figures.table([{"t": text, "n": value}], {"t": "t", "n": "n"}, title=text).html
    assert html.count("<td") == 2
    assert Decimal(figures.number(value)) == value
