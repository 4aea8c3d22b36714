"""Layouts that other producers make: columns of any number, fonts that change in a line, first lines set in, ragged English,
narrow justified columns, labels with wide gaps."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.readers.columns import in_columns
from ingest.readers.paragraphs import paragraphs
from ingest.readers.pdf_lines import _going_on
from ingest.readers.pdf_tables import side_by_side_text
from ingest.readers.printed import PrintedLine, PrintedPage, natural_width
from ingest.readers.tables import Block, Cell

EM = 10.0


def line(text: str, x: float, y: float, width: float | None = None, row: int = 0, size: float = EM) -> PrintedLine:
    wide = width if width is not None else size * sum(1.0 if c > "\u2e80" else 0.5 for c in text)
    return PrintedLine(text, 1, x, y, x + wide, y + size, size, row)


# ---------------------------------------------------------------------------------------------------------------------
# columns

SENTENCE = "支持企业开拓国际市场，对参加展会给予补助"


@pytest.mark.parametrize("count", [2, 3, 4])
def test_columns_are_read_one_after_the_other(count: int) -> None:
    """pdfium gives them row by row, as they stand beside each other."""
    rows = [
        line(f"{column}{row:02d}{SENTENCE[4:]}", 50 + column * 200, 100 + 15 * row, row=row)
        for row in range(12)
        for column in range(count)
    ]
    title = line("某市促进外贸稳增长若干措施", 50 + 100 * count - 70, 60, row=99, size=16)
    (page,) = in_columns([PrintedPage(1, 100.0 + 200 * count, 842.0, (title, *rows))])
    assert [one.text[:3] for one in page.lines[1:]] == [f"{c}{r:02d}" for c in range(count) for r in range(12)]
    assert len({one.zone for one in page.lines[1:]}) == count


def cells(*columns: list[str]) -> Block:
    rows = [
        [Cell([line(text, 60 + 150 * c, 100 + 15 * r, width=130)] if text else []) for c, text in enumerate(row)]
        for r, row in enumerate(zip(*columns, strict=True))
    ]
    return Block(1, tuple(range(len(columns) + 1)), rows)


def test_columns_of_text_are_no_table() -> None:
    running = [SENTENCE] * 10
    names = ["威海市商务局"] * 10
    assert side_by_side_text(cells(names, running, running))
    assert not side_by_side_text(cells(names, ["展位费"] * 10, ["8万元"] * 10))


# ---------------------------------------------------------------------------------------------------------------------
# lines


def test_a_line_in_two_fonts_is_one() -> None:
    parts = [line("推进“同线同标同质”", 50, 100, 100, row=1), line("，鼓励企业对接平台", 150.3, 100.4, row=2)]
    (one,) = _going_on(parts)
    assert (one.text, one.x0, one.x1) == ("推进“同线同标同质”，鼓励企业对接平台", 50, parts[1].x1)


@pytest.mark.parametrize(
    "second",
    [
        line("国家税务总局", 50 + 11 * EM, 100, row=2),  # a gap: another name
        line("下一行的文字", 50, 115, row=2),  # below
        line("１", 50 + 9 * EM, 100, row=2, size=6),  # a note, smaller
    ],
)
def test_other_lines_stay_two(second: PrintedLine) -> None:
    first = line("威海市商务局办公室", 50, 100, row=1)
    assert _going_on([first, second]) == [first, second]


# ---------------------------------------------------------------------------------------------------------------------
# paragraphs


def texts(lines: list[PrintedLine]) -> list[str]:
    return [" ".join(one.text for one in paragraph) for paragraph in paragraphs(lines)]


def english(words: list[tuple[float, str]], scale: float = 0.9) -> list[PrintedLine]:
    """Lines of Latin text of a font as wide as ``scale`` says, at these indents."""
    return [
        line(text, 70 + indent, 100 + 14 * row, width=scale * EM * natural_width(text), row=row)
        for row, (indent, text) in enumerate(words)
    ]


BODY = (
    "Enterprises that take part in overseas exhibitions receive a subsidy of no more than half of",
    "the booth fee that they have paid, and those that ship their goods by the freight trains may",
    "apply for a further subsidy at the bureau of the district in which they are registered now.",
)


def test_names_under_each_other_are_first_lines() -> None:
    """Where first lines are set in, two lines set in are two paragraphs, however long the first is."""
    names = [
        "The Municipal Bureau of Human Resources and Social Security and of Civil Affairs of Weihai",
        "The Municipal Bureau of Transport, of Agriculture and Rural Affairs, and of Market Control",
    ]
    body = [(20.0 if at == 0 else 0.0, text) for _ in range(6) for at, text in enumerate(BODY)]
    got = texts(english([*((20.0, name) for name in names), *body]))
    assert got == [*names, *[" ".join(BODY)] * 6]


def test_a_full_heading_ends_and_a_ragged_line_goes_on() -> None:
    lines = [
        "Article 1 Supporting Enterprises in Exploring Markets Abroad and in Raising Their Standing",
        *BODY,
        "Article 2 Increasing Support for Export Credit Insurance",
        *BODY,
    ]
    want = [lines[0], " ".join(BODY), lines[4], " ".join(BODY)]
    for scale in (0.8, 0.9, 1.0):
        assert texts(english([(0.0, text) for text in lines], scale)) == want


def test_a_note_ends_its_paragraph() -> None:
    note = "apply for a further subsidy at the bureau. (Lead unit: Municipal Bureau of Commerce of City)"
    lines = [BODY[0], BODY[1], note, "This list is managed dynamically and is explained by the bureau.", *BODY, *BODY]
    assert texts(english([(0.0, text) for text in lines]))[0] == " ".join([BODY[0], BODY[1], note])


@pytest.mark.parametrize("label", ["第一章", "第三条", "一、", "（二）", "Article 4", "3."])
def test_a_label_with_a_wide_gap_is_one_paragraph(label: str) -> None:
    heading = [line(label, 50, 100, row=1), line("总则与适用范围", 110, 100, row=1)]
    body = [line("支持企业开拓国际市场，对参加展会给予补助。", 50, 100 + 15 * row, row=row) for row in range(2, 12)]
    assert texts([*heading, *body])[0] == f"{label} 总则与适用范围"


def test_addressees_stand_below_a_title_that_fills_its_line() -> None:
    title = "某市商务局某市财政局关于印发《某市促进外贸稳增长若干政策措施》的通知"
    lines = [
        line(text, 50, 100 + 15 * row, row=row)
        for row, text in enumerate([title, "各区市商务局：", *[title[:-2] + "，给予补助"] * 8])
    ]
    assert texts(lines)[:2] == [title, "各区市商务局："]


def test_all_lines_are_kept() -> None:
    lines = english([(0.0, text) for text in BODY * 3])
    assert [one for paragraph in paragraphs(lines) for one in paragraph] == lines
    assert all(a.y0 < b.y0 for a, b in pairwise(lines))
