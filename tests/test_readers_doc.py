"""Old Word files through the LibreOffice that is installed: the facts of .doc, .odt and RTF are those of the .docx."""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ingest.model import Document
from ingest.notice import notice_of
from ingest.readers import read, read_file
from ingest.readers.rtf_numbers import with_printed_numbers
from ingest.record import record_of

SAMPLES = Path(__file__).parent / "samples"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-writer)"
)


def converted(path: Path, suffix: str, folder: Path, how: tuple[str, ...] = ()) -> bytes:
    """What LibreOffice itself saves in the other format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", *how, "--convert-to", suffix, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"{path.stem}.{suffix}").read_bytes()


@pytest.fixture(scope="module")
def of_docx() -> Any:
    return facts(read_file(SAMPLES / "s3_literal.docx"))


def facts(document: Document) -> Any:
    record = record_of(notice_of(document))
    return _bare({key: record[key] for key in ("notice", "sections", "clauses", "elements")})


def _bare(value: Any) -> Any:
    """Without blanks (behind an automatic number) and without where things stand."""
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in ("start", "end", "body")}
    if isinstance(value, list):
        return [_bare(v) for v in value]
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("s3_literal", "doc"), ("s3_autonum", "doc"), ("s3_autonum", "odt"), ("s3_literal", "rtf"), ("s3_autonum", "rtf")],
)
def test_facts_are_those_of_the_docx(name: str, suffix: str, tmp_path: Path, of_docx: Any) -> None:
    data = converted(SAMPLES / f"{name}.docx", suffix, tmp_path)
    document = read(data, f"a.{suffix}")
    assert document.format == "doc"
    assert len(document.tables) == 1
    assert facts(document) == of_docx


def test_bullets_of_rtf_are_no_text_and_numbers_are() -> None:
    """As Word writes them: ``\\listtext`` for Word 97 and later, ``\\pntext`` and ``\\pn`` before."""
    paragraphs = (
        r"{\listtext\pard\plain\f1 \u19968?\u12289?\tab}\ls1\ilvl0 \u25903?\u25345?\u21442?\u23637?\par",
        r"{\listtext\pard\plain\f3 \'b7\tab}\ls2 \u20196?\u29260?\par",
        r"{\pntext\f0 2.\tab}{\*\pn\pnlvlbody\pndec{\pntxta .}}\u36827?\u21475?\par",
    )
    data = r"{\rtf1\ansi{\fonttbl{\f0 SimSun;}{\f1 SimSun;}{\f3 Symbol;}}" + "\n".join(paragraphs) + "}"
    document = read(data.encode("ascii"), "a.rtf")
    assert document.text.split("\n") == ["一、 支持参展", "令牌", "2. 进口"]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (r"\u-248?\u19968?\u-247?", True),  # 「（一）」: full-width brackets are no signs of a symbol font
        (r"\'a3\'a81\'a3\'a9", True),  # 「（1）」 in GBK
        (r"\u-3913?", False),  # U+F0B7, the bullet of Symbol
        (r"\'b7", False),
    ],
)
def test_a_number_between_full_width_brackets_is_no_bullet(printed: str, kept: bool) -> None:
    data = (r"{\rtf1\ls1{\listtext\f0 " + printed + r"\tab}\u25903?}").encode("ascii")
    assert (printed.encode("ascii") in with_printed_numbers(data)) is kept


def test_a_sample_made_elsewhere(of_docx: Any) -> None:
    assert facts(read_file(SAMPLES / "s3_autonum.doc")) == of_docx


def test_a_table_of_two_languages(tmp_path: Path) -> None:
    rows = [
        ("一、支持境外展会", "1. Support for overseas fairs"),
        (
            "对企业参加境外展会的展位费给予不超过80%的补助，最高8万元。",
            "Up to 80 per cent of the booth fee, at most RMB 80,000.",
        ),
        ("二、支持出口信用保险", "2. Support for export credit insurance"),
        ("按实际缴纳保费的50%给予支持，最高30万元。", "Fifty per cent of the premium paid, at most RMB 300,000."),
    ]
    page = tmp_path / "two.html"
    cells = "".join(f"<tr><td>{zh}</td><td>{en}</td></tr>" for zh, en in rows)
    page.write_text(f"<html><meta charset=utf-8><body><table border=1>{cells}</table></body></html>", encoding="utf-8")
    document = read(converted(page, "doc", tmp_path, ("--infilter=HTML (StarWriter)",)), "two.doc")
    assert document.text.splitlines() == [zh for zh, _ in rows]
    assert [d.text.splitlines() for d in document.translations] == [[en for _, en in rows]]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server of this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched_that_a_file_points_to(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    space = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.text"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0" '
            f'xmlns:draw="{space}:drawing:1.0" xmlns:svg="{space}:svg-compatible:1.0" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
            f'<text:p>一、支持扩大进口。<draw:frame draw:name="a" text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">'
            f'<draw:image xlink:href="{address}a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            f"</draw:frame></text:p></office:text></office:body></office:document-content>",
        )
    assert "一、支持扩大进口。" in read(out.getvalue(), "a.odt").text
    assert asked == []
