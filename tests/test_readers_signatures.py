"""Names of joint issuers side by side: those over two lines come together, one-line names stay apart."""

from __future__ import annotations

import pytest

from ingest.readers.printed import PrintedLine
from ingest.readers.signatures import names_whole

Cell = tuple[str, float]  # a text and its middle


def lines(rows: list[list[Cell]]) -> list[PrintedLine]:
    return [
        PrintedLine(text, 1, middle - 8 * len(text), 28.0 * row, middle + 8 * len(text), 28.0 * row + 16, 16, row)
        for row, cells in enumerate(rows)
        for text, middle in cells
    ]


TWO_LINES = [
    [("威海市商务局", 190.0), ("威海市财政局", 410.0)],
    [("中国人民银", 190.0), ("国家税务总局", 410.0)],
    [("行威海市分行", 190.0), ("威海市税务局", 410.0)],
]
ONE_BESIDE = [[("威海市商务局", 190.0), ("中国国际贸易促", 410.0)], [("进委员会威海市委员会", 410.0)]]


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        (TWO_LINES, ["威海市商务局", "威海市财政局", "中国人民银", "行威海市分行", "国家税务总局", "威海市税务局"]),
        (ONE_BESIDE, ["威海市商务局", "中国国际贸易促", "进委员会威海市委员会"]),
    ],
)
def test_names_over_two_lines(rows: list[list[Cell]], want: list[str]) -> None:
    assert [line.text for line in names_whole(lines(rows))] == want


@pytest.mark.parametrize(
    "rows",
    [
        [[("威海市商务局", 190.0), ("威海市财政局", 410.0)], [("威海海关", 190.0), ("荣成海关", 410.0)]],  # whole names
        [[("项目单位", 190.0), ("补助金额", 410.0)], [("某公司", 190.0), ("8万元", 410.0)]],  # figures
        [
            [("支持企业开拓", 190.0), ("国际市场，扩", 410.0)],
            [("进口商会", 190.0), ("给予补助", 410.0)],
        ],  # running text
        [[("中国人民银", 190.0), ("威海海关", 410.0)], [("行威海市分行", 260.0)]],  # not under it
    ],
)
def test_what_keeps_its_order(rows: list[list[Cell]]) -> None:
    given = lines(rows)
    assert names_whole(given) == given
