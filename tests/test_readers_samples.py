"""All samples against their truth: the same characters, the same paragraphs, and the laws every document keeps."""

from __future__ import annotations

import json
import pickle
import re
import unicodedata
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.model import Document
from ingest.readers import Limits, read_file
from ingest.readers.tables import header

SAMPLES = Path(__file__).parent / "samples"
TRUTH = SAMPLES / "truth"
NO_OCR = Limits(ocr_pages=0)

#: readable samples whose whole text is known, and the name of their truth
WITH_TRUTH = {
    path.name: TRUTH / f"{path.stem}.txt"
    for path in sorted(SAMPLES.iterdir())
    if path.suffix in (".pdf", ".docx", ".ofd")
    and (TRUTH / f"{path.stem}.txt").exists()
    and path.name not in ("s3_no_tounicode.pdf", "bad_60_random_bytes.pdf")
}


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def boundaries(paragraphs: list[str]) -> set[int]:
    """Where paragraphs end in the stream of characters without white space."""
    ends, at = set(), 0
    for paragraph in paragraphs:
        at += len(bare(paragraph))
        ends.add(at)
    return ends


def read_sample(name: str) -> Document:
    return read_file(SAMPLES / name, password="secret" if "user_pw" in name else None, limits=NO_OCR)


def printed(document: Document) -> list[str]:
    """Paragraphs as the truth has them: one cell a line."""
    assert document.paragraphs is not None
    return [cell for span in document.paragraphs for cell in span.of(document.text).split("\t")]


def test_there_are_samples() -> None:
    assert len(WITH_TRUTH) >= 20


@pytest.mark.parametrize("name", WITH_TRUTH)
def test_characters_and_paragraphs(name: str) -> None:
    want = WITH_TRUTH[name].read_text(encoding="utf-8").splitlines()
    got = printed(read_sample(name))
    assert bare("".join(got)) == bare("".join(want))
    found, wanted = boundaries(got), boundaries(want)
    both = len(found & wanted)
    f1 = 2 * both / (len(found) + len(wanted))
    assert f1 >= 0.985, sorted(found ^ wanted)


@pytest.mark.parametrize("path", sorted(p.name for p in SAMPLES.iterdir() if p.is_file() and p.name != "README.md"))
def test_laws(path: str) -> None:
    try:
        document = read_sample(path)
    except ReadError as error:
        assert str(error).startswith(str(SAMPLES / path))
        assert "(try: " in str(error)
        return
    text = document.text
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert text.encode("utf-8").decode("utf-8") == text  # no lone surrogates
    if document.paragraphs is not None:
        ends = [0, *(span.end for span in document.paragraphs)]
        starts = [*(span.start for span in document.paragraphs), len(text)]
        between = [text[a:b] for a, b in zip(ends, starts, strict=True)]
        assert between == ["", *["\n"] * (len(document.paragraphs) - 1), ""]
        assert all("\n" not in span.of(text) and span.of(text).strip() for span in document.paragraphs)
    if document.pages:
        assert document.pages[0].span.start == 0
        assert document.pages[-1].span.end == len(text)
        assert all(a.span.end == b.span.start for a, b in zip(document.pages, document.pages[1:], strict=False))
    for line in document.lines:
        x0, y0, x1, y1 = line.box
        assert line.span.of(text)
        assert x0 <= x1 and y0 <= y1
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert all(table.span.covers(cell) for row in table.rows for cell in row)
        assert all("\t" not in cell.of(text) for row in table.rows for cell in row)
    assert pickle.loads(pickle.dumps(document)) == document
    assert read_sample(path) == document


def test_lines_stand_on_their_pages() -> None:
    document = read_sample("s3_lianyungang_2023.pdf")
    assert len(document.pages) == 14
    assert all(document.page_of(line.span.start) == line.page for line in document.lines)
    for line in document.lines:
        x0, y0, x1, y1 = line.box
        assert 0 <= x0 < x1 <= 596 and 0 <= y0 < y1 <= 842
    below = [line.box[1] for line in document.lines if line.page == 2]
    assert below == sorted(below)


def test_a_paragraph_over_a_page_break_is_one() -> None:
    document = read_sample("s3_lianyungang_2023.pdf")
    assert document.paragraphs is not None
    second, third = document.pages[2].span.start, document.pages[3].span.start
    assert document.text[second:].startswith("2. 境外重点商务活动。")  # a heading at the top of a page begins anew
    assert document.text[second - 1] == "\n"
    over = next(span for span in document.paragraphs if span.start < third < span.end)
    assert "\n" not in over.of(document.text)


# ---------------------------------------------------------------------------------------------------------------------
# tables


