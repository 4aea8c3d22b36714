"""Names of bodies set one under the other: parted where a name ends, joined where it goes on."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.readers.furniture import without_furniture
from ingest.readers.name_stacks import name_breaks
from ingest.readers.paragraphs import Margins, paragraphs
from ingest.readers.printed import PrintedLine, PrintedPage, is_wide, natural_width

EDGE = Margins(70.0, 520.0)


def stack(texts: list[str], *, size: float = 26.0, align: str = "middle", top: float = 80.0) -> list[PrintedLine]:
    out = []
    for row, text in enumerate(texts):
        width = size * (len(text) if is_wide(text[0]) else natural_width(text))
        left = {"middle": 295 - width / 2, "left": EDGE.left, "right": EDGE.right - 2 * size - width}[align]
        y = top + row * 1.4 * size
        out.append(PrintedLine(text, 1, left, y, left + width, y + size, size, row))
    return out


def names(lines: list[PrintedLine]) -> list[list[str]]:
    """The lines of each name; where nothing is sure the lines stay apart."""
    goes_on = name_breaks(lines, {(1, 0): EDGE}, 16.0)
    out = [[lines[0].text]]
    for _, line in pairwise(lines):
        if goes_on.get(id(line)):
            out[-1].append(line.text)
        else:
            out.append([line.text])
    return out


ENGLISH = [
    [
        "Foreign Affairs Office of the Qinghe",
        "Municipal People's Government",
    ],  # «Municipal» begins none
    ["Qinghe Municipal Development and", "Reform Commission"],  # nor with «and»
    ["Qinghe Municipal Bureau of Commerce"],  # as wide as the page: the next could go on
    ["Donglin Sub-branch of the State", "Administration of Foreign Exchange"],  # «State» goes on
    ["Donglin Tax Service, State Taxation", "Administration"],  # a head noun alone is no name
    ["Haizhou Customs of the People's", "Republic of China"],
]
CHINESE = [
    ["中共清河市委网络安全和信息化委员", "会办公室"],
    ["清河市发展和改革委员会"],
    ["中国国际贸易促进委员会清河市委", "员会"],
    ["国家税务总局清河市税务局"],
    ["清河市人力资源和社会", "保障局"],  # 「社会」 is no end, whatever 会 is
]


@pytest.mark.parametrize("align", ["middle", "left", "right"])
@pytest.mark.parametrize("want", [ENGLISH, ENGLISH[::-1], ENGLISH[:2], CHINESE, CHINESE[::-1], CHINESE[1:3]])
def test_names_over_lines(want: list[list[str]], align: str) -> None:
    assert names(stack([line for name in want for line in name], align=align)) == want


def test_the_mark_below_the_names_is_a_line_of_its_own() -> None:
    lines = stack(["Qinghe Municipal Bureau of Commerce", "Qinghe Finance Bureau", "Document"])
    assert [[li.text for li in p] for p in paragraphs(lines)] == [[li.text] for li in lines]


def test_a_title_below_the_names_begins_anew() -> None:
    lines = stack(["Qinghe Municipal Bureau of Commerce", "Notice on Issuing the Measures for Trade"])
    found = name_breaks(lines, {(1, 0): EDGE}, 16.0)
    assert found == {id(lines[1]): False}


def test_a_word_cut_at_the_end_of_a_line() -> None:
    want = [["Qinghe Municipal Bureau of Human Re\ufffe", "sources and Social Security"], ["Qinghe Customs"]]
    assert names(stack([line for name in want for line in name])) == want


@pytest.mark.parametrize(
    "texts",
    [
        ["Notice of the Ministry of Commerce and", "General Administration of Customs"],  # a title with names in it
        ["临江市商务局关于印发《若干措施》", "促进外贸稳定增长的通知"],
        ["一、支持企业开拓国际市场，由商务局", "会同财政局"],  # running text
        ["Lead: Municipal Bureau of Commerce;", "Municipal Finance Bureau"],
    ],
)
def test_what_is_no_stack(texts: list[str]) -> None:
    assert name_breaks(stack(texts), {(1, 0): EDGE}, 16.0) == {}


def test_names_in_running_text_are_its_midst() -> None:
    """A line of a paragraph may be all of capital words."""
    texts = ["with the consent of the Foreign", "Affairs Office, Jixi", "Branch of the People's Bank", "shall pay it."]
    lines = stack(texts, size=16.0, align="left")
    assert name_breaks(lines, {(1, 0): EDGE}, 16.0) == {}


def test_the_first_issuer_signing_on_top_of_the_second_page_is_kept() -> None:
    """It is in the place of a running head of two pages, but of another size and not level with the head."""
    head = PrintedLine("Qinghe Bureau of Statistics", 1, 74, 90, 371, 116, 26.0)
    sign = PrintedLine("Qinghe Bureau of Statistics", 2, 300, 90, 490, 106, 16.0)
    pages = [PrintedPage(1, 595, 842, (head,)), PrintedPage(2, 595, 842, (sign,))]
    assert [page.lines for page in without_furniture(pages)] == [(head,), (sign,)]
    running = PrintedLine("Qinghe Bureau of Statistics", 2, 74, 90, 371, 116, 26.0)
    pages[1] = PrintedPage(2, 595, 842, (running,))
    assert [page.lines for page in without_furniture(pages)] == [(head,), ()]
