"""A notice in two languages: each language reads as its text alone does, however the two were set."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.build import build
from graph.store import open_store
from ingest.bilingual import in_languages
from ingest.layout import read_layout
from ingest.manifest import load_manifest
from ingest.model import Document, Notice
from ingest.notice import notice_of
from ingest.readers import read, read_file
from ingest.record import record_of

NOTICES = Path(__file__).parents[1] / "data" / "notices"
PLACES = {"start", "end", "body", "page", "source", "sha256", "text", "id", "translation_of", "remarks", "translations"}


def paragraphs(name: str) -> list[str]:
    reading = read_layout(read_file(NOTICES / name))
    return list(reading.lines())


CHINESE, ENGLISH = paragraphs("jixi-2022.zh.txt"), paragraphs("jixi-2022.en.txt")
PAIRS = list(zip(CHINESE, ENGLISH, strict=True))


def facts(value: Any) -> Any:
    """A record without where things stand."""
    if isinstance(value, dict):
        return {k: facts(v) for k, v in value.items() if k not in PLACES or (k == "text" and isinstance(v, str))}
    if isinstance(value, list):
        return [facts(v) for v in value]
    return "".join(value.split()) if isinstance(value, str) else value


def said(notice: Notice) -> Any:
    record = record_of(notice)
    return facts({key: record[key] for key in ("notice", "sections", "clauses", "elements")})


ALONE = {
    language: said(notice_of(read("\n".join(text).encode(), "jixi.txt")))
    for language, text in (("zh", CHINESE), ("en", ENGLISH))
}


def html(body: str) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8></head><body><div id=zoom>{body}</div></body></html>".encode()
    )


def docx(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def w(text: str) -> str:
    return f"<w:p><w:r><w:t>{text.replace('&', '&amp;')}</w:t></w:r></w:p>"


def cell(*texts: str) -> str:
    return "<w:tc>" + "".join(map(w, texts)) + "</w:tc>"


FORMS: dict[str, Callable[[], bytes]] = {
    "line by line": lambda: "\n".join(f"{zh}\n{en}" for zh, en in PAIRS).encode(),
    "paragraphs with blank lines": lambda: "\n\n".join(f"{zh}\n\n{en}" for zh, en in PAIRS).encode("gb18030"),
    "English first": lambda: "\n".join(f"{en}\n{zh}" for zh, en in PAIRS).encode(),
    "one text after the other": lambda: ("\n".join(CHINESE) + "\n\n\nEnglish version\n" + "\n".join(ENGLISH)).encode(),
    "page, paragraphs": lambda: html("".join(f"<p>{zh}</p><p>{en}</p>" for zh, en in PAIRS)),
    "page, two columns": lambda: html(
        "<table><tr><th>中文</th><th>English</th></tr>"
        + "".join(f"<tr><td>{zh}</td><td><p>{en}</p></td></tr>" for zh, en in PAIRS)
        + "</table>"
    ),
    "page, one row of two cells": lambda: html(
        "<table><tr><td>"
        + "".join(f"<p>{zh}</p>" for zh in CHINESE)
        + "</td><td>"
        + "".join(f"<p>{en}</p>" for en in ENGLISH)
        + "</td></tr></table>"
    ),
    "Word, paragraphs": lambda: docx("".join(w(zh) + w(en) for zh, en in PAIRS)),
    "Word, two columns": lambda: docx(
        "<w:tbl>" + "".join(f"<w:tr>{cell(zh)}{cell(en)}</w:tr>" for zh, en in PAIRS) + "</w:tbl>"
    ),
    "Word, English at the left": lambda: docx(
        "<w:tbl>" + "".join(f"<w:tr>{cell(en)}{cell(zh)}</w:tr>" for zh, en in PAIRS) + "</w:tbl>"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_language_gives_the_facts_of_its_own_text(form: str) -> None:
    notice = notice_of(read(FORMS[form](), "jixi.zh-en"))
    (english,) = notice.translations
    assert (notice.language, english.language, english.translation_of) == ("zh", "en", notice.id)
    assert said(notice) == ALONE["zh"]
    assert said(english) == ALONE["en"]
    for version in (notice, english):
        text = version.document.text
        assert all(c.body.of(text).startswith(c.text[:4]) for c in version.clauses)
        quotes = [(f.span.of(text), f.quote) for c in version.clauses for f in (*c.amounts, *c.deadlines)]
        assert all("".join(at.split()) == "".join(quote.split()) for at, quote in quotes)


@pytest.mark.parametrize("name", sorted(path.name for path in NOTICES.glob("*.txt")))
def test_a_notice_in_one_language_stays_as_it_is(name: str) -> None:
    assert read_file(NOTICES / name).translations == ()


ONE = {
    "Chinese with English names": "支持企业申请AEO（Authorized Economic Operator）认证和RCEP原产地声明。\n" * 10,
    "English with Chinese glosses": "Firms may use 出口信用保险 (export credit insurance) and receive 50 per cent of it.\n"
    * 10,
    "a Chinese title over an English text": "威海市商务局文件\n"
    + "Firms are granted 50 per cent of the booth fee.\n" * 40,
    "a list of English names in a Chinese notice": "对参加下列展会的企业给予补助，最高8万元，由市商务局负责。\n" * 12
    + "Canton Fair\nCES Las Vegas\nHannover Messe\nIFA Berlin\n",
    "Chinese text with one English paragraph": "支持企业参加境外展会，对展位费给予不超过80%的补助，最高8万元。\n" * 20
    + "This is an unofficial translation of the title for reference only.\n",
    "numbers": "1\t2\t3\n" * 40,
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
def test_these_are_no_bilingual_texts(text: str) -> None:
    document = Document(text=text, source="t", format="text", sha256="")
    assert in_languages(document) is document


def test_the_graph_has_two_text_versions_of_one_notice(tmp_path: Path) -> None:
    page = tmp_path / "jixi.html"
    page.write_bytes(FORMS["page, two columns"]())
    (tmp_path / "manifest.csv").write_text("id,file,place_zh,place_en,year\njx,jixi.html,鸡西市,Jixi,2022\n")
    manifest = load_manifest(tmp_path / "manifest.csv")
    first = build([page], manifest=manifest, store_dir=tmp_path / "store")
    assert [(n.id, n.cached) for n in first.notices] == [("jx", False), ("jx-en", False)]
    again = build([page], manifest=manifest, store_dir=tmp_path / "store")
    assert [(n.id, n.cached, n.amounts) for n in again.notices] == [("jx", True, 34), ("jx-en", True, 34)]
    assert not again.changed
    rows = open_store(tmp_path / "store").query(
        "PREFIX eli: <http://data.europa.eu/eli/ontology#> PREFIX pg: <https://w3id.org/policygraph/ns#>"
        " PREFIX dcterms: <http://purl.org/dc/terms/>"
        " SELECT ?language WHERE { ?n a pg:Notice ; eli:is_realized_by ?t . ?t dcterms:language ?language } ORDER BY ?language"
    )
    assert [row[0].value for row in rows] == ["en", "zh"]


SAMPLES = Path(__file__).parent / "samples"


def test_a_ruled_pdf_of_two_columns_with_rows_broken_over_pages() -> None:
    notice = notice_of(read_file(SAMPLES / "bilingual_libreoffice.pdf"))
    (english,) = notice.translations
    assert said(notice) == ALONE["zh"]
    assert said(english) == ALONE["en"]
    for document in (notice.document, english.document):
        assert [page.number for page in document.pages] == [1, 2, 3, 4, 5]
        assert all(document.page_of(line.span.start) == line.page for line in document.lines)


def test_running_text_in_two_columns_gives_the_facts_of_its_text() -> None:
    assert said(notice_of(read_file(SAMPLES / "columns_en.pdf"))) == ALONE["en"]


POLICIES = [
    ("序号 No.", "政策措施", "Policy measure", "牵头单位", "Lead unit"),
    (
        "1",
        "对企业参加境外展会的展位费给予不超过80%的补助，最高8万元。",
        "Enterprises taking part in overseas fairs shall be granted no more than 80% of booth fees, up to RMB 80,000.",
        "市商务局",
        "Municipal Bureau of Commerce",
    ),
    (
        "2",
        "支持企业投保短期出口信用保险，按保费的50%给予支持。",
        "Enterprises shall be supported with 50% of the premiums of short-term export credit insurance.",
        "市财政局",
        "Municipal Finance Bureau",
    ),
]


def test_a_policy_list_with_columns_in_both_languages_is_two_lists() -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in POLICIES)
    title = "<p>威海市外贸政策清单（2026年版） / Policy List of Weihai City for Foreign Trade (2026 Edition)</p>"
    chinese = notice_of(read(html(f"{title}<table>{rows}</table>"), "a.html"))
    (english,) = chinese.translations
    for notice, column, head in (
        (chinese, 1, "威海市外贸政策清单（2026年版）"),
        (english, 2, "Policy List of Weihai City"),
    ):
        assert notice.title is not None and notice.title.value.startswith(head)
        assert [(c.path, c.text) for c in notice.clauses] == [(row[0], row[column]) for row in POLICIES[1:]]
        assert [[u.name for u in c.units] for c in notice.clauses] == [[row[column + 2]] for row in POLICIES[1:]]
        assert [a.value for a in notice.clauses[0].amounts] == [80, 80_000]
        (table,) = notice.document.tables
        assert len(table.rows[0]) == 3