@pytest.mark.parametrize("kind", ["", "_split", "_hlines", "_noborder"])
def test_table_of_forty_rows(kind: str) -> None:
    truth = json.loads((TRUTH / "table_policy_list.json").read_text(encoding="utf-8"))
    document = read_sample(f"table_policy_list{kind}.pdf")
    (table,) = document.tables
    rows = [[bare(span.of(document.text)) for span in dict.fromkeys(row)] for row in table.rows]
    assert rows[0] == ["序号", "政策措施", "牵头单位", "支持标准", "期限"]
    assert rows[1:] == [[bare(cell) for cell in row[1:]] for row in truth]
    assert header(table, document.text) == ("序号", "政策措施", "牵头单位", "支持标准", "期限")
    assert document.text.startswith("威海市促进外贸高质量发展政策清单（2026年版）\n")


def test_table_of_forty_rows_under_english_heads() -> None:
    """Made by LibreOffice: rows broken over pages, a repeated header, a page of short lines in two fonts."""
    truth = json.loads((TRUTH / "table_policy_list.json").read_text(encoding="utf-8"))
    document = read_sample("table_policy_list_en_heads.pdf")
    (table,) = document.tables
    rows = [[bare(span.of(document.text)) for span in dict.fromkeys(row)] for row in table.rows]
    assert rows[1:] == [[bare(cell) for cell in row[1:]] for row in truth]
    assert header(table, document.text) == ("No.", "Policymeasure", "Leadunit", "Supportstandard", "Timelimit")


def test_a_row_of_a_table_is_a_paragraph() -> None:
    document = read_sample("s3_libreoffice.pdf")
    (table,) = document.tables
    assert table.span.of(document.text).split("\n") == [
        "序号\t任务\t责任单位",
        "1\t境外展会补助\t市商务局、市财政局",
        "2\t出口信保\t市商务局",
    ]


@pytest.mark.parametrize("kind", ["table", "noborder"])
def test_two_languages_side_by_side(kind: str) -> None:
    pairs = json.loads((TRUTH / "bilingual.json").read_text(encoding="utf-8"))
    chinese = read_sample(f"bilingual_{kind}.pdf")
    (english,) = chinese.translations
    assert printed(chinese)[0] == "威商务函〔2026〕12号"
    assert printed(english)[0] == "Ref: WSW (2026) No. 12"
    assert list(map(bare, printed(chinese)[1:])) == [bare(zh) for zh, _ in pairs * 2]
    assert list(map(bare, printed(english)[1:])) == [bare(en) for _, en in pairs * 2]
    assert "of no more than 80% of the booth fee is granted, capped at RMB 80,000 per booth" in english.text
    for document in (chinese, english):
        assert [page.number for page in document.pages] == [1, 2]
        assert all(document.page_of(line.span.start) == line.page for line in document.lines)
        assert all(bare(line.span.of(document.text)) for line in document.lines)


# ---------------------------------------------------------------------------------------------------------------------
# encodings and web pages


def test_encodings_give_one_text() -> None:
    read = {
        name: read_sample(name)
        for name in ("s3_gb18030.txt", "s3_utf16le_bom.txt", "s3_utf16be_nobom.txt", "s3_utf8_bom.txt")
    }
    assert [d.encoding for d in read.values()] == ["gb18030", "utf-16-le", "utf-16-be", "utf-8"]
    assert len({d.text for d in read.values()}) == 1
    assert all(d.paragraphs is None for d in read.values())
    assert read["s3_gb18030.txt"].text.startswith("\n\n连政办发〔2023〕31号\n")  # blank lines are kept


@pytest.mark.parametrize("encoding", ["gbk", "utf8"])
def test_government_page(encoding: str) -> None:
    document = read_sample(f"s3_gov_page_{encoding}.html")
    want = (TRUTH / "s3_gov_page.txt").read_text(encoding="utf-8").splitlines()
    assert printed(document)[: len(want)] == want
    assert printed(document)[len(want) :][-1] == "附件：1.任务分工表.docx"
    (table,) = document.tables
    assert [[s.of(document.text) for s in row] for row in table.rows] == [
        ["序号", "政策措施", "牵头单位", "期限"],
        ["1", "境外展会补助", "市商务局", "长期"],
        ["1", "出口信保", "市财政局", "2023年底"],
    ]
    box = {key: document.metadata[key] for key in ("索引号", "发文机关", "成文日期", "文号", "主题分类", "有效性")}
    assert box == {
        "索引号": "014300000/2023-00123",
        "发文机关": "连云港市人民政府办公室",
        "成文日期": "2023-07-17",
        "文号": "连政办发〔2023〕31号",
        "主题分类": "商务、海关、旅游 / 对外经贸合作",
        "有效性": "有效",
    }
    assert document.metadata["PubDate"] == "2023-07-20 09:30"
    assert [remark.code for remark in document.remarks] == ["attachment-unread"]
