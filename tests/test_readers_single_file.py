"""Formats that hold a notice in a file of another make: single-file web pages, mails, Word as one XML file. What is made for
programs is refused by name."""

from __future__ import annotations

import base64
import io
import quopri
import random
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.readers import read, reader_for

TEXTS = [
    "某市促进外贸稳增长若干措施",
    "为推动外贸稳中提质，制定如下措施，请结合实际抓好贯彻落实。",
    "一、支持企业开拓市场。单个标准展位最高扶持0.8万元，每家企业至多扶持2个展位。（责任单位：市商务局）",
]
PAGE = (
    "<html><head><meta charset='gb2312'></head><body>" + "".join(f"<p>{text}</p>" for text in TEXTS) + "</body></html>"
)


def parts(kind: str, encoding: str, held: bytes, *, more: bytes = b"", charset: str = "gb2312") -> bytes:
    head = f"Content-Transfer-Encoding: {encoding}\r\nContent-Type: {kind}; charset={charset}"
    return (
        b'From: <a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_1"\r\n\r\n'
        b"This document is a Single File Web Page.\r\n\r\n--=_1\r\n"
        + head.encode()
        + b"\r\n\r\n"
        + held
        + b"\r\n"
        + more
        + b"--=_1--\r\n"
    )


PICTURE = b"--=_1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
ATTACHED = (
    b"--=_1\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.7\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        parts("text/html", "base64", base64.encodebytes(PAGE.encode("gbk")), more=PICTURE),
        parts("text/html", "quoted-printable", quopri.encodestring(PAGE.encode("gbk"))),
        parts("text/html", "8bit", PAGE.encode(), charset="utf-8"),
        parts("text/plain", "base64", base64.encodebytes("\n".join(TEXTS).encode("gbk"))),
    ],
    ids=["as Word saves it", "as browsers do", "UTF-8", "a mail"],
)
def test_a_page_in_one_file(data: bytes) -> None:
    document = read(data, "通知.doc")
    assert document.format == "mht"
    assert document.text.split("\n") == TEXTS


def test_what_is_attached_is_named() -> None:
    document = read(parts("text/html", "8bit", PAGE.encode(), more=ATTACHED, charset="utf-8"), "a.eml")
    assert [(remark.code, "a.pdf" in remark.message) for remark in document.remarks] == [("attachment-unread", True)]


def test_nothing_to_read_in_the_parts() -> None:
    with pytest.raises(ReadError, match="none of them a web page"):
        read(parts("image/png", "base64", b"iVBORw0KGgo="), "a.mht")


def test_a_text_that_names_mime_is_a_text() -> None:
    assert reader_for("说明\nMIME-Version: 1.0 是邮件的标准。".encode()).name == "text"


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FLAT = f"""<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>
<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
<pkg:part pkg:name="/word/document.xml" pkg:contentType="application/xml"><pkg:xmlData>
<w:document xmlns:w="{WORD}"><w:body>{{body}}</w:body></w:document></pkg:xmlData></pkg:part>
<pkg:part pkg:name="/word/media/1.png" pkg:contentType="image/png"><pkg:binaryData>iVBORw0KGgo=</pkg:binaryData></pkg:part>
</pkg:package>"""


def runs() -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in TEXTS)


def test_word_as_one_file() -> None:
    document = read(FLAT.format(body=runs()).encode(), "a.xml")
    assert document.format == "docx"
    assert document.text.split("\n") == TEXTS
    with pytest.raises(ReadError, match="no sound XML"):
        read(FLAT.format(body=runs()).encode()[:-80], "a.xml")
    with pytest.raises(ReadError, match="has no text"):
        read(FLAT.format(body=runs()).replace("/word/document.xml", "/word/other.xml").encode(), "a.xml")


@pytest.mark.skipif(not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed")
def test_word_2003_xml() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    old = f'{head}<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{runs()}</w:body></w:wordDocument>'
    assert read(old.encode(), "a.xml").text.split("\n") == TEXTS
    with pytest.raises(ReadError, match="carries a DTD"):
        read(old.replace("<w:wordDocument", '<!DOCTYPE x [<!ENTITY a "b">]><w:wordDocument').encode(), "a.xml")


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.pdf", (Path(__file__).parent / "samples" / "layout_en_tight.pdf").read_bytes())
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"title": "\xe9\x80\x9a\xe7\x9f\xa5"}', "JSON data"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "XML that is neither"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', "XML that is neither"),
        (b"%!PS-Adobe-3.0\nshowpage\n", "a PostScript file"),
        (b"\\documentclass{article}\\begin{document}x\\end{document}", "the source of a LaTeX document"),
        (b"BM\x36\x00\x00\x00" + bytes(60), "a BMP picture"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(60), "a picture or a sound"),
        (archive(), "a zip package that is neither Word nor OFD"),
    ],
)
def test_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.txt")
    assert str(caught.value).startswith(f"a.txt: no text: {what}")


@pytest.mark.parametrize(
    "text", ["BMW and others may apply.", "RIFF is a format.", "[2026] No. 12", "<b> is no tag here"]
)
def test_texts_that_look_like_something_else(text: str) -> None:
    assert read(text.encode(), "a.txt").text == text


def test_mangled_files_give_a_document_or_an_error_of_ours() -> None:
    chance = random.Random("parts")
    given = [parts("text/html", "base64", base64.encodebytes(PAGE.encode("gbk"))), FLAT.format(body=runs()).encode()]
    for _ in range(300):
        data = bytearray(chance.choice(given))
        at = chance.randrange(len(data))
        match chance.choice(["cut", "bytes", "gap", "twice"]):
            case "cut":
                del data[at:]
            case "bytes":
                for _ in range(20):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            case "gap":
                del data[at : at + chance.randrange(1, 300)]
            case "twice":
                data[at:at] = data[at : at + 200]
        if data:
            with suppress(ReadError):
                assert read(bytes(data), "a").text.strip()


def test_parts_in_parts_without_end() -> None:
    inner = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (k, k + 1) for k in range(2000))
    with pytest.raises(ReadError):
        read(b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0\n\n" + inner, "a.mht")
