"""Plain text: encodings found by content, clear errors for what is no text."""

from __future__ import annotations

import os
import threading
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.readers import READERS, Limits, Reader, read, read_file

CLAUSE = "一、支持企业扩大进口。对年度新增进出口额5000万元（含）以上的企业，按增量部分给予奖励。\n"
TRADITIONAL = "一、支持企業擴大進口。對年度新增進出口額達到標準的企業，按增量部分給予獎勵。\n"

ENCODED = {
    "plain UTF-8": (CLAUSE.encode(), "utf-8"),
    "UTF-8 with mark": (CLAUSE.encode("utf-8-sig"), "utf-8"),
    "GB18030": (CLAUSE.encode("gb18030"), "gb18030"),
    "a rare character of four bytes in GB18030": (("㐂" + CLAUSE).encode("gb18030"), "gb18030"),
    "Big5": (TRADITIONAL.encode("big5hkscs"), "big5hkscs"),
    "UTF-16 with mark": (CLAUSE.encode("utf-16"), "utf-16-le"),
    "UTF-16 little, no mark": (CLAUSE.encode("utf-16-le"), "utf-16-le"),
    "UTF-16 big, no mark": (CLAUSE.encode("utf-16-be"), "utf-16-be"),
    "English in UTF-16, no mark: also valid UTF-8": ("Article 1 Scope\n".encode("utf-16-le"), "utf-16-le"),
    "UTF-32 with mark": (CLAUSE.encode("utf-32"), "utf-32-le"),
    "English": (b"Article 1 Supporting Enterprises in Expanding Imports\n", "utf-8"),
}


@pytest.mark.parametrize(("data", "encoding"), ENCODED.values(), ids=ENCODED.keys())
def test_encoding(data: bytes, encoding: str) -> None:
    document = read(data, "a.txt")
    assert document.encoding == encoding
    assert document.format == "text"
    assert document.text.encode(encoding) in data


REFUSED = {
    "empty": (b"", "nothing to read: the file is empty"),
    "white space only": (b" \r\n\t\n", "nothing to read: only white space"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "no text: a PNG picture"),
    "another zip": (b"PK\x03\x04" + bytes(40), "no text: a zip package that is neither Word nor OFD"),
    "binary": (bytes(range(256)) * 20, "no text: binary data"),
    "no encoding fits": (b"\xff\x81\x80\xfe\xfd" * 30, "unknown encoding"),
    "one bad byte in UTF-8": (
        ("给予奖励" * 60).encode()[:300] + b"\xff" + ("给予奖励" * 60).encode(),
        "damaged UTF-8: bad byte at offset 300",
    ),
    "mark and bytes disagree": (b"\xef\xbb\xbf" + CLAUSE.encode("gb18030"), "the byte order mark says utf-8"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.txt")
    at = f":{caught.value.line}" if caught.value.line else ""
    assert str(caught.value).startswith(f"a.txt{at}: {message}")


def test_text_is_kept_but_for_newlines_and_composition() -> None:
    decomposed = unicodedata.normalize("NFD", "Café")
    document = read(f"{decomposed}\r\n　　二、 重点 \rx\x0by".encode(), "a.txt")
    assert document.text == "Café\n　　二、 重点 \nx\ny"
    assert document.paragraphs is None


def test_form_feeds_are_page_ends() -> None:
    document = read("第一页\n\f第二页\f".encode(), "a.txt")
    assert [page.span.of(document.text) for page in document.pages] == ["第一页\n\f", "第二页\f"]
    assert document.page_of(document.text.index("二")) == 2


def test_read_file(tmp_path) -> None:
    (tmp_path / "a.txt").write_bytes(CLAUSE.encode("gb18030"))
    document = read_file(tmp_path / "a.txt")
    assert document.text == CLAUSE
    assert document.source == str(tmp_path / "a.txt")
    for wrong in (tmp_path / "none.txt", "a\0b"):
        with pytest.raises(ReadError, match="cannot open"):
            read_file(wrong)
    with pytest.raises(ReadError, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(ReadError, match="too large: 87 bytes, at most 10 are read"):
        read_file(tmp_path / "a.txt", limits=Limits(file_bytes=10))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_is_read_to_its_end_and_no_further_than_the_limit(tmp_path) -> None:
    for limit, wanted in ((100, CLAUSE), (86, None)):
        pipe = tmp_path / f"{limit}.txt"
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda to=pipe: to.write_bytes(CLAUSE.encode("gb18030")))
        writer.start()
        if wanted:
            assert read_file(pipe, limits=Limits(file_bytes=limit)).text == wanted
        else:
            with pytest.raises(ReadError, match="at most 86 are read"):
                read_file(pipe, limits=Limits(file_bytes=limit))
        writer.join()


def test_readers_are_chosen_by_content() -> None:
    assert [reader.name for reader in READERS] == ["mht", "pdf", "docx", "ofd", "doc", "docx", "html", "text"]
    assert all(isinstance(reader, Reader) for reader in READERS)
    assert read(b"<!DOCTYPE html><body><p>" + CLAUSE.encode() + b"</p></body>", "a.pdf").format == "html"
    assert read(CLAUSE.encode(), "a.docx").format == "text"


hanzi = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
everyday = st.text(alphabet=st.sampled_from(sorted(set(CLAUSE + "市商务局牵头单位财政厅资金补助"))), min_size=12)


@given(everyday.filter(str.strip), st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]))
def test_what_was_encoded_is_read_back(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "a").text == text


@settings(deadline=None)  # what looks like RTF goes to LibreOffice
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_our_error(data: bytes) -> None:
    try:
        assert read(data, "a").text
    except ReadError as error:
        assert str(error).startswith(("a: ", f"a:{error.line}: "))
